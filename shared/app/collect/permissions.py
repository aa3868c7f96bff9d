"""What a platform refuses us for want of a permission: remembered until it is granted, and then asked for again."""

from collections.abc import Mapping
from datetime import datetime

from shared.app.collect.group import CAPABILITY, GroupReading
from shared.app.collect.memory import Memory
from shared.app.ports.state import GroupChange, Ledger, Part
from shared.app.scene.company import every_file
from shared.core.case import GroupFile


class Permissions:
    """What one run was refused and what it was shown, by capability."""

    def __init__(self) -> None:
        self.denied: dict[str, str] = {}
        """Capability → what is missing, as the vendor names it."""
        self.granted: set[str] = set()

    def deny(self, capability: str, missing: str) -> None:
        self.denied[capability] = "".join(missing.split()) or "unknown"

    def note(self, reading: GroupReading) -> None:
        """A fact that is there was shown to us; that one group hides something proves nothing."""
        for capability, missing in sorted(reading.denied):
            self.deny(capability, missing)
        self.granted |= {CAPABILITY[part] for part in reading.read if not lacks(reading.file, part)}


def lacks(file: GroupFile, part: Part) -> bool:
    """Whether nothing of this part is known."""
    group = file.group
    facts = {Part.META: group.name, Part.NOTICE: group.announcement, Part.ACTIVITY: group.activity}
    return file.gone is not None or facts[part] is None


def remember(access: Permissions, memory: Memory, ledger: Ledger, now: datetime) -> None:
    """For whoever sends or looks. What is granted by now makes every group that lacks it one to read again."""
    before = memory.state.refused
    granted = (before.keys() & access.granted) - access.denied.keys()
    after = {name: missing for name, missing in before.items() if name not in granted} | access.denied
    parts = [part for part, capability in CAPABILITY.items() if capability in granted]
    if parts:
        lacking = [
            GroupChange(file.group.key, now, marked=now)
            for file in every_file(ledger, memory.state.platform)
            if file.is_shown and file.gone is None and any(lacks(file, part) for part in parts)
        ]
        ledger.inventory.keep(lacking)
    if after != before:
        memory.keep(refused=after)


def refused(ledger: Ledger, platform: str) -> Mapping[str, str]:
    """By capability: what is missing for it, as far as was seen and can be read."""
    state = ledger.platforms.get(platform)
    return {} if state is None else state.refused

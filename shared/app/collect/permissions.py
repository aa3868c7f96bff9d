"""What a platform refuses us for want of a permission: remembered until it is granted, and then asked for again."""

from datetime import datetime

from shared.app.collect.group import CAPABILITY, GroupReading
from shared.app.ports.ports import Ports
from shared.app.ports.state import GroupChange, Ledger, Part
from shared.app.scene.company import denied, every_file, note_denied
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


def remember(access: Permissions, platform: str, ports: Ports, now: datetime) -> None:
    """For `doctor` and `coverage`. What is granted by now makes every group that lacks it one to read again."""
    before = refused(ports.ledger(), platform)
    granted = (before.keys() & access.granted) - access.denied.keys()
    after = {name: missing for name, missing in before.items() if name not in granted} | access.denied
    parts = [part for part, capability in CAPABILITY.items() if capability in granted]
    if parts:
        lacking = [
            GroupChange(file.group.key, now, marked=now)
            for file in every_file(ports.ledger(), platform)
            if file.is_shown and file.gone is None and any(lacks(file, part) for part in parts)
        ]
        ports.ledger().inventory.keep(lacking)
    if after != before:
        said = " ".join(f"{capability}={missing}" for capability, missing in sorted(after.items()))
        note_denied(ports.ledger(), platform, said or None)


def refused(ledger: Ledger, platform: str) -> dict[str, str]:
    """By capability: what is missing for it, as far as was seen."""
    said = (denied(ledger, platform) or "").split()
    return {capability: missing for capability, _, missing in (word.partition("=") for word in said)}

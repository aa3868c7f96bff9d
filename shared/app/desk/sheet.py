"""A clerk's sheet of groups: looked at first, and then handed to where the command puts its own."""

import hashlib
import json
from typing import NamedTuple

from shared.app.desk.clerks import clerk
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.register.filing import name_at, planned
from shared.app.register.told import speech_of
from shared.app.register.upload import SHEETS
from shared.core.errors import BadInput, Fault
from shared.core.filed_changes import RowChange, RowStep, SheetChanges
from shared.core.filed_words import Speech, Worded, worded
from shared.core.run import Entry

LARGEST = 2 * 1024 * 1024
"""Bytes: what the gateway and the function carry as base64, twice over."""
MOST_GROUPS = 5_000
"""What can be read and compared before the gateway gives up; the command takes more."""
UPLOADED = "sheet_uploaded"
_LATELY = 20
"""Lines of the audit trail of one sheet in which a second press is looked for."""


class WrongRow(NamedTuple):
    name: str
    """Of its group; empty where the row has none."""
    fault: Fault


class Look(NamedTuple):
    """What a sheet would change; nothing is kept of it."""

    changes: SheetChanges
    wrong: tuple[WrongRow, ...]
    """With any of them nothing is filed."""
    speech: Speech

    def worded(self, row: RowChange) -> list[Worded]:
        return worded(row, self.speech)

    @property
    def is_to_file(self) -> bool:
        """Filing a sheet again that changes nothing makes it good for longer."""
        return bool(self.changes.rows) and not self.wrong

    @property
    def seen(self) -> str:
        """The same for the same differences."""
        rows = [(row.group.key, row.step, row.by, self.worded(row)) for row in self.changes.rows]
        text = json.dumps([rows, [one.group.key for one in self.changes.absent]])
        return hashlib.sha256(text.encode()).hexdigest()


def looked(data: bytes, name: str, who: Visitor, ports: Ports) -> Look:
    """Raises BadInput for what is no sheet of groups, PageRefused for whoever is no clerk."""
    clerk(who)
    if ports.papers.people(data, name) is not None:
        remedy = "Hand it to whoever runs the product"
        zh = "这是人员名册，请交给产品的运营同事更新；这里只收工作群的登记表。"
        raise BadInput(Fault(name, None, "this is a people sheet, not one of groups", remedy, zh))
    plan = planned(data, name, ports)
    if len(plan.sheet.facts.groups) > MOST_GROUPS:
        reason, remedy = (
            f"it holds more than {MOST_GROUPS:,} groups",
            "Split it, or have it registered by command",
        )
        zh = f"这份表超过 {MOST_GROUPS:,} 个群，请分成几份上传。"
        raise BadInput(Fault(name, None, reason, remedy, zh))
    wrong = tuple(WrongRow(name_at(fault, plan.sheet), fault) for fault in plan.faults)
    return Look(plan.changes, wrong, speech_of(plan.changes, ports, who.lang))


def handed_in(data: bytes, name: str, once: str, look: Look, who: Visitor, ports: Ports) -> None:
    """Where the command's uploads go too: the bucket wakes the function that files it. `once`: the same press does it once."""
    clerk(who)
    audit = ports.ledger().audit
    if any(entry.details.get("once") == once for entry in audit.of(name, _LATELY)):
        return
    counts = {step.value: len(look.changes.of(step)) for step in RowStep}
    audit.write(Entry(who.now, UPLOADED, name, who.account, {"once": once, **counts}))
    ports.bucket().write(SHEETS + name, data, "application/octet-stream")

"""Takes a register sheet of groups: whom its rows name is found out, and every row is kept beside what a platform shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from shared.app.collect.run import guardians
from shared.app.inspect.again import inspect_again
from shared.app.ports.ports import FactSet, Ports, RowPlace
from shared.app.ports.state import Part
from shared.app.register.faults import faults_of
from shared.app.register.told import told
from shared.app.scene.company import every_file, load_scene, note_platform
from shared.app.scene.group import scene_of
from shared.core.account import LONGEST_KEY, Account, Written
from shared.core.case import GroupFile
from shared.core.display import shown_name
from shared.core.errors import BadInput, Fault
from shared.core.filed import GOOD_FOR, Filing, refiled
from shared.core.filed_changes import RowChange, RowStep, SheetChanges, absent_of, row_change
from shared.core.model import Department, Group
from shared.core.people.written import Roll, meant, roll_of
from shared.core.run import Entry
from shared.core.schema.node import quoted

Found = Mapping[tuple[str, Written], Account]
"""(platform of the group, as written) → whose account that is."""
Files = Mapping[str, GroupFile]
"""By `Group.key`: what is kept of it; absent: it is not known."""
_MOST_FAULTS = 50
_SAY_WHO = "Write the account, as platform:id, or the 工号"


class Sheet(NamedTuple):
    """A register that was read, and under which name."""

    facts: FactSet
    name: str


class _Rows(NamedTuple):
    """What can be taken of a sheet, and what is wrong with the rest."""

    groups: tuple[Group, ...]
    """With accounts for whoever they name."""
    found: Found
    faults: tuple[Fault, ...]


class Plan(NamedTuple):
    """What a sheet would change, worked out before anything is written: shown, or put in force."""

    sheet: Sheet
    found: Found
    faults: tuple[Fault, ...]
    """With any of them nothing is filed."""
    files: Files
    changes: SheetChanges
    """Of the rows with which nothing is wrong."""

    @property
    def is_told_by_rows(self) -> bool:
        """Whether all that is wrong is about single rows, so that the others can be shown beside them."""
        return all(fault.line is not None for fault in self.faults)


def planned(data: bytes, name: str, ports: Ports) -> Plan:
    """Raises BadInput where the sheet cannot be read at all."""
    now = ports.clock.now()
    sheet = Sheet(ports.papers.register(data, name, now), name)
    rows = _rows(sheet, ports)
    keys = (group.key for group in rows.groups)
    files = ports.ledger().inventory.peek(keys, (Part.NOTICE, Part.ACTIVITY))
    return Plan(sheet, rows.found, rows.faults, files, _changes(rows.groups, files, sheet, ports))


def file_sheet(data: bytes, name: str, ports: Ports, *, dry: bool, diff: bool = False) -> dict[str, Any]:
    """Keep what the sheet says, whole or not at all, and say what that changes.

    Raises BadInput with everything that is wrong: nothing is kept then. With `diff` nothing is kept either way, and what
    is wrong with single rows is said beside what the others would change.
    """
    plan = planned(data, name, ports)
    if plan.faults and not (diff and plan.is_told_by_rows):
        raise BadInput(*plan.faults)
    changes = plan.changes if dry or diff else _filed(plan, ports)
    if not (dry or diff):
        _note((row.group for row in changes.rows), name, ports)
    return told(changes, ports) | {
        "until": (ports.clock.now() + GOOD_FOR).date().isoformat(),
        "resolved": list(_resolved(plan)),
        "refused_rows": list(_refused(plan)),
    }


def _rows(sheet: Sheet, ports: Ports) -> _Rows:
    found, unclear = _found(sheet, ports)
    faults = (*sheet.facts.faults, *_too_long(sheet), *unclear)
    lines = {fault.line for fault in faults}
    good = [group for group in sheet.facts.groups if not lines or _place(group, sheet).line not in lines]
    return _Rows(tuple(_named(group, _place(group, sheet), found) for group in good), found, faults)


def _changes(groups: Iterable[Group], files: Files, sheet: Sheet, ports: Ports) -> SheetChanges:
    now = ports.clock.now()
    rows = [_change(one, _place(one, sheet).line, files.get(one.key), ports) for one in groups]
    said = {group.key for group in sheet.facts.groups}
    others = (
        file
        for platform in sorted({group.platform for group in sheet.facts.groups})
        for file in every_file(ports.ledger(), platform)
        if file.group.key not in said
    )
    absent = (absent_of(file, sheet.name, now) for file in others)
    return SheetChanges(tuple(rows), tuple(filter(None, absent)))


def _change(group: Group, line: int | None, file: GroupFile | None, ports: Ports) -> RowChange:
    owner = group.owner.value or None if group.owner else None
    named = _as_they_said(file.filed if file else None, owner, ports)
    return row_change(group, line, file, ports.clock.now(), named)


def _as_they_said(filed: Filing | None, owner: Account | None, ports: Ports) -> Account | None:
    """Whom a row names; where that is whoever said that the group is not theirs, by the account with which they said it."""
    if filed is None or not filed.is_own or filed.owner is not None or owner is None:
        return owner
    scene = scene_of("", ports, ports.policy(), filed.by, owner)
    return filed.by if scene.are_same(filed.by, owner) else owner


def _filed(plan: Plan, ports: Ports) -> SheetChanges:
    """The changes as they came about: what somebody filed themselves meanwhile is kept."""
    inventory, now = ports.ledger().inventory, ports.clock.now()
    rows = []
    for row in plan.changes.rows:
        file = plan.files.get(row.group.key)
        filed = file.filed if file else None
        filing = refiled(row.group, filed, by=plan.sheet.name, at=now)
        over = filed.handover if filed else None
        if row.step is not RowStep.KEPT and not inventory.put_filing(filing, over=over):
            row = _change(row.group, row.line, inventory.get(row.group.key), ports)  # noqa: PLW2901
        rows.append(row)
    return plan.changes._replace(rows=tuple(rows))


def _refused(plan: Plan) -> Iterator[dict[str, Any]]:
    """By the name of its group, where the row has one."""
    for fault, said in zip(plan.faults, faults_of(plan.faults), strict=True):
        yield said | {"name": name_at(fault, plan.sheet)}


def name_at(fault: Fault, sheet: Sheet) -> str:
    """The group in whose row it is; empty where that has no name."""
    groups = (one for one in sheet.facts.groups if _place(one, sheet).line == fault.line)
    return next(map(shown_name, groups), "")


def _place(group: Group, sheet: Sheet) -> RowPlace:
    return sheet.facts.rows.get(group.key, RowPlace(sheet.name, None))


def _too_long(sheet: Sheet) -> Iterator[Fault]:
    """One id that cannot be kept would end the upload half-way, and every run that comes upon its owner."""
    for group in sheet.facts.groups:
        keys = (group.key, *guardians(group))
        if any(len(key.encode("utf-8", "replace")) > LONGEST_KEY for key in keys):
            place = _place(group, sheet)
            reason = f"the id of {shown_name(group)!r}, its owner or an admin is too long"
            remedy = "Write the id itself, or a name; what else there is to say belongs into another column"
            zh = "群ID、群主或管理员写得太长，请只写账号或姓名，其他的写到别的栏目。"
            yield Fault(place.file, place.line, reason, remedy, zh)


def _found(sheet: Sheet, ports: Ports) -> tuple[Found, tuple[Fault, ...]]:
    """Whose everybody is whom the sheet names, and every row that does not say it clearly."""
    asked = [
        (group, written)
        for group in sheet.facts.groups
        for written in map(_place(group, sheet).written, guardians(group))
        if written.is_name or written.is_bare
    ]
    if not asked:
        return {}, ()
    roll = roll_of(load_scene(ports, ports.policy(), ports.clock.now()))
    found, faults = {}, []
    for group, written in asked:
        accounts = meant(written, group.platform, roll)
        if len(accounts) == 1:
            found[group.platform, written] = accounts[0]
        else:
            faults.append(_unclear(group, written, len(accounts), _place(group, sheet), roll))
    return found, tuple(_the_first(faults, sheet))


def _the_first(faults: list[Fault], sheet: Sheet) -> Iterator[Fault]:
    """As many as somebody reads: a sheet that is filed before any people register names nobody clearly."""
    yield from faults[:_MOST_FAULTS]
    if len(faults) > _MOST_FAULTS:
        reason = f"{len(faults) - _MOST_FAULTS} more times it is not clear who is meant"
        yield Fault(sheet.name, None, reason, f"{_SAY_WHO}, or upload the people register first")


def _unclear(group: Group, written: Written, people: int, place: RowPlace, roll: Roll) -> Fault:
    """The row is refused: nobody is written to who may not be meant."""
    who = f"the owner or an admin of {shown_name(group)!r} is {quoted(written.text)}"
    zh = f"群主或管理员写的是{quoted(written.text)}，"
    if people:
        reason, remedy = (
            f"{who}, and {people} people can be meant by that",
            f"{_SAY_WHO} of the one who is meant",
        )
        zh += f"有 {people} 位同事对得上，请写是哪一位的工号，或平台上的账号。"
    elif written.is_name:
        reason = f"{who}, and nobody who works here has that name in the people register"
        remedy = f"{_SAY_WHO}, or add them to the people register first"
        zh += "人员名册里没有这个姓名的在职同事，请写工号或平台上的账号，或先补到人员名册里。"
    else:
        reason = f"{who}, which is nobody's 工号 in the people register and no account that is known on {group.platform}"
        remedy = f"Write the whole account, e.g. {group.platform}:{written.text}, or a 工号 that the people register has"
        zh += f"不是人员名册里的工号，也不是这个平台上的账号，请写完整的账号，如 {group.platform}:{written.text}。"
    if not roll.by_name and not roll.by_number:
        remedy += "; no people register was uploaded yet"
        zh += "（还没有上传过人员名册。）"
    return Fault(place.file, place.line, reason, remedy, zh)


def _named(group: Group, place: RowPlace, found: Found) -> Group:
    """The group with accounts for owner and admins, whatever was written."""

    def whose(one: Account) -> Account:
        return found.get((group.platform, place.written(one)), one)

    owner, admins = group.owner, group.admins
    if owner is not None and owner.value:
        owner = owner._replace(value=whose(owner.value))
    if admins is not None:
        admins = admins._replace(value=tuple(dict.fromkeys(map(whose, admins.value))))
    return group._replace(owner=owner, admins=admins)


def _resolved(plan: Plan) -> Iterator[dict[str, Any]]:
    """Who was written otherwise than by account, whom that was taken for, and in how many groups."""
    sheet, found, rows = plan.sheet, plan.found, Counter[tuple[str, Account]]()
    for group in sheet.facts.groups:
        said = {_place(group, sheet).written(one) for one in guardians(group)}
        rows.update((one.text, found[group.platform, one]) for one in said if (group.platform, one) in found)
    for (text, account), groups in sorted(rows.items()):
        yield {"written": text, "account": account, "groups": groups}


def _note(groups: Iterable[Group], name: str, ports: Ports) -> None:
    ledger, now = ports.ledger(), ports.clock.now()
    groups = list(groups)
    for platform in sorted({group.platform for group in groups}):
        note_platform(ledger, platform)
        departments = {
            group.department.value for group in groups if group.platform == platform and group.department
        }
        # What the directory knows of a department, its head above all, no sheet may take away.
        departments -= {one.name for one in ledger.directory.departments(platform)}
        ledger.directory.save(platform, (), [Department(one) for one in sorted(departments)], now)
    inspect_again(ledger, now)
    ledger.audit.write(Entry(now, "register_filed", name, "register", {"groups": len(groups)}))

"""Takes a register sheet of groups: whom its rows name is found out, and every row is kept beside what a platform shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from shared.app.collect.group import differs
from shared.app.collect.run import guardians
from shared.app.inspect.again import inspect_again
from shared.app.ports.ports import FactSet, Ports, RowPlace
from shared.app.scene.company import load_scene, note_platform
from shared.app.scene.group import scene_of
from shared.core.account import LONGEST_KEY, Account, Written
from shared.core.case import GroupFile
from shared.core.display import shown_name
from shared.core.errors import BadInput, Fault
from shared.core.filed import FACTS, GOOD_FOR, Filing, is_kept, refiled
from shared.core.model import Department, Fact, Group
from shared.core.people.written import Roll, meant, roll_of
from shared.core.run import Entry
from shared.core.schema.node import quoted

Found = Mapping[tuple[str, Written], Account]
"""(platform of the group, as written) → whose account that is."""
_MOST_FAULTS = 50
_SAY_WHO = "Write the account, as platform:id, or the 工号"


class Sheet(NamedTuple):
    """A register that was read, and under which name."""

    facts: FactSet
    name: str


def file_sheet(data: bytes, name: str, ports: Ports, *, dry: bool) -> dict[str, Any]:
    """Keep what the sheet says, whole or not at all.

    Raises BadInput with everything that is wrong: nothing is kept then.
    """
    now = ports.clock.now()
    sheet = Sheet(ports.papers.register(data, name, now), name)
    faults = [*sheet.facts.faults, *_too_long(sheet)]
    if faults:
        raise BadInput(*faults)
    found = _found(sheet, ports)
    groups = [_named(group, _place(group, sheet), found) for group in sheet.facts.groups]
    inventory, counts, left = ports.ledger().inventory, Counter[str](), list[dict[str, Any]]()
    for group in groups:
        before = inventory.get(group.key)
        filing = refiled(group, before.filed if before else None, by=name, at=now)
        if before is not None and is_kept(
            before.filed, _as_they_said(before.filed, filing.owner, ports), now
        ):
            left.extend(_left(before.filed, group, sheet))
            continue
        counts[_news(before, filing)] += 1
        over = before.filed.handover if before and before.filed else None
        if not dry and not inventory.put_filing(filing, over=over):
            stands = inventory.get(group.key)
            left.extend(_left(stands.filed if stands else None, group, sheet))
    if not dry:
        _note(groups, name, ports)
    done = {"groups": len(groups), "new": counts["new"], "changed": counts["changed"], "left": left}
    return done | {"until": (now + GOOD_FOR).date().isoformat(), "resolved": list(_resolved(sheet, found))}


def _as_they_said(filed: Filing | None, owner: Account | None, ports: Ports) -> Account | None:
    """Whom a row names; where that is whoever said that the group is not theirs, by the account with which they said it."""
    if filed is None or not filed.is_own or filed.owner is not None or owner is None:
        return owner
    scene = scene_of("", ports, ports.policy(), filed.by, owner)
    return filed.by if scene.are_same(filed.by, owner) else owner


def _left(filed: Filing | None, group: Group, sheet: Sheet) -> Iterator[dict[str, Any]]:
    """What the row says otherwise than whoever filed the group themselves: it is left as they filed it, and told."""
    if filed is None or not filed.is_own:
        return
    facts = [name for name in FACTS if _says_otherwise(getattr(group, name), getattr(filed.group, name))]
    if facts:
        row = {"line": _place(group, sheet).line, "group": group.key, "name": shown_name(filed.group)}
        yield row | {"by": filed.by, "facts": facts}


def _says_otherwise(row: Fact[Any] | None, filed: Fact[Any] | None) -> bool:
    """An empty cell says nothing."""
    return row is not None and (filed is None or filed.value != row.value)


def _news(before: GroupFile | None, filing: Filing) -> str:
    if before is None:
        return "new"
    is_same = before.filed is not None and not differs(before.filed.group, filing.group)
    return "same" if is_same else "changed"


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


def _found(sheet: Sheet, ports: Ports) -> Found:
    """Whose everybody is whom the sheet names. Raises BadInput with every row that does not say it clearly."""
    asked = [
        (group, written)
        for group in sheet.facts.groups
        for written in map(_place(group, sheet).written, guardians(group))
        if written.is_name or written.is_bare
    ]
    if not asked:
        return {}
    roll = roll_of(load_scene(ports, ports.policy(), ports.clock.now()))
    found, faults = {}, []
    for group, written in asked:
        accounts = meant(written, group.platform, roll)
        if len(accounts) == 1:
            found[group.platform, written] = accounts[0]
        else:
            faults.append(_unclear(group, written, len(accounts), _place(group, sheet), roll))
    if faults:
        raise BadInput(*_the_first(faults, sheet))
    return found


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


def _resolved(sheet: Sheet, found: Found) -> Iterator[dict[str, Any]]:
    """Who was written otherwise than by account, whom that was taken for, and in how many groups."""
    rows = Counter[tuple[str, Account]]()
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

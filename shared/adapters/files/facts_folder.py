"""A facts folder as a source of facts: its files, in the order in which they need each other."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from shared.adapters.files.accounts import Accounts
from shared.adapters.files.facts_company import (
    DEPARTMENT_KEYS,
    DEPARTMENTS,
    DUTY,
    DUTY_KEYS,
    PROJECT_KEYS,
    PROJECTS,
    Named,
    branches,
    merged,
    named_record,
    read_department,
    read_duty,
    read_project,
    with_accounts,
)
from shared.adapters.files.facts_groups import GROUP_KEYS, GROUPS, Surroundings, member_keys, read_group
from shared.adapters.files.facts_people import (
    PEOPLE,
    PERSON_KEYS,
    PersonLine,
    assemble,
    names_of,
    read_line,
    with_member_names,
)
from shared.adapters.files.faultlog import FaultLog, refuse
from shared.adapters.files.jsonl import LINE_REMEDY, values, wrong_format
from shared.adapters.files.jsontext import type_name
from shared.adapters.files.messages import MESSAGES, Messages
from shared.adapters.files.record import KeyTally, Record
from shared.adapters.files.tree import Tree
from shared.app.ports.ports import FactSet, Progress
from shared.core.account import Account
from shared.core.errors import Fault
from shared.core.lang import both
from shared.core.model import Company, DutyShift, Group, Project
from shared.core.schema.node import quoted, suggestion

FILES = (GROUPS, MESSAGES, PEOPLE, DEPARTMENTS, PROJECTS, DUTY)
V = TypeVar("V")
Lines = Sequence[tuple[int, V]]


class FactsFolder:
    """Reads a tree that has a groups.jsonl. `at` is when the reading happens: what its facts are dated."""

    def __init__(self, tree: Tree, *, at: datetime) -> None:
        self._tree = tree
        self._at = at

    def read(self, progress: Progress) -> FactSet:
        progress.begin(self._tree.name, sum(map(self._tree.size, _there(self._tree))))
        reading = _Reading(self._tree, progress)
        company = reading.company(_platforms(self._tree))
        watched = MESSAGES in self._tree.files()
        groups = reading.groups(Surroundings(self._at, reading.accounts, reading.names, watched))
        progress.end()
        if watched and (wrong := wrong_format(self._tree, MESSAGES)):
            reading.wrong.append(wrong)
        if reading.wrong:
            refuse(reading.wrong)
        messages = Messages(self._tree, groups, reading.accounts, reading.left_out)
        return FactSet(
            label=both("资料文件夹", "facts folder"),
            company=company._replace(profiles=with_member_names(company.profiles, groups)),
            groups=groups,
            posts=messages.posts if watched else None,
            faults=reading.left_out,
            lost=messages.lost,
        )


class _Reading:
    """One pass over everything but the messages; `wrong` is what makes the folder unfit."""

    def __init__(self, tree: Tree, progress: Progress) -> None:
        self._tree = tree
        self._progress = progress
        self.wrong: list[Fault] = []
        self.left_out: list[Fault] = [*tree.faults, *_strangers(tree)]
        self.accounts = Accounts(())
        self.names: Mapping[Account, str] = {}
        """What people are called."""
        self._names: dict[str, str] = {}
        """Names of departments by id."""

    def company(self, platforms: Iterable[str]) -> Company:
        """Everything but the groups, which are of these platforms."""
        lines = [(each.line, read_department(each)) for each in self._records(DEPARTMENTS, DEPARTMENT_KEYS)]
        self._names = {each.id: each.department.name for _, each in lines if each.id}
        read = assemble(self._people(), platforms, self.wrong)
        self.accounts, self.names = read.accounts, dict(names_of(read))
        apart = branches((each.department for _, each in lines), read.accounts)
        headed = {one.name for one in apart}
        departments = self._merged(DEPARTMENTS, [(line, each.department) for line, each in lines], headed)
        own = (one for each in departments for one in with_accounts(each, read.accounts))
        company = Company(
            profiles=read.profiles,
            people=read.people,
            departments=(*own, *apart),
            projects=tuple(self._merged(PROJECTS, list(self._projects()))),
            zones={
                each.department.zone: each.zone for _, each in lines if each.department.zone and each.zone
            },
        )
        return company._replace(duty=tuple(self._duty(company)))

    def _people(self) -> list[PersonLine]:
        log = FaultLog(self.left_out)
        lines = [(record.line, read_line(record, log)) for record in self._records(PEOPLE, PERSON_KEYS)]
        log.close()
        placed = [
            (line, each._replace(said=each.said._replace(department=self._name(each.said.department))))
            for line, each in lines
        ]
        return self._unique(PEOPLE, placed, lambda each: each.id)

    def _projects(self) -> Iterator[tuple[int, Project]]:
        for record in self._records(PROJECTS, PROJECT_KEYS):
            project = read_project(record)
            lead = next(iter(self.accounts.everywhere(project.lead)), None) if project.lead else None
            yield record.line, project._replace(lead=lead, department=self._name(project.department))

    def _name(self, department: str | None) -> str | None:
        """A department's name, where it may be called by its id."""
        return self._names.get(department, department) if department else None

    def groups(self, around: Surroundings) -> tuple[Group, ...]:
        tally = KeyTally(GROUPS, frozenset({"members.id", "members.nickname", "members.name"}))
        found: list[tuple[int, Group]] = []
        for record in self._records(GROUPS, GROUP_KEYS):
            tally.add(record.line, member_keys(record))
            group = read_group(record, around)
            if group.department:
                name = self._name(group.department.value) or ""
                group = group._replace(department=group.department._replace(value=name))
            found.append((record.line, group))
        self.left_out.extend(tally.faults())
        if not found and not self.wrong:
            self.wrong.append(Fault(GROUPS, None, "holds no group", "Write one group a line."))
        return tuple(self._unique(GROUPS, found, _group_key))

    def _duty(self, company: Company) -> Iterator[DutyShift]:
        for record in self._records(DUTY, DUTY_KEYS):
            yield from read_duty(record, company, self.accounts)

    def _records(self, file: str, keys: frozenset[str]) -> Iterator[Record]:
        if file not in _there(self._tree):
            return
        tally = KeyTally(file, keys)
        for line, value in values(self._tree, file, self.wrong):
            data = named_record(value) if file in {DEPARTMENTS, PROJECTS} else value
            if isinstance(data, dict):
                tally.add(line, data)
                yield Record(file, line, data, self.wrong)
            else:
                self.wrong.append(Fault(file, line, f"{type_name(value)}, not an object", LINE_REMEDY))
        self.left_out.extend(tally.faults())
        self._progress.advance(self._tree.size(file))

    def _unique(self, file: str, lines: Lines[V], key: Callable[[V], str]) -> list[V]:
        """The values; a key that comes twice is a fault with both lines. An empty key is a fault already."""
        first: dict[str, int] = {}
        for line, value in lines:
            name = key(value)
            other = first.setdefault(name, line) if name else line
            if other != line:
                self.wrong.append(
                    Fault(file, line, f"{quoted(name)} is already on line {other}", "Keep one of the two.")
                )
        return [value for _, value in lines]

    def _merged(self, file: str, lines: Lines[Named], headed: Container[str] = ()) -> list[Named]:
        """Companies do have departments of one name; who heads which is then only clear where each platform has its own
        (`headed`: their names).
        """
        found: dict[str, tuple[int, Named]] = {}
        log = FaultLog(self.left_out)
        for line, value in lines:
            if value.name not in found:
                found[value.name] = (line, value)
                continue
            first, other = found[value.name]
            apart = "each heads it on the platform of their account, else " if value.name in headed else ""
            reason = f"{quoted(value.name)} is already on line {first}; {apart}what the two say differently was not used"
            log.add(Fault(file, line, reason, "Give each its own name, or keep one of the two."))
            found[value.name] = (first, merged(other, value))
        log.close()
        return [value for _, value in found.values()]


def _there(tree: Tree) -> list[str]:
    """The files to be read at once: all but the messages."""
    return [name for name in tree.files() if name in FILES and name != MESSAGES]


def _group_key(group: Group) -> str:
    return group.key if group.platform and group.id else ""


def _platforms(tree: Tree) -> list[str]:
    """Those of the groups, in their order: what an id without a platform may be an id of. Faults are said when groups are read."""
    named = (value.get("platform") for _, value in values(tree, GROUPS, []) if isinstance(value, dict))
    return list(dict.fromkeys(name for name in named if isinstance(name, str) and name))


def _strangers(tree: Tree) -> Iterator[Fault]:
    """Files that look as if they were meant: a misspelt messages.jsonl must not pass for no messages."""
    for name in tree.files():
        if name.endswith(".jsonl") and name not in FILES:
            remedy = suggestion(name, FILES) or f"A facts folder has {', '.join(FILES)}."
            yield Fault(name, None, "is not a file of a facts folder; it was not read", remedy.strip())

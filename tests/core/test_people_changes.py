"""What a new people register changes is said before it is applied, and adds up to the new register."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.core.account import Account
from shared.core.lang import Lang
from shared.core.model import Employment, Person
from shared.core.people.changes import (
    FIELDS,
    Changed,
    Moved,
    PeopleChanges,
    Pieces,
    changes,
    conflicts,
    removes_too_many,
)
from shared.core.people.diff import NAMED, lines

NOTHING = PeopleChanges()


def person(accounts: str, name: str | None = None) -> Person:
    """`a b` are two accounts, pigeon:a and pigeon:b; those with a colon are as they stand."""
    return Person(tuple(each if ":" in each else f"pigeon:{each}" for each in accounts.split()), name)


def people(*rows: str) -> list[Person]:
    return [person(row) for row in rows]


def pieces(*sets: str) -> tuple[tuple[Account, ...], ...]:
    return tuple(person(each).accounts for each in sets)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], NOTHING),
        (["a b", "c"], ["c", "b a"], NOTHING),
        ([], ["a b"], PeopleChanges(added=(person("a b"),))),
        (["a b"], [], PeopleChanges(removed=(person("a b"),))),
        (["a"], ["b"], PeopleChanges(added=(person("b"),), removed=(person("a"),))),
        (["a"], ["a b"], PeopleChanges(joined=(Pieces(person("a b"), pieces("a", "b")),))),
        (["a", "b"], ["a b"], PeopleChanges(joined=(Pieces(person("a b"), pieces("a", "b")),))),
        (["a b", "c"], ["a b c"], PeopleChanges(joined=(Pieces(person("a b c"), pieces("a b", "c")),))),
        (["a b"], ["a", "b"], PeopleChanges(parted=(Pieces(person("a b"), pieces("a", "b")),))),
        (
            ["a b"],
            ["a"],
            PeopleChanges(parted=(Pieces(person("a b"), pieces("a", "b")),), dropped=("pigeon:b",)),
        ),
        (
            ["a b", "c"],
            ["a", "b c"],
            PeopleChanges(
                joined=(Pieces(person("b c"), pieces("b", "c")),),
                parted=(Pieces(person("a b"), pieces("a", "b")),),
                moved=(Moved("pigeon:b", person("a b"), person("b c")),),
            ),
        ),
        (
            ["a b", "c d"],
            ["a d", "c b"],
            PeopleChanges(
                joined=(
                    Pieces(person("a d"), pieces("a", "d")),
                    Pieces(person("c b"), pieces("b", "c")),
                ),
                parted=(
                    Pieces(person("a b"), pieces("a", "b")),
                    Pieces(person("c d"), pieces("c", "d")),
                ),
                moved=(
                    Moved("pigeon:b", person("a b"), person("c b")),
                    Moved("pigeon:d", person("c d"), person("a d")),
                ),
            ),
        ),
        (
            ["a b"],
            ["a c"],
            PeopleChanges(
                joined=(Pieces(person("a c"), pieces("a", "c")),),
                parted=(Pieces(person("a b"), pieces("a", "b")),),
                dropped=("pigeon:b",),
            ),
        ),
    ],
)
def test_changes_are_sets_of_accounts(before: list[str], after: list[str], expected: PeopleChanges) -> None:
    assert changes(people(*before), people(*after)) == expected


FULL = Person(
    ("pigeon:a", "wecom:a"),
    "王芳",
    "市场部",
    "经理",
    "1001",
    "wang@example.com",
    "pigeon:b",
    5,
    Employment.ACTIVE,
    date(2026, 12, 31),
)


def test_what_is_said_of_somebody_is_changed_by_its_fields() -> None:
    blank = Person(FULL.accounts)
    assert changes([FULL], [blank]).changed == (Changed(blank, FIELDS),)
    assert changes([FULL], [FULL._replace(name="王方")]).changed == (
        Changed(FULL._replace(name="王方"), ("name",)),
    )


def test_somebody_keeps_what_is_said_of_them_when_their_accounts_change() -> None:
    later = FULL._replace(accounts=("pigeon:a", "slack:a"), level=6)
    assert changes([FULL], [later]).changed == (Changed(later, ("level",)),)


@pytest.mark.parametrize(
    ("stand_in", "now", "delegate", "is_changed"),
    [
        ("b wecom:b", "b wecom:b", "wecom:b", False),
        ("b", "b wecom:b", "wecom:b", False),
        ("b wecom:b", "wecom:b", "wecom:b", False),
        ("b", "b", None, True),
        ("b", "b", "pigeon:c", True),
        ("b wecom:b", "b", "wecom:b", True),
    ],
)
def test_a_delegate_by_another_account_is_the_same_delegate(
    stand_in: str, now: str, delegate: str | None, is_changed: object
) -> None:
    found = changes([FULL, person(stand_in)], [FULL._replace(delegate=delegate), person(now)])
    assert bool(found.changed) == is_changed


@pytest.mark.parametrize(
    ("before", "after", "too_many"),
    [
        ([], ["a"], False),
        ([], [], False),
        (["a"], ["a"], False),
        (["a"], [], True),
        (["a", "b", "c", "d", "e"], ["a", "b", "c", "d"], False),
        (["a", "b", "c", "d", "e"], ["a", "b", "c", "f", "g"], True),
        (["a b", "c d"], ["a", "c"], True),
        (["a b", "c", "d", "e", "f"], ["a", "c", "d", "e", "f"], False),
        (["a b c d", "e", "f", "g", "h"], ["a", "e", "f", "g", "h"], False),
        (["a b", "c", "d", "e", "f"], ["a", "b", "c", "d", "e", "f"], False),
    ],
)
def test_more_than_a_fifth_lost_is_too_many(before: list[str], after: list[str], too_many: object) -> None:
    earlier = people(*before)
    assert removes_too_many(changes(earlier, people(*after)), earlier) == too_many


def test_a_conflict_is_an_account_of_two_people() -> None:
    assert conflicts(people("a b", "c")) == ()
    assert conflicts(people("a a", "c")) == ()
    assert conflicts(people("d b", "b c", "a d", "b")) == ("pigeon:b", "pigeon:d")


@st.composite
def registers(draw: st.DrawFn) -> list[Person]:
    owners = draw(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 4)))
    return [
        person(
            " ".join(each for each in sorted(owners) if owners[each] == owner), draw(st.sampled_from("XY"))
        )
        for owner in draw(st.permutations(sorted(set(owners.values()))))
    ]


def partition(registered: Iterable[Person]) -> set[frozenset[Account]]:
    """With everybody whom no row names as a person of their own."""
    sets = {frozenset(each.accounts) for each in registered}
    alone = {f"pigeon:{letter}" for letter in "abcdefgh"} - {account for some in sets for account in some}
    return sets | {frozenset({account}) for account in alone}


def applied(before: Iterable[Person], found: PeopleChanges) -> set[frozenset[Account]]:
    """First everything apart that parts or is removed, then everything together that joins or is added."""
    sets = partition(before)
    for one, parts in found.parted:
        assert frozenset(one.accounts) in sets
        assert sorted(account for part in parts for account in part) == sorted(one.accounts)
        sets = (sets - {frozenset(one.accounts)}) | set(map(frozenset, parts))
    for one in found.removed:
        assert frozenset(one.accounts) in sets
        sets = (sets - {frozenset(one.accounts)}) | {frozenset({account}) for account in one.accounts}
    together = [
        *((one, parts) for one, parts in found.joined),
        *((one, tuple((account,) for account in one.accounts)) for one in found.added),
    ]
    for one, parts in together:
        assert set(map(frozenset, parts)) <= sets
        sets = (sets - set(map(frozenset, parts))) | {frozenset(one.accounts)}
    return sets


@settings(max_examples=100, deadline=None)
@given(registers())
def test_a_register_does_not_change_itself_in_whatever_order(registered: list[Person]) -> None:
    assert changes(registered, registered) == NOTHING
    assert changes(registered, registered[::-1]) == NOTHING


@settings(max_examples=100, deadline=None)
@given(registers(), registers())
def test_what_parts_and_joins_makes_the_new_register_of_the_old(
    before: list[Person], after: list[Person]
) -> None:
    found = changes(before, after)
    assert applied(before, found) == partition(after)
    assert found == changes(before[::-1], after[::-1])
    back = changes(after, before)
    assert (found.added, found.joined, len(found.moved)) == (back.removed, back.parted, len(back.moved))
    assert set(found.dropped).isdisjoint(account for one in after for account in one.accounts)


@settings(max_examples=100, deadline=None)
@given(registers(), registers())
def test_every_difference_is_told_in_either_language(before: list[Person], after: list[Person]) -> None:
    found = changes(before, after)
    for lang in Lang:
        told = lines(found, lang)
        assert len(told) == 1 + min(sum(map(len, found)), NAMED + 1)
        assert (len(told) == 1) == (sorted(before) == sorted(after))


TOLD = changes(
    [person("a b", "王芳"), person("c", "李强"), person("d", "周杰"), person("e f", "何静")],
    [
        person("a", "王芳"),
        person("b c", "李强")._replace(department="技术部", leaving_on=date(2026, 12, 31)),
        person("e", "何静"),
        person("wecom:g"),
    ],
)


COUNTED = (
    "People register: 1 added, 1 removed, 1 with accounts joined, 2 with accounts parted, "
    "1 account moved to somebody else, 1 account no longer registered, 1 changed."
)


def test_a_change_is_told_by_counts_and_names_but_never_by_values() -> None:
    assert lines(TOLD, Lang.EN) == [
        COUNTED,
        "removed: 周杰 (pigeon:d)",
        "moved to somebody else: pigeon:b, from 王芳 (pigeon:a, pigeon:b) to 李强 (pigeon:b, pigeon:c)",
        "one person from now on: 李强, pigeon:b | pigeon:c",
        "no longer one person: 王芳, pigeon:a | pigeon:b",
        "no longer one person: 何静, pigeon:e | pigeon:f",
        "no longer registered: pigeon:f",
        "changed: 李强 (pigeon:b, pigeon:c), department, other details",
        "added: no name (wecom:g)",
    ]
    assert lines(TOLD, Lang.ZH) == [
        "人员名册：新增 1 人，移出 1 人，合并账号 1 人，拆分账号 2 人，改归他人的账号 1 个，不再登记的账号 1 个，信息有变 1 人。",
        "移出：周杰（pigeon:d）",
        "账号改归他人：pigeon:b，原属 王芳（pigeon:a, pigeon:b），现属 李强（pigeon:b, pigeon:c）",
        "合并为一人：李强，pigeon:b | pigeon:c",
        "不再是一人：王芳，pigeon:a | pigeon:b",
        "不再是一人：何静，pigeon:e | pigeon:f",
        "不再登记的账号：pigeon:f",
        "信息有变：李强（pigeon:b, pigeon:c），部门、其他信息",
        "新增：（未填姓名）（wecom:g）",
    ]


def test_no_change_is_said_to_be_none() -> None:
    assert lines(NOTHING, Lang.EN) == ["The people register does not change."]
    assert lines(NOTHING, Lang.ZH) == ["人员名册没有变化。"]


@pytest.mark.parametrize(
    ("count", "last"),
    [(20, "added: no name (pigeon:n19)"), (21, "and 1 more change"), (50, "and 30 more changes")],
)
def test_twenty_changes_are_named_and_the_rest_counted(count: int, last: str) -> None:
    told = lines(changes([], [person(f"n{number:02}") for number in range(count)]), Lang.EN)
    assert (len(told), told[-1]) == (min(count, 21) + 1, last)


def test_in_chinese_the_rest_is_counted_in_chinese() -> None:
    told = lines(changes([], [person(f"n{number:02}") for number in range(23)]), Lang.ZH)
    assert told[-1] == "另有 3 项"


def test_names_and_ids_are_told_harmlessly_and_long_lists_shortened() -> None:
    many = Person(tuple(f"slack:{letter}\x1b[2J" for letter in "abcdef"), "\u202e王\n芳\ud800" + "长" * 99)
    told = lines(changes([], [many]), Lang.EN)[1]
    assert told == f"added: 王 芳\ufffd{'长' * 35}… (slack:a, slack:b, slack:c, slack:d +2)"


def test_every_field_that_may_change_has_its_word() -> None:
    """Four of them share one: see `test_last_days`."""
    for lang, comma in ((Lang.EN, ", "), (Lang.ZH, "、")):
        told = lines(changes([FULL], [Person(FULL.accounts)]), lang)[1]
        words = told.rpartition("), " if lang is Lang.EN else "），")[2].split(comma)
        assert len(set(words)) == len(words) == len(FIELDS) - 3

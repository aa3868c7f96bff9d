"""The people register: whole versions, one of them in force, and the one before it for an undo."""

from datetime import date
from typing import Any

import pytest

from shared.app.ports.state import Ledger, PeopleRegister
from shared.core.errors import Conflict, Unreadable
from shared.core.model import NOBODY_REGISTERED, Employment, PeopleVersion, Person
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store

FANG = Person(
    ("pigeon:wang", "wecom:wangfang"),
    "王芳",
    "市场部",
    "经理",
    "0017",
    "fang@example.com",
    "pigeon:zhou",
    0,
    Employment.DISABLED,
    date(2026, 12, 31),
)
WU = Person(("wecom:wang",), "王五")


def published(
    register: PeopleRegister, *people: Person, name: str = "v", at: Any = NOW, replaces: Any = None
) -> PeopleVersion:
    """These put in force, in the place of what is (or of what a test says is)."""
    return register.publish(name, people, at, replaces or register.version())


def test_before_anything_is_published_nobody_is_registered(store: Store) -> None:
    register = store.ledger.people
    assert register.version() == NOBODY_REGISTERED
    assert register.before() is None
    assert register.people(NOBODY_REGISTERED) == ()


def test_everybody_comes_back_as_they_were_published_by_their_first_account(store: Store) -> None:
    version = published(store.ledger.people, WU, FANG, name="sheet-1")
    assert version == PeopleVersion(1, "sheet-1", NOW)
    for ledger in (store.ledger, store.again()):
        assert ledger.people.version() == version
        assert ledger.people.people(version) == (FANG, WU)


def test_some_are_found_by_any_of_their_accounts_in_the_version_that_is_asked_for(store: Store) -> None:
    register = store.ledger.people
    asked = ["wecom:wangfang", "wecom:wang", "slack:nobody"]
    assert register.people_of(NOBODY_REGISTERED, asked) == {}
    first = published(register, WU, FANG)
    second = published(register, FANG)
    assert register.people_of(first, asked) == {"wecom:wangfang": FANG, "wecom:wang": WU}
    assert register.people_of(second, asked) == {"wecom:wangfang": FANG}
    published(register, WU)
    with pytest.raises(Unreadable, match="not kept any more"):
        register.people_of(first, asked)


def test_one_person_is_one_row_however_many_accounts_they_have(store: Store) -> None:
    everywhere = Person(tuple(f"pigeon:ou_{number:02}" for number in range(20)), "王芳")
    version = published(store.ledger.people, everywhere)
    assert store.ledger.people.people(version) == (everywhere,)


def test_a_register_of_nobody_is_in_force_as_any_other(store: Store) -> None:
    register = store.ledger.people
    published(register, FANG)
    empty = published(register)
    assert (register.version(), register.people(empty)) == (empty, ())


def test_a_large_register_is_whole(store: Store) -> None:
    everybody = tuple(
        Person((f"pigeon:ou_{n:03}", f"wecom:u_{n:03}"), f"第{n}人", "财务部") for n in range(150)
    )
    assert store.ledger.people.people(published(store.ledger.people, *everybody)) == everybody


def test_accounts_are_never_taken_for_one_another(store: Store) -> None:
    people = tuple(Person((f"pigeon:{id_}",), f"名{number}") for number, id_ in enumerate(HOSTILE))
    version = published(store.ledger.people, *people)
    assert set(store.ledger.people.people(version)) == set(people)


def test_only_the_version_in_force_and_the_one_before_are_kept(store: Store) -> None:
    register = store.ledger.people
    versions = [
        published(register, Person((f"pigeon:{n}",)), name=f"v{n}", at=NOW + n * HOUR) for n in range(4)
    ]
    assert (register.version(), register.before()) == (versions[3], versions[2])
    assert register.people(versions[3]) == (Person(("pigeon:3",)),)
    assert register.people(versions[2]) == (Person(("pigeon:2",)),)
    for gone in versions[:2]:
        with pytest.raises(Unreadable) as raised:
            register.people(gone)
        assert (raised.value.kind, raised.value.key) == ("people_version", "PEOPLE -")


def test_a_run_that_pinned_a_version_still_reads_it_after_the_next_was_published(store: Store) -> None:
    pinned = published(store.ledger.people, FANG)
    published(store.ledger.people, WU)
    assert store.again().people.people(pinned) == (FANG,)


def test_an_undo_publishes_the_one_before_and_a_second_one_takes_the_undo_back(store: Store) -> None:
    register = store.ledger.people
    first = published(register, FANG, name="first")
    second = published(register, WU, name="second", at=NOW + HOUR)
    undone = published(register, *register.people(first), name=first.id, at=NOW + DAY)
    assert undone == PeopleVersion(3, "first", NOW + DAY)
    assert (register.people(undone), register.before()) == ((FANG,), second)
    again = published(register, *register.people(second), name=second.id, at=NOW + 2 * DAY)
    assert (again.counter, register.people(again), register.before()) == (4, (WU,), undone)


@pytest.mark.parametrize("behind", ["nothing published", "a version behind", "two behind", "ahead"])
def test_who_did_not_see_what_is_in_force_publishes_nothing(store: Store, behind: str) -> None:
    register = store.ledger.people
    first = published(register, FANG, name="first")
    published(register, FANG, name="second")
    third = published(register, WU, name="third")
    seen = {
        "nothing published": NOBODY_REGISTERED,
        "a version behind": PeopleVersion(2, "second", NOW),
        "two behind": first,
        "ahead": PeopleVersion(4, "not yet", NOW),
    }[behind]
    with pytest.raises(Conflict):
        published(register, Person(("pigeon:late",)), name="late", replaces=seen)
    assert (register.version(), register.people(third)) == (third, (WU,))
    assert register.before() == PeopleVersion(2, "second", NOW)
    assert register.people(PeopleVersion(2)) == (FANG,)


def test_of_two_who_saw_the_same_version_the_second_to_publish_loses(store: Store) -> None:
    one, other = store.ledger.people, store.again().people
    seen = one.version()
    won = published(other, WU, replaces=seen)
    with pytest.raises(Conflict):
        published(one, FANG, replaces=seen)
    assert (one.version(), one.people(won)) == (won, (WU,))


def test_whoever_is_to_be_forgotten_is_found_in_both_versions_that_are_kept(store: Store) -> None:
    """To erase somebody is to publish twice without them: then neither has their name."""
    register = store.ledger.people
    for _ in range(2):
        published(register, FANG, WU)
    assert [FANG in people for people in _kept(store.ledger)] == [True, True]
    for _ in range(2):
        published(register, WU)
    assert [FANG in people for people in _kept(store.ledger)] == [False, False]


def _kept(ledger: Ledger) -> list[tuple[Person, ...]]:
    register = ledger.people
    return [register.people(version) for version in (register.version(), register.before()) if version]

"""The directory: who works here, and forgetting them."""

from datetime import date

import pytest

from shared.core.model import Department, Employment, Profile
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store

FULL = Profile(
    "pigeon:ou_1",
    "王芳",
    "研发",
    "经理",
    Employment.DISABLED,
    "pigeon:ou_2",
    "pigeon:ou_3",
    0,
    date(2026, 12, 31),
    bot=True,
)
HOME = Department("研发部", ("研发", "R&D"), "pigeon:ou_2", "Asia/Shanghai", "cn-standard", "pigeon:ou_3")


def test_people_and_departments_come_back_as_they_were_saved(store: Store) -> None:
    bare = Profile("pigeon:ou_2")
    store.ledger.directory.save("pigeon", [FULL, bare], [HOME, Department("财务")], NOW)
    assert store.ledger.directory.profiles("pigeon") == {"pigeon:ou_1": FULL, "pigeon:ou_2": bare}
    assert store.ledger.directory.departments("pigeon") == (
        HOME._replace(platform="pigeon", said_at=NOW),
        Department("财务", platform="pigeon", said_at=NOW),
    )


def test_the_entries_of_some_accounts_are_read_without_the_others(store: Store) -> None:
    store.ledger.directory.save("pigeon", [FULL, Profile("pigeon:ou_2")], [], NOW)
    store.ledger.directory.save("heron", [Profile("heron:ou_1")], [], NOW)
    asked = ["pigeon:ou_1", "heron:ou_1", "pigeon:ou_1", "pigeon:ou_9"]
    found = {"pigeon:ou_1": FULL, "heron:ou_1": Profile("heron:ou_1")}
    assert store.ledger.directory.profiles_of(asked) == found
    assert store.ledger.directory.profiles_of([]) == {}


def test_platforms_are_apart(store: Store) -> None:
    store.ledger.directory.save("pigeon", [FULL], [HOME], NOW)
    store.ledger.directory.save("heron", [Profile("heron:ou_1")], [], NOW)
    assert store.ledger.directory.profiles("heron") == {"heron:ou_1": Profile("heron:ou_1")}
    assert store.ledger.directory.profiles("pigeon") == {"pigeon:ou_1": FULL}
    assert store.ledger.directory.departments("heron") == ()


def test_a_later_reading_replaces_and_an_older_one_does_not(store: Store) -> None:
    renamed, old = FULL._replace(name="王芳芳"), FULL._replace(name="旧名")
    store.ledger.directory.save("pigeon", [FULL], [], NOW)
    store.ledger.directory.save("pigeon", [renamed], [HOME], NOW + HOUR)
    store.ledger.directory.save("pigeon", [old], [HOME._replace(aliases=())], NOW)
    assert store.ledger.directory.profiles("pigeon") == {"pigeon:ou_1": renamed}
    assert store.ledger.directory.departments("pigeon") == (
        HOME._replace(platform="pigeon", said_at=NOW + HOUR),
    )


def test_a_reading_of_some_leaves_the_others(store: Store) -> None:
    everybody = {
        f"pigeon:ou_{number}": Profile(f"pigeon:ou_{number}", f"第{number}人") for number in range(120)
    }
    store.ledger.directory.save("pigeon", everybody.values(), [], NOW)
    changed = everybody["pigeon:ou_7"]._replace(employment=Employment.LEFT)
    store.ledger.directory.save("pigeon", [changed, changed], [], NOW + HOUR)
    assert store.ledger.directory.profiles("pigeon") == {**everybody, "pigeon:ou_7": changed}


def test_nothing_at_all_can_be_saved(store: Store) -> None:
    store.ledger.directory.save("pigeon", [], [], NOW)
    assert store.ledger.directory.profiles("pigeon") == {}


def test_forgetting_somebody_leaves_no_name(store: Store) -> None:
    store.ledger.directory.save("pigeon", [FULL, FULL._replace(account="pigeon:ou_2")], [], NOW)
    assert store.ledger.directory.forget("pigeon:ou_1")
    assert not store.ledger.directory.forget("pigeon:ou_1")
    assert list(store.ledger.directory.profiles("pigeon")) == ["pigeon:ou_2"]


def test_who_cannot_be_reached_is_known_until_they_can(store: Store) -> None:
    directory = store.ledger.directory
    for id_ in HOSTILE:
        directory.refuse(f"pigeon:{id_}", NOW)
    directory.refuse("heron:ou_1", NOW)
    directory.refuse("pigeon:oc_1", NOW + DAY)
    directory.refuse("pigeon:", None)
    directory.refuse("pigeon:never marked", None)
    expected = {f"pigeon:{id_}": NOW for id_ in HOSTILE if id_} | {"pigeon:oc_1": NOW + DAY}
    assert directory.refused("pigeon") == expected


def test_ids_are_never_taken_for_one_another(store: Store) -> None:
    people = {f"pigeon:{id_}": Profile(f"pigeon:{id_}", f"名{number}") for number, id_ in enumerate(HOSTILE)}
    store.ledger.directory.save("pigeon", people.values(), [Department(id_) for id_ in HOSTILE], NOW)
    assert store.ledger.directory.profiles("pigeon") == people
    assert [one.name for one in store.ledger.directory.departments("pigeon")] == sorted(HOSTILE)


HER = Profile("wecom:wang", "王芳", "市场部", employment=Employment.ACTIVE, holder="王芳")
BACK = Profile("wecom:wang", "王五", "财务部", employment=Employment.ACTIVE, holder="王五")


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ([HER], HER),
        ([HER, HER._replace(name="王芳芳")], HER._replace(name="王芳芳")),
        ([HER, HER._replace(holder=None)], HER),
        ([HER, BACK], BACK._replace(held_since=NOW + HOUR)),
        ([HER, BACK, BACK], BACK._replace(held_since=NOW + HOUR)),
        ([HER, BACK, HER], HER._replace(held_since=NOW + 2 * HOUR)),
        ([HER._replace(employment=Employment.DISABLED), HER], HER),
        ([HER._replace(employment=Employment.LEFT), HER], HER._replace(held_since=NOW + HOUR)),
        (
            [HER._replace(employment=Employment.LEFT), Profile("wecom:wang"), BACK],
            BACK._replace(held_since=NOW + 2 * HOUR),
        ),
        (
            [HER._replace(employment=Employment.LEFT), Profile("wecom:wang")],
            HER._replace(employment=Employment.LEFT),
        ),
    ],
    ids=[
        "at first sight",
        "renamed",
        "the mark is not shown",
        "another mark",
        "and stays",
        "given back",
        "enabled again",
        "back after leaving",
        "back after nothing was shown",
        "nothing is shown of who left",
    ],
)
def test_an_account_has_a_new_holder_since_another_one_was_shown(
    store: Store, shown: list[Profile], kept: Profile
) -> None:
    for number, profile in enumerate(shown):
        store.ledger.directory.save("wecom", [profile], [], NOW + number * HOUR)
    assert store.again().directory.profiles("wecom") == {"wecom:wang": kept}


def test_an_older_reading_gives_no_account_to_anybody(store: Store) -> None:
    store.ledger.directory.save("wecom", [HER], [], NOW + HOUR)
    store.ledger.directory.save("wecom", [BACK], [], NOW)
    assert store.ledger.directory.profiles("wecom") == {"wecom:wang": HER}


def test_a_mark_of_one_account_is_none_of_another(store: Store) -> None:
    directory = store.ledger.directory
    directory.refuse("pigeon:wang", NOW)
    directory.refuse("wecom:wang", NOW + HOUR)
    directory.refuse("pigeon:wang", None)
    assert (directory.refused("pigeon"), directory.refused("wecom")) == ({}, {"wecom:wang": NOW + HOUR})

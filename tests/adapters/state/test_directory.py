"""The directory: who works here, and forgetting them."""

from datetime import date

from shared.core.model import Department, Employment, Profile
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store

FULL = Profile(
    "feishu:ou_1",
    "王芳",
    "研发",
    "经理",
    Employment.DISABLED,
    "feishu:ou_2",
    "feishu:ou_3",
    0,
    date(2026, 12, 31),
    bot=True,
)
HOME = Department("研发部", ("研发", "R&D"), "feishu:ou_2", "Asia/Shanghai", "cn-standard", "feishu:ou_3")


def test_people_and_departments_come_back_as_they_were_saved(store: Store) -> None:
    bare = Profile("feishu:ou_2")
    store.ledger.directory.save("feishu", [FULL, bare], [HOME, Department("财务")], NOW)
    assert store.ledger.directory.profiles("feishu") == {"feishu:ou_1": FULL, "feishu:ou_2": bare}
    assert store.ledger.directory.departments("feishu") == (
        HOME._replace(platform="feishu", said_at=NOW),
        Department("财务", platform="feishu", said_at=NOW),
    )


def test_platforms_are_apart(store: Store) -> None:
    store.ledger.directory.save("feishu", [FULL], [HOME], NOW)
    store.ledger.directory.save("lark", [Profile("lark:ou_1")], [], NOW)
    assert store.ledger.directory.profiles("lark") == {"lark:ou_1": Profile("lark:ou_1")}
    assert store.ledger.directory.profiles("feishu") == {"feishu:ou_1": FULL}
    assert store.ledger.directory.departments("lark") == ()


def test_a_later_reading_replaces_and_an_older_one_does_not(store: Store) -> None:
    renamed, old = FULL._replace(name="王芳芳"), FULL._replace(name="旧名")
    store.ledger.directory.save("feishu", [FULL], [], NOW)
    store.ledger.directory.save("feishu", [renamed], [HOME], NOW + HOUR)
    store.ledger.directory.save("feishu", [old], [HOME._replace(aliases=())], NOW)
    assert store.ledger.directory.profiles("feishu") == {"feishu:ou_1": renamed}
    assert store.ledger.directory.departments("feishu") == (
        HOME._replace(platform="feishu", said_at=NOW + HOUR),
    )


def test_a_reading_of_some_leaves_the_others(store: Store) -> None:
    everybody = {
        f"feishu:ou_{number}": Profile(f"feishu:ou_{number}", f"第{number}人") for number in range(120)
    }
    store.ledger.directory.save("feishu", everybody.values(), [], NOW)
    changed = everybody["feishu:ou_7"]._replace(employment=Employment.LEFT)
    store.ledger.directory.save("feishu", [changed, changed], [], NOW + HOUR)
    assert store.ledger.directory.profiles("feishu") == {**everybody, "feishu:ou_7": changed}


def test_nothing_at_all_can_be_saved(store: Store) -> None:
    store.ledger.directory.save("feishu", [], [], NOW)
    assert store.ledger.directory.profiles("feishu") == {}


def test_forgetting_somebody_leaves_no_name(store: Store) -> None:
    store.ledger.directory.save("feishu", [FULL, FULL._replace(account="feishu:ou_2")], [], NOW)
    assert store.ledger.directory.forget("feishu:ou_1")
    assert not store.ledger.directory.forget("feishu:ou_1")
    assert list(store.ledger.directory.profiles("feishu")) == ["feishu:ou_2"]


def test_who_cannot_be_reached_is_known_until_they_can(store: Store) -> None:
    directory = store.ledger.directory
    for id_ in HOSTILE:
        directory.refuse(f"feishu:{id_}", NOW)
    directory.refuse("lark:ou_1", NOW)
    directory.refuse("feishu:oc_1", NOW + DAY)
    directory.refuse("feishu:", None)
    directory.refuse("feishu:never marked", None)
    expected = {f"feishu:{id_}": NOW for id_ in HOSTILE if id_} | {"feishu:oc_1": NOW + DAY}
    assert directory.refused("feishu") == expected


def test_ids_are_never_taken_for_one_another(store: Store) -> None:
    people = {f"feishu:{id_}": Profile(f"feishu:{id_}", f"名{number}") for number, id_ in enumerate(HOSTILE)}
    store.ledger.directory.save("feishu", people.values(), [Department(id_) for id_ in HOSTILE], NOW)
    assert store.ledger.directory.profiles("feishu") == people
    assert [one.name for one in store.ledger.directory.departments("feishu")] == sorted(HOSTILE)

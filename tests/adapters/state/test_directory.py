"""The directory: who works here, and forgetting them."""

from datetime import date

from shared.core.model import Department, Employment, Person
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store

FULL = Person(
    "ou_1", "王芳", "研发", "经理", Employment.DISABLED, "ou_2", "ou_3", 0, date(2026, 12, 31), bot=True
)
HOME = Department("研发部", ("研发", "R&D"), "ou_2", "Asia/Shanghai", "cn-standard", "ou_3")


def test_people_and_departments_come_back_as_they_were_saved(store: Store) -> None:
    bare = Person("ou_2")
    store.ledger.directory.save("feishu", [FULL, bare], [HOME, Department("财务")], NOW)
    assert store.ledger.directory.people("feishu") == {"ou_1": FULL, "ou_2": bare}
    assert store.ledger.directory.departments("feishu") == (HOME, Department("财务"))


def test_platforms_are_apart(store: Store) -> None:
    store.ledger.directory.save("feishu", [FULL], [HOME], NOW)
    store.ledger.directory.save("lark", [Person("ou_1")], [], NOW)
    assert store.ledger.directory.people("lark") == {"ou_1": Person("ou_1")}
    assert store.ledger.directory.people("feishu") == {"ou_1": FULL}
    assert store.ledger.directory.departments("lark") == ()


def test_a_later_reading_replaces_and_an_older_one_does_not(store: Store) -> None:
    renamed, old = FULL._replace(name="王芳芳"), FULL._replace(name="旧名")
    store.ledger.directory.save("feishu", [FULL], [], NOW)
    store.ledger.directory.save("feishu", [renamed], [HOME], NOW + HOUR)
    store.ledger.directory.save("feishu", [old], [HOME._replace(aliases=())], NOW)
    assert store.ledger.directory.people("feishu") == {"ou_1": renamed}
    assert store.ledger.directory.departments("feishu") == (HOME,)


def test_a_reading_of_some_leaves_the_others(store: Store) -> None:
    everybody = {f"ou_{number}": Person(f"ou_{number}", f"第{number}人") for number in range(120)}
    store.ledger.directory.save("feishu", everybody.values(), [], NOW)
    changed = everybody["ou_7"]._replace(employment=Employment.LEFT)
    store.ledger.directory.save("feishu", [changed, changed], [], NOW + HOUR)
    assert store.ledger.directory.people("feishu") == {**everybody, "ou_7": changed}


def test_nothing_at_all_can_be_saved(store: Store) -> None:
    store.ledger.directory.save("feishu", [], [], NOW)
    assert store.ledger.directory.people("feishu") == {}


def test_forgetting_somebody_leaves_no_name(store: Store) -> None:
    store.ledger.directory.save("feishu", [FULL, FULL._replace(id="ou_2")], [], NOW)
    assert store.ledger.directory.forget("feishu:ou_1")
    assert not store.ledger.directory.forget("feishu:ou_1")
    assert list(store.ledger.directory.people("feishu")) == ["ou_2"]


def test_who_cannot_be_reached_is_known_until_they_can(store: Store) -> None:
    directory = store.ledger.directory
    for id_ in HOSTILE:
        directory.mark_unreachable(f"feishu:{id_}", NOW)
    directory.mark_unreachable("lark:ou_1", NOW)
    directory.mark_unreachable("feishu:oc_1", NOW + DAY)
    directory.mark_unreachable("feishu:", None)
    directory.mark_unreachable("feishu:never marked", None)
    expected = {id_: NOW for id_ in HOSTILE if id_} | {"oc_1": NOW + DAY}
    assert directory.unreachable("feishu") == expected


def test_ids_are_never_taken_for_one_another(store: Store) -> None:
    people = {id_: Person(id_, f"名{number}") for number, id_ in enumerate(HOSTILE)}
    store.ledger.directory.save("feishu", people.values(), [Department(id_) for id_ in HOSTILE], NOW)
    assert store.ledger.directory.people("feishu") == people
    assert [one.name for one in store.ledger.directory.departments("feishu")] == sorted(HOSTILE)

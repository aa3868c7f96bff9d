"""「一次登记多个」: a pasted list is looked through before anything is kept, and filed once however often it is sent."""

import pytest

from shared.app.pages.many import Line, Looked, file_many, look
from shared.core.declaration import HOLDS_NUMBER, WHERE, Wrong
from tests.app.pages import CHEN, Office

LIST = "市场部-甲群\n\n 市场部-乙群 \n市场部甲群\n"


def looked(office: Office, text: str) -> Looked:
    found = look("lantern", text, office.who(), office.world.ports)
    assert isinstance(found, Looked)
    return found


def filed(office: Office, *names: str, outsiders: tuple[str, ...] = ()) -> list[str]:
    groups = file_many("lantern", names, outsiders, office.who(), office.world.ports)
    return [one.group.name.value for one in groups if one.group.name]


def test_each_name_comes_once_in_its_order_and_nothing_is_kept_yet() -> None:
    office = Office()
    assert looked(office, LIST) == Looked((Line("市场部-甲群"), Line("市场部-乙群")), 0)
    assert office.names() == []


def test_a_list_of_nothing_is_nothing() -> None:
    assert looked(Office(), " \n\u200b\n").lines == ()


def test_where_the_groups_are_must_be_said() -> None:
    office = Office()
    assert look("", LIST, office.who(), office.world.ports) == Wrong("platform", WHERE)


def test_what_is_filed_already_is_left_out_and_said() -> None:
    office = Office()
    office.files(name="市场部-甲群")
    office.files(CHEN, name="市场部-丙群")
    own, new, theirs = looked(office, "市场部-甲群\n市场部-乙群\n市场部-丙群").lines
    assert (own.is_new, new.is_new, theirs.is_new) == (False, True, False)
    assert own.same is not None
    assert own.same.is_own
    assert theirs.same is not None
    assert theirs.same.owner == "陈立"


def test_a_name_that_cannot_be_taken_spoils_no_other() -> None:
    bad, good = looked(Office(), "找我13800138000\n市场部-乙群").lines
    assert bad.wrong == Wrong("name", HOLDS_NUMBER)
    assert good.is_new


def test_what_is_beyond_the_thirtieth_waits_for_the_next_time() -> None:
    found = looked(Office(), "\n".join(f"市场部-第{number}群" for number in range(33)))
    assert (len(found.new), found.left_out) == (30, 3)


def test_those_that_are_ticked_have_outsiders() -> None:
    office = Office()
    assert filed(office, "市场部-甲群", "客户对接群", outsiders=("客户对接群",)) == [
        "市场部-甲群",
        "客户对接群",
    ]
    outside = {one.group.name.value: one.group.external for one in office.mine().groups if one.group.name}
    assert {name: fact and fact.value for name, fact in outside.items()} == {
        "市场部-甲群": False,
        "客户对接群": True,
    }


def test_a_list_that_is_sent_twice_files_nothing_twice() -> None:
    office = Office()
    filed(office, "市场部-甲群", "市场部-乙群")
    assert filed(office, "市场部-甲群", "市场部-乙群") == []
    assert sorted(office.names()) == ["市场部-乙群", "市场部-甲群"]


@pytest.mark.parametrize("name", ["", "13800138000"])
def test_what_nobody_looked_through_is_not_filed_either(name: str) -> None:
    office = Office()
    assert filed(office, name) == []
    assert office.names() == []


def test_a_colleague_who_was_first_a_moment_ago_keeps_theirs() -> None:
    office = Office()
    office.files(CHEN, name="市场部-甲群")
    inventory = office.world.ledger.inventory

    class Lagging:
        def named(self, platform: str, folded: str) -> list[str]:
            return []

        def __getattr__(self, name: str) -> object:
            return getattr(inventory, name)

    lagging = office.world.ledger._replace(inventory=Lagging())  # type: ignore[arg-type]
    office.world = office.world.but(ledger=lambda: lagging)
    assert filed(office, "市场部-甲群", "市场部-乙群") == ["市场部-乙群"]
    assert office.names(CHEN) == ["市场部-甲群"]

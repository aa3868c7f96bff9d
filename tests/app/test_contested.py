"""Groups of which two people say that they are theirs: on the desk at once, decided by somebody who is neither of them."""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.app.desk.item import Done
from shared.app.desk.ownerless import act
from shared.app.handover.replying import Came
from shared.app.inspect.tick import inspect
from shared.app.pages.hand_over import answer_asked, asked_of
from shared.app.pages.shown import ShownGroup, handle_of
from shared.core.errors import PageRefused
from shared.core.handover import Reply
from shared.core.lang import Lang
from tests.app.clerks import HE, ZHAO, Department
from tests.app.pages import CHEN, SALES, WANG


def disputed(
    office: Department, owner: str = CHEN, other: str = WANG, *, is_denied: bool = True
) -> ShownGroup:
    group = office.files(owner)
    office.tries({**SALES, "take": "yes"}, other)
    if is_denied:
        [asked] = asked_of(office.who(owner), office.world.ports)
        came = answer_asked(asked.handle, Reply.DECLINED, office.who(owner), office.world.ports)
        assert came is Came.CONTESTED
    return group


def decides(office: Department, group: ShownGroup, name: str, account: str, by: str = HE) -> Any:
    form = {"who": name, "person": handle_of(account)}
    return office.decides(f"contested-{group.handle}", by, **form)


def test_what_was_denied_is_on_the_desk_at_once_with_both_names() -> None:
    office = Department()
    disputed(office)
    [item] = office.desk().items
    assert (item.source, item.name) == ("contested", "华东销售冲冲冲")
    assert item.what[Lang.ZH] == "陈立和王芳都说由自己负责"


def test_what_nobody_answered_comes_to_the_desk_with_the_next_inspection() -> None:
    office = Department()
    disputed(office, is_denied=False)
    office.forward(10)
    assert office.desk().items == ()
    inspect({}, office.world.ports)
    assert [item.source for item in office.desk().items] == ["contested"]


@pytest.mark.parametrize(("name", "account"), [("王芳", WANG), ("陈立", CHEN)])
def test_whoever_is_named_owns_it_and_the_other_does_not(name: str, account: str) -> None:
    office = Department()
    group = disputed(office)
    assert decides(office, group, name, account) == Done(is_theirs=True)
    other = CHEN if account == WANG else WANG
    assert (office.names(account), office.names(other)) == (["华东销售冲冲冲"], [])
    assert office.desk().items == ()
    inspect({}, office.world.ports)
    assert office.desk().items == ()


def test_of_two_clerks_the_first_decides() -> None:
    office = Department()
    group = disputed(office)
    decides(office, group, "王芳", WANG)
    assert decides(office, group, "陈立", CHEN, by=ZHAO) == Done(is_theirs=False)
    assert office.names(WANG) == ["华东销售冲冲冲"]


def test_nobody_decides_what_they_say_is_theirs() -> None:
    office = Department()
    group = disputed(office, other=HE)
    opened = office.open(f"contested-{group.handle}")
    assert opened.item.is_own(office.who(HE))
    with pytest.raises(PageRefused, match="own_matter"):
        decides(office, group, "何静", HE)
    assert decides(office, group, "何静", HE, by=ZHAO) == Done(is_theirs=True)


@pytest.mark.parametrize("form", [{}, {"who": "没有这个人", "person": "x"}, {"who": "王芳", "person": "x"}])
def test_somebody_who_works_here_has_to_be_chosen(form: Mapping[str, str]) -> None:
    office = Department()
    group = disputed(office)
    outcome: Any = office.decides(f"contested-{group.handle}", **form)
    assert [wrong.field for wrong in outcome] == ["person"]


def test_a_group_that_is_erased_meanwhile_is_stale_and_gone_from_the_desk() -> None:
    office = Department()
    group = disputed(office)
    item = office.open(f"contested-{group.handle}").item
    office.world.ledger.inventory.forget_group(group.group.key)
    assert office.desk().items == ()
    with pytest.raises(PageRefused, match="stale"):
        act(item, {"who": "王芳", "person": handle_of(WANG)}, office.who(HE), office.world.ports)


def test_what_is_not_contested_any_more_is_said_to_be_settled() -> None:
    office = Department()
    group = disputed(office)
    file = office.stored(group.group.key)
    assert file.filed is not None
    bare = file.filed._replace(handover=None)
    office.world.ledger.inventory.move_filing(bare, file.filed)
    assert office.desk().items == ()
    assert office.open(f"contested-{group.handle}").item.settled == "已经定下来了"

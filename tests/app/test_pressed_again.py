"""Whoever is told nothing, since something of ours broke off, presses again: the same comes of it, once, and nobody is told wrongly meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shared.app.desk.nobody import contested
from shared.app.handover.replying import Came
from shared.app.inspect.tick import inspect
from shared.app.pages.change import edit
from shared.app.pages.filing import Claimed
from shared.app.pages.hand_over import answer_asked, take_back
from shared.app.pages.together import ask_along
from shared.app.register.filing import file_sheet
from shared.core.account import id_of
from shared.core.errors import PageRefused, StoreUnavailable
from shared.core.handover import Way
from shared.core.model import Person
from tests.app.handing import NO, YES, Handing
from tests.app.pages import CHEN, SALES, WANG, ZHOU
from tests.fakes.tapped import tapped

OTHER = "pigeon:wang2"
TAKE = {**SALES, "take": "yes"}


@pytest.fixture
def office() -> Handing:
    return Handing()


@contextmanager
def broken_off(office: Handing, operation: str) -> Iterator[None]:
    """Everything ends after this, which is done."""
    real = office.world

    def gone(name: str) -> None:
        if name == operation:
            raise StoreUnavailable(name, "lost")

    office.world = real.but(ledger=lambda: tapped(real.ledger, after=gone))
    with pytest.raises(StoreUnavailable):
        yield
    office.world = real


def test_before_a_question_has_its_case_whoever_is_asked_is_not_told_what_the_group_lacks(
    office: Handing,
) -> None:
    key = office.shows("p1", "市场部-丙群", WANG)
    office.im.groups["p1"] = office.stored(key).group
    inspect({}, office.world.ports)
    office.forward(4)
    group = next(one for one in office.mine().groups if one.group.key == key)
    with broken_off(office, "inventory.move_filing"):
        office.offer(group)
    office.morning()
    assert office.told() == []
    office.offer(group)
    office.morning()
    assert office.told() == ["chen"]


def test_who_offers_a_group_again_asks_the_same_colleague_once(office: Handing) -> None:
    group = office.files()
    with broken_off(office, "inventory.move_filing"):
        office.offer(group)
    office.offer(group)
    office.morning()
    assert (office.told(), len(office.asked())) == (["chen"], 1)
    with pytest.raises(PageRefused, match="asked_already"):
        office.offer(group, ZHOU)


def test_who_says_again_that_a_group_is_theirs_is_told_again_who_is_asked(office: Handing) -> None:
    office.files(CHEN)
    with broken_off(office, "inventory.move_filing"):
        office.tries(TAKE)
    again = office.tries(TAKE)
    assert isinstance(again, Claimed)
    assert again.owner == "陈立"
    assert [one.way for one in office.asked()] == [Way.CLAIM]


def test_an_answer_comes_to_the_same_when_it_is_given_again(office: Handing) -> None:
    for said, came in ((NO, Came.DECLINED), (YES, Came.FILED)):
        group = office.files(name=f"华东{said}群")
        office.offer(group)
        handle = office.asked()[0].handle
        with broken_off(office, "inventory.move_filing"):
            office.answers(said)
        assert office.answers(said, handle=handle) is came
        assert office.answers(NO if said is YES else YES, handle=handle) is Came.OVER
    assert office.owner(group) == CHEN


def test_so_does_a_yes_to_looking_after_it_too_whoever_is_asked_next(office: Handing) -> None:
    group = office.files()
    ask_along(group.handle, CHEN, office.who(), office.world.ports)
    with broken_off(office, "inventory.move_filing"):
        office.answers(YES)
    assert office.answers(YES, handle=group.handle) is Came.JOINED
    office.offer(group, ZHOU)
    assert office.answers(YES, handle=group.handle) is Came.JOINED
    assert office.answers(NO, handle=group.handle) is Came.OVER


def test_so_does_a_denial_which_is_on_the_desk_then(office: Handing) -> None:
    group = office.files(CHEN)
    office.tries(TAKE)
    with broken_off(office, "inventory.move_filing"):
        office.answers(NO)
    assert office.answers(NO, handle=group.handle) is Came.CONTESTED
    assert list(contested(office.world.ledger)) == [group.group.key]


def test_so_does_a_button(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.morning()
    office.answers(YES)
    assert office.press(group, "take_over", CHEN) == "好的，这个群以后由您负责，谢谢您。"


def test_what_was_agreed_and_is_not_shown_yet_says_so_again(office: Handing) -> None:
    key = office.shows("p1", "市场部-丙群", WANG)
    office.im.groups["p1"] = office.stored(key).group
    group = next(one for one in office.mine().groups if one.group.key == key)
    office.offer(group)
    office.morning()
    assert office.answers(YES, handle=group.handle) is Came.AGREED
    assert office.answers(YES, handle=group.handle) is Came.AGREED
    assert office.press(group, "take_over", CHEN).startswith("谢谢您。接下来请王芳把群转给您。")
    office.forward(60)
    assert office.answers(YES, handle=group.handle) is Came.OVER


def test_a_group_that_was_erased_meanwhile_is_nothing_to_answer_for(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.world.ledger.inventory.forget_group(group.group.key)
    assert office.answers(YES, handle=group.handle) is Came.OVER


def test_a_word_changed_with_another_account_of_theirs_ends_nothing_that_is_asked(office: Handing) -> None:
    office.register(Person((WANG, OTHER), "王芳"))
    group = office.files()
    office.tries(TAKE, CHEN)
    edit(group.handle, {"purpose": "日报"}, office.who(OTHER), office.world.ports)
    assert (office.owner(group), len(office.asked(WANG))) == (WANG, 1)


def test_a_claim_that_the_platform_answered_keeps_nobody_from_handing_the_group_over(office: Handing) -> None:
    filed = office.files(CHEN, platform="pigeon")
    office.tries({**TAKE, "platform": "pigeon"})
    office.shows(id_of(filed.group.key), "华东销售冲冲冲", CHEN)
    office.offer(filed, ZHOU, CHEN)
    assert [one.way for one in office.asked(ZHOU)] == [Way.OFFER]


def test_no_sheet_gives_a_group_back_to_another_account_of_whoever_said_that_it_is_not_theirs(
    office: Handing,
) -> None:
    office.register(Person((WANG, OTHER), "王芳"))
    group = office.files()
    office.give_up(group.handle)
    for account, owner in ((OTHER, None), (CHEN, CHEN)):
        row = f"平台,群ID,群名称,群主\n{group.group.platform},{group.group.id},华东销售冲冲冲,{account}\n"
        file_sheet(row.encode(), "群台账.csv", office.world.ports, dry=False)
        assert office.owner(group) == owner


def test_what_was_filed_is_looked_at_from_then_on_whatever_broke_off(office: Handing) -> None:
    with broken_off(office, "inventory.put_filing"):
        office.files()
    assert SALES["platform"] in (office.world.ledger.runs.cursor("platforms") or "").split()


def test_an_answer_on_a_page_is_none_to_what_is_asked_since_then(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    for way, came in ((Way.JOIN, Came.OVER), (Way.OFFER, Came.FILED)):
        who = office.who(CHEN)
        assert answer_asked(group.handle, YES, who, office.world.ports, way=way) is came


def test_what_the_platform_answered_is_not_taken_back(office: Handing) -> None:
    office.register(Person((WANG, OTHER), "王芳"))
    group = office.files(platform="pigeon")
    office.offer(group)
    office.shows(id_of(group.group.key), "华东销售冲冲冲", OTHER)
    with pytest.raises(PageRefused, match="stale"):
        take_back(group.handle, office.who(), office.world.ports)


def test_a_yes_to_what_was_taken_back_makes_no_owner_of_whoever_filed_it_once(office: Handing) -> None:
    group = office.files(CHEN, platform="pigeon")
    office.shows(id_of(group.group.key), "华东销售冲冲冲", WANG)
    office.offer(group)
    take_back(group.handle, office.who(), office.world.ports)
    assert office.answers(YES, handle=group.handle) is Came.OVER

"""A group changes hands (PAGES, rules 1 and 6): one person is asked, and the right one owns it afterwards, or nobody."""

from datetime import date, timedelta

import pytest

from shared.app.handover.asking import claim, withdraw
from shared.app.handover.replying import Came
from shared.app.pages.filing import Claimed, SameName
from shared.app.pages.hand_over import (
    How,
    colleagues,
    suggested,
    take_back,
)
from shared.app.pages.shown import handle_of
from shared.app.ports.state import Part
from shared.core.case import GroupFile
from shared.core.errors import PageRefused
from shared.core.mode import Mode
from shared.core.model import Employment, Fact, Group, Person, Profile, Source
from tests.app.handing import NO, YES, Handing
from tests.app.pages import CHEN, SALES, WANG, ZHOU


@pytest.fixture
def office() -> Handing:
    return Handing()


def test_a_colleague_is_asked_once_and_nobody_is_told_of_the_group_meanwhile(office: Handing) -> None:
    group = office.files(announcement="no")
    office.offer(group)
    assert [(one.name, one.who, one.platform) for one in office.asked()] == [
        ("华东销售冲冲冲", "王芳", "孔明灯")
    ]
    assert office.stands(group) is How.WAITING
    office.morning()
    assert office.told() == ["chen"]
    card = office.nudge_of(CHEN).card
    assert card is not None
    assert card.heading == "王芳想请您接手「华东销售冲冲冲」"
    assert [one.label for one in card.blocks[0].buttons] == ["接手", "暂不方便"]
    assert card.footer == "同事之间的事，只发给您本人"
    office.morning(1)
    assert office.told() == ["chen"]


def test_a_question_is_reminded_of_once_and_lapses_after_seven_work_days(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    for _ in range(40):
        office.morning(1)
    assert office.told() == ["chen", "chen"]
    assert (office.asked(), office.stands(group), office.owner(group)) == ([], None, WANG)


def test_after_it_lapsed_its_owner_sees_that_and_may_ask_somebody_else(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.forward(10)
    assert (office.stands(group), office.asked()) == (How.UNANSWERED, [])
    office.offer(group, ZHOU)
    assert [one.who for one in office.asked(ZHOU)] == ["王芳"]


def test_who_takes_over_a_filed_group_owns_it_at_once(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    assert office.answers(YES) is Came.FILED
    assert (office.names(), office.names(CHEN)) == ([], ["华东销售冲冲冲"])
    assert (office.asked(), office.owner(group)) == ([], CHEN)
    filed = office.stored(group.group.key).filed
    assert filed is not None
    assert (filed.by, filed.is_own, filed.handover) == (CHEN, True, None)


def test_the_new_owner_has_fresh_grace_and_the_former_one_hears_nothing_more(office: Handing) -> None:
    group = office.files(announcement="no")
    office.offer(group)
    office.answers(YES)
    office.morning(1)
    assert office.told() == []
    case = office.case(group, "missing_announcement")
    assert case is not None
    assert (case.to, case.due is not None and case.due > office.world.clock.now()) == (CHEN, True)


def test_it_is_taken_over_with_a_button_as_well(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.morning()
    assert office.press(group, "take_over", CHEN) == "好的，这个群以后由您负责，谢谢您。"
    assert office.owner(group) == CHEN
    assert office.press(group, "not_now", CHEN) == "好的，这个群以后由您负责，谢谢您。"
    assert office.owner(group) == CHEN


def test_a_refusal_needs_no_reason_and_shows_none(office: Handing) -> None:
    group = office.files(announcement="no")
    office.offer(group)
    office.morning()
    assert office.press(group, "not_now", CHEN) == "好的，没关系，对方会再想办法。"
    assert (office.stands(group), office.owner(group), office.asked()) == (How.DECLINED, WANG, [])
    case = office.case(group, "missing_announcement")
    assert case is not None
    assert case.to == WANG


def test_whoever_said_no_is_not_asked_again_soon(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.answers(NO)
    with pytest.raises(PageRefused, match="said_no"):
        office.offer(group)
    office.offer(group, ZHOU)
    office.answers(NO, ZHOU)
    office.forward(31)
    office.offer(group)


def test_only_one_is_asked_at_a_time(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    with pytest.raises(PageRefused, match="asked_already"):
        office.offer(group, ZHOU)


def test_what_was_asked_can_be_taken_back_and_answering_it_then_does_nothing(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    handle = office.asked()[0].handle
    take_back(group.handle, office.who(), office.world.ports)
    assert office.answers(YES, handle=handle) is Came.OVER
    assert (office.owner(group), office.stands(group), office.asked()) == (WANG, None, [])
    with pytest.raises(PageRefused, match="stale"):
        take_back(group.handle, office.who(), office.world.ports)


def test_an_answer_after_the_last_day_does_nothing(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.morning()
    office.forward(10)
    assert office.answers(YES, handle=group.handle) is Came.OVER
    assert office.owner(group) == WANG


def test_what_was_asked_of_others_is_nobody_s_to_answer(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    with pytest.raises(PageRefused, match="not_yours"):
        office.answers(YES, ZHOU, handle=group.handle)
    with pytest.raises(PageRefused, match="not_yours"):
        office.answers(YES, WANG, handle=group.handle)


@pytest.mark.parametrize(
    "to",
    [WANG, "pigeon:nobody", "lantern:somebody", "", "pigeon:left", "pigeon:bot", "pigeon:mute"],
    ids=[
        "oneself",
        "nobody",
        "no app can write there",
        "nothing",
        "who left",
        "a bot",
        "who cannot be reached",
    ],
)
def test_who_cannot_be_asked(office: Handing, to: str) -> None:
    directory, now = office.world.ledger.directory, office.world.clock.now()
    directory.save(
        "pigeon",
        [
            Profile("pigeon:left", "赵离", employment=Employment.LEFT),
            Profile("pigeon:bot", "机器人", employment=Employment.ACTIVE, bot=True),
            Profile("pigeon:mute", "孙默", employment=Employment.ACTIVE),
        ],
        [],
        now,
    )
    directory.refuse("pigeon:mute", now)
    group = office.files()
    with pytest.raises(PageRefused, match="nobody"):
        office.offer(group, to)
    assert office.stands(group) is None


def test_colleagues_are_found_by_a_part_of_their_name_once_each(office: Handing) -> None:
    office.register(Person((CHEN, "feather:chenli"), "陈立", "市场部"), Person((WANG,), "王芳"))
    found = colleagues(" 陈 ", office.who(), office.world.ports)
    assert [(one.account, one.name, one.department) for one in found] == [(CHEN, "陈立", "市场部")]
    assert colleagues("", office.who(), office.world.ports) == []
    assert colleagues("王", office.who(), office.world.ports) == []


def test_a_group_s_admins_and_its_head_are_suggested(office: Handing) -> None:
    key = office.shows("p1", "市场部-丙群", WANG, admins=Fact((WANG, ZHOU), office.world.clock.now()))
    found = suggested(handle_of(key), office.who(), office.world.ports)
    assert [one.account for one in found] == [ZHOU, CHEN]


def test_where_a_platform_shows_the_owner_it_says_when_the_group_changed_hands(office: Handing) -> None:
    key = office.shows("p1", "市场部-丙群", WANG)
    group = office.mine().groups[0]
    office.offer(group)
    assert office.answers(YES) is Came.AGREED
    [agreed] = office.asked()
    assert agreed.steps is not None
    assert (office.stands(group), office.owner(group)) == (How.AGREED, WANG)
    office.morning(1)
    assert office.told() == []
    office.forward(0.1)
    office.shows("p1", "市场部-丙群", CHEN)
    assert (office.asked(), office.names(CHEN), office.names()) == ([], ["市场部-丙群"], [])
    assert office.stored(key).known(office.world.clock.now()).group.handover is None


def test_what_was_agreed_and_never_done_is_void_and_its_owner_is_told_of_it_again(office: Handing) -> None:
    office.shows("p1", "兄弟们冲", WANG)
    group = office.mine().groups[0]
    office.offer(group)
    office.answers(YES)
    office.forward(20)
    assert (office.asked(), office.owner(group)) == ([], WANG)


def test_whoever_was_filed_is_asked_when_a_colleague_says_that_it_is_theirs_now(office: Handing) -> None:
    group = office.files(CHEN)
    claimed = office.tries({**SALES, "take": "yes"})
    assert claimed == Claimed("华东销售冲冲冲", "陈立", date(2026, 10, 19))
    assert [(one.way, one.who) for one in office.asked()] == [("claim", "王芳")]
    office.morning()
    assert office.told() == ["chen"]
    assert office.press(group, "give_over", CHEN, "claimed_group") == "好的，这个群以后由王芳负责，谢谢您。"
    assert (office.names(), office.names(CHEN)) == (["华东销售冲冲冲"], [])


@pytest.mark.parametrize("is_denied", [True, False], ids=["denied", "not answered"])
def test_until_somebody_decides_nobody_owns_what_two_say_is_theirs(
    office: Handing, *, is_denied: bool
) -> None:
    group = office.files(CHEN, announcement="no")
    office.tries({**SALES, "take": "yes"})
    if is_denied:
        office.morning()
        note = office.press(group, "still_mine", CHEN, "claimed_group")
        assert note == "好的，已请负责部门的同事确认，确认之前不再打扰您。"
    office.forward(10)
    told = len(office.told())
    assert (office.owner(group), office.stands(group, CHEN)) == (None, How.CONTESTED)
    office.morning(30)
    assert len(office.told()) == told
    assert office.tries({**SALES, "take": "yes"}) == SameName("华东销售冲冲冲", None, is_own=False, handle="")


def test_what_somebody_left_behind_is_taken_at_once(office: Handing) -> None:
    group = office.files(CHEN)
    left = Profile(CHEN, "陈立", "市场部", employment=Employment.LEFT)
    office.forward(1)
    office.world.ledger.directory.save("pigeon", [left], [], office.world.clock.now())
    assert office.files(take="yes").group.key == group.group.key
    assert office.owner(group) == WANG


def test_who_got_somebody_s_account_takes_nothing_over_that_they_were_asked(office: Handing) -> None:
    group = office.files(CHEN)
    office.offer(group, WANG, CHEN)
    office.morning()
    office.forward(0.05)
    office.hand_account_on()
    with pytest.raises(IndexError):  # the card stays as it is: it went to somebody else
        office.press(group, "take_over", WANG)
    assert office.asked(WANG) == []
    assert office.answers(YES, WANG, handle=group.handle) is Came.OVER
    assert office.owner(group) == CHEN


def test_who_left_after_they_were_asked_takes_nothing_over(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    office.morning()
    left = Profile(CHEN, "陈立", "市场部", employment=Employment.LEFT)
    office.world.ledger.directory.save("pigeon", [left], [], office.world.clock.now())
    assert office.press(group, "take_over", CHEN) == "这件事已经有了结果，不用再处理，谢谢您。"
    assert office.owner(group) == WANG


def test_of_an_answer_and_a_change_of_mind_at_once_one_counts(office: Handing) -> None:
    group = office.files()
    office.offer(group)

    def take_it_back() -> None:
        if office.stands(group) is How.WAITING:
            take_back(group.handle, office.who(), office.world.ports)

    with office.meanwhile(take_it_back):
        assert office.answers(YES) is Came.OVER
    assert (office.owner(group), office.stands(group)) == (WANG, None)


def test_an_answer_stands_although_the_owner_changes_a_word_at_that_moment(office: Handing) -> None:
    group, done = office.files(), list[str]()
    office.offer(group)

    def change_a_word() -> None:
        if not done:
            done.append("once")
            office.world.clock.forward(timedelta(seconds=1))
            office.edit(group.handle, name="华东销售冲冲冲二", external="no")

    with office.meanwhile(change_a_word):
        assert office.answers(YES) is Came.FILED
    assert office.names(CHEN) == ["华东销售冲冲冲二"]


def test_a_trail_says_who_asked_and_who_answered(office: Handing) -> None:
    group = office.files()
    office.forward(0.1)
    office.offer(group)
    office.forward(0.1)
    office.answers(YES)
    trail = [(one.what, one.by) for one in office.world.ledger.audit.of(group.group.key, 3)]
    assert trail == [("handover_filed", CHEN), ("handover_offer", WANG), ("filed", WANG)]


def test_in_report_mode_the_page_alone_asks(office: Handing) -> None:
    quiet = office.world.ports.policy()._replace(mode=Mode.REPORT)
    office.world = office.world.but(policy=lambda: quiet)
    group = office.files()
    office.offer(group)
    office.morning(1)
    assert (office.told(), len(office.asked())) == ([], 1)
    assert office.answers(YES) is Came.FILED


def test_what_a_platform_shows_or_is_asked_about_already_cannot_be_claimed(office: Handing) -> None:
    key = office.shows("p1", "市场部-丙群", CHEN)
    policy, ports = office.world.ports.policy(), office.world.ports
    with pytest.raises(PageRefused, match="shown_as_owner"):
        claim(office.stored(key), WANG, policy, ports)
    group = office.files(CHEN)
    office.offer(group, ZHOU, CHEN)
    with pytest.raises(PageRefused, match="asked_already"):
        claim(office.stored(group.group.key), WANG, policy, ports)


def test_what_was_answered_meanwhile_cannot_be_taken_back(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    seen = office.stored(group.group.key)
    office.forward(10)
    policy, ports = office.world.ports.policy(), office.world.ports
    with pytest.raises(PageRefused, match="stale"):
        withdraw(seen, WANG, policy, ports)
    with pytest.raises(PageRefused, match="stale"):
        withdraw(seen, ZHOU, policy, ports)


def test_of_two_tabs_that_ask_two_colleagues_at_once_one_does(office: Handing) -> None:
    group = office.files()
    with office.meanwhile(lambda: office.offer(group, ZHOU)), pytest.raises(PageRefused, match="taken"):
        office.offer(group)
    assert (len(office.asked(ZHOU)), office.asked(CHEN)) == (1, [])


def test_an_answer_that_is_overtaken_again_and_again_gives_up_and_changes_nothing(office: Handing) -> None:
    group = office.files()
    office.offer(group)

    def change_a_word() -> None:
        office.world.clock.forward(timedelta(seconds=1))
        office.edit(group.handle, purpose="日报", external="no")

    with office.meanwhile(change_a_word):
        assert office.answers(YES) is Came.OVER
    assert office.owner(group) == WANG


def test_what_was_done_on_the_platform_by_now_is_no_question_any_more(office: Handing) -> None:
    office.shows("p1", "市场部-丙群", WANG)
    group = office.mine().groups[0]
    office.offer(group)
    office.answers(YES)
    office.forward(0.1)
    office.shows("p1", "市场部-丙群", ZHOU)
    assert office.stands(group) is None


def test_of_two_who_say_that_it_is_theirs_the_page_says_so_until_it_is_decided(office: Handing) -> None:
    group = office.files(CHEN)
    office.tries({**SALES, "take": "yes"})
    office.answers(NO)
    assert office.stands(group, CHEN) is How.CONTESTED


def test_a_guess_of_who_owns_it_is_nothing_that_a_platform_would_show(office: Handing) -> None:
    now = office.world.clock.now()
    group = Group("pigeon", "p1", Fact("市场部-丙群", now), owner=Fact(WANG, now, Source.GUESSED))
    office.world.ledger.inventory.save(GroupFile(group, now), [Part.META], now)
    [shown] = office.mine().groups
    office.offer(shown)
    assert office.answers(YES) is Came.FILED
    assert (office.names(CHEN), office.names()) == (["市场部-丙群"], [])

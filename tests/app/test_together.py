"""「请一位同事一起管」: a filed group gets a second colleague who looks after it, by their own yes, until either ends it."""

from collections.abc import Callable

import pytest

from shared.app.handover.replying import Came
from shared.app.inspect.tick import inspect
from shared.app.pages.hand_over import How, take_back
from shared.app.pages.shown import ShownGroup, handle_of
from shared.app.pages.together import Shared, Sharing, ask_along, let_go, shared_with, sharing, step_down
from shared.app.ports.state import Part
from shared.app.scene.group import scene_of
from shared.core.case import GroupFile
from shared.core.errors import PageRefused
from shared.core.handover import Handover, Reply, Way
from shared.core.ladder.recipients import recipient
from shared.core.model import Fact, Group, Person
from shared.core.recipient import Role
from tests.app.handing import Handing
from tests.app.pages import CHEN, WANG, ZHOU

YES, NO = Reply.ACCEPTED, Reply.DECLINED
BOTH = "lantern:chenli"


class Together(Handing):
    def asks(self, group: ShownGroup, to: str = CHEN, by: str = WANG) -> None:
        ask_along(group.handle, to, self.who(by), self.world.ports)

    def shared(self, account: str = CHEN) -> list[Shared]:
        return shared_with(self.who(account), self.world.ports)

    def sharing(self, group: ShownGroup, account: str = WANG) -> Sharing:
        return sharing(self.stored(group.group.key), self.who(account), self.world.ports)

    def admins(self, group: ShownGroup) -> tuple[str, ...] | None:
        known = self.stored(group.group.key).known(self.world.clock.now()).group
        return known.admins.value if known.admins else None

    def steps_down(self, group: ShownGroup, account: str = CHEN) -> None:
        step_down(group.handle, self.who(account), self.world.ports)

    def lets_go(self, group: ShownGroup, account: str = CHEN, by: str = WANG) -> None:
        let_go(group.handle, account, self.who(by), self.world.ports)

    def agreed(self) -> ShownGroup:
        group = self.files()
        self.asks(group)
        assert self.answers(YES) is Came.JOINED
        return group

    def told_next(self, group: ShownGroup) -> tuple[Role, str | None]:
        key = group.group.key
        scene = scene_of(key, self.world.ports, self.world.ports.policy())
        found = recipient(self.stored(key).known(self.world.clock.now()).group, scene)
        return found.role, found.account


@pytest.fixture
def office() -> Together:
    return Together()


def test_a_colleague_is_asked_on_their_page_and_in_their_message_and_nobody_else_is_told(
    office: Together,
) -> None:
    group = office.files(announcement="no")
    office.asks(group)
    assert [(one.way, one.who, one.name) for one in office.asked()] == [(Way.JOIN, "王芳", "华东销售冲冲冲")]
    assert office.stands(group) is How.WAITING
    assert office.sharing(group) == Sharing(may_ask=False, with_=())
    office.morning()
    assert office.told() == ["chen"]
    card = office.nudge_of(CHEN).card
    assert card is not None
    assert card.heading == "王芳想请您一起管「华东销售冲冲冲」"
    assert [one.label for one in card.blocks[0].buttons] == ["一起管", "暂不方便"]


def test_on_yes_they_look_after_it_beside_its_owner_and_the_check_is_satisfied(office: Together) -> None:
    group = office.agreed()
    assert (office.owner(group), office.admins(group)) == (WANG, (CHEN,))
    assert office.sharing(group) == Sharing(may_ask=True, with_=((CHEN, "陈立"),))
    assert office.shared() == [Shared(group.handle, "华东销售冲冲冲", "孔明灯", "王芳")]
    assert office.names(CHEN) == []
    run = inspect({"checks": ["missing_admin"]}, office.world.ports)
    assert run["counts"] == {"judged": 1, "opened": 0}  # neither a violation nor unknown


def test_a_yes_on_the_card_is_the_same(office: Together) -> None:
    group = office.files()
    office.asks(group)
    office.morning()
    said = office.press(group, "look_after_too", CHEN, "shared_group")
    assert said == "好的，这个群以后由您和王芳一起管，谢谢您。"
    assert office.admins(group) == (CHEN,)


def test_a_no_shows_no_reason_and_they_are_not_asked_again_for_a_while(office: Together) -> None:
    group = office.files()
    office.asks(group)
    office.morning()
    assert office.press(group, "not_now", CHEN, "shared_group") == "好的，没关系，对方会再想办法。"
    assert (office.stands(group), office.admins(group)) == (How.DECLINED, None)
    with pytest.raises(PageRefused, match="said_no"):
        office.asks(group)
    office.offer(group)  # another question is another thing
    assert office.asked()[0].way is Way.OFFER


def test_without_an_answer_it_lapses_after_seven_work_days_and_one_reminder(office: Together) -> None:
    group = office.files()
    office.asks(group)
    for _ in range(20):
        office.morning(1)
    assert office.told() == ["chen", "chen"]
    assert (office.asked(), office.stands(group), office.admins(group)) == ([], How.UNANSWERED, None)


def test_its_owner_takes_the_question_back(office: Together) -> None:
    group = office.files()
    office.asks(group)
    take_back(group.handle, office.who(), office.world.ports)
    assert (office.asked(), office.stands(group)) == ([], None)


def test_whoever_looks_after_it_too_ends_that_and_is_left_alone(office: Together) -> None:
    group = office.agreed()
    office.steps_down(group)
    assert (office.admins(group), office.shared(), office.owner(group)) == (None, [], WANG)
    assert office.stands(group) is How.DECLINED
    with pytest.raises(PageRefused, match="said_no"):
        office.asks(group)
    with pytest.raises(PageRefused, match="not_yours"):
        office.steps_down(group)


def test_its_owner_ends_it_and_ending_it_twice_is_the_same(office: Together) -> None:
    group = office.agreed()
    office.lets_go(group)
    office.lets_go(group)
    assert (office.admins(group), office.shared()) == (None, [])
    assert [entry.what for entry in office.world.ledger.audit.of(group.group.key, 9)].count(
        "handover_parted"
    ) == 1


def test_its_owner_ends_it_whichever_account_of_theirs_is_named(office: Together) -> None:
    office.register(Person((CHEN, BOTH), "陈立"))
    group = office.agreed()
    office.lets_go(group, BOTH)
    assert office.admins(group) is None


def test_ending_it_leaves_what_is_asked_of_others_as_it_is(office: Together) -> None:
    group = office.agreed()
    office.asks(group, ZHOU)
    office.steps_down(group)
    assert [one.way for one in office.asked(ZHOU)] == [Way.JOIN]
    assert office.answers(YES, ZHOU) is Came.JOINED
    assert office.admins(group) == (ZHOU,)


def test_nobody_else_can_ask_answer_or_end_it(office: Together) -> None:
    group = office.agreed()
    acts: list[Callable[[], None]] = [
        lambda: office.asks(group, ZHOU, by=CHEN),
        lambda: office.lets_go(group, CHEN, by=ZHOU),
        lambda: office.steps_down(group, ZHOU),
        lambda: office.steps_down(group, WANG),
    ]
    for act in acts:
        with pytest.raises(PageRefused, match="not_yours"):
            act()
    assert office.admins(group) == (CHEN,)


def test_who_looks_after_it_already_is_not_asked_whichever_account_is_named(office: Together) -> None:
    office.register(Person((CHEN, BOTH), "陈立"))
    group = office.agreed()
    for account in (CHEN, BOTH):
        with pytest.raises(PageRefused, match="shares_already"):
            office.asks(group, account)
    with pytest.raises(PageRefused, match="nobody"):
        office.asks(group, WANG)


@pytest.mark.parametrize("shown", ["owner", "admins"])
def test_where_the_platform_shows_who_looks_after_a_group_it_is_not_offered(
    office: Together, shown: str
) -> None:
    group = office.agreed()
    now = office.world.clock.now()
    seen = {"owner": Fact(WANG, now)} if shown == "owner" else {"admins": Fact((), now)}
    _shows(office, group, **seen)
    assert office.sharing(group) == Sharing(may_ask=False, with_=())
    assert office.shared() == []
    with pytest.raises(PageRefused, match="stale"):
        office.asks(group, ZHOU)
    with pytest.raises(PageRefused, match="stale"):
        office.lets_go(group)


def test_a_question_ends_where_the_platform_comes_to_show_the_admins(office: Together) -> None:
    group = office.files()
    office.asks(group)
    _shows(office, group, admins=Fact((), office.world.clock.now()))
    assert office.asked() == []
    assert office.answers(YES, handle=group.handle) is Came.OVER


def _shows(office: Together, group: ShownGroup, **facts: object) -> None:
    now = office.world.clock.now()
    shown = Group(group.group.platform, group.group.id, Fact("华东销售冲冲冲", now))._replace(**facts)  # type: ignore[arg-type]
    office.world.ledger.inventory.save(GroupFile(shown, now), [Part.META], now)


def test_once_its_owner_has_left_they_are_told_and_can_still_step_down(office: Together) -> None:
    group = office.agreed()
    assert office.told_next(group) == (Role.OWNER, WANG)
    office.give_up(group.handle)
    assert office.told_next(group) == (Role.ADMIN, CHEN)
    assert office.shared()[0].owner is None
    office.steps_down(group)
    assert office.told_next(group)[0] is not Role.ADMIN


def test_a_yes_to_looking_after_it_too_takes_nothing_over(office: Together) -> None:
    group = office.files()
    office.asks(group)
    office.morning()
    take_back(group.handle, office.who(), office.world.ports)
    office.offer(group)
    said = office.press(group, "look_after_too", CHEN, "shared_group")
    assert said == "这件事已经有了结果，不用再处理，谢谢您。"
    assert (office.owner(group), [one.way for one in office.asked()]) == (WANG, [Way.OFFER])


def test_a_group_that_is_handed_to_them_is_theirs_alone(office: Together) -> None:
    group = office.agreed()
    office.offer(group)
    office.answers(YES, handle=group.handle)
    assert (office.owner(group), office.admins(group), office.shared()) == (CHEN, None, [])


def test_also_where_they_agreed_with_another_of_their_accounts(office: Together) -> None:
    office.register(Person((CHEN, BOTH), "陈立"))
    group = office.files()
    office.asks(group, BOTH)
    office.answers(YES)
    assert office.admins(group) == (BOTH,)
    office.offer(group, CHEN)
    office.answers(YES)
    assert (office.owner(group), office.admins(group)) == (CHEN, None)


def test_a_group_that_is_handed_to_somebody_else_keeps_them(office: Together) -> None:
    group = office.agreed()
    office.offer(group, ZHOU)
    office.answers(YES, ZHOU)
    assert (office.owner(group), office.admins(group)) == (ZHOU, (CHEN,))


def test_what_was_filed_is_not_said_anew_by_a_yes_and_a_change_by_its_owner_keeps_them(
    office: Together,
) -> None:
    group = office.files()
    before = office.stored(group.group.key).filed
    assert before is not None
    office.forward(1)
    office.asks(group)
    office.answers(YES)
    after = office.stored(group.group.key).filed
    assert after is not None
    assert (after.at, after.until, after.by) == (before.at, before.until, before.by)
    office.edit(group.handle, purpose="日报")
    assert office.admins(group) == (CHEN,)


def test_a_yes_after_the_owner_s_account_went_to_somebody_else_comes_to_nothing(office: Together) -> None:
    group = office.files()
    office.asks(group)
    office.forward(0.01)
    office.hand_account_on()
    assert office.answers(YES, handle=group.handle) is Came.OVER
    assert office.admins(group) is None


def test_whoever_gets_the_account_of_one_who_agreed_looks_after_nothing(office: Together) -> None:
    group = office.files(CHEN)
    office.asks(group, WANG, by=CHEN)
    office.answers(YES, WANG)
    assert len(office.shared(WANG)) == 1
    office.forward(0.01)
    office.hand_account_on()
    assert office.shared(WANG) == []
    assert office.sharing(group, CHEN).with_ == ()


def test_what_changed_while_it_was_ended_is_not_written_over(office: Together) -> None:
    group = office.agreed()
    with office.meanwhile(lambda: _edits(office, group)), pytest.raises(PageRefused, match="taken"):
        office.steps_down(group)
    assert office.admins(group) == (CHEN,)


def test_who_stepped_down_while_its_owner_changed_a_word_is_not_brought_back(office: Together) -> None:
    group = office.agreed()
    office.asks(group, ZHOU)
    with (
        office.meanwhile(lambda: office.steps_down(group), "inventory.put_filing"),
        pytest.raises(PageRefused, match="taken"),
    ):
        _edits(office, group)
    assert office.admins(group) is None
    _edits(office, group)
    assert office.admins(group) is None


def _edits(office: Together, group: ShownGroup) -> None:
    office.forward(0.01)
    office.edit(group.handle, purpose="日报")


def test_a_question_of_this_kind_is_never_contested() -> None:
    now = Together().world.clock.now()
    said = Handover(Way.JOIN, WANG, CHEN, now, now, NO)
    assert (said.is_contested(now), said.holds(now), said.asked, said.asker) == (False, False, CHEN, WANG)


def test_a_handle_that_stands_for_nothing_is_refused(office: Together) -> None:
    with pytest.raises(PageRefused, match="not_yours"):
        step_down(handle_of("lantern:nothing"), office.who(), office.world.ports)

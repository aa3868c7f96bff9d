"""Whoever leads a department is invited once to put their groups on record, reminded once, and nobody sees who has not."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from shared.app.inspect.tick import inspect
from shared.app.invitation.counting import Counts
from shared.app.ops.operate import operate
from shared.app.pages.hand_over import answer_asked
from shared.app.pages.items import items_of, message_of
from shared.app.pages.shown import handle_of
from shared.core.case import GroupFile
from shared.core.errors import BadInput, PageRefused
from shared.core.handover import Reply
from shared.core.invitation import INVITED, invited_key
from shared.core.mode import Mode
from shared.core.model import Employment, Fact, Group, Person
from shared.core.policy.values import Notice
from tests.app.handing import NO, YES
from tests.app.inviting import BOSS, Inviting
from tests.app.pages import CHEN, WANG
from tests.fakes.ports import FakeWorld


@pytest.fixture
def office() -> Inviting:
    return Inviting()


def names(rows: list[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(row["name"], row["leads"]) for row in rows]


def test_what_would_be_asked_of_whom_is_shown_first_and_nothing_is_written(office: Inviting) -> None:
    shown = office.invite(release=False, by=None)
    assert names(shown["invited"]) == [("陈立", "市场部"), ("王芳", "星火")]
    assert (shown["released"], shown["hindrance"], shown["left_out"]) == (False, "", [])
    assert shown["says"]["title"] == "请登记您负责的工作群，约 2 分钟"
    assert "{" not in shown["says"]["body"]
    office.mornings(3)
    assert office.told() == []
    assert office.counts() == Counts()


def test_whoever_leads_a_department_or_a_project_gets_one_card_that_leads_to_the_page(
    office: Inviting,
) -> None:
    office.invite()
    office.mornings(4)
    assert sorted(office.told()) == ["chen", "wang"]
    card = office.nudge_of(CHEN).card
    assert card is not None
    assert card.heading == "请登记您负责的工作群，约 2 分钟"
    assert [button.label for button in card.blocks[0].buttons] == ["没有要登记的"]
    assert card.link is not None
    assert card.link.label == "去登记"
    assert card.link.address.startswith("https://pages.example.com/pages/items?m=")
    assert card.footer == "同事之间的事，只发给您本人"


def test_they_are_reminded_once_and_then_left_alone(office: Inviting) -> None:
    office.invite()
    office.mornings(40)
    assert sorted(office.told()) == ["chen", "chen", "wang", "wang"]
    assert office.counts() == Counts(people=2)


@pytest.mark.parametrize("answer", ["file", "confirm", "press"])
def test_whoever_answered_is_not_reminded(office: Inviting, answer: str) -> None:
    office.invite()
    office.mornings(1)
    assert office.mine(CHEN).is_invited
    if answer == "file":
        office.files(CHEN, name="市场部-日报群", announcement="yes")
    elif answer == "confirm":
        office.confirm(CHEN)
    else:
        asked = office.nudge_of(CHEN).shown[0].key
        assert "记下了" in office.press_on(asked.id, "none_to_file", CHEN)
    assert not office.mine(CHEN).is_invited
    office.mornings(40)
    assert office.told().count("chen") == 1
    assert office.counts() == Counts(people=2, answered=1, confirmed=0 if answer == "file" else 1)


def test_whoever_filed_and_then_says_that_these_are_all_has_confirmed(office: Inviting) -> None:
    office.invite()
    office.files(CHEN, name="市场部-日报群")
    office.confirm(CHEN)
    assert office.counts() == Counts(people=2, answered=1, confirmed=1)


def test_a_confirmation_with_another_account_of_theirs_counts(office: Inviting) -> None:
    office.invite()
    office.register(Person((CHEN, "wecom:chen"), "陈立"))
    office.confirm("wecom:chen")
    assert office.counts() == Counts(people=2, answered=1, confirmed=1)


def test_nobody_is_invited_twice_within_half_a_year_nor_after_they_confirmed_and_nobody_sees_which(
    office: Inviting,
) -> None:
    office.confirm(WANG)
    assert names(office.invite()["invited"]) == [("陈立", "市场部")]
    again = office.invite()
    assert again["invited"] == []
    assert again["says"] == {}
    assert {row["name"]: row["why"] for row in again["left_out"]} == {
        "陈立": "was invited within half a year, or confirmed",
        "王芳": "was invited within half a year, or confirmed",
    }
    office.forward(181)
    assert len(office.invite()["invited"]) == 2


def test_two_who_invite_at_the_same_moment_invite_once(office: Inviting) -> None:
    real = office.world
    rounds: list[FakeWorld] = []

    def first() -> None:
        if not rounds:
            rounds.append(office.world)
            office.forward(1 / 86_400)
            office.invite()

    with office.meanwhile(first):
        second = office.invite()
    office.world = real
    assert second["invited"] == []
    office.mornings(4)
    assert sorted(office.told()) == ["chen", "wang"]


def test_whoever_left_or_cannot_log_in_is_left_out_by_name(office: Inviting) -> None:
    office.register(Person((CHEN,), "陈立", employment=Employment.LEFT), Person((BOSS,), "老板"))
    out = office.invite(departments=["市场部", "仓储部"])
    assert ("陈立", "has left") in [(row["name"], row["why"]) for row in out["left_out"]]
    without = office.im.connected()
    office.world = office.world.but(ims=lambda: {"pigeon": without})
    out = office.invite(departments=["仓储部"])
    assert [(row["name"], row["why"]) for row in out["left_out"]] == [
        ("周全", "cannot be reached, or cannot log in to the pages")
    ]


def test_all_stands_for_every_department(office: Inviting) -> None:
    assert names(office.invite(departments=["all"])["invited"]) == [
        ("周全", "仓储部"),
        ("陈立", "市场部"),
        ("王芳", "星火"),
    ]


def test_a_department_may_be_written_as_people_call_it(office: Inviting) -> None:
    assert names(office.invite(departments=["市场", "市场部"])["invited"]) == [
        ("陈立", "市场部"),
        ("王芳", "星火"),
    ]


@pytest.mark.parametrize(
    ("named", "says"),
    [(["市场不"], ["市场不", "市场部"]), (["zzz"], ["仓储部", "市场部"]), ([], ["no department"])],
)
def test_an_unknown_department_is_refused_with_the_nearest_names(
    office: Inviting, named: list[str], says: list[str]
) -> None:
    with pytest.raises(BadInput) as refused:
        office.invite(departments=named)
    assert all(word in str(refused.value) for word in says)


def test_a_company_without_departments_is_told_where_they_are_listed(office: Inviting) -> None:
    office.world.ledger.runs.set_cursor("platforms", "")
    with pytest.raises(BadInput, match="List the departments"):
        office.invite()


def test_it_asks_for_whoever_invites(office: Inviting) -> None:
    with pytest.raises(BadInput, match="by is missing"):
        office.invite(by=None)


@pytest.mark.parametrize("hindrance", ["mode", "notice", "pages"])
def test_nobody_is_invited_before_the_promises_are_kept(hindrance: str) -> None:
    office = Inviting(**({"notice": Notice(None, None, None)} if hindrance == "notice" else {}))
    if hindrance == "pages":
        office.world = office.world.but(pages=None)
    if hindrance == "mode":
        office.world = office.world.but(mode=Mode.REPORT)
    says = {"mode": "report only", "notice": "employees were told", "pages": "no address of the pages"}[
        hindrance
    ]
    assert says in office.invite(release=False)["hindrance"]
    with pytest.raises(BadInput, match=says):
        office.invite()
    office.mornings(3)
    assert office.told() == []


def test_nothing_leaves_while_sending_is_paused_and_it_does_afterwards(office: Inviting) -> None:
    until = office.world.clock.now().date() + timedelta(days=3)
    operate({"do": "pause", "reason": "部门调整", "by": "何静", "until": str(until)}, office.world.ports)
    office.invite()
    office.mornings(3)
    assert office.told() == []
    office.mornings(5)
    assert sorted(office.told()) == ["chen", "wang"]


def test_an_account_that_is_somebody_else_s_by_now_is_asked_nothing(office: Inviting) -> None:
    office.invite()
    office.hand_account_on()
    office.mornings(4)
    assert office.told() == ["chen"]


def test_it_lapses_and_the_page_asks_no_more(office: Inviting) -> None:
    office.invite()
    office.forward(20)
    assert not office.mine(CHEN).is_invited
    office.files(CHEN, name="市场部-日报群")
    assert office.counts() == Counts(people=2)


def test_no_walk_over_the_groups_comes_by_it(office: Inviting) -> None:
    now = office.world.clock.now()
    group = Group("pigeon", "g", Fact("市场部-周会", now), owner=Fact(CHEN, now))
    office.world.ledger.inventory.save(GroupFile(group, now), [], now)
    before = operate({"do": "coverage"}, office.world.ports)
    office.invite()
    after = operate({"do": "coverage"}, office.world.ports)
    assert (after["groups"], after["filed"]["groups"]) == (before["groups"], before["filed"]["groups"])
    assert after["invited"]["people"] == 2
    assert [one for one in after["facts"] if one not in before["facts"]] == []
    run = inspect({}, office.world.ports)
    assert INVITED not in str(run)
    assert office.names(CHEN) == []


def test_its_page_shows_no_id_and_the_answer_there_is_the_same(office: Inviting) -> None:
    office.invite()
    office.mornings(1)
    who = office.who(CHEN)
    message = message_of(office.nudge_of(CHEN).id, who, office.world.ports)
    assert message is not None
    (item,) = items_of(message, who, office.world.ports)
    assert (item.name, item.group) == ("", "")
    assert [deed.id for deed in item.deeds] == ["none_to_file"]
    assert office.asked(CHEN) == []  # it is no question about a group


@pytest.mark.parametrize("said", [YES, NO])
def test_no_form_of_a_page_answers_it_as_if_a_group_changed_hands(office: Inviting, said: Reply) -> None:
    office.invite()
    before = office.stored(invited_key(CHEN)).filed
    with pytest.raises(PageRefused, match="not_yours"):
        answer_asked(handle_of(invited_key(CHEN)), said, office.who(CHEN), office.world.ports)
    assert office.stored(invited_key(CHEN)).filed == before
    assert office.names(CHEN) == []

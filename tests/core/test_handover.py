"""A group that changes hands: how long somebody is waited for, what that makes of the group, and who may be told of it."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.core.calendar.hours import WorkTime
from shared.core.filed import GOOD_FOR, Filing, agreed, asked, beside, declined, disowned, refiled
from shared.core.handover import Handover, Reply, Way
from shared.core.ladder.recipients import recipient
from shared.core.ladder.waiting import last_day, waited_until
from shared.core.model import Fact, Group, Source
from tests.core.company import BEIJING, CALENDAR, NOW, SCENE

WORK = WorkTime(BEIJING, CALENDAR)
WANG, CHEN = "wecom:wang", "wecom:chen"
LATER = NOW + timedelta(hours=1)
OVER = NOW + timedelta(days=14)
OFFER = Handover(Way.OFFER, WANG, CHEN, NOW, OVER)
CLAIM = Handover(Way.CLAIM, WANG, CHEN, NOW, OVER)
SHOWN = Group("lantern", "g", owner=Fact(WANG, NOW))
BARE = Group("lantern", "g")


def filed(handover: Handover | None = None) -> Filing:
    group = BARE._replace(
        name=Fact("销售部-日报群", NOW, Source.DECLARED), owner=Fact(WANG, NOW, Source.DECLARED)
    )
    return refiled(group, None, by=WANG, at=NOW, is_own=True)._replace(handover=handover)


def known(filing: Filing, now: datetime = LATER, observed: Group = BARE) -> Group:
    return beside(observed, filing, now)


@pytest.mark.parametrize(("way", "day"), [(Way.OFFER, (2026, 4, 28)), (Way.CLAIM, (2026, 4, 24))])
def test_an_answer_is_waited_for_until_the_end_of_a_work_day(way: Way, day: tuple[int, int, int]) -> None:
    """From Friday, 2026-04-17, the seventh or fifth work day after it."""
    at = datetime(2026, 4, 17, 3, tzinfo=UTC)
    handover = OFFER._replace(at=at, until=waited_until(at, way, WORK))
    assert last_day(handover, WORK) == datetime(*day, tzinfo=UTC).date()


@pytest.mark.parametrize(
    ("handover", "now", "state"),
    [
        (OFFER, LATER, "open"),
        (OFFER, OVER, ""),
        (OFFER._replace(reply=Reply.DECLINED), LATER, ""),
        (OFFER._replace(reply=Reply.ACCEPTED), LATER, "agreed"),
        (OFFER._replace(reply=Reply.ACCEPTED), OVER, ""),
        (CLAIM, LATER, "open"),
        (CLAIM, OVER, "contested"),
        (CLAIM._replace(reply=Reply.DECLINED), LATER, "contested"),
        (CLAIM._replace(reply=Reply.DECLINED), OVER + GOOD_FOR, "contested"),
    ],
)
def test_what_becomes_of_a_question(handover: Handover, now: datetime, state: str) -> None:
    found = {
        "open": handover.is_open(now),
        "agreed": handover.is_agreed(now),
        "contested": handover.is_contested(now),
    }
    assert [name for name, holds in found.items() if holds] == ([state] if state else [])
    assert handover.holds(now) is bool(state)


@pytest.mark.parametrize(
    ("handover", "now", "told"),
    [
        (None, LATER, ("owner", WANG)),
        (OFFER, LATER, ("colleague", CHEN)),
        (CLAIM, LATER, ("colleague", WANG)),
        (OFFER, OVER, ("owner", WANG)),
        (OFFER._replace(reply=Reply.DECLINED), LATER, ("owner", WANG)),
        (OFFER._replace(reply=Reply.ACCEPTED), LATER, ("operations", None)),
        (CLAIM, OVER, ("operations", None)),
        (CLAIM._replace(reply=Reply.DECLINED), LATER, ("operations", None)),
    ],
    ids=[
        "nothing is asked",
        "the colleague alone",
        "whoever was filed alone",
        "an offer that nobody answered",
        "an offer that was declined",
        "until the platform shows it nobody",
        "a claim that nobody answered",
        "a claim that was denied",
    ],
)
def test_who_is_told_of_the_group(
    handover: Handover | None, now: datetime, told: tuple[str, str | None]
) -> None:
    reader = recipient(known(filed(handover), now), SCENE._replace(now=now))
    assert (str(reader.role), reader.account) == told


def test_of_two_who_say_that_it_is_theirs_neither_owns_the_group() -> None:
    assert known(filed(CLAIM), OVER).owner is None
    assert known(filed(CLAIM), LATER).owner is not None


@pytest.mark.parametrize(
    ("handover", "owner", "holds"),
    [(OFFER, WANG, True), (OFFER, CHEN, False), (OFFER, "wecom:zhou", False), (CLAIM, WANG, False)],
    ids=[
        "the one who offered it",
        "the one whom it was offered to",
        "somebody else",
        "there is nothing to claim",
    ],
)
def test_what_the_platform_shows_settles_it(handover: Handover, owner: str, *, holds: bool) -> None:
    observed = BARE._replace(owner=Fact(owner, LATER))
    assert (known(filed(handover), observed=observed).handover is not None) is holds


def test_who_agrees_to_take_a_filed_group_owns_it_with_all_that_was_said_of_it() -> None:
    after = agreed(filed(OFFER), OFFER, at=LATER)
    assert (after.owner, after.by, after.handover, after.owner_changed) == (CHEN, CHEN, None, LATER)
    assert after.group.name == Fact("销售部-日报群", LATER, Source.DECLARED)


def test_where_the_platform_shows_the_owner_agreeing_changes_nothing_yet() -> None:
    before = asked(SHOWN, None, OFFER)
    after = agreed(before, OFFER, at=LATER, until=OVER)
    assert (after.owner, after.handover) == (None, OFFER._replace(reply=Reply.ACCEPTED, until=OVER))


def test_asking_touches_nothing_else_that_is_filed() -> None:
    assert asked(BARE, filed(), OFFER) == filed(OFFER)
    assert declined(filed(OFFER), OFFER)._replace(handover=None) == filed()


def test_asking_about_what_is_not_good_any_more_says_it_again() -> None:
    late = OFFER._replace(at=NOW + GOOD_FOR, until=OVER + GOOD_FOR)
    after = asked(BARE, filed(), late)
    assert (after.owner, after.at, after.first, after.handover) == (WANG, late.at, NOW, late)


def test_what_is_asked_goes_on_when_the_group_is_filed_again_unless_another_owner_is_named() -> None:
    before = filed(OFFER)
    again = refiled(before.group, before, by=WANG, at=LATER, is_own=True)
    other = before.group._replace(owner=Fact("wecom:zhou", LATER, Source.DECLARED))
    assert again.handover == OFFER
    assert refiled(other, before, by="群台账.xlsx", at=LATER).handover is None
    assert disowned(before, by=WANG, at=LATER).handover is None

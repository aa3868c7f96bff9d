"""Whether a check may speak: every promise in its order, what is unusual, and since when."""

from datetime import UTC, date, datetime

import pytest

from shared.core.arming import SILENCES, armed, group_mode, silence, stopped, unusual
from shared.core.check_state import CheckState, Stop
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang
from shared.core.mode import Mode
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy
from shared.core.policy.values import Notice, Override
from tests.core.company import NOW, group

CHECK = "group_name"
TODAY = date(2026, 5, 11)
EARNED = CheckState(CHECK, baseline_at=NOW, released_at=NOW, right=30, reviewed=30)
STOP = Stop("violations", NOW, "run", 60, 50)


def policy(*, mode: Mode = Mode.NUDGE, check: Mode = Mode.NUDGE, told: date | None = TODAY) -> Policy:
    made = default_policy(CHECKS)
    own = made.checks[CHECK]._replace(mode=check)
    notice = Notice(told, "https://example.com", "总经办")
    return made._replace(mode=mode, notice=notice, checks={**made.checks, CHECK: own})


@pytest.mark.parametrize(
    ("given", "state", "cap", "why"),
    [
        (policy(), EARNED, Mode.NUDGE, ""),
        (policy(), EARNED, Mode.REPORT, "mode"),
        (policy(mode=Mode.REPORT), EARNED, Mode.NUDGE, "mode"),
        (policy(check=Mode.REPORT), EARNED, Mode.NUDGE, "mode"),
        (policy(told=None), EARNED, Mode.NUDGE, "notice"),
        (policy(told=date(2026, 5, 12)), EARNED, Mode.NUDGE, "notice"),
        (policy(), EARNED._replace(released_at=None), Mode.NUDGE, "baseline"),
        (policy(), EARNED._replace(reviewed=29, right=29), Mode.NUDGE, "review"),
        (policy(), EARNED._replace(right=26), Mode.NUDGE, "review"),
        (policy(), EARNED._replace(right=27), Mode.NUDGE, ""),
        (policy(), EARNED._replace(stopped=STOP), Mode.NUDGE, "stopped"),
        (policy(), CheckState(CHECK), Mode.NUDGE, "baseline"),
    ],
)
def test_a_check_is_silent_for_the_first_reason_that_there_is(
    given: Policy, state: CheckState, cap: Mode, why: str
) -> None:
    assert silence(CHECK, given, state, cap, TODAY) == why
    assert why == "" or SILENCES[why][Lang.ZH]


def test_a_roll_out_by_department_switches_a_check_on_there_and_nowhere_else() -> None:
    given = policy(check=Mode.REPORT)
    rule = Override(frozenset({"市场部"}), frozenset(), frozenset(), Mode.NUDGE, None, {})
    own = given.checks[CHECK]._replace(overrides=(rule,))
    given = given._replace(checks={**given.checks, CHECK: own})
    assert silence(CHECK, given, EARNED, Mode.NUDGE, TODAY) == ""
    modes = [group_mode(CHECK, given, Mode.NUDGE, group(), name) for name in ("市场部", "技术部", None)]
    assert modes == [Mode.NUDGE, Mode.REPORT, Mode.REPORT]


@pytest.mark.parametrize(
    ("found", "judged", "limit"),
    [(50, 10, None), (51, 10, 50), (60, 1200, None), (61, 1200, 60), (0, 0, None), (51, 0, 50)],
)
def test_what_is_unusual_is_more_than_the_greater_of_the_two_limits(
    found: int, judged: int, limit: int | None
) -> None:
    assert unusual(found, judged, most=50, share=0.05) == limit


def test_a_check_is_armed_from_the_moment_when_nothing_silences_it_and_a_stop_is_no_new_beginning() -> None:
    later = datetime(2026, 6, 1, tzinfo=UTC)
    state = armed(EARNED, "", NOW)
    assert state.armed_since == NOW
    assert armed(state, "", later) is state
    assert armed(state, "stopped", later) is state
    assert armed(state, "notice", later).armed_since is None
    assert armed(armed(state, "mode", later), "", later).armed_since == later


def test_the_earliest_stop_stands() -> None:
    once = stopped(EARNED, STOP)
    assert stopped(once, STOP._replace(run="later")).stopped == STOP

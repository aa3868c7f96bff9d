"""Whether a check may speak at all: the promises that are kept before the first message (DESIGN section 1.1, 1.8)."""

from collections.abc import Mapping
from datetime import date, datetime

from shared.core.check_state import REVIEW_SAMPLE, CheckState, Stop
from shared.core.lang import Bilingual, both
from shared.core.mode import Mode
from shared.core.model import Group
from shared.core.policy.policy import Policy

SILENCES: Mapping[str, Bilingual] = {
    "mode": both("设置为只看不提醒", "the mode says report only"),
    "notice": both("还没有告知员工（notice）", "the policy does not say that employees were told (notice)"),
    "baseline": both("首次检查的结果还没有放行", "its first run is a baseline that nobody has released"),
    "review": both(
        f"还没有抽查满 {REVIEW_SAMPLE} 条，且九成以上正确",
        f"no review of {REVIEW_SAMPLE} findings found nine of ten right",
    ),
    "stopped": both(
        "结果异常，已暂停，等待放行", "it was stopped for unusual counts and waits for a release"
    ),
    "unreadable": both(
        "检查状态的存档读不出，等待修复", "what is kept of its state cannot be read: look at doctor"
    ),
}
"""Why a check says nothing to anybody, in the order in which an operator would mend it."""


def silence(check_id: str, policy: Policy, state: CheckState, cap: Mode, today: date) -> str:
    """Why nobody may be nudged about this check; empty: they may.

    `cap` is what the installation allows, `today` the company's own date.
    """
    if reason := unasked(check_id, policy, cap, today):
        return reason
    if state.is_unreadable:
        return "unreadable"
    if state.released_at is None:
        return "baseline"
    if not state.is_earned:
        return "review"
    return halted(state)


def unasked(check_id: str, policy: Policy, cap: Mode, today: date) -> str:
    """As `silence`, as far as policy and installation decide it: of a question there is nothing to release or to review."""
    if min(cap, policy.mode, _highest_mode(check_id, policy)) < Mode.NUDGE:
        return "mode"
    return "" if policy.notice.told_by(today) else "notice"


def halted(state: CheckState) -> str:
    """Why a state lets nothing out, whatever else is so; empty: it does."""
    if state.is_unreadable:
        return "unreadable"
    return "stopped" if state.stopped else ""


def _highest_mode(check_id: str, policy: Policy) -> Mode:
    """A roll-out by department switches a check on for some groups only."""
    check = policy.checks[check_id]
    return max((check.mode, *(rule.mode for rule in check.overrides if rule.mode is not None)))


def group_mode(check_id: str, policy: Policy, cap: Mode, group: Group, department: str | None) -> Mode:
    return min(cap, policy.effective_mode(check_id, group, department))


def armed(state: CheckState, silent: str, now: datetime) -> CheckState:
    """The state with `armed_since` as it should be; the same object where nothing changes.

    A stop is no new beginning: what was found before it is no backlog after it. Nor is what could not be read for a while.
    """
    if silent in {"stopped", "unreadable"}:
        return state
    if silent:
        return state if state.armed_since is None else state._replace(armed_since=None)
    return state if state.armed_since is not None else state._replace(armed_since=now)


def unusual(found: int, judged: int, *, most: int, share: float) -> int | None:
    """The limit that so many new violations pass; None: they are usual."""
    limit = max(most, int(share * judged))
    return limit if found > limit else None


def stopped(state: CheckState, stop: Stop) -> CheckState:
    """The earliest stop stands until it is released."""
    return state if state.stopped else state._replace(stopped=stop)

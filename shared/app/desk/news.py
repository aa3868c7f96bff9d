"""What whoever asked reads of what came of it."""

from datetime import date

from shared.core.display import harmless, shorten
from shared.core.lang import Lang, both, day
from shared.core.policy.policy import Policy
from shared.core.request import LONGEST_WORDS, Request, Verdict

_GRANTED = both("已同意，到 {day}为止，其间不再提醒。", "Agreed: no more reminders until {day}.")
_GRANTED_LONG_AGO = both("已同意，不再提醒。", "Agreed: no more reminders.")
_REFUSED = both("没有同意：{reason}", "Not agreed: {reason}")
_REFUSED_BARELY = both(
    "没有同意。想了解原因，请联系{department}。", "Not agreed. To learn why, please contact {department}."
)
_DEPARTMENT = both("负责部门", "the responsible department")


def outcome(request: Request, policy: Policy, lang: Lang, today: date) -> str:
    """What was decided, as whoever asked reads it."""
    reason = shorten(harmless(request.reason), LONGEST_WORDS)
    if request.verdict is Verdict.REFUSED:
        words = _REFUSED if reason else _REFUSED_BARELY
        department = policy.responsible_department or _DEPARTMENT[lang]
        return words[lang].format(reason=reason, department=department)
    words = _GRANTED if request.until else _GRANTED_LONG_AGO
    said = words[lang].format(day=day(request.until, lang, today) if request.until else "")
    return f"{said}{' ' if lang is Lang.EN else ''}{reason}" if reason else said

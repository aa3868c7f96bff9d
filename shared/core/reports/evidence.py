"""What was found, in words: a tolerant reading of the checks' evidence that never names a sender."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from shared.core.display import harmless, is_confidential, shorten
from shared.core.lang import Lang
from shared.core.reports.terms import TERMS
from shared.core.reports.words import say, term
from shared.core.survey import Row

Evidence = Mapping[str, Any]


def evidence_words(row: Row, lang: Lang, zone: tzinfo | None = None) -> str:
    """The evidence as one line, with times in `zone` (None: as they are written).

    Empty where none of its keys is known here. The proposed name is said apart.
    """
    parts = (tell(row.judgement.evidence, lang, zone) for tell in _TELLERS)
    return ("；" if lang is Lang.ZH else "; ").join(part for part in parts if part)


def proposed_name(row: Row) -> str:
    """The name that would be proposed, harmless; empty where there is none or the group is confidential."""
    proposed = row.judgement.evidence.get("proposed")
    return shorten(harmless(proposed)) if isinstance(proposed, str) and not is_confidential(row.group) else ""


def _idle(evidence: Evidence, lang: Lang, zone: tzinfo | None) -> str:
    days = evidence.get("idle_days")
    if not isinstance(days, int):
        return ""
    last = _time(evidence.get("last_active"), zone)
    if last is None:
        return say("evidence_never", lang, days=days)
    return say("evidence_idle", lang, days=days, last=last.date().isoformat())


def _bots(evidence: Evidence, lang: Lang, _: tzinfo | None) -> str:
    return say("evidence_bots", lang) if evidence.get("bots_only") is True else ""


def _problem(evidence: Evidence, lang: Lang, _: tzinfo | None) -> str:
    return _known("problem", evidence.get("problem"), lang)


def _state(evidence: Evidence, lang: Lang, _: tzinfo | None) -> str:
    return _known("state", evidence.get("state"), lang)


def _admins(evidence: Evidence, lang: Lang, _: tzinfo | None) -> str:
    admins = evidence.get("admins")
    return say("evidence_admins", lang, n=admins) if isinstance(admins, int) and admins else ""


def _missing(evidence: Evidence, lang: Lang, _: tzinfo | None) -> str:
    missing = evidence.get("missing")
    if not isinstance(missing, list | tuple):
        return ""
    return ("、" if lang is Lang.ZH else ", ").join(
        term("element", str(element))[lang] for element in missing
    )


def _posting(evidence: Evidence, lang: Lang, zone: tzinfo | None) -> str:
    """Counts and times only: who posted is between the sender and the hint."""
    senders = evidence.get("senders")
    known = [one for one in senders if isinstance(one, Mapping)] if isinstance(senders, list | tuple) else []
    if not known:
        return ""
    posts = sum(one["count"] for one in known if isinstance(one.get("count"), int))
    parts = [
        say("evidence_posts", lang, posts=posts, senders=len(known)),
        _span(known, zone),
        say("evidence_loud", lang) if any(one.get("mentions_all") for one in known) else "",
        harmless(str(evidence.get("period", ""))),
    ]
    return ("，" if lang is Lang.ZH else ", ").join(part for part in parts if part)


def _span(senders: list[Mapping[str, Any]], zone: tzinfo | None) -> str:
    firsts = [time for one in senders if (time := _time(one.get("first"), zone))]
    lasts = [time for one in senders if (time := _time(one.get("last"), zone))]
    if not firsts or not lasts:
        return ""
    first, last = f"{min(firsts):%H:%M}", f"{max(lasts):%H:%M}"
    return first if first == last else f"{first}–{last}"


def _time(value: object, zone: tzinfo | None) -> datetime | None:
    """The wall clock of an ISO time; None where it is none."""
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if time is None or time.tzinfo is None or zone is None:
        return time and time.replace(tzinfo=None)
    return time.astimezone(zone).replace(tzinfo=None)


def _known(kind: str, value: object, lang: Lang) -> str:
    words = TERMS.get(f"{kind}.{value}")
    return words[lang] if words is not None else ""


_TELLERS: tuple[Callable[[Evidence, Lang, tzinfo | None], str], ...] = (
    _idle,
    _bots,
    _problem,
    _missing,
    _state,
    _admins,
    _posting,
)

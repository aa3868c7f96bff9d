"""The questions that every report asks of a survey: how many groups are fine, whose is what, what was not judged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.core.card import Block
from shared.core.checks.base import REASONS, Check
from shared.core.display import harmless, harmless_lines, shorten, shown_name
from shared.core.findings.survey import Row, Survey
from shared.core.judgement import Level, Outcome
from shared.core.lang import Bilingual, Lang
from shared.core.model import Group, Source
from shared.core.recipient import Recipient
from shared.core.reports.words import say, say_both, term

STALE_DAYS = 3
"""An input may be this much older than the moment judged for before a report mentions it."""
CARDS = 300
"""How many messages the page shows in full."""
_TITLE, _TEXT, _BUTTON = 160, 2000, 24


class Totals(NamedTuple):
    """Every group once, by its gravest (`fine` … `outside`), and the number of findings."""

    groups: int
    dissolved: int
    fine: int
    """Nothing to do, as far as can be seen, and something could be seen."""
    duty: int
    advice: int
    hidden: int
    """Nothing at all could be judged, since nothing is visible."""
    outside: int
    """No check applies: dissolved, private …"""
    partly: int
    """Judged, but with something that is not visible; counted above as well."""
    duties: int
    advices: int


def totals(survey: Survey) -> Totals:
    marks: dict[str, set[tuple[str, Level | Outcome]]] = {}
    levels: Counter[Level | None] = Counter()
    for row in survey.rows:
        level = level_of(row)
        marks.setdefault(row.group.key, set()).add((row.check.id, level or row.judgement.outcome))
        levels[level] += 1
    came_to = Counter(_gravest(found, len(survey.counts)) for found in marks.values())
    unseen = sum(any(mark is Outcome.UNKNOWN for _, mark in found) for found in marks.values())
    return Totals(
        groups=survey.groups,
        dissolved=survey.dissolved,
        fine=came_to[Outcome.OK] + max(0, survey.groups - len(marks)),
        duty=came_to[Level.DUTY],
        advice=came_to[Level.ADVICE],
        hidden=came_to[Outcome.UNKNOWN],
        outside=came_to[Outcome.NOT_APPLICABLE],
        partly=unseen - came_to[Outcome.UNKNOWN],
        duties=levels[Level.DUTY],
        advices=levels[Level.ADVICE],
    )


def _gravest(found: set[tuple[str, Level | Outcome]], checks: int) -> Level | Outcome:
    """What a group comes to; a check that says nothing about it found it fine."""
    outcomes = {mark for _, mark in found}
    for level in Level:
        if level in outcomes:
            return level
    if len({check for check, _ in found}) < checks:
        return Outcome.OK
    return Outcome.UNKNOWN if Outcome.UNKNOWN in outcomes else Outcome.NOT_APPLICABLE


def level_of(row: Row) -> Level | None:
    """None: not a violation."""
    if row.judgement.outcome is not Outcome.VIOLATION:
        return None
    return row.judgement.level or row.check.level


def findings(survey: Survey, level: Level) -> list[Row]:
    return [row for row in survey.rows if level_of(row) is level]


class NotJudged(NamedTuple):
    """How many groups one check could not judge (or does not apply to) for one reason."""

    check: Bilingual
    """Its title, or words for all of them."""
    reason: Bilingual
    groups: int


def not_judged(survey: Survey, outcome: Outcome) -> list[NotJudged]:
    """What is the same for every check is said once and first; then in the order of the checks."""
    checks = {count.check.id: count.check for count in survey.counts}
    found: dict[str, dict[str, set[str]]] = {}
    for group, check, judgement in survey.rows:
        if judgement.outcome is outcome:
            checks.setdefault(check.id, check)
            found.setdefault(judgement.reason, {}).setdefault(check.id, set()).add(group.key)
    entries = [
        (order, NotJudged(title, reason_words(check, reason), number))
        for reason, groups in found.items()
        for order, (check, title, number) in enumerate(_entries(groups, checks))
        if number
    ]
    return [entry for _, entry in sorted(entries, key=lambda entry: (entry[0], -entry[1].groups))]


def _entries(
    groups: Mapping[str, set[str]], checks: Mapping[str, Check]
) -> Iterator[tuple[Check, Bilingual, int]]:
    """One place for all checks together, then one for each; empty where there is nothing to say."""
    numbers = {check: groups.get(check, set()) for check in checks}
    first = next(iter(numbers.values()))
    together = len(checks) > 1 and all(number == first for number in numbers.values())
    yield next(iter(checks.values())), say_both("all_checks"), len(first) if together else 0
    for check in checks.values():
        yield check, check.title, 0 if together else len(numbers[check.id])


def reason_words(check: Check, reason: str) -> Bilingual:
    known = check.reasons.get(reason) or REASONS.get(reason)
    return known if known is not None else dict.fromkeys(Lang, harmless(reason))


class Owner(NamedTuple):
    """Whose a finding is: `id` None with `seen` means that there is none, without that nobody shows it."""

    seen: bool
    id: str | None
    guessed: bool


def owner_of(group: Group) -> Owner:
    fact = group.owner
    if fact is None:
        return Owner(seen=False, id=None, guessed=False)
    return Owner(seen=True, id=fact.value or None, guessed=bool(fact.value) and fact.source is Source.GUESSED)


def by_owner(rows: Iterable[Row]) -> dict[Owner, list[Row]]:
    """In the order of the input: nobody is ranked."""
    grouped: dict[Owner, list[Row]] = {}
    for row in rows:
        grouped.setdefault(owner_of(row.group), []).append(row)
    return grouped


def owner_words(owner: Owner, names: Mapping[str, str]) -> Bilingual:
    if owner.id is None:
        return say_both("owner_none" if owner.seen else "owner_not_visible")
    name = person_name(owner.id, names)
    return say_both("owner_guessed", name=name) if owner.guessed else dict.fromkeys(Lang, name)


def person_name(person_id: str, names: Mapping[str, str]) -> str:
    return shorten(harmless(names.get(person_id, person_id)))


def recipient_words(recipient: Recipient) -> Bilingual:
    """Whom a message goes to; operations are a role without a person."""
    name = shorten(harmless(recipient.name or recipient.account or ""))
    role = term("role", recipient.role)
    if not name:
        return {lang: say("to_role", lang, role=role[lang]) for lang in Lang}
    return {lang: say("to", lang, name=name, role=role[lang]) for lang in Lang}


def one_line(text: str) -> str:
    """A heading or a title of a card, as a report may show it."""
    return shorten(harmless(text), _TITLE)


def shown(block: Block) -> Block:
    """What a card says of one finding, as a report may show it: its lines kept, anything monstrous cut off."""
    return block._replace(
        title=one_line(block.title),
        body=shorten(harmless_lines(block.body), _TEXT),
        draft=shorten(harmless_lines(block.draft), _TEXT) if block.draft else None,
        buttons=tuple(
            button._replace(label=shorten(harmless(button.label), _BUTTON)) for button in block.buttons
        ),
    )


def staleness(survey: Survey, lang: Lang) -> str | None:
    """A sentence for an input that is much older than the moment judged for; None: it is fresh or does not tell."""
    if survey.newest is None or survey.now - survey.newest <= timedelta(
        days=max(STALE_DAYS, survey.lookback_days)
    ):
        return None
    newest = survey.newest.astimezone(survey.now.tzinfo)
    return say(
        "stale",
        lang,
        newest=newest.date().isoformat(),
        days=(survey.now - survey.newest).days,
        now=_next_morning(newest).isoformat(timespec="minutes"),
    )


def _next_morning(when: datetime) -> datetime:
    """The first 09:00 after `when`: the last night of the input is over by then."""
    morning = when.replace(hour=9, minute=0, second=0, microsecond=0)
    return morning if morning > when else morning + timedelta(days=1)


def urgent_groups(survey: Survey) -> list[tuple[str, int]]:
    """Name and number of urgent posts, in the order of the input; a group that nothing else tells of is its key."""
    groups = {row.group.key: row.group for row in survey.rows if row.group.key in survey.urgent_posts}
    return [
        (shown_name(groups[key]) if key in groups else shorten(harmless(key)), posts)
        for key, posts in survey.urgent_posts.items()
        if posts
    ]

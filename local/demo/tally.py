"""What the fortnight came to, counted from the simulated platforms' own logs wherever they can tell, not from the product."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from local.company.unseen import PLANTED
from local.demo.fortnight import Fired, Fortnight, is_quiet
from local.demo.kept import search
from local.demo.letters import Letter, Told
from local.demo.owners import Deed
from local.demo.stage import Product
from shared.core.lang import Bilingual

Json = dict[str, Any]


class Tally(NamedTuple):
    company: str
    platforms: tuple[Bilingual, ...]
    """What they are called."""
    groups: int
    """That exist there and are not dissolved."""
    without_bot: int
    external: int
    """With people of other companies: apps are not let to read them."""
    seen: int
    """That the product sees there, by its own word."""
    filed: int
    """Groups that no platform shows and that their owners filed, by the product's word."""
    said: int
    """The same by the owners' word."""
    filers: int
    """By how many owners, by the product's word."""
    confirmed_all: int
    """How many people said that theirs are all on record, those who have none included."""
    invited: int
    """Heads and project leads who were invited to file their groups, by the product's word."""
    invited_letters: int
    """The most invitations that one of them got, the reminder included."""
    invited_answered: int
    never_filed: int
    """Groups of the company that nobody filed: the product cannot know of them."""
    told_of_filed: int
    """Messages about groups of which only their owners know."""
    planted: int
    """Places in which something stood of what was planted in an announcement that was pasted on a page."""
    searched: Mapping[str, int]
    """By place: how many pieces were looked through for that."""
    can_find: bool
    """Whether the same search finds the names that were filed, as it should."""
    found: Mapping[str, int]
    """By check: what was found in two weeks; nights by group and night."""
    silent: frozenset[str]
    """Checks that only look."""
    reviewed: Mapping[str, tuple[int, int]]
    """By check: of how many findings the operator found how many right, before it might speak."""
    people: int
    """Who got a message."""
    messages: int
    told: Mapping[str, int]
    """By check: findings that somebody was shown."""
    fixed: Mapping[str, int]
    """By check: told findings that their owner mended on the platform."""
    same_day: int
    """Of these, on the day on which they were told."""
    slowest: int
    """Days that the last one took, by the calendar."""
    confirmed: int
    """Of the mended ones, what the product has seen and closed by now."""
    reminded: int
    mended_after_reminder: int
    explained: int
    granted: int
    decided: int
    kept: int
    """Inactive groups whose owner keeps them for a month, by the product's own word."""
    reminded_of_kept: int
    """Times that they were told of these afterwards."""
    unknown: Mapping[str, int]
    """By check: groups on which it would not judge on the last day."""
    most_a_day: int
    """Messages to one person on one day."""
    at_night: int
    """Messages outside work hours, on days off and on the first day after the holiday."""
    woken: int
    """Times that the schedule fired `nudge` at such moments."""
    webhooks: int
    first_calls: int
    later_calls: int
    days_played: int


def tallied(played: Fortnight) -> Tally:
    coverage = played.stage.deployed.operate("coverage")
    groups = [group for each in played.stage.simulators for group in each.groups() if not group.is_dissolved]
    letters, told, deeds = played.letters.all(), played.letters.told, played.owners.deeds
    fixed = _fixed(deeds)
    first = {each.case: each for each in reversed(told)}
    days = [(deed.day - first[case].at.date()).days for case, deed in fixed.items()]
    shown = Counter(each.check for each in first.values())
    filers, filed = played.filers, coverage["filed"]
    played.silence.look()
    pieces = list(played.stage.deployed.kept())
    planted = search(pieces, PLANTED)
    found = {check: max(most, shown[check]) for check, most in _found(played.fired).items()}
    return Tally(
        company=played.stage.simulators[0].company.name,
        platforms=tuple(platform.name for platform, _ in played.stage.simulated),
        groups=len(groups),
        without_bot=sum(not group.has_bot for group in groups),
        external=sum(group.is_external and group.has_bot for group in groups),
        seen=coverage["groups"] - coverage["out_of_sight"] - filed["groups"],
        filed=filed["by_owners"],
        said=len(filers.filed),
        filers=filed["owners"],
        confirmed_all=filed["confirmed"],
        invited=coverage["invited"]["people"],
        invited_letters=max(played.guests.letters.values(), default=0),
        invited_answered=coverage["invited"]["answered"],
        never_filed=len(filers.groups) - len(filers.filed),
        told_of_filed=len(played.silence.broken),
        planted=len(planted.found),
        searched=planted.looked,
        can_find=bool(search(pieces, [group.use for group in filers.filed.values()]).found),
        found=found,
        silent=frozenset(row["check"] for row in coverage["checks"] if not row["speaks"]),
        reviewed=played.reviewer.marked,
        people=len({letter.person for letter in letters}),
        messages=len(letters),
        told=shown,
        fixed=Counter(deed.told.check for deed in fixed.values()),
        same_day=sum(day == 0 for day in days),
        slowest=max(days, default=0),
        confirmed=sum(_is_closed(deed.told, played.stage.deployed) for deed in fixed.values()),
        reminded=sum(each.reminder for each in told),
        mended_after_reminder=sum(deed.told.reminder for deed in fixed.values()),
        explained=sum(deed.what == "explain" for deed in deeds),
        granted=played.granted,
        decided=played.decided,
        kept=sum(deed.what == "keep" and _is_kept(deed.told, played.stage.deployed) for deed in deeds),
        reminded_of_kept=sum(_is_after(each, deeds) for each in told),
        unknown=_last(played.fired, "unknown:"),
        most_a_day=max(_by_day(letters).values(), default=0),
        at_night=sum(is_quiet(letter.at) for letter in letters),
        woken=sum(fired.function == "nudge" and is_quiet(fired.at) for fired in played.fired),
        webhooks=played.webhooks,
        first_calls=played.first_calls,
        later_calls=played.calls() - played.first_calls,
        days_played=len({fired.at.date() for fired in played.fired}),
    )


def _fixed(deeds: list[Deed]) -> dict[str, Deed]:
    """By case, the first time."""
    return {deed.told.case: deed for deed in reversed(deeds) if deed.what == "fixed"}


def _is_after(told: Told, deeds: list[Deed]) -> bool:
    """Whether somebody was told of what its owner had kept by then."""
    return any(
        deed.what == "keep" and deed.told.case == told.case and told.at > deed.told.at for deed in deeds
    )


def _by_day(letters: list[Letter]) -> Counter[tuple[str, Any]]:
    return Counter((letter.person, letter.at.date()) for letter in letters)


_NIGHTS = "after_hours_posting"


def _found(fired: list[Fired]) -> dict[str, int]:
    """Of a check that looks at nights what each night brought; of the others the most that stood open at once."""
    found: dict[str, int] = {}
    for each in fired:
        for name, number in _counts(each, "violation:").items():
            found[name] = found.get(name, 0) + number if name == _NIGHTS else max(found.get(name, 0), number)
    return found


def _is_closed(told: Told, deployed: Product) -> bool:
    """Whether the product has seen that this finding is no more."""
    rows = deployed.operate("explain", group=told.group)["checks"]
    case = next(row for row in rows if row["check"] == told.check).get("case")
    return case is not None and case["resolved"] is not None


def _is_kept(told: Told, deployed: Product) -> bool:
    waivers = deployed.operate("explain", group=told.group)["waivers"]
    return any(each["check"] == told.check for each in waivers)


def _last(fired: list[Fired], prefix: str) -> dict[str, int]:
    """As the last run said that judged everything."""
    judged = [each for each in fired if each.summary.get("counts", {}).get("judged")]
    return _counts(judged[-1], prefix) if judged else {}


def _counts(fired: Fired, prefix: str) -> dict[str, int]:
    counts: Json = fired.summary.get("counts", {})
    return {name.removeprefix(prefix): number for name, number in counts.items() if name.startswith(prefix)}

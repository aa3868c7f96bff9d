"""The company holds exactly the situations that it says it holds: the record is compared with a second count."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

import pytest

from local.company.model import Company, Message
from local.company.planted import planted
from local.company.weeks import DAY, MID_AUTUMN, NOW_SECOND, is_worked, period_of, second

Json = dict[str, Any]


@pytest.fixture(scope="module")
def record(company: Company) -> Json:
    return planted(company)


AT_LEAST = {
    "missing_announcement": 60,
    "incomplete_announcement": 50,
    "group_name": 60,
    "inactive_group": 40,
    "after_hours_posting": 20,
    "missing_owner": 20,
    "missing_admin": 20,
}
COMMON = {
    **dict.fromkeys(("life_sleeper", "owner_left", "announcement_none", "announcement_purpose_only"), 15),
    **dict.fromkeys(("life_archived", "size_tiny", "name_cheer", "name_default", "name_campaign"), 8),
    **dict.fromkeys(("project_ended", "name_spaced", "name_joined", "name_fullwidth", "name_bracketed"), 8),
    **dict.fromkeys(
        ("owner_disabled", "life_never_used", "announcement_stale_owner", "announcement_english"), 5
    ),
    **dict.fromkeys(("life_robot_kept", "kind_on_call", "kind_external", "name_wechat", "name_flagged"), 4),
    **dict.fromkeys(("name_traditional", "name_english_free", "name_emoji", "announcement_table"), 3),
    "kind_all_staff": 1,
}


def test_every_check_has_something_to_find(record: Json) -> None:
    found_by = {check: len(found["violation"]) for check, found in record["checks"].items()}
    assert found_by.keys() == AT_LEAST.keys()
    assert not [check for check, count in found_by.items() if count < AT_LEAST[check]]


def test_every_situation_occurs_often_enough(record: Json) -> None:
    counts = {situation: len(groups) for situation, groups in record["situations"].items()}
    assert not {name: counts.get(name, 0) for name, wanted in COMMON.items() if counts.get(name, 0) < wanted}


def test_some_groups_have_nothing_to_be_found(company: Company, record: Json) -> None:
    marked = {group for found in record["checks"].values() for part in found.values() for group in part}
    assert 20 < sum(group.id not in marked for group in company.groups) < 150


def test_nothing_is_planted_in_an_archived_group(record: Json) -> None:
    archived = set(record["situations"]["life_archived"])
    assert not [check for check, found in record["checks"].items() if archived & found["violation"].keys()]


def test_planted_levels_and_elements_use_the_words_of_the_checks(record: Json) -> None:
    assert {each["level"] for each in record["checks"]["group_name"]["violation"].values()} == {
        "duty",
        "advice",
    }
    elements = {"purpose", "functions", "members", "rules", "contact"}
    for each in record["checks"]["incomplete_announcement"]["violation"].values():
        assert each["missing"]
        assert set(each["missing"]) | set(each["perhaps"]) <= elements
        assert not set(each["missing"]) & set(each["perhaps"])


def test_groups_that_sleep_are_those_in_which_nobody_spoke_for_sixty_days(
    company: Company, record: Json
) -> None:
    silent = {}
    for group in company.groups:
        last = max((float(message.ts) for message in human(company, group.id)), default=None)
        if not group.archived and NOW_SECOND - (last or group.created) > 60 * DAY:
            silent[group.id] = int((NOW_SECOND - (last or group.created)) // DAY)
    sleepers = record["checks"]["inactive_group"]["violation"]
    assert silent == {group: found["idle_days"] for group, found in sleepers.items()}
    assert {60, 61} & set(silent.values())
    assert max(silent.values()) > 300


def human(company: Company, group_id: str) -> Iterator[Message]:
    return (message for message in company.messages[group_id] if message.subtype in {"", "file_share"})


def test_mass_posting_is_where_it_was_planted_and_nowhere_else(company: Company, record: Json) -> None:
    planted_there = {
        (group, period, sender)
        for part in record["checks"]["after_hours_posting"].values()
        for group, periods in part.items()
        for period, senders in periods.items()
        for sender in senders
    }
    assert mass_posting(company) == planted_there


def mass_posting(company: Company) -> set[tuple[str, str, str]]:
    """Counted anew, the slow and plain way, from the manual's words."""
    night: dict[tuple[str, date], list[tuple[float, str, bool]]] = defaultdict(list)
    loud: set[tuple[str, str, str]] = set()
    for group in company.groups:
        if group.archived or len(group.member_ids) < 5:
            continue
        posts = list(human(company, group.id))
        windows = [float(post.ts) for post in posts if post.tone == "urgent"]
        for post in posts:
            at, period = float(post.ts), period_of(int(post.ts[:10]))
            if period in MID_AUTUMN or any(0 <= at - start < 7200 for start in windows):
                continue
            resting = at >= second(period, 22)
            if resting:
                night[post.sender, period].append((at, group.id, bool(post.root)))
            if post.tone == "all" and (resting or not is_worked(period)):
                loud.add((group.id, period.isoformat(), post.sender))
    bursts = {
        (group, period.isoformat(), sender)
        for (sender, period), posts in night.items()
        for group in frequent(posts) | broadcast(posts)
    }
    return loud | bursts


def frequent(posts: list[tuple[float, str, bool]]) -> set[str]:
    counts = {
        (start, where): sum(0 <= at - start <= 3600 and group == where for at, group, _ in posts)
        for start, where, _ in posts
    }
    return {group for (_, group), count in counts.items() if count >= 10}


def broadcast(posts: list[tuple[float, str, bool]]) -> set[str]:
    windows = [
        {group for at, group, reply in posts if not reply and 0 <= at - start <= 1800}
        for start, _, _ in posts
    ]
    return set(chain.from_iterable(groups for groups in windows if len(groups) >= 3))

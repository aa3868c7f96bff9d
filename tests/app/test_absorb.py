"""Absorbing: signs of life, counters and marks come out the same however events are delivered."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from shared.app.inbound.absorb import Message, absorb
from shared.core.errors import ConfigError, Fault, PlatformDenied, PlatformUnavailable, StoreUnavailable
from shared.core.model import Post, PostKind, Status
from shared.core.signals import Changed, Heard
from tests.app.business import NOTICE, found, in_business, raising, reading
from tests.app.company import Company
from tests.fakes.tapped import tapped

NIGHT = datetime(2026, 5, 11, 14, 40, tzinfo=UTC)
"""22:40 in Shanghai."""


def heard(
    number: int,
    *,
    at: datetime = NIGHT,
    sender: str | None = "pigeon:wang",
    group: str = "pigeon:g1",
    **flags: Any,
) -> Message:
    post = Post(group, sender, at.timestamp() + number, **({"kind": PostKind.HUMAN} | flags))
    return Message(f"m{number}", {"platform": "pigeon", **Heard(post, f"om_{number}").to_queue()})


def changed(group: str = "pigeon:g1", *, at: datetime = NIGHT, number: int = 0, **more: Any) -> Message:
    change = Changed(group, "im.chat.updated_v1", at.timestamp(), **more)
    return Message(f"c{number}", {"platform": "pigeon", **change.to_queue()})


def company() -> Company:
    made = in_business(NOTICE)
    made.add("g1")
    found(made)
    made.at(11, 23)
    return made


def counted(made: Company) -> list[float]:
    days = (date(2026, 5, 10), date(2026, 5, 11), date(2026, 5, 12))
    return sorted(post.ts for post in made.world.ledger.quiet.posts(days))


def last_human(made: Company) -> datetime | None:
    file = made.world.ledger.inventory.get("pigeon:g1")
    assert file is not None
    assert file.group.activity is not None
    return file.group.activity.value.last_human


def test_any_order_and_any_number_of_deliveries_come_to_the_same() -> None:
    messages = [heard(number) for number in range(30)]
    once = company()
    assert absorb(messages, once.world.ports) == []
    assert len(counted(once)) == 30
    dice = random.Random(7)
    for _ in range(5):
        again = company()
        stream = dice.sample(messages * 3, 90)
        for start in range(0, 90, 10):
            assert absorb(stream[start : start + 10], again.world.ports) == []
        assert counted(again) == counted(once)
        assert (last_human(again) or NIGHT).date() == NIGHT.date()


def test_a_sign_of_life_never_moves_back() -> None:
    made = company()
    absorb([heard(0)], made.world.ports)
    absorb([heard(1, at=NIGHT - timedelta(days=3))], made.world.ports)
    assert last_human(made) == NIGHT


@pytest.mark.parametrize(
    ("at", "kind", "is_counted"),
    [
        (NIGHT, {}, True),
        (datetime(2026, 5, 11, 13, 59, 59, tzinfo=UTC), {}, False),  # 21:59:59
        (datetime(2026, 5, 11, 14, tzinfo=UTC), {}, True),
        (datetime(2026, 5, 10, 23, 59, 59, tzinfo=UTC), {}, True),  # 07:59:59
        (datetime(2026, 5, 11, 0, tzinfo=UTC), {}, False),  # 08:00 of a work day
        (datetime(2026, 5, 10, 4, tzinfo=UTC), {}, False),  # Sunday at noon
        (datetime(2026, 5, 10, 4, tzinfo=UTC), {"mentions_all": True}, True),
        (datetime(2026, 5, 11, 4, tzinfo=UTC), {"mentions_all": True}, False),  # Monday at noon
        (datetime(2026, 5, 11, 13, tzinfo=UTC), {"urgent": True}, True),  # it excuses what follows
        (NIGHT, {"kind": PostKind.SYSTEM}, False),
        (NIGHT, {"sender": None}, False),
    ],
)
def test_only_what_a_night_may_need_is_counted(
    at: datetime, kind: dict[str, Any], *, is_counted: bool
) -> None:
    made = company()
    absorb([heard(0, at=at, **kind)], made.world.ports)
    assert len(counted(made)) == is_counted


@pytest.mark.parametrize(
    ("hour", "minute", "second", "is_counted"),
    [(0, 59, 59, False), (1, 0, 0, True), (5, 59, 59, True), (6, 0, 0, False), (22, 40, 0, False)],
)
def test_a_rest_within_one_day_begins_with_its_first_second_and_ends_before_its_last(
    hour: int, minute: int, second: int, *, is_counted: bool
) -> None:
    made = company()
    policy = made.world.ports.policy()
    check = policy.checks["after_hours_posting"]
    rest = {"rest_start": time(1), "rest_end": time(6)}
    late = check._replace(settings={**check.settings, **rest})
    policy = policy._replace(checks={**policy.checks, "after_hours_posting": late})
    made.world = made.world.but(policy=lambda: policy)
    local = datetime(2026, 5, 11, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)
    absorb([heard(0, at=local)], made.world.ports)
    assert len(counted(made)) == is_counted


@pytest.mark.parametrize(("ahead", "is_believed"), [(600, True), (601, False)])
def test_a_platforms_clock_may_run_ten_minutes_ahead(ahead: int, *, is_believed: bool) -> None:
    made = company()
    late = made.now + timedelta(seconds=ahead)
    assert absorb([heard(0, at=late)], made.world.ports) == []
    assert last_human(made) == (late if is_believed else None)


@pytest.mark.parametrize("account", ["pigeon:stranger", "pigeon:wang"])
def test_news_of_somebody_who_looks_after_no_group_or_where_nobody_shows_people_ask_for_nothing(
    account: str,
) -> None:
    made = company()
    if account == "pigeon:wang":
        reading(made, directory=None)
    made.im.asked.clear()
    assert absorb([changed("", account=account)], made.world.ports) == []
    assert made.im.asked == []


def test_a_bots_post_is_no_sign_of_a_person() -> None:
    made = company()
    absorb([heard(0, kind=PostKind.BOT)], made.world.ports)
    assert last_human(made) is None


def test_a_time_that_is_yet_to_come_is_not_believed() -> None:
    made = company()
    late = made.now + timedelta(minutes=9)
    assert absorb([heard(0, at=late)], made.world.ports) == []
    assert absorb([heard(1, at=made.now + timedelta(days=400))], made.world.ports) == []
    assert last_human(made) == late


def failing(operation: str, times: int) -> Callable[[str], None]:
    left = [times]

    def tap(asked: str) -> None:
        if asked == operation and left[0]:
            left[0] -= 1
            raise StoreUnavailable(operation, "Throttled")

    return tap


@pytest.mark.parametrize(
    ("operation", "failed"),
    [("quiet.add", ["m0", "m1"]), ("inventory.heard", ["m0", "m1", "m3"]), ("inventory.mark_dirty", ["c0"])],
)
def test_a_write_that_fails_names_exactly_the_messages_that_were_folded_into_it(
    operation: str, failed: list[str]
) -> None:
    made = company()
    ledger = tapped(made.world.ledger, failing(operation, 1))
    batch = [
        heard(0),
        heard(1),
        heard(2, group="pigeon:g2", sender="pigeon:zhou"),
        heard(3, sender="pigeon:chen"),
        changed("pigeon:g3"),
        changed("pigeon:g4", number=1),
    ]
    assert absorb(batch, made.world.ports._replace(ledger=lambda: ledger)) == failed
    again = [message for message in batch if message.id in failed]
    assert absorb(again, made.world.ports) == []
    assert len(counted(made)) == 4


def test_a_change_only_marks_the_group_and_the_next_tick_reads_it() -> None:
    made = company()
    made.add("g1", "市场部-秋季推广组")
    assert absorb([changed()], made.world.ports) == []
    made.at(11, 23, 15)
    made.collect()
    file = made.world.ledger.inventory.get("pigeon:g1")
    assert file is not None
    assert file.group.name is not None
    assert file.group.name.value == "市场部-秋季推广组"


def test_a_group_that_was_dissolved_is_known_by_the_events_own_word() -> None:
    made = company()
    assert (
        absorb([changed(gone=True), changed("pigeon:strange", gone=True, number=1)], made.world.ports) == []
    )
    assert absorb([changed(number=2)], made.world.ports) == [], "an older event that comes late"
    file = made.world.ledger.inventory.get("pigeon:g1")
    assert file is not None
    assert file.group.status is not None
    assert (file.group.status.value, file.group.status.at) == (Status.DISSOLVED, NIGHT)


def test_a_person_who_changed_is_looked_up_again_with_everybody_at_the_next_tick() -> None:
    made = company()
    made.im.people["wang"] = made.im.people["wang"]._replace(name="王小芳")
    absorb([changed("", account="pigeon:wang")], made.world.ports)
    made.at(11, 23, 15)
    made.collect()
    assert made.world.ledger.directory.profiles("pigeon")["pigeon:wang"].name == "王小芳"


def test_a_directory_that_we_may_not_see_makes_no_dead_letters() -> None:
    made = company()
    reading(made, directory=raising(PlatformDenied("pigeon", "contact.user", "99991672")))
    assert absorb([changed("", account="pigeon:wang")], made.world.ports) == []
    reading(made, directory=raising(PlatformUnavailable("pigeon", "contact.user")))
    assert absorb([changed("", account="pigeon:wang")], made.world.ports) == ["c0"]


def test_a_batch_of_a_thousand_messages_of_one_sender_is_few_writes() -> None:
    made = company()
    writes: list[str] = []
    ledger = tapped(made.world.ledger, writes.append)
    ports = made.world.ports._replace(ledger=lambda: ledger)
    for start in range(0, 1000, 10):
        absorb([heard(number) for number in range(start, start + 10)], ports)
    assert writes.count("quiet.add") == 100
    assert writes.count("inventory.heard") == 100


def test_while_the_policy_is_not_understood_no_message_counts_as_taken() -> None:
    made = company()
    made.world = made.world.but(
        policy=raising(ConfigError(Fault("the policy in force", None, "odd", "mend it")))
    )
    with pytest.raises(ConfigError):
        absorb([heard(1)], made.world.ports)

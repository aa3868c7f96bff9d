"""Collecting: how much one tick may ask for, and what it leaves behind."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from shared.app.ports.state import Part
from shared.core.model import Fact
from shared.core.run import Run
from tests.app.business import calls, raised, reading, stored
from tests.app.company import MONDAY, Company, speaking_policy

WANG = "目的：新品推广的协同。群主：王芳"


def notice_read(company: Company, group: str) -> datetime:
    notice = stored(company, group).group.announcement
    assert notice is not None
    return notice.at


def test_every_announcement_is_read_again_within_three_weeks_a_few_a_tick() -> None:
    company = Company()
    for number in range(32):
        company.add(f"g{number}")
    company.collect()
    reading(company, groups=None, directory=None)
    calls(company)
    most, total, oldest = 0, 0, timedelta()
    for hours in range(0, 56 * 24, 12):
        company.world.clock.at = MONDAY + timedelta(hours=hours)
        company.collect()
        asked = calls(company)
        assert set(asked) <= {"announcement"}
        most, total = max(most, asked["announcement"]), total + asked["announcement"]
        oldest = max(oldest, *(company.now - notice_read(company, f"pigeon:g{one}") for one in range(32)))
    assert total <= 32 * 56 / 14, "once a fortnight"
    assert most <= 8
    assert oldest <= timedelta(days=21)


def test_what_the_month_allows_is_taken_before_it_is_spent() -> None:
    policy = speaking_policy()
    budgets = policy.budgets._replace(api_calls_per_month=200)
    company = Company(policy._replace(budgets=budgets))
    for number in range(60):
        company.add(f"g{number}")
    summary = company.collect()
    assert summary["budget_spent"] == "api:pigeon:2026-05"
    assert summary["counts"]["calls"] <= 200
    company.at(12, 9)
    assert company.collect()["counts"]["calls"] <= 200 - summary["counts"]["calls"]
    company.at(1, 9, month=6)
    assert company.collect()["counts"]["calls"] > 0


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 5, 31, 15, 59, tzinfo=UTC), "2026-05"),
        (datetime(2026, 5, 31, 16, 0, tzinfo=UTC), "2026-06"),
    ],
)
def test_a_month_s_calls_count_in_the_zone_of_the_vendor_s_months(moment: datetime, month: str) -> None:
    policy = speaking_policy()
    company = Company(policy._replace(budgets=policy.budgets._replace(api_calls_per_month=1)), now=moment)
    company.add("g1")
    assert company.collect()["budget_spent"] == f"api:pigeon:{month}"


def test_of_a_platform_that_nobody_knows_the_month_is_utc_s() -> None:
    assert Company().world.ports.world().month("nobody", datetime(2026, 5, 31, 16, tzinfo=UTC)) == "2026-05"


def test_ticks_that_ask_for_nothing_use_nothing_of_the_month() -> None:
    policy = speaking_policy()
    company = Company(policy._replace(budgets=policy.budgets._replace(api_calls_per_month=500)))
    company.add("g1")
    company.collect()
    for hour in range(10, 20):
        company.at(11, hour)
        assert "budget_spent" not in company.collect()
    company.at(12, 9)
    assert company.collect()["counts"]["listed"] == 1


def test_a_run_whose_time_is_up_reads_nothing_in_turn_and_the_next_one_goes_on() -> None:
    company = Company()
    for number in range(32):
        company.add(f"g{number}")
    company.collect()
    reading(company, groups=None, directory=None)
    calls(company)
    company.at(31, 9)
    company.world = company.world.but(remaining=lambda: 5.0)
    company.collect()
    assert calls(company) == Counter()
    company.at(31, 9, 15)
    company.world = company.world.but(remaining=lambda: 300.0)
    company.collect()
    assert calls(company)["announcement"] > 8, "six days of a lap of fourteen"


def test_only_one_run_at_a_time_does_the_work() -> None:
    company = Company()
    company.add("g1")
    runs = company.world.ledger.runs
    assert runs.lease("collect", now=company.now, until=company.now + timedelta(minutes=6)) is not None
    assert company.collect()["skipped"] == "leased"
    company.at(11, 9, 5)
    assert company.collect()["skipped"] == "leased"
    company.at(11, 9, 7)
    assert company.collect()["counts"]["listed"] == 1, "whoever held it is dead by now"


def test_a_run_that_breaks_gives_its_lease_back_and_leaves_no_record() -> None:
    company = Company()
    company.add("g1")
    company.im.before = lambda _: raised(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        company.collect()
    company.im.before = lambda _: None
    assert company.world.ledger.runs.recent("collect", 5) == []
    assert company.collect()["counts"]["listed"] == 1


def test_what_a_tick_has_no_time_for_the_next_one_does() -> None:
    left = iter((300.0,) * 8 + (10.0,) * 100)
    company = Company(remaining=lambda: next(left))
    for number in range(10):
        company.add(f"g{number}")
    read = company.collect()["counts"]["read"]
    assert 0 < read < 10
    company.world = company.world.but(remaining=lambda: 300.0)
    company.at(11, 9, 15)
    assert company.collect()["counts"]["read"] == 10 - read


def test_a_dry_run_reads_and_keeps_nothing() -> None:
    company = Company()
    company.add("g1")
    summary = company.collect(dry_run=True)
    assert summary["dry_run"] is True
    assert summary["counts"]["new"] == 1
    assert list(company.world.ledger.inventory.shard("pigeon", 0)) == []
    assert company.world.ledger.inventory.get("pigeon:g1") is None
    assert company.world.ledger.runs.recent("collect", 5) == []
    assert company.collect()["counts"]["new"] == 1


def test_groups_that_are_asked_for_by_hand_are_read_and_nothing_else_is() -> None:
    company = Company()
    for name in ("g1", "g2"):
        company.add(name)
    company.collect()
    calls(company)
    company.at(30, 9)
    assert company.collect(groups=["pigeon:g1", "slack:strange"])["counts"]["read"] == 1
    assert calls(company) == Counter(detail=1, announcement=1, directory=2)


def test_a_group_costs_four_calls_when_it_is_new_and_two_when_it_changed() -> None:
    company = Company()
    for number in range(20):
        company.add(f"g{number}", text=WANG)
    company.collect()
    cold = calls(company)
    assert cold == Counter(list=1, directory=3, detail=20, announcement=20, life=20)
    for number in range(20):
        company.world.ledger.inventory.mark_dirty(f"pigeon:g{number}", company.now)
    company.at(11, 9, 15)
    company.collect()
    assert calls(company) == Counter(detail=20, announcement=20)


def test_a_run_is_recorded_with_its_counts() -> None:
    company = Company()
    company.add("g1")
    summary = company.collect()
    (run,) = company.world.ledger.runs.recent("collect", 5)
    assert isinstance(run, Run)
    assert (run.id, run.started, run.counts["new"]) == (summary["run"], MONDAY, 1)


def test_an_older_reading_does_not_overwrite_a_newer_one() -> None:
    company = Company()
    company.add("g1", "市场部-新名字组")
    company.collect()
    old = stored(company)
    name = Fact("市场部-旧名字组", MONDAY)
    late = old._replace(group=old.group._replace(name=name))
    company.world.ledger.inventory.save(late, {Part.META}, datetime(2026, 5, 1, tzinfo=UTC))
    kept = stored(company).group.name
    assert kept is not None
    assert kept.value == "市场部-新名字组"

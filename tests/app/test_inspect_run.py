"""Inspecting: which checks run when, what stops them, and what a run that ends early leaves behind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

import pytest

from shared.adapters.dynamodb.keys import shard
from shared.app.desk.nobody import NOBODY, noted
from shared.app.inspect.again import AGAIN
from shared.app.inspect.tick import inspect
from shared.app.ports.state import INVENTORY_SHARDS
from shared.core.case import Case, CaseKey
from shared.core.check_state import EVERYTHING, CheckState
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import StoreUnavailable
from shared.core.model import Fact, Status
from shared.core.policy.values import DueEvery
from tests.app.business import NOTICE, armed, case_of, found, in_business, raising, reading, remember, told
from tests.app.company import FULL, MONDAY, Company, speaking_policy
from tests.fakes.tapped import tapped


def states(company: Company) -> Mapping[str, CheckState]:
    return company.world.ledger.checks.all()


def grown(company: Company, count: int, since: int = 0) -> None:
    """So many more groups without an announcement."""
    for number in range(since, since + count):
        company.add(f"g{number}")
    remember(company, listed=None)
    company.collect()


def with_ledger(company: Company, before: Callable[[str], None]) -> Any:
    ledger = tapped(company.world.ledger, before)
    return company.world.ports._replace(ledger=lambda: ledger)


def test_a_daily_check_runs_once_a_day_which_begins_when_the_night_ends() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.collect()
    assert NOTICE in company.inspect()["due"]
    ran = []
    for day, hour in ((11, 10), (11, 23), (12, 1), (12, 7), (12, 8), (12, 9), (13, 9)):
        company.at(day, hour, 10)
        ran += [(day, hour)] * (NOTICE in company.inspect()["due"])
    assert ran == [(12, 8), (13, 9)]


def test_a_pass_keeps_how_many_groups_it_judged_and_in_how_many_it_found_something() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", text=FULL)
    company.add("g3", text=FULL)
    company.collect()
    company.inspect(checks=[NOTICE])
    state = company.world.ledger.checks.all()[NOTICE]
    assert (state.judged, state.found) == (3, 1)


def test_groups_with_something_open_and_nobody_in_reach_are_counted_and_no_head_is_asked_for_it() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", text=FULL)
    company.add("g3", owner="chen", admins=())
    company.collect()
    for person in ("wang", "zhou"):
        company.world.ledger.directory.refuse(f"pigeon:{person}", company.now)
    assert company.inspect()["counts"]["no_reach"] == 1
    assert company.operate("coverage")["no_reach"] == 1
    assert (case_of(company, "g1").to, case_of(company, "g3").to) == (None, "pigeon:chen")


@pytest.mark.parametrize(("groups", "counted"), [([], 2), (["pigeon:g2"], 1)])
def test_a_run_over_some_groups_counts_nobody_in_reach_among_these_alone(
    groups: list[str], counted: int
) -> None:
    company = in_business(NOTICE)
    reading(company, sending=None)
    grown(company, 2, since=1)
    assert company.inspect(groups=groups)["counts"]["no_reach"] == counted


def test_where_everybody_can_be_written_to_nothing_is_said_of_reach() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.collect()
    assert "no_reach" not in company.inspect()["counts"]
    assert company.operate("coverage")["no_reach"] == 0


def test_groups_of_which_nobody_can_be_told_are_noted_for_whoever_can_name_somebody() -> None:
    company = in_business(NOTICE)
    company.add("g1", owner=None, admins=(), name="采购群")
    company.add("g2", owner=None, admins=(), name="年会群", text=FULL)
    company.add("g3", owner="wang")
    company.collect()
    ledger = company.world.ledger
    company.inspect(dry_run=True)
    company.inspect(groups=["pigeon:g1"])
    assert noted(ledger) == [], "neither a dry run nor a part of one knows all of them"
    company.at(11, 11)
    company.inspect(checks=[NOTICE])
    assert noted(ledger) == ["pigeon:g1"], "nothing is open of the second"
    ledger.runs.set_cursor(NOBODY, "not json")
    assert noted(ledger) == []
    ledger.runs.set_cursor(NOBODY, "{}")
    assert noted(ledger) == []


def test_an_hour_in_which_nothing_is_due_costs_no_look_at_any_group() -> None:
    company = in_business(NOTICE)
    grown(company, 3)
    company.inspect()
    asked: list[str] = []
    company.at(11, 10)
    ports = with_ledger(company, asked.append)
    assert inspect({}, ports)["due"] == []
    assert "inventory.shard" not in asked


@pytest.mark.parametrize(("every", "days"), [(DueEvery.WEEK, [11, 18, 25]), (DueEvery.MONTH, [11])])
def test_how_often_a_check_runs_is_the_policys(every: DueEvery, days: list[int]) -> None:
    policy = speaking_policy(NOTICE)
    own = policy.checks[NOTICE]._replace(due_every=every)
    company = in_business(NOTICE, policy=policy._replace(checks={**policy.checks, NOTICE: own}))
    company.world.ledger.checks.save(armed(NOTICE)._replace(version=1))
    ran = []
    for day in range(11, 30):
        company.at(day, 9)
        ran += [day] * (NOTICE in company.inspect()["due"])
    assert ran == days


def test_the_first_run_is_a_baseline_that_an_operator_releases_after_a_review() -> None:
    company = Company(speaking_policy(NOTICE))
    grown(company, 3)
    company.inspect()
    state = states(company)[NOTICE]
    assert (state.baseline_found, state.baseline_judged, state.armed_since) == (3, 3, None)
    company.operate("release", check=NOTICE, by="何静")
    company.inspect()
    assert states(company)[NOTICE].armed_since is None, "released, and not reviewed"
    sample = [one["case"] for one in company.operate("review", check=NOTICE)["sample"]]
    company.operate("review", check=NOTICE, right=sample, by="何静")
    company.inspect()
    assert states(company)[NOTICE].armed_since == company.now


def test_what_was_found_before_a_check_may_speak_is_spread_over_four_weeks() -> None:
    company = Company(speaking_policy(NOTICE))
    grown(company, 40)
    company.open_for_business(NOTICE)
    due = sorted(case_of(company, f"g{number}").due or MONDAY for number in range(40))
    assert (due[0] - MONDAY, due[-1] - MONDAY) > (timedelta(days=2), timedelta(days=20))
    assert len({moment.date() for moment in due}) > 10
    company.at(12, 9)
    company.add("new")
    found(company)
    due_of_new = case_of(company, "new").due
    assert due_of_new is not None
    assert due_of_new.day == 15


@pytest.mark.parametrize(("new", "stops"), [(50, False), (51, True)])
def test_more_new_violations_than_usual_stop_the_check(new: int, *, stops: bool) -> None:
    company = in_business(NOTICE)
    grown(company, new)
    summary = company.inspect()
    assert summary.get("stopped", {}) == ({NOTICE: "violations"} if stops else {})
    assert (states(company)[NOTICE].stopped is not None) is stops
    assert len(company.world.log.named("stopped")) == stops
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == ["wang"] * (not stops)


@pytest.mark.parametrize(("new", "stops"), [(60, False), (61, True)])
def test_in_a_large_company_more_is_usual(new: int, *, stops: bool) -> None:
    company = in_business(NOTICE)
    for number in range(1200 - new):
        company.add(f"ok{number}", text=FULL)
    grown(company, new)
    assert (NOTICE in company.inspect().get("stopped", {})) is stops


@pytest.mark.parametrize(("gone", "stops"), [(2, False), (3, True)])
def test_a_population_that_shrank_by_more_than_a_fifth_stops_everything(gone: int, *, stops: bool) -> None:
    company = in_business(NOTICE)
    grown(company, 10)
    company.inspect()
    for number in range(gone):
        del company.im.groups[f"g{number}"]
    company.at(14, 9)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == ["wang"] * (not stops)
    if stops:
        company.operate("release", check="*", by="何静")
        company.inspect()
        company.at(14, 10, 35)
        company.nudge()
        assert told(company) == ["wang"]


def test_dissolved_groups_are_no_population() -> None:
    company = in_business(NOTICE)
    grown(company, 10)
    company.inspect()
    for number in range(4):
        group = company.im.groups[f"g{number}"]
        status = Fact(Status.DISSOLVED, company.now)
        company.im.groups[f"g{number}"] = group._replace(status=status)
    company.at(12, 9)
    company.collect()
    assert company.inspect()["stopped"] == {EVERYTHING: "population"}


def test_a_stop_is_kept_before_any_case_that_it_is_about() -> None:
    company = in_business(NOTICE)
    grown(company, 60)

    def crash(operation: str) -> None:
        if operation == "cases.save_many":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        inspect({}, with_ledger(company, crash))
    assert states(company)[NOTICE].stopped is not None
    company.at(11, 10)
    company.inspect()
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == []


def test_a_pass_keeps_the_state_of_every_check_once_and_a_stop_before_that() -> None:
    quiet, loud = in_business(NOTICE), in_business(NOTICE)
    grown(quiet, 3)
    grown(loud, 60)
    saved = {}
    for name, company in (("quiet", quiet), ("loud", loud)):
        asked: list[str] = []
        inspect({}, with_ledger(company, asked.append))
        saved[name] = asked.count("checks.save")
    assert saved == {"quiet": len(CHECKS) + 1, "loud": len(CHECKS) + 2}


def test_what_an_operator_decides_of_a_check_during_a_pass_stands_and_the_pass_is_done() -> None:
    company = Company(speaking_policy(NOTICE))
    grown(company, 3)
    company.inspect()
    company.at(12, 9)
    checks = company.world.ledger.checks
    decided: list[CheckState] = []

    def release(operation: str) -> None:
        if operation == "checks.save" and not decided:
            decided.append(checks.save(states(company)[NOTICE]._replace(released_by="何静")))

    summary = inspect({}, with_ledger(company, release))
    assert summary["counts"]["conflicts"] == 1
    assert states(company)[NOTICE] == decided[0]
    others = {
        state.judged_at for check, state in states(company).items() if check not in {NOTICE, EVERYTHING}
    }
    assert others == {company.now}
    assert NOTICE in company.inspect()["due"], "the next pass judges it again"


def test_a_case_that_changes_during_a_pass_is_left_to_who_was_first() -> None:
    company = in_business(NOTICE)
    grown(company, 2)
    company.inspect()
    company.at(12, 9)
    for name in ("g0", "g1"):
        company.add(name, text=FULL)
        company.world.ledger.inventory.mark_dirty(f"pigeon:{name}", company.now)
    company.collect()
    cases = company.world.ledger.cases
    answered: list[str] = []

    def answer(operation: str) -> None:
        if operation == "cases.save_many" and not answered:
            answered.append(cases.save(case_of(company, "g0")._replace(request="r1")).request)

    summary = inspect({}, with_ledger(company, answer))
    assert (summary["counts"]["conflicts"], summary["counts"]["resolved"]) == (1, 2)
    assert (case_of(company, "g0").request, case_of(company, "g0").is_open) == ("r1", True)
    assert not case_of(company, "g1").is_open


def test_a_stop_is_counted_by_check_where_an_alarm_may_rest_on_it() -> None:
    company = in_business(NOTICE)
    grown(company, 60)
    company.inspect(dry_run=True)
    assert company.world.log.total("stopped") == 0
    company.inspect()
    assert [one for one in company.world.log.metrics if one[0] == "stopped"] == [
        ("stopped", 1, {"check": NOTICE})
    ]


def test_the_first_of_several_stops_stands_until_it_is_released() -> None:
    company = in_business(NOTICE)
    grown(company, 60)
    company.inspect()
    first = states(company)[NOTICE].stopped
    company.at(12, 9)
    grown(company, 70, since=60)
    company.inspect()
    assert states(company)[NOTICE].stopped == first
    company.operate("release", check=NOTICE, by="何静")
    assert states(company)[NOTICE].stopped is None


def test_a_run_that_has_no_time_left_loses_nothing_and_the_next_comes_to_the_same() -> None:
    company = in_business(NOTICE)
    grown(company, 60)
    left = [300.0] * 3 + [5.0] * 100
    company.world = company.world.but(remaining=lambda: left.pop(0))
    assert company.inspect()["unfinished"] is True
    written = [company.world.ledger.cases.get(CaseKey(f"pigeon:g{one}", NOTICE)) for one in range(60)]
    assert 0 < sum(case is not None for case in written) < 60
    company.world = company.world.but(remaining=lambda: 300.0)
    assert NOTICE in company.inspect()["due"], "it was not done"
    assert all(case_of(company, f"g{one}").is_open for one in range(60))


def test_cases_are_kept_many_in_one_request_and_those_from_all_over_the_table() -> None:
    company = in_business(NOTICE)
    grown(company, 160)
    requests: list[list[CaseKey]] = []
    ledger = company.world.ledger

    class Watched:
        def __getattr__(self, name: str) -> Any:
            return getattr(ledger.cases, name)

        def save_many(self, cases: Sequence[Case]) -> list[CaseKey]:
            requests.append([case.key for case in cases])
            return ledger.cases.save_many(cases)

    watched = ledger._replace(cases=cast("Any", Watched()))
    inspect({}, company.world.ports._replace(ledger=lambda: watched))
    assert list(map(len, requests)) == [25] * 6 + [10]
    everybody = [key.group for some in requests for key in some]
    assert sorted(everybody) == sorted(f"pigeon:g{number}" for number in range(160))
    shards = [len({shard(key.group, INVENTORY_SHARDS) for key in some}) for some in requests]
    assert min(shards[:-1]) >= 10, "not 25 of one part of the table"


def test_a_pass_that_was_asked_for_is_asked_for_until_one_is_done() -> None:
    company = in_business(NOTICE)
    grown(company, 3)
    company.inspect()
    company.at(11, 10)
    company.world.ledger.runs.set_cursor(AGAIN, "first")
    company.add("g1", owner="zhou")
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.collect()
    company.world = company.world.but(remaining=lambda: 5.0)
    assert company.inspect()["unfinished"] is True
    assert company.world.ledger.runs.cursor(AGAIN) == "first"
    company.world = company.world.but(remaining=lambda: 300.0)
    company.inspect()
    assert company.world.ledger.runs.cursor(AGAIN) is None
    assert case_of(company, "g1").to == "pigeon:zhou"


def test_what_an_operator_decides_while_a_pass_goes_on_has_a_pass_of_its_own() -> None:
    company = in_business(NOTICE)
    grown(company, 2)
    runs = company.world.ledger.runs
    runs.set_cursor(AGAIN, "before")

    def decide(operation: str) -> None:
        if operation == "cases.save_many":
            runs.set_cursor(AGAIN, "meanwhile")

    inspect({}, with_ledger(company, decide))
    assert runs.cursor(AGAIN) == "meanwhile"


def test_a_dry_run_takes_the_same_decisions_and_writes_nothing() -> None:
    company = in_business(NOTICE)
    grown(company, 60)
    dry = company.inspect(dry_run=True)
    assert company.world.ledger.cases.get(CaseKey("pigeon:g1", NOTICE)) is None
    assert states(company)[NOTICE] == armed(NOTICE)._replace(version=1)
    assert company.world.log.lines == [line for line in company.world.log.lines if line.name != "stopped"]
    real = company.inspect()
    for what in ("counts", "stopped", "due"):
        assert dry[what] == real[what]


def test_a_run_by_hand_for_some_groups_is_no_baseline_and_no_population() -> None:
    company = Company(speaking_policy(NOTICE))
    grown(company, 3)
    company.inspect(groups=["pigeon:g1"])
    assert states(company) == {}
    assert case_of(company, "g1").is_open
    assert company.world.ledger.cases.get(CaseKey("pigeon:g2", NOTICE)) is None


def test_a_store_that_fails_ends_the_run_aloud_and_gives_the_lease_back() -> None:
    company = in_business(NOTICE)
    grown(company, 1)
    with pytest.raises(StoreUnavailable):
        inspect({}, with_ledger(company, _fail))
    assert "skipped" not in company.inspect()


def _fail(operation: str) -> None:
    if operation == "directory.profiles":
        raising(StoreUnavailable(operation))()

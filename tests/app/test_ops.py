"""Operations by hand: each does what it says at once, or says what is wrong with the call."""

from typing import Any

import pytest

from shared.app.inbound.answer import answer
from shared.app.ops.operate import OPS
from shared.core.case import CaseKey
from shared.core.errors import BadInput, StoreUnavailable
from shared.core.request import Request, Verdict
from tests.app.business import (
    NOTICE,
    case_of,
    found,
    in_business,
    press,
    told,
)
from tests.app.company import FULL, Company, speaking_policy
from tests.fakes.tapped import tapped

GROUP = "pigeon:g1"
WAIVER = {"group": GROUP, "check": NOTICE, "reason": "专项群，月底解散", "by": "何静", "until": "2026-06-30"}


def with_case() -> Company:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    return company


def asked() -> tuple[Company, str]:
    """A company in which 王芳 has explained herself; the request's id."""
    company = with_case()
    company.at(14, 10, 20)
    company.nudge()
    answer(press(company, "explain"), company.world.ports)
    (request,) = company.operate("requests")["requests"]
    return company, request["request"]


@pytest.mark.parametrize(
    ("do", "given", "wrong"),
    [
        ("dance", {}, "no operation"),
        ("explain", {}, "group is missing"),
        ("explain", {"group": 7}, "group is no str"),
        ("explain", {"group": "pigeon:none"}, "neither"),
        ("waive", {**WAIVER, "reason": None}, "reason is missing"),
        ("waive", {**WAIVER, "until": "soon"}, "no date"),
        ("waive", {**WAIVER, "until": "2026-05-10"}, "not within"),
        ("waive", {**WAIVER, "until": "2028-01-01"}, "not within"),
        ("waive", {**WAIVER, "check": "kindness"}, "no check"),
        ("waive", {**WAIVER, "group": "pigeon:none"}, "not known"),
        ("waive", {**WAIVER, "untill": "2026-06-30"}, "no parameter"),
        ("decide", {"request": "r", "verdict": "granted", "by": "何静"}, "no request"),
        ("review", {"check": "kindness"}, "no check"),
        ("review", {"check": NOTICE, "sample": "30"}, "sample is no int"),
        ("review", {"check": NOTICE, "sample": True}, "sample is no int"),
        ("review", {"check": NOTICE, "right": []}, "by is missing"),
        ("review", {"check": NOTICE, "right": ["x"], "by": "何静"}, "no open finding"),
        ("review", {"check": NOTICE, "right": [["x"]], "by": "何静"}, "no open finding"),
        ("release", {"check": NOTICE, "by": "何静"}, "nothing of"),
        ("release", {"check": "kindness", "by": "何静"}, "no check"),
        ("coverage", {"group": GROUP}, "no parameter"),
    ],
)
def test_a_call_that_cannot_be_done_says_why_and_changes_nothing(
    do: str, given: dict[str, Any], wrong: str
) -> None:
    company = with_case()
    before = company.world.ledger.checks.all()
    with pytest.raises(BadInput, match=wrong):
        company.operate(do, **given)
    assert company.world.ledger.checks.all() == before
    assert company.world.ledger.audit.of(GROUP, 9) == []


def test_every_operation_says_what_it_needs() -> None:
    for op in OPS:
        needed = [param.name for param in op.params if param.needed]
        company = with_case()
        if needed:
            with pytest.raises(BadInput) as refused:
                company.operate(op.id)
            assert len(refused.value.faults) == len(needed)


def test_a_waiver_takes_effect_at_once_and_ends_by_itself() -> None:
    company = with_case()
    company.operate("waive", **WAIVER)
    assert not case_of(company).is_open
    (entry,) = company.world.ledger.audit.of(GROUP, 9)
    assert (entry.what, entry.by, entry.details["reason"]) == ("waived", "何静", "专项群，月底解散")
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == []
    company.at(30, 9, month=6)
    company.inspect(checks=[NOTICE])
    assert not case_of(company).is_open, "the last day on which it holds"
    company.at(1, 9, month=7)
    company.inspect(checks=[NOTICE])
    assert case_of(company).is_open


@pytest.mark.parametrize(
    ("until", "is_given"),
    [("2026-05-10", False), ("2026-05-11", True), ("2027-05-12", True), ("2027-05-13", False)],
)
def test_a_waiver_ends_today_at_the_earliest_and_in_366_days_at_the_latest(
    until: str, *, is_given: bool
) -> None:
    company = with_case()
    if is_given:
        assert company.operate("waive", **{**WAIVER, "until": until})["until"] == until
    else:
        with pytest.raises(BadInput, match="from 2026-05-11 to 2027-05-12"):
            company.operate("waive", **{**WAIVER, "until": until})


def test_a_waiver_for_all_checks_leaves_nothing_to_say() -> None:
    company = in_business(NOTICE, "missing_admin")
    company.add("g1", admins=())
    found(company)
    company.operate("waive", **{name: value for name, value in WAIVER.items() if name != "check"})
    assert not case_of(company).is_open
    assert not case_of(company, check="missing_admin").is_open


def test_today_is_the_companys_own_when_a_waiver_is_given() -> None:
    company = with_case()
    company.at(12, 7)  # still the eleventh where clocks show UTC
    with pytest.raises(BadInput, match="not within"):
        company.operate("waive", **{**WAIVER, "until": "2026-05-11"})
    company.operate("waive", **{**WAIVER, "until": "2026-05-12"})
    assert not case_of(company).is_open


def test_a_granted_request_becomes_a_waiver_for_half_a_year() -> None:
    company, request = asked()
    company.operate("decide", request=request, verdict="granted", by="何静", reason="专项群")
    assert not case_of(company).is_open
    (waiver,) = company.operate("explain", group=GROUP)["waivers"]
    assert waiver == {"check": NOTICE, "reason": "专项群", "by": "何静", "until": "2026-11-10"}
    assert company.operate("requests")["requests"] == []


def test_a_request_is_listed_with_who_asked_when_about_which_group() -> None:
    company, request = asked()
    assert company.operate("requests")["requests"] == [
        {
            "request": request,
            "group": GROUP,
            "name": "市场部-新品推广组",
            "check": NOTICE,
            "by": "pigeon:wang",
            "asked": "2026-05-14T02:20:00+00:00",
            "promised": "2026-05-28",
            "text": "",
        }
    ]


def test_a_verdict_that_nobody_knows_is_refused_and_the_request_waits() -> None:
    company, request = asked()
    with pytest.raises(BadInput, match=r"“maybe” is no verdict.*granted, refused"):
        company.operate("decide", request=request, verdict="maybe", by="何静")
    assert [one["request"] for one in company.operate("requests")["requests"]] == [request]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_decision_leaves_a_newer_request_about_the_same_case_to_be_decided(verdict: Verdict) -> None:
    company, request = asked()
    newer = company.world.ledger.cases.save(case_of(company)._replace(request="newer"))
    company.operate("decide", request=request, verdict=verdict.value, by="何静")
    assert case_of(company).request == ("newer" if verdict is Verdict.REFUSED else "")
    assert newer.request == "newer"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_request_about_a_case_that_is_not_there_any_more_can_be_decided(verdict: Verdict) -> None:
    company = in_business(NOTICE)
    company.add("g1", text=FULL)
    found(company)
    request = Request("r1", GROUP, NOTICE, "pigeon:wang", company.now, company.now.date())
    company.world.ledger.waivers.ask(request)
    assert company.operate("decide", request="r1", verdict=verdict.value, by="何静")["group"] == GROUP
    assert company.operate("requests")["requests"] == []
    assert company.world.ledger.cases.get(CaseKey(GROUP, NOTICE)) is None


def test_a_request_about_a_group_that_is_not_there_any_more_can_be_refused() -> None:
    company = in_business(NOTICE)
    gone = Request("r1", "pigeon:gone", NOTICE, "pigeon:wang", company.now, company.now.date())
    company.world.ledger.waivers.ask(gone)
    assert company.operate("requests")["requests"][0]["name"] == "pigeon:gone"
    company.operate("decide", request="r1", verdict="refused", by="何静")
    assert company.operate("requests")["requests"] == []


def test_an_operation_that_was_done_is_logged_by_its_name_and_one_that_was_refused_is_not() -> None:
    company = with_case()
    company.operate("coverage")
    with pytest.raises(BadInput):
        company.operate("explain", group="pigeon:none")
    assert company.world.log.named("operated") == [{"op": "coverage"}]


def test_a_refused_request_lets_the_ladder_go_on() -> None:
    company, request = asked()
    company.operate("decide", request=request, verdict="refused", by="何静")
    case = case_of(company)
    assert (case.request, case.step) == ("", "reminded")
    assert company.operate("explain", group=GROUP)["waivers"] == []


def test_a_request_is_decided_once_and_the_same_again_finishes_what_broke_off() -> None:
    company, request = asked()

    def break_off(operation: str) -> None:
        if operation == "cases.save":
            raise StoreUnavailable(operation)

    broken = tapped(company.world.ledger, break_off)
    whole = company.world
    company.world = whole.but(ledger=lambda: broken)
    given = {"request": request, "verdict": "granted", "by": "何静"}
    with pytest.raises(StoreUnavailable):
        company.operate("decide", **given)
    company.world = whole
    assert case_of(company).request == request
    with pytest.raises(BadInput, match="otherwise"):
        company.operate("decide", **{**given, "verdict": "refused"})
    company.operate("decide", **given)
    assert not case_of(company).is_open
    decided = company.world.ledger.waivers.request(request)
    assert decided is not None
    assert decided.verdict is Verdict.GRANTED


def test_what_somebody_else_wrote_at_the_same_moment_is_said_so() -> None:
    company = Company(speaking_policy(NOTICE))
    company.add("g1")
    found(company)
    checks = company.world.ledger.checks

    def meanwhile(operation: str) -> None:
        if operation == "checks.save":
            checks.save(checks.all()[NOTICE]._replace(found=9))

    ledger = tapped(company.world.ledger, meanwhile)
    company.world = company.world.but(ledger=lambda: ledger)
    with pytest.raises(BadInput, match="same moment"):
        company.operate("release", check=NOTICE, by="何静")

"""One group and all of them: explain, waive, requests, decide, coverage."""

import pytest

from tests.support_operator import Sitting

EXPLAINED = {
    "do": "explain",
    "group": "pigeon:oc_1",
    "name": "市场部-推广组",
    "facts": {
        "owner": {"value": "ou_wang", "at": "2026-10-12T01:00:00+00:00", "from": "observed"},
        "announcement": {
            "value": {"length": 0, "elements": [], "readable": True},
            "at": "2026-10-11T16:30:00+00:00",
            "from": "observed",
        },
    },
    "told": {"role": "owner", "account": "pigeon:ou_wang"},
    "checks": [
        {"check": "missing_owner", "verdict": "ok"},
        {"check": "inactive_group", "verdict": "unknown", "reason": "what it needs is not visible"},
        {
            "check": "missing_announcement",
            "verdict": "violation",
            "case": {
                "id": "aa11",
                "opened": "2026-10-12T01:00:00+00:00",
                "resolved": None,
                "evidence": {"length": 0},
                "delivered": {"told": "2026-10-15T02:20:00+00:00"},
                "next": "reminded",
                "due": "2026-10-22T02:20:00+00:00",
                "to": "pigeon:ou_wang",
                "why_silent": "",
            },
        },
    ],
    "waivers": [{"check": "group_name", "reason": "a partner's name", "by": "Li Si", "until": "2026-12-31"}],
    "messages": [{"day": "2026-10-15", "to": "pigeon:ou_wang", "state": "sent", "attempts": 1}],
    "trail": [{"at": "2026-10-12T01:00:00+00:00", "what": "waived", "by": "Li Si", "check": "group_name"}],
}
COVERED = {
    "do": "coverage",
    "now": "2026-10-12T01:00:00+00:00",
    "groups": 1200,
    "out_of_sight": 3,
    "facts": [{"fact": "owner", "observed": 1190, "declared": 7, "guessed": 0, "not_visible": 3}],
    "oldest_days": {"owner": 1.5},
    "checks": [
        {"check": "group_name", "open": 12, "speaks": False, "why_silent": "the mode says report only"}
    ],
    "lapsed": 4,
    "filed": {"groups": 312, "by_owners": 208, "owners": 41, "confirmed": 23},
    "requests": 2,
    "denied": {"pigeon": "activity=im:message.group_msg"},
    "limits": [
        {
            "platform": "pigeon",
            "claim": "sees.created",
            "what": "when it was created",
            "because": "never",
            "why": "It is in no entry.",
            "page": "https://vendor.test/chat",
            "dated": "2024-06",
        },
        {
            "platform": "wechat",
            "claim": "connects",
            "what": "can be connected",
            "because": "later",
            "why": "\x1b[2J",
        },
    ],
}


def test_a_group_is_explained_from_its_facts_to_what_comes_next() -> None:
    sitting = Sitting({"explain": EXPLAINED})
    assert sitting.run("explain", "pigeon:oc_1") == 0
    assert sitting.remote.calls == [("ops", {"do": "explain", "group": "pigeon:oc_1"})]
    lines = sitting.paper.out
    assert lines[:2] == ["市场部-推广组  pigeon:oc_1", "told about it: pigeon:ou_wang (owner)"]
    order = [lines.index(title) for title in ("Checks", "Cases", "Waivers")]
    assert order == sorted(order)
    assert "  inactive_group        unknown    what it needs is not visible" in lines
    assert "next: reminded to pigeon:ou_wang, due 2026-10-22 02:20 UTC" in sitting.paper.flowing
    assert "  2026-10-15  pigeon:ou_wang  sent   1" in lines


def test_an_explanation_says_what_was_filed_by_whom_and_how_it_stands_to_what_is_shown() -> None:
    filed = {"value": "wecom:li", "by": "群台账.xlsx", "until": "2027-04-10T01:00:00+00:00"}
    facts = {
        "owner": {
            "value": "pigeon:ou_wang",
            "at": "2026-10-12T01:00:00+00:00",
            "from": "observed",
            "filed": filed,
        },
        "department": {**filed, "value": "市场部", "at": "2026-10-12T01:00:00+00:00", "from": "declared"},
        "size": {
            "value": None,
            "at": "2026-01-12T01:00:00+00:00",
            "from": "unknown",
            "filed": {**filed, "value": 9},
        },
    }
    sitting = Sitting({"explain": {"group": "pigeon:oc_1", "facts": facts}})
    sitting.run("explain", "pigeon:oc_1")
    good = "by 群台账.xlsx, good until 2027-04-10 01:00 UTC"
    assert f"department: filed {good}" in sitting.paper.flowing
    assert (
        f"owner: wecom:li was filed {good}; the platform shows otherwise, and that counts"
        in sitting.paper.flowing
    )
    assert f"size: 9 was filed {good}; past its date, so it is unknown" in sitting.paper.flowing


def test_a_case_of_which_nothing_comes_next_says_why() -> None:
    silent = {"id": "aa11", "opened": "2026-10-12T01:00:00+00:00", "why_silent": "the mode says report only"}
    checks = [{"check": "group_name", "verdict": "violation", "case": silent}]
    sitting = Sitting({"explain": {"group": "pigeon:oc_1", "checks": checks}})
    sitting.run("explain", "pigeon:oc_1")
    assert "nothing comes next: the mode says report only" in sitting.paper.flowing


def test_an_owner_on_leave_is_said_to_be_so() -> None:
    sitting = Sitting({"explain": EXPLAINED | {"away_until": "2026-10-20"}})
    sitting.run("explain", "pigeon:oc_1")
    assert "on leave until 2026-10-20 as they said themselves" in sitting.paper.flowing


def test_what_a_platform_does_not_show_is_said_with_its_reason_and_source() -> None:
    sitting = Sitting({"coverage": COVERED})
    sitting.run("coverage")
    never = "pigeon: when it was created: the vendor has nothing of the kind. It is in no entry. (https://vendor.test/chat, 2024-06)"
    assert never in sitting.paper.flowing
    assert "wechat: can be connected: later. " in sitting.paper.flowing
    assert "\x1b" not in sitting.paper.flowing


def test_a_waiver_carries_reason_name_and_end() -> None:
    sitting = Sitting({"waive": {"group": "pigeon:oc_1", "check": "all", "until": "2026-12-31"}})
    flags = ["--reason", "winding up", "--by", "Li Si", "--until", "2026-12-31"]
    assert sitting.run("waive", "pigeon:oc_1", *flags) == 0
    given = {"group": "pigeon:oc_1", "reason": "winding up", "by": "Li Si", "until": "2026-12-31"}
    assert sitting.remote.calls == [("ops", {"do": "waive", **given})]
    assert sitting.paper.out[0] == "pigeon:oc_1: no check applies"


def test_requests_are_listed_with_how_to_decide_them() -> None:
    request = {
        "request": "3fa9",
        "group": "pigeon:oc_1",
        "name": "市场部-推广组",
        "check": "inactive_group",
        "by": "pigeon:ou_wang",
        "asked": "2026-10-12T01:00:00+00:00",
        "promised": "2026-10-26",
    }
    sitting = Sitting({"requests": {"requests": [request]}})
    assert sitting.run("requests") == 0
    assert "3fa9" in sitting.paper.out[1]
    assert "3fa9 was promised an answer by 2026-10-26" in sitting.paper.out
    assert "groupkeeper decide REQUEST grant|refuse" in sitting.paper.text


def test_no_request_is_said_so() -> None:
    sitting = Sitting({"requests": {"requests": []}})
    assert sitting.run("requests") == 0
    assert sitting.paper.out == ["nothing waits for a decision"]


@pytest.mark.parametrize(("word", "verdict"), [("grant", "granted"), ("refuse", "refused")])
def test_a_decision_is_passed_on_in_the_product_s_word(word: str, verdict: str) -> None:
    answer = {"request": "3fa9", "verdict": verdict, "group": "pigeon:oc_1", "check": "group_name"}
    sitting = Sitting({"decide": answer})
    assert sitting.run("decide", "3fa9", word, "--by", "Li Si") == 0
    assert sitting.remote.calls == [
        ("ops", {"do": "decide", "request": "3fa9", "by": "Li Si", "verdict": verdict})
    ]


def test_coverage_shows_what_is_seen_how_old_it_is_and_which_checks_speak() -> None:
    sitting = Sitting({"coverage": COVERED})
    assert sitting.run("coverage") == 0
    lines = sitting.paper.out
    assert lines[0] == "1,200 groups are known, 3 of them out of sight; as of 2026-10-12 01:00 UTC"
    assert "  owner     1,190         7        0            3  1.5 days" in lines
    assert "  group_name    12  no: the mode says report only" in lines
    assert "  - pigeon does not permit: activity=im:message.group_msg" in lines
    assert "4 groups were filed half a year ago or more" in sitting.paper.flowing


def test_coverage_says_of_how_many_groups_nobody_can_be_written_to() -> None:
    sitting = Sitting({"coverage": {**COVERED, "no_reach": 4}})
    assert sitting.run("coverage") == 0
    assert "4 groups have something open and nobody in reach" in sitting.paper.flowing


def test_coverage_says_what_owners_filed_and_no_share_of_what_nobody_can_count() -> None:
    sitting = Sitting({"coverage": COVERED})
    sitting.run("coverage")
    said = "312 groups are filed, 208 of them by 41 owners themselves; 23 people said within a year that these are all of theirs"
    assert said in sitting.paper.flowing
    assert "%" not in sitting.paper.flowing


def test_coverage_of_a_company_that_files_nothing_says_nothing_of_it() -> None:
    sitting = Sitting({"coverage": COVERED | {"filed": {"groups": 0}}})
    sitting.run("coverage")
    assert "filed," not in sitting.paper.flowing

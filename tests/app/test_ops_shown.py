"""Operations by hand: what a review and a release let a check do, and what an operator is shown."""

from datetime import timedelta

import pytest

from shared.app.inbound.answer import answer
from shared.app.register.upload import register
from shared.core.arming import SILENCES
from shared.core.case import Case, CaseKey
from shared.core.errors import (
    BadInput,
    ConfigError,
    Fault,
    PlatformUnavailable,
    StoreUnavailable,
)
from shared.core.filed import GOOD_FOR
from shared.core.judgement import Level
from shared.core.lang import Lang
from shared.core.mode import Mode
from shared.core.model import Employment
from tests.app.business import (
    NOTICE,
    armed,
    found,
    in_business,
    press,
    raising,
    reading,
    remember,
    shown,
    told,
)
from tests.app.company import FULL, Company, speaking_policy

GROUP = "pigeon:g1"


def with_case() -> Company:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    return company


@pytest.mark.parametrize(
    ("right", "wrong", "earned"), [(30, 0, True), (27, 3, True), (26, 4, False), (29, 0, False)]
)
def test_a_review_earns_a_check_its_voice_with_nine_of_ten_right_of_thirty(
    right: int, wrong: int, *, earned: bool
) -> None:
    company = Company(speaking_policy(NOTICE))
    for number in range(40):
        company.add(f"g{number}")
    found(company)
    sample = [one["case"] for one in company.operate("review", check=NOTICE)["sample"]]
    assert len(set(sample)) == 30
    assert company.operate("review", check=NOTICE)["sample"][0]["case"] == sample[0], (
        "the same for who looks twice"
    )
    marks = {"right": sample[:right], "wrong": sample[right : right + wrong]}
    done = company.operate("review", check=NOTICE, by="何静", **marks)
    assert (done["earned"], done["needed"]) == (earned, 30)
    company.operate("release", check=NOTICE, by="何静")
    company.inspect()
    assert (company.world.ledger.checks.all()[NOTICE].armed_since is not None) is earned


def test_where_fewer_were_found_all_of_them_are_reviewed() -> None:
    company = Company(speaking_policy(NOTICE))
    for number in range(3):
        company.add(f"g{number}")
    found(company)
    sample = [one["case"] for one in company.operate("review", check=NOTICE)["sample"]]
    done = company.operate("review", check=NOTICE, right=sample[:2], by="何静")
    assert (done["earned"], done["needed"]) == (False, 3)
    assert company.operate("review", check=NOTICE, right=sample, by="何静")["earned"] is True
    with pytest.raises(BadInput, match="say both"):
        company.operate("review", check=NOTICE, right=sample, wrong=sample[:1], by="何静")


def test_what_is_settled_by_now_is_no_part_of_a_sample() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2")
    found(company)
    company.im.texts["g1"] = FULL
    company.world.ledger.inventory.mark_dirty(GROUP, company.now)
    company.at(12, 9)
    found(company)
    review = company.operate("review", check=NOTICE)
    assert (review["found"], [one["group"] for one in review["sample"]]) == (1, ["pigeon:g2"])


def test_a_sample_never_says_what_nobody_asked_for() -> None:
    company = with_case()
    assert company.operate("review", check=NOTICE, sample=-1)["sample"] == []


def test_a_check_may_speak_only_after_review_and_release_and_says_until_then_what_is_missing() -> None:
    company = Company(speaking_policy(NOTICE))
    company.add("g1")
    found(company)

    def why() -> str:
        rows = company.operate("coverage")["checks"]
        return str(next(row for row in rows if row["check"] == NOTICE)["why_silent"])

    assert "baseline" in why()
    assert company.operate("release", check=NOTICE, by="何静")["released"] == [NOTICE]
    assert "review" in why()
    sample = [one["case"] for one in company.operate("review", check=NOTICE)["sample"]]
    company.operate("review", check=NOTICE, right=sample, by="何静")
    assert why() == ""


def test_an_explanation_says_what_is_known_what_was_found_and_what_comes_next_and_for_whom() -> None:
    company = with_case()
    explained = company.operate("explain", group=GROUP)
    notice = explained["facts"]["announcement"]
    assert notice["value"] == {"length": 0, "elements": [], "readable": True}
    row = next(row for row in explained["checks"] if row["check"] == NOTICE)
    assert row["verdict"] == "violation"
    assert (row["case"]["next"], row["case"]["to"]) == ("told", "pigeon:wang")
    company.at(14, 10, 20)
    company.nudge()
    explained = company.operate("explain", group=GROUP)
    row = next(row for row in explained["checks"] if row["check"] == NOTICE)
    assert row["case"]["next"] == "reminded"
    assert [message["state"] for message in explained["messages"]] == ["sent"]
    company.im.texts["g1"] = FULL
    company.world.ledger.inventory.mark_dirty(GROUP, company.now)
    company.at(15, 9)
    found(company)
    row = next(row for row in company.operate("explain", group=GROUP)["checks"] if row["check"] == NOTICE)
    assert (row["verdict"], row["case"]["why_silent"]) == ("ok", "it is resolved")


def why_silent(company: Company, check: str = NOTICE) -> str:
    rows = company.operate("explain", group=GROUP)["checks"]
    return str(next(row for row in rows if row["check"] == check)["case"]["why_silent"])


def test_an_explanation_says_why_nobody_is_told_of_an_open_case() -> None:
    company = with_case()
    assert why_silent(company) == ""
    company.at(14, 10, 20)
    company.nudge()
    answer(press(company, "explain"), company.world.ports)
    (request,) = company.operate("requests")["requests"]
    assert why_silent(company) == f"request {request['request']} waits for a decision"
    company.world = company.world.but(mode=Mode.REPORT)
    assert why_silent(company) == SILENCES["mode"][Lang.EN]


def test_an_explanation_says_that_advice_was_given_once_and_that_was_all() -> None:
    company = in_business("missing_admin")
    company.add("g1", admins=())
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    assert why_silent(company, "missing_admin") == "everything that the ladder has was said"


def test_an_explanation_says_where_nobody_can_be_told_or_something_else_comes_first() -> None:
    company = in_business(NOTICE, "missing_owner")
    company.im.people["wang"] = company.im.people["wang"]._replace(employment=Employment.LEFT)
    company.add("g1")
    found(company)
    assert why_silent(company).startswith("nobody can be told")
    assert why_silent(company, "missing_owner") == ""


def test_nobody_is_said_to_have_been_quiet_at_night_where_no_post_can_be_seen() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    rows = company.operate("explain", group=GROUP)["checks"]
    row = next(row for row in rows if row["check"] == "after_hours_posting")
    assert (row["verdict"], "reason" in row) == ("unknown", True)


def test_nor_where_a_platform_sends_only_the_posts_that_name_us() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    company.world.ledger.runs.set_cursor("events:pigeon", (company.now - timedelta(days=9)).isoformat())
    remember(company, refused={"life": "im:message.group_msg"})
    company.at(13, 10)
    rows = company.operate("explain", group=GROUP)["checks"]
    assert next(row for row in rows if row["check"] == "after_hours_posting")["verdict"] == "unknown"


def test_an_after_hours_case_is_a_violation_while_it_is_open_though_nothing_is_judged_again() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    company.world.ledger.runs.set_cursor("events:pigeon", (company.now - timedelta(days=9)).isoformat())
    company.at(13, 10)

    def verdict() -> tuple[str, bool]:
        rows = company.operate("explain", group=GROUP)["checks"]
        row = next(row for row in rows if row["check"] == "after_hours_posting")
        return row["verdict"], "case" in row

    assert verdict() == ("ok", False)
    key = CaseKey(GROUP, "after_hours_posting")
    case = company.world.ledger.cases.save(
        Case(key, Level.ADVICE, {"period": "x", "senders": []}, ("x",), company.now)
    )
    assert verdict() == ("violation", True)
    company.world.ledger.cases.save(case._replace(resolved=company.now))
    assert verdict() == ("ok", True)


def test_an_explanation_shows_only_facts_that_are_known() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    reading(company, announcement=None, life=None)
    found(company)
    known = company.operate("explain", group=GROUP)["facts"]
    assert "name" in known
    assert not {"announcement", "activity", "purpose"} & known.keys()


SHEET = "register/incoming/群台账.csv"
ROW = "平台,群ID,群名称,群主,部门,群公告,最后活跃\n{},x,旧名,pigeon:zhou,技术部,有,2026-05-10\n"


def file_row(company: Company, group: str) -> None:
    platform, _, identity = group.partition(":")
    company.world.bucket.objects[SHEET] = ROW.format(platform).replace(",x,", f",{identity},").encode()
    assert "refused" not in register({"key": SHEET}, company.world.ports)


def test_an_explanation_shows_both_where_the_platform_shows_something_else_than_was_filed() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    reading(company, announcement=None, life=None)
    company.collect()
    file_row(company, GROUP)
    known = company.operate("explain", group=GROUP)["facts"]
    by = {"by": "群台账.csv", "until": (company.now + GOOD_FOR).isoformat()}
    at = company.now.isoformat()
    assert known["owner"] == {
        "value": "pigeon:wang",
        "at": at,
        "from": "observed",
        "filed": {"value": "pigeon:zhou", "at": at, **by},
    }
    assert known["department"] == {"value": "技术部", "at": at, "from": "declared", **by}
    assert {known[name]["from"] for name in ("announcement", "activity")} == {"declared"}


def test_an_explanation_says_unknown_of_what_is_past_its_date_and_what_it_was() -> None:
    company = in_business(NOTICE)
    file_row(company, "lantern:w1")
    company.world.clock.at += GOOD_FOR
    explained = company.operate("explain", group="lantern:w1")
    owner = explained["facts"]["owner"]
    assert (owner["value"], owner["from"], owner["filed"]["value"]) == (None, "unknown", "pigeon:zhou")
    assert {fact["from"] for fact in explained["facts"].values()} == {"unknown"}
    assert {row["verdict"] for row in explained["checks"]} == {"unknown"}


def test_coverage_counts_what_is_filed_as_declared_and_what_is_past_its_date_as_not_visible() -> None:
    company = in_business(NOTICE)
    file_row(company, "lantern:w1")

    def covered() -> tuple[int, int, int]:
        said = company.operate("coverage")
        row = next(row for row in said["facts"] if row["fact"] == "owner")
        return row["declared"], row["not_visible"], said["lapsed"]

    assert covered() == (1, 0, 0)
    company.world.clock.at += GOOD_FOR
    assert covered() == (0, 1, 1)


def test_coverage_counts_what_is_seen_and_says_how_old_it_is() -> None:
    company = with_case()
    company.add("g2")
    company.at(12, 9)
    company.collect()
    del company.im.groups["g2"]
    company.at(13, 9)
    company.collect()
    said = company.operate("coverage")
    assert (said["groups"], said["out_of_sight"]) == (2, 1)
    notice = next(row for row in said["facts"] if row["fact"] == "announcement")
    assert (notice["observed"], notice["not_visible"]) == (1, 0)
    assert said["oldest_days"]["announcement"] == 2.0


def test_a_doctor_finds_what_would_keep_the_product_from_working() -> None:
    company = Company()
    bad = {one["about"] for one in company.operate("doctor")["findings"] if not one["ok"]}
    assert {"policy", "collect", "inspect", "nudge"} <= bad
    found(company)
    company.nudge()
    bad = {one["about"] for one in company.operate("doctor")["findings"] if not one["ok"]}
    assert bad == {"policy"}
    company.world.clock.forward(timedelta(hours=4))
    late = {one["about"] for one in company.operate("doctor")["findings"] if not one["ok"]}
    assert late == {"policy", "collect", "inspect", "nudge"}


def test_a_run_is_late_after_three_of_its_times_and_not_before() -> None:
    company = Company()
    found(company)
    company.nudge()
    company.world.clock.forward(timedelta(minutes=45))

    def late() -> set[str]:
        return {one["about"] for one in company.operate("doctor")["findings"] if not one["ok"]} - {"policy"}

    assert late() == set()
    company.world.clock.forward(timedelta(seconds=1))
    assert late() == {"collect", "nudge"}


def test_a_release_names_what_still_keeps_a_check_silent_and_no_check_that_never_ran() -> None:
    company = Company(speaking_policy(NOTICE))
    company.add("g1")
    company.collect()
    company.inspect(checks=[NOTICE])
    released = company.operate("release", check=NOTICE, by="何静")
    assert released["released"] == [NOTICE]
    assert set(released["still_silent"]) == {NOTICE}


def test_a_doctor_says_whether_two_people_are_left_who_can_answer() -> None:
    company = Company(speaking_policy(NOTICE, clerks=("pigeon:wang", "pigeon:chen")))
    company.add("g1", owner="wang", admins=("chen",))
    company.collect()

    def said() -> tuple[bool, str]:
        findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
        return findings["clerks"]["ok"], findings["clerks"]["detail"]

    assert said() == (True, "2 people answer on the page 待处理")
    profile = company.world.ledger.directory.profiles("pigeon")["pigeon:chen"]
    company.at(13, 9)
    left = profile._replace(employment=Employment.LEFT)
    company.world.ledger.directory.save("pigeon", [left], [], company.now)
    assert said() == (False, "1 people answer on the page 待处理")
    assert "clerks" not in {one["about"] for one in Company().operate("doctor")["findings"]}


def test_a_doctor_counts_the_explanations_that_are_past_the_day_that_was_promised() -> None:
    company = with_case()
    company.at(14, 10, 20)
    company.nudge()
    answer(press(company, "explain"), company.world.ports)

    def said() -> tuple[bool, str]:
        findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
        return findings["explanations"]["ok"], findings["explanations"]["detail"]

    company.at(28, 17)
    assert said() == (True, "1 explanations wait for an answer, 0 past the day that was promised")
    company.at(29, 9)
    assert said() == (False, "1 explanations wait for an answer, 1 past the day that was promised")


def test_a_doctor_names_what_a_platform_refuses_and_what_was_stopped() -> None:
    company = in_business(NOTICE)
    for number in range(60):
        company.add(f"g{number}")
    found(company)
    reading(company, probe=lambda: {"send": "ok", "posts": "im:message.group_msg"})
    findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
    assert findings["pigeon send"]["ok"] is True
    assert findings["pigeon posts"]["detail"] == "im:message.group_msg"
    assert "release" in findings[f"check {NOTICE}"]["remedy"]
    assert armed(NOTICE).stopped is None


def test_a_doctor_is_not_kept_from_the_rest_by_one_thing_that_fails() -> None:
    company = with_case()
    company.world = company.world.but(ims=raising(PlatformUnavailable("pigeon", "token")))
    findings = {one["about"]: one["ok"] for one in company.operate("doctor")["findings"]}
    assert findings["platforms"] is False
    assert "outbox" in findings


def test_a_doctor_says_that_the_policy_in_force_is_not_understood_and_goes_on() -> None:
    company = Company()
    wrong = ConfigError(
        Fault("the policy in force", None, "this release does not understand it", "Upload it")
    )
    company.world = company.world.but(policy=raising(wrong))
    findings = {one["about"]: one["ok"] for one in company.operate("doctor")["findings"]}
    assert findings["policy understood"] is False
    assert "outbox" in findings


def test_a_doctor_counts_the_dead_letters_and_says_what_to_do() -> None:
    company = with_case()
    findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
    assert (findings["dead letters"]["ok"], findings["dead letters"]["detail"]) == (True, "none")
    company.world.dead_letters.die("answers", {})
    findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
    assert findings["dead letters"]["ok"] is False
    assert findings["dead letters"]["detail"] == "0 in events, 1 in answers"
    assert "groupkeeper dead list" in findings["dead letters"]["remedy"]
    company.world = company.world.but(dead_letters=raising(StoreUnavailable("get_queue_attributes")))
    findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
    assert findings["dead letters"]["ok"] is False


def test_a_doctor_asks_for_the_notice_only_where_somebody_could_be_nudged() -> None:
    company = Company(speaking_policy(NOTICE))

    def asked_about() -> set[str]:
        return {one["about"] for one in company.operate("doctor")["findings"]}

    assert "notice" in asked_about()
    company.world = company.world.but(mode=Mode.REPORT)
    assert "notice" not in asked_about()


def test_a_doctor_names_what_keeps_a_platform_from_being_connected() -> None:
    company = Company()
    fault = Fault("the secret of slack", None, "bot_token is missing", "Copy it from OAuth & Permissions")
    company.world = company.world.but(not_connected=lambda: (fault,))
    found = [one for one in company.operate("doctor")["findings"] if one["about"] == "not connected"]
    assert [(one["ok"], one["detail"], one["remedy"]) for one in found] == [
        (False, "the secret of slack: bot_token is missing", "Copy it from OAuth & Permissions")
    ]


def test_a_doctor_says_where_no_platform_is_connected_and_what_to_do() -> None:
    company = Company()
    company.world = company.world.but(ims=dict)
    (platforms,) = [one for one in company.operate("doctor")["findings"] if one["about"] == "platforms"]
    assert (platforms["ok"], platforms["detail"]) == (False, "none is connected")
    assert "secret" in platforms["remedy"]


def test_after_a_release_what_was_found_during_a_stop_is_told() -> None:
    company = in_business(NOTICE)
    for number in range(60):
        company.add(f"g{number}")
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == []
    company.operate("release", check=NOTICE, by="何静")
    company.inspect()
    company.nudge()
    assert told(company) == ["wang"]
    assert len(shown(company)) > 30


def test_coverage_says_what_the_platforms_of_its_groups_do_not_show_and_of_no_others() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.collect()
    limits = company.operate("coverage")["limits"]
    assert {row["platform"] for row in limits} == {"pigeon"}
    created = next(row for row in limits if row["claim"] == "sees.created")
    assert (created["what"], created["because"]) == ("when it was created", "never")
    assert created["page"].startswith("https://")

"""The operator's subcommands: what they ask of the stack, what they print, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared.app.ops.operate import OPS
from shared.app.ports.remote import RemoteFailed
from shared.core.checks.catalogue import CHECKS
from shared.core.reports.columns import width_of
from tests.support_operator import Sitting, Turns, policy_file
from tests.test_cli_operator_dead import DEAD, SHOWN
from tests.test_cli_operator_mend import UNREADABLE
from tests.test_cli_operator_people import PEOPLE, SAME

RUN = {"run": "r1", "function": "inspect", "now": "2026-10-12T01:00:00+00:00", "dry_run": True}
FINDING = {
    "case": "aa11",
    "group": "feishu:oc_1",
    "name": "兄弟们冲",
    "level": "duty",
    "evidence": "says nothing",
    "opened": "2026-10-12T01:00:00+00:00",
}
EXPLAINED = {
    "do": "explain",
    "group": "feishu:oc_1",
    "name": "市场部-推广组",
    "facts": {
        "owner": {"value": "ou_wang", "at": "2026-10-12T01:00:00+00:00", "from": "observed"},
        "announcement": {
            "value": {"length": 0, "elements": [], "readable": True},
            "at": "2026-10-11T16:30:00+00:00",
            "from": "observed",
        },
    },
    "told": {"role": "owner", "account": "feishu:ou_wang"},
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
                "to": "feishu:ou_wang",
                "why_silent": "",
            },
        },
    ],
    "waivers": [{"check": "group_name", "reason": "a partner's name", "by": "Li Si", "until": "2026-12-31"}],
    "messages": [{"day": "2026-10-15", "to": "feishu:ou_wang", "state": "sent", "attempts": 1}],
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
    "requests": 2,
    "denied": {"feishu": "activity=im:message.group_msg"},
}


@pytest.mark.parametrize(
    ("line", "function", "payload"),
    [
        (["collect"], "collect", {}),
        (["collect", "--group", "feishu:oc_1"], "collect", {"groups": ["feishu:oc_1"]}),
        (["inspect", "--check", "group_name", "--check", "missing_owner"], "inspect", {"checks": ["group_name", "missing_owner"]}),
        (
            ["nudge", "--dry-run", "--now", "2026-10-12T10:20:00+08:00"],
            "nudge",
            {"dry_run": True, "now": "2026-10-12T02:20:00+00:00"},
        ),
    ],
)  # fmt: skip
def test_a_run_by_hand_asks_for_exactly_what_the_flags_say(
    line: list[str], function: str, payload: dict[str, Any]
) -> None:
    sitting = Sitting({function: RUN | {"counts": {}}})
    assert sitting.run(*line) == 0
    assert sitting.remote.calls == [(function, payload)]
    assert sitting.waited == [f"groupkeeper: {function}"]


def test_a_run_is_shown_in_words_with_groups_by_check() -> None:
    counts = {"judged": 2100, "opened": 12, "violation:group_name": 12, "unknown:group_name": 3}
    sitting = Sitting({"inspect": RUN | {"counts": counts, "due": ["group_name"]}})
    assert sitting.run("inspect", "--dry-run") == 0
    assert sitting.paper.out == [
        "inspect  run r1 · dry run: nothing was written or sent",
        "as of 2026-10-12 01:00 UTC",
        "",
        "  2,100  verdicts",
        "     12  cases opened",
        "",
        "Groups by check",
        "              violation  unknown  does not apply",
        "  group_name         12        3               0",
        "",
        "  checks that were due: group_name",
    ]


def test_a_dry_nudge_names_who_would_be_told_of_what() -> None:
    letter = {"account": "feishu:ou_wang", "cases": [{"group": "feishu:oc_1", "check": "group_name"}]}
    sitting = Sitting({"nudge": RUN | {"counts": {"sent": 1}, "would_send": [letter]}})
    assert sitting.run("nudge", "--dry-run") == 0
    assert sitting.paper.out[-3:] == [
        "Would be told (1)",
        "  account         group        check",
        "  feishu:ou_wang  feishu:oc_1  group_name",
    ]


LEAVING = {"person": "feishu:ou_wang", "name": "王芳", "text": "王芳，您好。\n还差一份群公告。"}
TOLD = RUN | {"counts": {"sent": 1}, "messages": [LEAVING]}


def test_a_dry_nudge_writes_what_each_message_would_say_one_json_line_each(tmp_path: Path) -> None:
    sitting, file = Sitting({"nudge": TOLD}), tmp_path / "messages.jsonl"
    assert sitting.run("nudge", "--dry-run", "--messages", file) == 0
    assert sitting.remote.calls == [("nudge", {"dry_run": True, "messages": True})]
    assert [json.loads(line) for line in file.read_text("utf-8").splitlines()] == [LEAVING]
    assert sitting.paper.out[0].startswith("nudge  run r1")


def test_on_standard_output_the_messages_stand_alone_and_what_needs_attention_beside_it() -> None:
    sitting = Sitting({"nudge": TOLD | {"messages_cut": 3}})
    assert sitting.run("nudge", "--dry-run", "--messages", "-") == 1
    assert [json.loads(line) for line in sitting.paper.out] == [LEAVING]
    assert "3 messages did not fit into the answer" in sitting.paper.complaints


def test_a_dry_nudge_that_would_send_nothing_writes_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    assert Sitting({"nudge": RUN}).run("nudge", "--dry-run", "--messages", file) == 0
    assert file.read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--messages", "x"), "only said by a dry run"),
        (("--dry-run", "--json", "--messages", "-"), "both be written to standard output"),
    ],
)
def test_messages_that_cannot_be_had_as_asked_for_are_refused_before_anything_is_called(
    flags: tuple[str, ...], said: str
) -> None:
    sitting = Sitting({"nudge": RUN})
    assert sitting.run("nudge", *flags) == 2
    assert said in sitting.paper.complaints
    assert sitting.remote.calls == []


def test_messages_for_a_folder_that_is_not_there_are_refused_with_what_to_do(tmp_path: Path) -> None:
    sitting = Sitting({"nudge": TOLD})
    assert sitting.run("nudge", "--dry-run", "--messages", tmp_path / "none" / "x") == 2
    assert "Name a new file in a folder that you may write to" in sitting.paper.complaints
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({"messages_cut": 2}, "2 messages did not fit"),
        ({"skipped": "leased"}, "another run holds the lease"),
        ({"stopped": {"group_name": "violations"}}, "groupkeeper release group_name --by"),
        ({"counts": {"failed": 2}}, "2 pieces of work failed"),
        ({"counts": {"platform_failed": 1}}, "did not take messages"),
        ({"counts": {"unconfirmed": 1}}, "next work day"),
        ({"counts": {"undeliverable": 1}}, "Another account of theirs is tried tomorrow"),
        ({"refusing": ["wecom"]}, "wecom could not deliver to unusually many people"),
        ({"counts": {"unclear": 1}}, "do not write by hand"),
        ({"denied": {"feishu:activity": "im:message.group_msg"}}, "im:message.group_msg"),
        ({"budget_spent": "nudges_per_run"}, "nudges_per_run"),
        ({"unfinished": True}, "The next run goes on"),
    ],
)
def test_a_run_that_needs_somebody_ends_with_one_and_says_why(notes: dict[str, Any], said: str) -> None:
    sitting = Sitting({"inspect": RUN | {"counts": {}} | notes})
    assert sitting.run("inspect") == 1
    text = sitting.paper.flowing
    assert said in text[text.index("Needs attention") :]


def test_flags_that_a_function_would_not_obey_are_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["nudge", "--group", "feishu:oc_1"], ["collect", "--check", "group_name"]):
        assert Sitting().run(*line) == 2
        assert line[1] in capsys.readouterr().err


def test_another_moment_than_now_is_refused_before_anything_is_called() -> None:
    sitting = Sitting()
    assert sitting.run("inspect", "--now", "2026-10-12T09:00:00+08:00") == 2
    assert "Add --dry-run" in sitting.paper.complaints
    assert sitting.targets == []


def test_a_group_is_explained_from_its_facts_to_what_comes_next() -> None:
    sitting = Sitting({"explain": EXPLAINED})
    assert sitting.run("explain", "feishu:oc_1") == 0
    assert sitting.remote.calls == [("ops", {"do": "explain", "group": "feishu:oc_1"})]
    lines = sitting.paper.out
    assert lines[:2] == ["市场部-推广组  feishu:oc_1", "told about it: feishu:ou_wang (owner)"]
    order = [lines.index(title) for title in ("Checks", "Cases", "Waivers")]
    assert order == sorted(order)
    assert "  inactive_group        unknown    what it needs is not visible" in lines
    assert "next: reminded to feishu:ou_wang, due 2026-10-22 02:20 UTC" in sitting.paper.flowing
    assert "  2026-10-15  feishu:ou_wang  sent   1" in lines


def test_an_explanation_says_what_was_filed_by_whom_and_how_it_stands_to_what_is_shown() -> None:
    filed = {"value": "wecom:li", "by": "群台账.xlsx", "until": "2027-04-10T01:00:00+00:00"}
    facts = {
        "owner": {
            "value": "feishu:ou_wang",
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
    sitting = Sitting({"explain": {"group": "feishu:oc_1", "facts": facts}})
    sitting.run("explain", "feishu:oc_1")
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
    sitting = Sitting({"explain": {"group": "feishu:oc_1", "checks": checks}})
    sitting.run("explain", "feishu:oc_1")
    assert "nothing comes next: the mode says report only" in sitting.paper.flowing


def test_a_waiver_carries_reason_name_and_end() -> None:
    sitting = Sitting({"waive": {"group": "feishu:oc_1", "check": "all", "until": "2026-12-31"}})
    flags = ["--reason", "winding up", "--by", "Li Si", "--until", "2026-12-31"]
    assert sitting.run("waive", "feishu:oc_1", *flags) == 0
    given = {"group": "feishu:oc_1", "reason": "winding up", "by": "Li Si", "until": "2026-12-31"}
    assert sitting.remote.calls == [("ops", {"do": "waive", **given})]
    assert sitting.paper.out[0] == "feishu:oc_1: no check applies"


@pytest.mark.parametrize(
    "line",
    [
        ["waive", "feishu:oc_1", "--reason", "x", "--by", "y"],
        ["waive", "feishu:oc_1", "--reason", "x", "--by", "y", "--until", "soon"],
        ["waive", "feishu:oc_1", "--reason", "x", "--until", "2026-12-31"],
        ["release", "group_nam", "--by", "y"],
        ["release", "group_name"],
        ["decide", "r1", "perhaps", "--by", "y"],
        ["review", "group_name", "--sample", "0"],
        ["inspect", "--chec", "group_name"],
        ["people"],
        ["people", "王芳", "--same"],
        ["register"],
        ["register", "people.csv", "--undo-people"],
        ["register", "--undo-people", "--replace"],
        ["dead"],
        ["dead", "show"],
        ["dead", "list", "--queue", "others"],
        ["dead", "replay", "--by", "y"],
        ["dead", "replay", "3fa9c1d2"],
        ["dead", "replay", "3fa9c1d2", "--all", "--by", "y"],
        ["dead", "drop", "--by", "y", "--reason", "x"],
        ["dead", "drop", "3fa9c1d2", "--by", "y"],
    ],
)
def test_a_wrong_flag_ends_with_two_and_calls_nothing(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sitting = Sitting()
    assert sitting.run(*line) == 2
    assert "groupkeeper" in capsys.readouterr().err + sitting.paper.complaints
    assert sitting.targets == []


def test_requests_are_listed_with_how_to_decide_them() -> None:
    request = {
        "request": "3fa9",
        "group": "feishu:oc_1",
        "name": "市场部-推广组",
        "check": "inactive_group",
        "by": "feishu:ou_wang",
        "asked": "2026-10-12T01:00:00+00:00",
    }
    sitting = Sitting({"requests": {"requests": [request]}})
    assert sitting.run("requests") == 0
    assert "3fa9" in sitting.paper.out[1]
    assert "groupkeeper decide REQUEST grant|refuse" in sitting.paper.text


def test_no_request_is_said_so() -> None:
    sitting = Sitting({"requests": {"requests": []}})
    assert sitting.run("requests") == 0
    assert sitting.paper.out == ["nothing waits for a decision"]


@pytest.mark.parametrize(("word", "verdict"), [("grant", "granted"), ("refuse", "refused")])
def test_a_decision_is_passed_on_in_the_product_s_word(word: str, verdict: str) -> None:
    answer = {"request": "3fa9", "verdict": verdict, "group": "feishu:oc_1", "check": "group_name"}
    sitting = Sitting({"decide": answer})
    assert sitting.run("decide", "3fa9", word, "--by", "Li Si") == 0
    assert sitting.remote.calls == [
        ("ops", {"do": "decide", "request": "3fa9", "by": "Li Si", "verdict": verdict})
    ]


def test_a_release_says_what_keeps_a_check_silent_still() -> None:
    answer = {"released": ["group_name"], "still_silent": {"group_name": "the mode says report only"}}
    sitting = Sitting({"release": answer})
    assert sitting.run("release", "group_name", "--by", "Li Si") == 0
    assert sitting.paper.out[0] == "released: group_name"
    assert "  group_name  the mode says report only" in sitting.paper.out


def test_coverage_shows_what_is_seen_how_old_it_is_and_which_checks_speak() -> None:
    sitting = Sitting({"coverage": COVERED})
    assert sitting.run("coverage") == 0
    lines = sitting.paper.out
    assert lines[0] == "1,200 groups are known, 3 of them out of sight; as of 2026-10-12 01:00 UTC"
    assert "  owner     1,190         7        0            3  1.5 days" in lines
    assert "  group_name    12  no: the mode says report only" in lines
    assert "  - feishu does not permit: activity=im:message.group_msg" in lines
    assert "4 groups were filed half a year ago or more" in sitting.paper.flowing


def test_coverage_says_of_how_many_groups_nobody_can_be_written_to() -> None:
    sitting = Sitting({"coverage": {**COVERED, "no_reach": 4}})
    assert sitting.run("coverage") == 0
    assert "4 groups have something open and nobody in reach" in sitting.paper.flowing


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_doctor_ends_with_one_where_something_is_wrong(ok: bool, code: int) -> None:  # noqa: FBT001
    finding = {"about": "collect", "ok": ok, "detail": "it has never run", "remedy": "Enable the schedules"}
    sitting = Sitting({"doctor": {"ok": ok, "findings": [finding]}})
    assert sitting.run("doctor") == code
    assert ("Enable the schedules" in sitting.paper.text) is not ok


def test_a_policy_is_checked_here_then_uploaded_then_taken(tmp_path: Path) -> None:
    taken = {"file": "policy/incoming/policy.yaml", "version": "7-abc", "before": None, "changed": ["mode"]}
    sitting = Sitting({"register": taken})
    assert sitting.run("register", policy_file(tmp_path, "mode: report\n")) == 0
    assert sitting.remote.uploads == {"policy/incoming/policy.yaml": b"mode: report\n"}
    assert sitting.remote.calls == [("register", {"key": "policy/incoming/policy.yaml"})]
    assert sitting.paper.out[0] == "policy 7-abc is in force"


def test_a_policy_that_the_bucket_s_own_call_published_first_is_asked_for_again(tmp_path: Path) -> None:
    meanwhile = {"refused": True, "faults": [{"where": "policy.yaml", "reason": "published meanwhile"}]}
    in_force = {"version": "7-abc", "before": "7-abc", "changed": []}
    sitting = Sitting({"register": Turns([meanwhile, in_force])})
    assert sitting.run("register", policy_file(tmp_path, "mode: report\n")) == 0
    assert sitting.paper.out == ["policy 7-abc is in force"]


def test_a_policy_with_faults_never_leaves_this_machine(tmp_path: Path) -> None:
    sitting = Sitting()
    assert sitting.run("register", policy_file(tmp_path, "mode: nugde\n")) == 2
    assert "policy.yaml:1: " in sitting.paper.complaints
    assert sitting.targets == []


def test_a_register_that_the_stack_refuses_names_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    fault = {"where": "群台账.csv", "line": 3, "reason": "two groups are called 甲", "remedy": "Rename one"}
    sitting = Sitting({"register": {"file": "x", "refused": True, "faults": [fault]}})
    assert sitting.run("register", path) == 2
    assert sitting.paper.err[-1] == "groupkeeper: 群台账.csv:3: two groups are called 甲. Rename one"


def test_a_filed_register_is_said_with_its_groups(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    sitting = Sitting({"register": {"file": "x", "groups": 1200, "new": 0, "changed": 1200}})
    assert sitting.run("register", path) == 0
    assert list(sitting.remote.uploads) == ["register/incoming/群台账.csv"]
    assert sitting.paper.out == ["1,200 groups are filed; the next run of inspect judges them"]


def test_a_filed_register_says_until_when_it_is_good_and_whom_each_name_was_taken_for(tmp_path: Path) -> None:
    path = tmp_path / "群台账.csv"
    path.write_text("群名称\n", "utf-8")
    taken = {"written": "王芳", "account": "wecom:wangfang", "groups": 3}
    sitting = Sitting({"register": {"groups": 12, "until": "2027-04-10", "resolved": [taken]}})
    assert sitting.run("register", path) == 0
    good = "12 groups are filed and good until 2027-04-10; the next run of inspect judges them"
    assert sitting.paper.out[0] == good
    assert "  王芳     wecom:wangfang       3" in sitting.paper.out


@pytest.mark.parametrize("name", ["register.docx", "missing.xlsx"])
def test_a_file_that_is_no_policy_and_no_sheet_is_refused_here(tmp_path: Path, name: str) -> None:
    sitting = Sitting()
    assert sitting.run("register", tmp_path / name) == 2
    assert sitting.targets == []


def test_what_the_function_refuses_ends_with_two_under_the_subcommand_s_name() -> None:
    fault = {
        "file": "event",
        "line": None,
        "reason": "the group is not known",
        "remedy": "Write it as platform:id",
    }
    sitting = Sitting({"explain": {"faults": [fault]}})
    assert sitting.run("explain", "oc_1") == 2
    assert sitting.paper.err[-1] == ("groupkeeper: explain: the group is not known. Write it as platform:id")
    assert sitting.paper.out == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RemoteFailed("it crashed", "Report it", request_id="id-1"), "it crashed. Report it (request id id-1)"),
        (RemoteFailed("no credentials", "Log in"), "no credentials. Log in"),
    ],
)  # fmt: skip
def test_a_function_that_cannot_be_reached_ends_with_three_and_what_to_do(
    error: RemoteFailed, said: str
) -> None:
    sitting = Sitting({"doctor": error})
    assert sitting.run("doctor") == 3
    assert sitting.paper.err[-1] == f"groupkeeper: {said}"


@pytest.mark.parametrize("answer", [None, "done", ["done"]])
def test_an_answer_of_another_release_is_not_guessed_at(answer: Any) -> None:
    sitting = Sitting({"doctor": answer})
    assert sitting.run("doctor") == 3
    assert "of different ages" in sitting.paper.complaints


def test_who_stops_waiting_is_told_that_the_run_goes_on() -> None:
    sitting = Sitting({"collect": KeyboardInterrupt()})
    assert sitting.run("collect") == 130
    assert sitting.paper.err[-1] == "groupkeeper: stopped waiting; what was called goes on without you"


OPERATIONS: list[tuple[list[str], dict[str, Any]]] = [
    (["inspect"], {"inspect": RUN}),
    (["explain", "feishu:oc_1"], {"explain": EXPLAINED}),
    (["coverage"], {"coverage": COVERED}),
    (["requests"], {"requests": {"requests": [{"name": "x"}]}}),
    (["people", "王芳"], {"people": PEOPLE}),
    (["people", "--same"], {"people": SAME}),
    (["dead", "list"], {"dead": DEAD}),
    (["dead", "show", "3fa9c1d2"], {"dead": SHOWN}),
    (["mend", "INV#7 feishu:oc_1#meta"], {"mend": UNREADABLE | {"readable": True}}),
    (["doctor"], {"doctor": {"ok": True, "findings": [{"about": "policy", "ok": True}]}}),
    (["review", "group_name"], {"review": {"check": "group_name", "found": 1, "sample": [FINDING]}}),
]


@pytest.mark.parametrize(("line", "answers"), OPERATIONS, ids=lambda each: str(each)[:20])
def test_json_is_the_whole_answer_on_one_line(line: list[str], answers: dict[str, Any]) -> None:
    sitting = Sitting(answers)
    assert sitting.run(*line, "--json") == 0
    assert [json.loads(printed) for printed in sitting.paper.out] == list(answers.values())


@pytest.mark.parametrize(("line", "answers"), OPERATIONS, ids=lambda each: str(each)[:20])
def test_names_from_outside_never_reach_the_terminal_as_they_are(
    line: list[str], answers: dict[str, Any]
) -> None:
    evil = "\x1b]0;owned\x07\x1b[2Jx\u202ey\nz\x9b1m"
    hostile = _with_texts(answers, evil)
    for flags in ([], ["--json"]):
        sitting = Sitting(hostile)
        sitting.run(*line, *flags)
        assert all(printed.isprintable() for printed in sitting.paper.out)


def _with_texts(value: Any, text: str) -> Any:
    """The same answer with every text in it ended by a hostile one, but for those that are read and not shown."""
    if isinstance(value, dict):
        return {key: _with_texts(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_texts(one, text) for one in value]
    return value + text if isinstance(value, str) else value


@pytest.mark.parametrize(("line", "answers"), OPERATIONS, ids=lambda each: str(each)[:20])
@pytest.mark.parametrize("width", [20, 60, 100])
def test_lines_fit_the_terminal(line: list[str], answers: dict[str, Any], width: int) -> None:
    sitting = Sitting(answers)
    sitting.paper.width = width
    sitting.run(*line)
    assert max(map(width_of, sitting.paper.out)) <= max(60, width)


@pytest.mark.parametrize("answer", [{}, {"counts": 3, "facts": [], "checks": {}, "findings": "x", "due": 1}])
def test_an_answer_that_lacks_everything_is_shown_without_a_traceback(answer: dict[str, Any]) -> None:
    for line, answers in OPERATIONS:
        sitting = Sitting(dict.fromkeys(answers, answer))
        assert sitting.run(*line) in {0, 1}


SUBCOMMANDS = ("collect", "inspect", "nudge", "explain", "requests", "decide", "waive", "review", "release", "coverage", "people", "dead", "doctor", "mend", "register")  # fmt: skip


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_s_help_has_examples_and_exit_codes(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Sitting().run(name, "--help") == 0
    shown = capsys.readouterr().out
    assert f"  groupkeeper {name}" in shown
    assert "exit codes: 0 done" in shown


def test_every_operation_that_the_function_knows_has_a_subcommand() -> None:
    assert {op.id for op in OPS} <= set(SUBCOMMANDS)


def test_the_checks_that_can_be_named_are_the_product_s() -> None:
    answer: dict[str, Any] = {"released": [], "still_silent": {}}
    for check in CHECKS:
        assert Sitting({"release": answer}).run("release", check.id, "--by", "Li Si") == 0


def test_help_and_previews_import_nothing_of_aws() -> None:
    program = """\
import sys
from shared.bootstrap.terminal import tools
from shared.cli.command import main
for line in (["inspect", "--help"], ["preview", "no-such-folder"]):
    try:
        main(line, tools())
    except SystemExit:
        pass
sys.exit(any(name.partition(".")[0] in {"boto3", "botocore"} for name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr

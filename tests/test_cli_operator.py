"""The operator's subcommands: what they ask of the stack, what they print, and with which exit code."""

import json
import subprocess
import sys
from typing import Any

import pytest

from shared.app.ops.operate import OPS
from shared.app.ports.remote import RemoteFailed
from shared.core.checks.catalogue import CHECKS
from shared.core.reports.columns import width_of
from tests.support_operator import Sitting
from tests.test_cli_operator_dead import DEAD, SHOWN
from tests.test_cli_operator_groups import COVERED, EXPLAINED
from tests.test_cli_operator_mend import UNREADABLE
from tests.test_cli_operator_people import PEOPLE, SAME
from tests.test_cli_operator_runs import FINDING, RUN


@pytest.mark.parametrize(
    "line",
    [
        ["waive", "pigeon:oc_1", "--reason", "x", "--by", "y"],
        ["waive", "pigeon:oc_1", "--reason", "x", "--by", "y", "--until", "soon"],
        ["waive", "pigeon:oc_1", "--reason", "x", "--until", "2026-12-31"],
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


def test_a_release_says_what_keeps_a_check_silent_still() -> None:
    answer = {"released": ["group_name"], "still_silent": {"group_name": "the mode says report only"}}
    sitting = Sitting({"release": answer})
    assert sitting.run("release", "group_name", "--by", "Li Si") == 0
    assert sitting.paper.out[0] == "released: group_name"
    assert "  group_name  the mode says report only" in sitting.paper.out


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_doctor_ends_with_one_where_something_is_wrong(ok: bool, code: int) -> None:  # noqa: FBT001
    finding = {"about": "collect", "ok": ok, "detail": "it has never run", "remedy": "Enable the schedules"}
    sitting = Sitting({"doctor": {"ok": ok, "findings": [finding]}})
    assert sitting.run("doctor") == code
    assert ("Enable the schedules" in sitting.paper.text) is not ok


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
    (["explain", "pigeon:oc_1"], {"explain": EXPLAINED}),
    (["coverage"], {"coverage": COVERED}),
    (["requests"], {"requests": {"requests": [{"name": "x"}]}}),
    (["people", "王芳"], {"people": PEOPLE}),
    (["people", "--same"], {"people": SAME}),
    (["dead", "list"], {"dead": DEAD}),
    (["dead", "show", "3fa9c1d2"], {"dead": SHOWN}),
    (["mend", "INV#7 pigeon:oc_1#meta"], {"mend": UNREADABLE | {"readable": True}}),
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


SUBCOMMANDS = ("collect", "inspect", "nudge", "explain", "requests", "decide", "waive", "review", "release", "invite", "pause", "resume", "coverage", "people", "dead", "doctor", "mend", "register")  # fmt: skip


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

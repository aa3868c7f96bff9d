"""Which stack a subcommand works with: what flags, settings and folder say, and that it is never a guess unsaid."""

from pathlib import Path

import pytest

from shared.app.ports.remote import Target
from shared.settings import OperatorSettings, operator_settings
from tests.support_operator import LOCAL, Sitting

NOTHING = OperatorSettings(None, is_aws_configured=False)
AWS = OperatorSettings(None, is_aws_configured=True)
NAMED = OperatorSettings("subsidiary", is_aws_configured=True)


@pytest.mark.parametrize(
    ("flags", "settings", "local", "meant"),
    [
        ([], NOTHING, LOCAL, LOCAL),
        ([], NOTHING, None, Target("groupkeeper")),
        ([], AWS, LOCAL, Target("groupkeeper")),
        (["--local"], AWS, LOCAL, LOCAL),
        (["--local"], NAMED, LOCAL, LOCAL._replace(stack="subsidiary")),
        (["--stack", "other"], NOTHING, LOCAL, LOCAL._replace(stack="other")),
        ([], NAMED, LOCAL, Target("subsidiary")),
        (["--stack", "other"], NAMED, None, Target("other")),
        (["--region", "cn-north-1"], NOTHING, LOCAL, Target("groupkeeper", region="cn-north-1")),
        (["--profile", "hq"], NOTHING, LOCAL, Target("groupkeeper", profile="hq")),
        (["--endpoint", "http://127.0.0.1:1"], AWS, LOCAL, Target("groupkeeper", endpoint="http://127.0.0.1:1")),
    ],
)  # fmt: skip
def test_the_stack_that_is_meant(
    flags: list[str], settings: OperatorSettings, local: Target | None, meant: Target
) -> None:
    sitting = Sitting({"requests": {}}, settings=settings, local=local)
    assert sitting.run("requests", *flags) == 0
    assert sitting.targets == [meant]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], "groupkeeper: stack groupkeeper on this machine (http://127.0.0.1:4566, as .local/stack.json says)"),
        (
            ["--region", "cn-north-1", "--profile", "hq"],
            "groupkeeper: stack groupkeeper on AWS, region cn-north-1, profile hq",
        ),
    ],
)  # fmt: skip
def test_the_stack_is_said_on_standard_error_before_anything_else(flags: list[str], said: str) -> None:
    sitting = Sitting({"requests": {"requests": []}})
    sitting.run("requests", *flags, "--json")
    assert sitting.paper.err == [said]


def test_local_without_a_local_stack_says_how_to_start_one() -> None:
    sitting = Sitting(local=None)
    assert sitting.run("requests", "--local") == 2
    assert "make up" in sitting.paper.complaints
    assert sitting.targets == []


@pytest.mark.parametrize("flag", ["--region", "--profile", "--endpoint"])
def test_local_and_another_place_contradict_each_other(flag: str) -> None:
    sitting = Sitting()
    assert sitting.run("requests", "--local", flag, "x") == 2
    assert "different stacks" in sitting.paper.complaints
    assert sitting.targets == []


def test_what_is_set_up_for_aws_is_seen_in_variables_and_files(tmp_path: Path) -> None:
    nowhere = {
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }
    assert operator_settings(nowhere) == NOTHING
    assert operator_settings(nowhere | {"GK_STACK": "subsidiary", "AWS_REGION": "cn-north-1"}) == NAMED
    (tmp_path / "config").write_text("[default]\n", "utf-8")
    assert operator_settings(nowhere) == AWS

"""The operator's command on the real template, deployed to the AWS on loopback."""

import json
from pathlib import Path

import pytest

from local.stack.record import Stack, save
from shared.adapters.invoke import AwsRemote
from shared.adapters.stack_file import PLACE, local_target
from tests.conftest import StackMaker
from tests.support_operator import Sitting, policy_file


@pytest.fixture(scope="module")
def stack(new_stack: StackMaker) -> Stack:
    return new_stack("operator")


@pytest.fixture
def sitting(stack: Stack, tmp_path: Path) -> Sitting:
    """An operator in a folder whose record names the stack."""
    save(stack, tmp_path / PLACE)
    target = local_target(tmp_path)
    assert target is not None
    return Sitting(local=target, connect=AwsRemote)


def test_an_operator_s_day_on_a_fresh_stack(sitting: Sitting, tmp_path: Path) -> None:
    """One story, since each step stands on the one before."""
    assert sitting.run("doctor") == 1
    assert "!!  collect" in sitting.paper.text
    assert sitting.run("register", policy_file(tmp_path, "version: first\nmode: report\n")) == 0
    assert "in force" in sitting.paper.text
    assert sitting.run("inspect") == 0
    assert sitting.run("inspect", "--dry-run", "--now", "2026-10-12T09:00:00+08:00") == 0
    assert sitting.run("coverage", "--json") == 0
    assert json.loads(sitting.paper.out[-1])["groups"] == 0
    assert sitting.run("requests") == 0


def test_what_the_deployed_function_refuses_is_bad_input(sitting: Sitting) -> None:
    assert sitting.run("explain", "pigeon:oc_nobody") == 2
    assert sitting.paper.err[-1].startswith("groupkeeper: explain: ")


def test_a_stack_that_does_not_exist_ends_with_three(sitting: Sitting) -> None:
    assert sitting.run("doctor", "--stack", "nobody") == 3
    assert "there is no such function" in sitting.paper.complaints

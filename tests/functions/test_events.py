"""Every payload in `events/`, as it is called by hand, on the deployed function."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.stack.record import Stack
from shared.core.functions import FUNCTIONS
from tests.conftest import StackMaker
from tests.functions.translated import ROOT

KEYS = {
    "feishu": {
        "events": {"verification_token": "example-verification-token", "encrypt_key": "example-encrypt-key"}
    }
}

# what a reply holds at least; a list of names means: these keys, whatever their values
EXPECTED: dict[str, dict[str, Any] | list[str]] = {
    "collect/dry_run": {"function": "collect", "dry_run": True},
    "collect/one_group": {"function": "collect", "dry_run": False},
    "collect/tick": {"function": "collect", "dry_run": False},
    "collect/two_groups": {"function": "collect", "dry_run": True},
    "inspect/dry_run": {"function": "inspect", "dry_run": True},
    "inspect/one_check": {"function": "inspect", "dry_run": False},
    "inspect/one_check_as_of": {"function": "inspect", "now": "2026-10-12T01:00:00+00:00"},
    "inspect/tick": {"function": "inspect", "dry_run": False},
    "nudge/dry_run": {"function": "nudge", "dry_run": True},
    "nudge/messages": {"function": "nudge", "dry_run": True},
    "nudge/misspelt": ["faults"],
    "nudge/one_group": {"function": "nudge", "dry_run": True},
    "nudge/tick": {"function": "nudge", "dry_run": False},
    "hooks/button": {
        "statusCode": 401
    },  # signed long ago, as `message`: test_events_in_memory.py sets the clock
    "hooks/forged": {"statusCode": 401},
    "hooks/message": {"statusCode": 401},
    "hooks/unknown_platform": {"statusCode": 404},
    "hooks/url_check": {"statusCode": 200, "body": '{"challenge": "ajls384kdj"}'},
    "absorb/answer": {"batchItemFailures": []},
    "absorb/not_understood": {
        "batchItemFailures": [{"itemIdentifier": "00000000-0000-4000-8000-000000000002"}]
    },
    "absorb/post": {"batchItemFailures": []},
    "pages/forged_form": {"statusCode": 403},
    "pages/not_logged_in": {"statusCode": 303},
    "pages/nowhere": {"statusCode": 404},
    "register/policy_dry_run": {"file": "policy/incoming/our policy.yaml", "dry_run": True},
    "register/policy_uploaded": {"file": "policy/incoming/our policy.yaml", "dry_run": False},
    "register/people": {"refused": True},  # nobody uploaded it
    "register/sheet": {"refused": True},
    "register/sheet_diff": {"refused": True},
    "register/wrong_folder": {"refused": True},
    "ops/coverage": [],
    "ops/dead": [],
    "ops/decide": ["faults"],
    "ops/doctor": [],
    "ops/explain": ["faults"],
    "ops/invite": {"do": "invite", "released": False},
    "ops/pause": {"do": "pause"},
    "ops/people": [],
    "ops/release": [],
    "ops/requests": [],
    "ops/resume": {"do": "resume"},
    "ops/review": [],
    "ops/waive": ["faults"],
}


@pytest.fixture(scope="module")
def asked(new_stack: StackMaker) -> Stack:
    """A stack with nothing in it but an uploaded policy."""
    stack = new_stack("events", HookKeys=json.dumps(KEYS))
    policy = (ROOT / "docs" / "policy.example.yaml").read_bytes()
    stack.client("s3").put_object(Bucket=stack.bucket, Key="policy/incoming/our policy.yaml", Body=policy)
    return stack


def test_every_payload_is_run_and_every_function_has_one() -> None:
    found = {str(path.relative_to(ROOT / "events").with_suffix("")) for path in _payloads()}
    assert found == set(EXPECTED)
    assert {name.partition("/")[0] for name in found} == set(FUNCTIONS)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_payload_is_answered_by_its_deployed_function(name: str, asked: Stack) -> None:
    event = json.loads((ROOT / "events" / f"{name}.json").read_text("utf-8"))
    reply = asked.invoke(name.partition("/")[0], event)
    expected = EXPECTED[name]
    if isinstance(expected, list):
        assert set(expected) <= set(reply)
        assert expected or "faults" not in reply, reply
    else:
        assert {key: reply.get(key) for key in expected} == expected, reply


def _payloads() -> list[Path]:
    return sorted((ROOT / "events").rglob("*.json"))

"""Every payload in `events/`, through its function's own `run`, in a company in memory to which the payloads are known."""

import json
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shared.adapters.im.kit.doors import opened
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.core.case import CaseKey, Step
from shared.core.errors import BadInput
from shared.core.model import NOBODY_REGISTERED
from shared.core.outbox import Nudge, Shown, State
from shared.core.request import Request
from tests.app.company import Company

ROOT = Path(__file__).parents[2]
PAYLOADS = sorted(
    str(path.relative_to(ROOT / "events").with_suffix("")) for path in (ROOT / "events").rglob("*.json")
)
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
SIGNED = datetime.fromisoformat("2026-10-12T10:00:00+08:00")
"""When the deliveries among the payloads were signed: to a function that looks at them later they are stale."""
KEYS = {"verification_token": "example-verification-token", "encrypt_key": "example-encrypt-key"}
GROUP, OWNER, NUDGE = "oc_1a2b", "ou_3c4d", "00112233445566778899aabbccddeeff"

Shape = dict[str, type]
_RUN: Shape = {"run": str, "function": str, "now": str, "dry_run": bool, "counts": dict}
_SHAPES: dict[str, Shape] = {
    "collect": _RUN,
    "inspect": {**_RUN, "due": list},
    "nudge": _RUN,
    "hooks": {"statusCode": int, "headers": dict, "body": str},
    "absorb": {"batchItemFailures": list},
    "pages": {"statusCode": int, "headers": dict, "body": str},
    "register": {"file": str},
    "ops": {"do": str},
}
_FAULTS: Shape = {"faults": list}
_REFUSED = {"nudge/misspelt"}
"""Payloads that show how a mistake is answered."""


def made() -> Company:
    """What the payloads name: a group, its owner, a message about it, a request, an uploaded policy and sheet."""
    company = Company(now=SIGNED, platform="feishu")
    company.add(GROUP, "兄弟们冲", owner=OWNER)
    company.collect()
    company.inspect()
    key = CaseKey(f"feishu:{GROUP}", "group_name")
    ledger = company.world.ledger
    case = ledger.cases.get(key)
    assert case is not None
    nudge = Nudge(
        account=f"feishu:{OWNER}",
        day=date(2026, 10, 12),
        id=NUDGE,
        state=State.LEASED,
        claim="c",
        lease_until=SIGNED,
        shown=(Shown(key, Step.TOLD, case.evidence_key),),
    )
    ledger.outbox.claim(nudge, NOBODY_REGISTERED)
    ledger.waivers.ask(
        Request("0123456789abcdef", f"feishu:{GROUP}", "group_name", f"feishu:{OWNER}", SIGNED, nudge.day)
    )
    policy = (ROOT / "docs" / "policy.example.yaml").read_bytes()
    company.world.bucket.objects["policy/incoming/our policy.yaml"] = policy
    company.world.bucket.objects["register/incoming/群台账.csv"] = (
        "平台,群ID,群名称\nwecom,w1,备案组\n".encode()
    )
    company.world.bucket.objects["register/shown/群台账.csv"] = "平台,群ID,群名称\nwecom,w1,备案组\n".encode()
    company.world.bucket.objects["people/incoming/人员名册.csv"] = "姓名,飞书\n王芳,ou_3c4d\n".encode()
    hooks = {("feishu", "events"): opened(VENDORS_BY_ID["feishu"], "events", {"events": KEYS})}
    company.world = company.world.but(hooks=lambda *door: hooks.get(door))
    return company


def answered(name: str, company: Company) -> Any:
    function = name.partition("/")[0]
    run: Callable[[Any, Any], Any] = import_module(f"functions.{function}.app").run
    event = json.loads((ROOT / "events" / f"{name}.json").read_text("utf-8"))
    try:
        return run(event, company.world.ports)
    except BadInput as error:  # as `entry` answers it
        return {"faults": [fault._asdict() for fault in error.faults]}


def test_every_function_has_payloads_and_every_payload_a_function() -> None:
    assert sorted({name.partition("/")[0] for name in PAYLOADS}) == FUNCTIONS == sorted(_SHAPES)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_answered_in_its_functions_form(name: str) -> None:
    reply = answered(name, made())
    shape = _FAULTS if name in _REFUSED else _SHAPES[name.partition("/")[0]]
    assert {key: type(reply.get(key)) for key in shape} == shape, reply
    assert ("faults" in reply) == (name in {*_REFUSED, "register/wrong_folder"})
    json.dumps(reply)


def test_an_encrypted_message_is_queued_without_what_it_says() -> None:
    company = made()
    assert answered("hooks/message", company)["statusCode"] == 200
    (body,) = company.world.events.bodies
    assert (body["group"], body["sender"], body["id"]) == (f"feishu:{GROUP}", f"feishu:{OWNER}", "om_5e6f")
    assert "goes no further" not in json.dumps(body)


def test_a_button_is_queued_for_whoever_got_the_message() -> None:
    company = made()
    assert "正在核对" in json.loads(answered("hooks/button", company)["body"])["toast"]["content"]
    (body,) = company.world.answers.bodies
    assert (body["account"], body["nudge"]) == (f"feishu:{OWNER}", NUDGE)
    queued = json.loads((ROOT / "events/absorb/answer.json").read_text("utf-8"))["Records"][0]["body"]
    assert json.loads(queued) == body


@pytest.mark.parametrize("name", ["hooks/message", "hooks/button"])
def test_a_delivery_that_is_sent_once_more_an_hour_later_is_refused(name: str) -> None:
    company = made()
    company.at(12, 11, month=10)
    assert answered(name, company)["statusCode"] == 401
    assert company.world.events.bodies == []
    assert company.world.answers.bodies == []


def test_an_answer_is_acted_on() -> None:
    company = made()
    assert answered("absorb/answer", company) == {"batchItemFailures": []}
    assert company.world.ledger.audit.of(f"feishu:{GROUP}", 5)[0].what == "answer_done"

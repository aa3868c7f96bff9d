"""The operator's command reads what the functions of today return: each command over a company in memory."""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pytest

from shared.app.inbound.answer import answer
from shared.core.errors import BadInput
from tests.app.business import NOTICE, found, in_business, press
from tests.app.company import Company
from tests.support_operator import Sitting

GROUP = "pigeon:g1"


class Memory:
    """A `Remote` whose functions run here, over a company, and answer in JSON as Lambda does."""

    def __init__(self, company: Company) -> None:
        self._company = company

    def invoke(self, function: str, payload: Mapping[str, Any]) -> Any:
        run = import_module(f"functions.{function}.app").run
        try:
            done = run(json.loads(json.dumps(payload)), self._company.world.ports)
        except BadInput as error:  # as `entry` answers it
            done = {"faults": [fault._asdict() for fault in error.faults]}
        return json.loads(json.dumps(done))

    def upload(self, key: str, data: bytes) -> None:
        self._company.world.bucket.objects[key] = data


def asked() -> tuple[Company, str]:
    """王芳 was told of a group and has explained herself: the company, and her request's id."""
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    answer(press(company, "explain"), company.world.ports)
    (request,) = company.operate("requests")["requests"]
    return company, request["request"]


LINES = {
    "requests": ("REQUEST", "市场部-新品推广组", GROUP),
    "coverage": ("announcement", NOTICE),
    "doctor": ("policy",),
    f"explain {GROUP}": ("市场部-新品推广组", NOTICE),
    f"review {NOTICE}": ("市场部-新品推广组",),
    "inspect --dry-run": ("nothing was written",),
    "collect --dry-run": ("nothing was written",),
    "nudge --dry-run": ("nothing was written",),
    "decide REQUEST refuse --by 何静": ("refused", NOTICE, GROUP),
    f"waive {GROUP} --check {NOTICE} --reason 试点 --by 何静 --until 2026-06-30": (GROUP,),
}


@pytest.mark.parametrize("line", LINES)
def test_every_command_shows_what_its_function_answers(line: str) -> None:
    company, request = asked()
    sitting = Sitting(connect=lambda _: Memory(company))
    code = sitting.run(*line.replace("REQUEST", request).split())
    assert len(sitting.paper.err) == 1, "which stack it is, and nothing else"
    assert code == (1 if line == "doctor" else 0), "a doctor who finds something says so"
    for words in LINES[line]:
        assert words.replace("REQUEST", request) in sitting.paper.flowing


def test_a_request_is_shown_with_the_moment_at_which_it_was_asked() -> None:
    company, _ = asked()
    sitting = Sitting(connect=lambda _: Memory(company))
    assert sitting.run("requests") == 0
    assert "2026-05-14 02:20" in sitting.paper.text


def test_what_a_function_refuses_is_shown_with_what_to_do() -> None:
    company, _ = asked()
    sitting = Sitting(connect=lambda _: Memory(company))
    assert sitting.run("explain", "pigeon:none") != 0
    assert "neither a group nor a case" in sitting.paper.complaints

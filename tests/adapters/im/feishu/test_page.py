"""The operator's page names everything that the app must be given, and nothing that is not there."""

import re
from pathlib import Path

import pytest

from shared.adapters.im.feishu.codes import READING, SENDING
from shared.adapters.im.feishu.events import EVENTS
from shared.adapters.im.feishu.sending import MOST_BYTES, MOST_PARTS
from shared.adapters.im.feishu.wire import APIS

PAGE = (Path(__file__).parents[4] / "docs" / "platforms" / "feishu.md").read_text("utf-8")
SCOPES = sorted({api.scope for api in APIS if ":" in api.scope})


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_is_on_the_page(event: str) -> None:
    assert f"`{event}`" in PAGE


def test_no_event_on_the_page_is_unknown_to_us() -> None:
    assert set(re.findall(r"`((?:im|contact|card)\.[a-z_.]+(?:_v\d|trigger))`", PAGE)) == set(EVENTS)


@pytest.mark.parametrize("scope", SCOPES)
def test_every_permission_that_doctor_may_name_is_on_the_page(scope: str) -> None:
    assert f"`{scope}`" in PAGE


def test_every_code_on_the_page_is_in_a_table() -> None:
    assert set(re.findall(r"\b(?:1\d{4}|23\d{4}|9999\d{4})\b", PAGE)) <= set(READING) | set(SENDING)


def test_the_largest_card_is_as_large_as_the_page_says() -> None:
    assert f"{MOST_BYTES // 1024} KB" in PAGE
    assert f"{MOST_PARTS} components" in PAGE

"""What stands in one text of an item: read whole, or refused without saying what it holds."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.attributes import attribute, from_wire
from shared.adapters.dynamodb.reading import is_broken
from shared.adapters.dynamodb.records import member, packed, unpacked
from shared.core.judgement import Level

LEVELS = member(Level)


def test_what_was_packed_comes_back() -> None:
    assert unpacked(packed({"群": [1, None, Level.DUTY, 0.5]})) == {"群": [1, None, "duty", 0.5]}


@pytest.mark.parametrize("text", ["", "secret", "[1", '"cut', "1 2", "[1]]", " 1"])
def test_what_is_no_json_or_more_than_one_value_is_refused(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        unpacked(text)
    assert is_broken({"v": 1, "text": text}, lambda item: unpacked(item["text"])) == (
        "what it holds is cut off, or no JSON"
    )


def test_a_word_is_found_by_its_value() -> None:
    assert [LEVELS["duty"], LEVELS["advice"]] == list(Level)


@pytest.mark.parametrize("word", ["wangfang", "", None, 1])
def test_an_unknown_word_is_refused_and_not_told(word: Any) -> None:
    read: Callable[[Any], Any] = lambda item: LEVELS[item["level"]]  # noqa: E731 (what a reader of items is)
    assert is_broken({"v": 1, "level": word}, read) == "a value is none that it can have (ValueError)"


@pytest.mark.parametrize("number", [-1, 0, 1, 99, 100, 12_345_678_901, 0.5, 1e-9])
def test_a_number_comes_back_as_what_it_was(number: float) -> None:
    found = from_wire({"n": attribute(number)})["n"]
    assert (found, type(found)) == (number, type(number))

"""What an error says of itself: where, what was answered, and that there was no answer where there was none."""

import pytest

from shared.core.errors import Fault, PlatformError, StoreUnavailable, Unreadable


@pytest.mark.parametrize(("code", "said"), [("Throttled", "PutItem: Throttled"), ("", "PutItem: no answer")])
def test_a_store_says_what_was_asked_and_what_it_answered(code: str, said: str) -> None:
    error = StoreUnavailable("PutItem", code)
    assert str(error) == said
    assert (error.call, error.code) == ("PutItem", code)


@pytest.mark.parametrize(
    ("code", "said"), [("230013", "pigeon send: 230013"), ("", "pigeon send: no answer")]
)
def test_a_platform_says_what_was_asked_and_what_it_answered(code: str, said: str) -> None:
    assert str(PlatformError("pigeon", "send", code)) == said


def test_what_cannot_be_read_says_what_it_is_where_it_lies_and_why() -> None:
    error = Unreadable("case", "pigeon:oc_1 group_name", "written by a later release")
    assert str(error) == "case pigeon:oc_1 group_name: written by a later release"
    assert (error.kind, error.key, error.why) == (
        "case",
        "pigeon:oc_1 group_name",
        "written by a later release",
    )


@pytest.mark.parametrize(
    ("line", "where"), [(3, "policy.yaml:3"), (None, "policy.yaml"), (0, "policy.yaml:0")]
)
def test_a_fault_names_its_line_where_there_is_one(line: int | None, where: str) -> None:
    assert str(Fault("policy.yaml", line, "no zone", "Write one")) == f"{where}: no zone. Write one"

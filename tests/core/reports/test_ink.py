"""Parts of a line in their inks: cut off together at the edge, and nothing follows what was cut."""

import pytest

from shared.core.reports.columns import width_of
from shared.core.reports.ink import Ink, flow

PLAIN, COLOUR = Ink(colour=False), Ink(colour=True)


@pytest.mark.parametrize(
    ("parts", "room", "shown"),
    [
        (["市场部", "已过六十天"], 16, "市场部已过六十天"),
        (["市场部", "已过六十天"], 15, "市场部已过六十…"),
        (["市场部", "已过六十天"], 6, "市场部"),
        # a wide character leaves a column free, in which nothing else may begin
        (["市场部", "已过六十天"], 4, "市…"),
        (["市场部", "a"], 4, "市…"),
        (["", "a"], 4, "a"),
    ],
)
def test_nothing_follows_a_part_that_was_cut_off(parts: list[str], room: int, shown: str) -> None:
    line = flow([(part, PLAIN.plain) for part in parts], room)
    assert line == shown
    assert width_of(line) <= room


def test_every_part_keeps_its_own_ink() -> None:
    assert flow([("a", COLOUR.bold), ("b", COLOUR.dim), ("c", COLOUR.plain)], 3) == (
        "\x1b[1ma\x1b[0m\x1b[2mb\x1b[0mc"
    )


def test_without_colour_or_text_no_escape_code_is_written() -> None:
    assert PLAIN.accent("a") == "a"
    assert COLOUR.accent("") == ""
    assert COLOUR.accent("a") == "\x1b[33ma\x1b[0m"

"""Every figure of `make bench` can be had: each part runs, on little, and says what it measured beside what."""

import json
from collections.abc import Iterator

import pytest

from local.bench.__main__ import PARTS, main
from local.bench.calls import calls
from local.bench.collecting import collecting
from local.bench.figure import Aim, Figure, as_json, as_row
from local.bench.functions import PARAMETERS, cold_starts
from local.bench.inspecting import inspecting
from local.bench.judging import imports, judging
from local.bench.measure import compared
from local.bench.pages import pages
from local.bench.preview import previews
from local.bench.size import SMALL
from local.stack.artifacts import Build
from tests.conftest import StackMaker


def _ids(figures: Iterator[Figure]) -> list[str]:
    """Of figures that were measured and can be printed."""
    found = list(figures)
    for figure in found:
        assert figure.value > 0
        assert figure.baseline is None or (figure.against and figure.ratio)
        assert figure.is_met is not None or figure.aim is None
        assert as_row(figure)
        assert json.loads(as_json(figure))["unit"] == figure.unit
    ids = [figure.id for figure in found]
    assert len(set(ids)) == len(ids)
    return ids


def test_previews_are_measured_with_their_memory() -> None:
    spreads = ("a_day_of_90", "all_of_90", "one_night")
    assert _ids(previews(SMALL)) == [f"preview.{one}{also}" for one in spreads for also in ("", ".memory")]


def test_judging_and_importing_are_measured() -> None:
    assert _ids(judging(SMALL)) == ["judge.groups", "judge.not_ok"]
    assert _ids(imports(SMALL)) == ["import.core"]


def test_calls_and_capacity_are_counted() -> None:
    counted = ["calls.cold", "table.cold", "calls.warm", "table.warm.read", "table.warm.write", "table.posts"]
    reads = ["press.reads", "press.reads.calls", "collect.reads.idle", "collect.reads"]
    assert _ids(calls(SMALL)) == [*counted, *reads]


def test_collecting_is_measured_cold_at_the_limits_pace_and_over_many_ticks() -> None:
    cold = [f"collect.cold{also}" for also in ("", ".groups", ".cpu", ".memory", ".table")]
    assert _ids(collecting(SMALL)) == [*cold, "collect.paced", "listing.resumes", "listing.resumes.cpu"]


def test_passes_are_measured_that_find_everything_and_nothing_new() -> None:
    assert _ids(inspecting(SMALL)) == [
        "inspect.first",
        "inspect.first.cpu",
        "inspect.whole",
        "inspect.memory",
    ]


def test_a_page_is_measured_with_its_size() -> None:
    assert _ids(pages(SMALL)) == ["pages.html", "pages.warm"]


def test_each_function_s_cold_start_is_measured(built: Build, new_stack: StackMaker) -> None:
    measured = {
        name.split(".")[1] for name in _ids(cold_starts(built, new_stack("bench", **PARAMETERS), SMALL))
    }
    assert measured == {"hooks", "nudge", "collect", "inspect", "absorb", "pages", "ops", "register"}


@pytest.mark.parametrize(
    ("aim", "is_met"),
    [
        (None, None),
        (Aim(2), True),
        (Aim(1.9), False),
        (Aim(30, of_ratio=False), True),
        (Aim(29, of_ratio=False), False),
    ],
)
def test_an_aim_is_met_by_the_ratio_or_by_the_value_itself(aim: Aim | None, *, is_met: bool | None) -> None:
    figure = Figure("a.b", "it", 30, "s", 15, "that", aim=aim)
    assert figure.is_met is is_met
    assert json.loads(as_json(figure))["met"] is is_met
    assert ("MISSED" in as_row(figure)) is (is_met is False)


def test_an_aim_of_a_ratio_is_missed_where_nothing_is_compared() -> None:
    assert Figure("a.b", "it", 30, "s", aim=Aim(1.6)).is_met is False


def test_the_ratio_is_the_median_of_the_rounds_and_not_of_their_medians() -> None:
    assert compared([(1, 1), (9, 3), (4, 8)]) == (4, 3, 1)


def test_a_figure_says_everything_in_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["judging", "--small", "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["judge.groups", "judge.not_ok"]
    assert set(lines[0]) == {"id", "value", "unit", "baseline", "ratio", "aim", "met"}
    assert lines[0]["met"] is None, "so little says nothing of an aim"


def test_a_part_that_is_not_there_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["speed"])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert "speed" in said
    assert all(part in said for part in PARTS)

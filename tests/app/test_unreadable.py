"""Unreadable items: each kind, bad in three ways, stops no run, silences what it may be about and nothing else."""

from pathlib import Path

import pytest

from shared.core.errors import BadInput, ConfigError
from tests.app.unreadable import (
    ALL,
    ROWS,
    RUNS,
    WAYS,
    Kept,
    broken,
    company_of,
    in_doctor,
    key_of,
    tick,
    told,
)

PAGE = (Path(__file__).parents[2] / "docs" / "unreadable-items.md").read_text("utf-8")
BAD = [(name, way) for name, row in ROWS.items() for way in WAYS if not (way == "cut" and not row.cut)]


@pytest.mark.parametrize(("name", "way"), BAD)
def test_every_run_goes_round_it_and_nobody_is_told_what_it_may_forbid(
    name: str, way: str, kept: Kept
) -> None:
    company, item = broken(name, way, kept)
    row = ROWS[name]
    for function in RUNS:
        tick(company, function, row.stops, row.kind)
    assert told(company) == row.told
    found_by_doctor = {one["detail"].partition(": ")[0] for one in in_doctor(company)}
    assert found_by_doctor == ({key_of(item)} if row.listed else set())
    assert (item in kept.items()) is not row.replaced
    if row.stops != RUNS:
        assert company.world.ledger.checks.all()["*"].judged == (0 if name == "everything" else 3)


FOUND_BY_RUNS = {"outbox", "quiet_counter"}
"""One lies under a person, the other under a day: only a run that needs it looks."""


@pytest.mark.parametrize(
    "name", [name for name, row in ROWS.items() if row.listed and name not in FOUND_BY_RUNS]
)
def test_doctor_finds_it_before_any_run_came_upon_it(name: str, kept: Kept) -> None:
    company, item = broken(name, "newer", kept)
    assert {one["detail"].partition(": ")[0] for one in in_doctor(company)} == {key_of(item)}


@pytest.mark.parametrize("name", ROWS)
def test_every_operation_goes_round_it_or_names_it(name: str, kept: Kept) -> None:
    company, _ = broken(name, "newer", kept)
    row = ROWS[name]
    company.operate("requests")
    if row.stops == RUNS:
        with pytest.raises((BadInput, ConfigError), match=row.kind):
            company.operate("explain", group="pigeon:g1")
        return
    assert company.operate("explain", group="pigeon:g1")["group"] == "pigeon:g1"
    assert company.operate("coverage")["groups"] == 3


def test_where_everything_can_be_read_all_are_told(kept: Kept) -> None:
    company = company_of(kept)
    company.at(14, 10, 20)
    for function in RUNS:
        tick(company, function, (), "")
    assert told(company) == ALL
    assert in_doctor(company) == []


def test_each_row_of_the_page_is_held_by_a_test() -> None:
    """Budgets, marks of events and confirmations have one of their own above."""
    rows = {line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if line.startswith("| `")}
    held = {row.page or f"`{row.kind}`" for row in ROWS.values()}
    assert rows == held | {"`budget`", "`seen`", "`confirmation`"}

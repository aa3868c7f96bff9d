"""The page of the costs: made of figures alone, and as it stands of its own."""

import json
import re

import pytest

from local.reference.cost import ASSUMED, NEEDED, PAGE, PARTS, PRICES, SIZES, page, read_figures

FIGURES = {**dict.fromkeys(NEEDED, 1.0), "collect.cold.groups": 1.0}


def lines(**changed: float | None) -> list[str]:
    said = {**FIGURES, **{id_.replace("_of_", "."): value for id_, value in changed.items()}}
    return [
        json.dumps({"id": id_, "value": value, "ratio": 0.5})
        for id_, value in said.items()
        if value is not None
    ]


def test_every_part_costs_something_and_more_groups_never_less() -> None:
    for part in PARTS:
        costs = [part.dollars(size, FIGURES) for size in SIZES]
        assert 0 < costs[0] <= costs[1] <= costs[2], part.name


def test_what_is_said_is_the_sum_of_its_parts() -> None:
    said = page(FIGURES)
    for size in SIZES:
        assert f"{sum(part.dollars(size, FIGURES) for part in PARTS):,.2f}" in said
    for one in (*ASSUMED, *PRICES):
        assert one.what in said


def test_a_post_costs_what_one_of_them_writes_and_not_what_a_night_of_them_does() -> None:
    assert read_figures(lines())["table.posts"] == 0.5


def test_a_bench_that_lacks_a_figure_is_refused_with_its_name() -> None:
    with pytest.raises(SystemExit, match=r"table\.posts"):
        read_figures(lines(table_of_posts=None))


@pytest.mark.parametrize(
    "said", [page(FIGURES), *(path.read_text("utf-8") for path in [PAGE] if path.exists())]
)
def test_a_page_is_made_of_the_figures_that_it_names_alone(said: str) -> None:
    """So is the one that stands in the docs, once a whole run of the bench was kept there."""
    named = {
        id_: float(value)
        for id_, value in re.findall(r"^\| `([\w.]+)` \| ([\d.e+-]+) \|$", said, re.MULTILINE)
    }
    assert named.keys() == FIGURES.keys()
    assert page(named) == said

"""`make bench`: what the product costs, each figure beside a baseline measured in the same run, and what is aimed at.

Machines are noisy: ours and the baseline run in turn, and the medians and their ratio are printed.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping

from local.bench.calls import calls
from local.bench.collecting import collecting
from local.bench.figure import HEAD, Figure, as_json, as_row
from local.bench.functions import functions
from local.bench.inspecting import inspecting
from local.bench.judging import imports, judging
from local.bench.pages import pages
from local.bench.preview import previews
from local.bench.size import FULL, SMALL, Size

PARTS: Mapping[str, Callable[[Size], Iterator[Figure]]] = {
    "preview": previews,
    "judging": judging,
    "imports": imports,
    "functions": functions,
    "calls": calls,
    "collecting": collecting,
    "inspecting": inspecting,
    "pages": pages,
}


def main(given: list[str]) -> None:
    asked = _asked(given)
    if not asked.json:
        _say(HEAD)
    for name in asked.parts or PARTS:
        for figure in PARTS[name](SMALL if asked.small else FULL):
            shown = figure._replace(aim=None) if asked.small else figure
            _say(as_json(shown) if asked.json else as_row(shown))


def _asked(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m local.bench", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named"
    )
    parser.add_argument(
        "--json", action="store_true", help="a line a figure: id, value, unit, baseline, ratio, aim, met"
    )
    parser.add_argument(
        "--small", action="store_true", help="just enough to see that it runs; says nothing of the cost"
    )
    asked = parser.parse_args(given)
    for part in asked.parts:
        if part not in PARTS:
            parser.error(f"there is no part {part!r}; there are: {', '.join(PARTS)}")
    return asked


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 (a command's output)


if __name__ == "__main__":
    main(sys.argv[1:])

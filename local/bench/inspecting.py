"""What a pass over the whole inventory takes: the first one, in which every case is new, and one in which nothing changed."""

import json
import subprocess
import sys
from collections.abc import Iterator

from local.bench.figure import Aim, Figure
from local.bench.inspector import Pass
from local.bench.size import Size
from local.stack.tools import ROOT

_COMPANY = 100_000
"""Groups for which the figures are told, whatever number was measured."""


def inspecting(size: Size) -> Iterator[Figure]:
    command = [sys.executable, "-m", "local.bench.inspector", str(size.inspected)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    *passes, parsed, twice, fourfold = json.loads(done.stdout)
    first, again = (Pass(*given) for given in passes)
    if not (first.finished and again.finished) or again.cases:
        raise SystemExit(
            f"a pass did not come to its end, or found news where there were none: {first} {again}"
        )
    scale = _COMPANY / size.inspected
    cases = first.cases * scale
    about = f"first pass, 100,000 groups, {cases:,.0f} cases, wall"
    yield Figure("inspect.first", about, first.wall * scale, "s", aim=Aim(900, of_ratio=False))
    yield Figure("inspect.first.cpu", "  CPU", first.cpu * scale, "s")
    about = "whole pass, 100,000 groups, nothing new, CPU"
    parsing = (parsed * scale, "json.loads of the same items")
    yield Figure("inspect.whole", about, again.cpu * scale, "s", *parsing, aim=Aim(10, of_ratio=False))
    held = fourfold + (fourfold - twice) / (2 * size.inspected) * (_COMPANY - 4 * size.inspected)
    yield Figure("inspect.memory", "  what it holds", held / 1e6, "MB", aim=Aim(256, of_ratio=False))

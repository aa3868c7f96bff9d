"""`make bench`: what the product costs, each figure beside a baseline measured in the same run.

Machines are noisy: ours and the baseline run in turn, and the medians and their ratio are printed.
`python -m local.bench functions` runs one part: preview, functions, calls.
"""

import sys

from local.bench.calls import bench_calls
from local.bench.functions import bench_functions
from local.bench.measure import say
from local.bench.preview import bench_preview

PARTS = {"preview": bench_preview, "functions": bench_functions, "calls": bench_calls}


def main(asked: list[str]) -> None:
    say("figure", "ours", "baseline", "ratio", "aim")
    for name, bench in PARTS.items():
        if not asked or name in asked:
            bench()


if __name__ == "__main__":
    main(sys.argv[1:])

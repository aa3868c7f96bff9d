"""Python's collector of circles, while very many values are made that have none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 1_000, 1_000)
"""What is new is looked through once, and what has stayed not again: a company's groups are millions of values."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Circles that are made meanwhile (an answer's, an error's) still go; those of before wait until afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)

"""How seldom Python looks for circles while a pass goes on."""

import gc

import pytest

from shared.app.runs.collector import seldom_collected


def test_circles_are_looked_for_seldom_and_afterwards_as_before_whatever_happens() -> None:
    before, seen = gc.get_threshold(), []

    def broken() -> None:
        with seldom_collected():
            seen.append(gc.get_threshold())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert seen[0] > before
    assert gc.get_threshold() == before
    assert gc.isenabled()

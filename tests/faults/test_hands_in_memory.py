"""Whoever files, offers, answers, claims, gives up or leaves, on pages, by buttons, by sheets and by what platforms show; whatever
crashes or is lost between: the right owner or nobody, never two, and only they are told; what somebody said is not lost.
"""

import pytest

from tests.faults.seeds import HANDS_ON_THE_FAKE, failures_of_hands, parts


@pytest.mark.parametrize("seeds", parts(HANDS_ON_THE_FAKE, 50), ids=str)
def test_whose_a_group_is_survives_every_schedule(seeds: range) -> None:
    assert failures_of_hands(seeds) == []

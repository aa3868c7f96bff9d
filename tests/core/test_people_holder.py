"""Whether an account still has the holder that it had: by the mark of the holder, and by who left and is back."""

from datetime import UTC, datetime

import pytest

from shared.core.model import Employment, Profile
from shared.core.people.holder import seen_again

EARLIER, NOW = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 29, tzinfo=UTC)
ACTIVE, DISABLED, LEFT = Employment.ACTIVE, Employment.DISABLED, Employment.LEFT
BARE = Profile("wecom:wang")
FANG = BARE._replace(name="王芳", employment=ACTIVE, holder="王芳")
WU = BARE._replace(name="王五", employment=ACTIVE, holder="王五")


@pytest.mark.parametrize(
    ("before", "shown", "kept"),
    [
        (None, FANG, FANG),
        (FANG, FANG, FANG),
        (FANG, FANG._replace(name="王芳芳"), FANG._replace(name="王芳芳")),
        (FANG, FANG._replace(holder=None), FANG),
        (FANG._replace(holder=None), FANG, FANG),
        (FANG, WU, WU._replace(held_since=NOW)),
        (FANG._replace(held_since=EARLIER), FANG, FANG._replace(held_since=EARLIER)),
        (FANG._replace(held_since=EARLIER), WU, WU._replace(held_since=NOW)),
        (FANG._replace(employment=DISABLED), FANG, FANG),
        (FANG._replace(employment=LEFT), FANG, FANG._replace(held_since=NOW)),
        (FANG._replace(employment=LEFT), FANG._replace(employment=LEFT), FANG._replace(employment=LEFT)),
        (FANG._replace(employment=LEFT), FANG._replace(employment=None), FANG._replace(employment=None)),
        (FANG._replace(employment=LEFT), BARE, FANG._replace(employment=LEFT)),
        (FANG, BARE, BARE._replace(holder="王芳")),
    ],
)
def test_the_entry_to_keep_says_since_when_its_holder_has_the_account(
    before: Profile | None, shown: Profile, kept: Profile
) -> None:
    assert seen_again(before, shown, NOW) == kept

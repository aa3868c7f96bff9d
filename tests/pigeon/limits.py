"""What the pigeon post does not show or do."""

from collections.abc import Mapping

from shared.core.claims import CLAIMS, Because, Limit
from shared.core.lang import both

_SMALL = Limit(
    Because.NEVER, both("信鸽不做这个。", "No pigeon does that."), "https://pigeon.test/manual", "2026-01"
)
_HOLDS = {
    "connects", "lists", "sees.name", "sees.owner", "sees.announcement", "knows.name", "knows.employment",
    "knows.holder", "hears.changes", "sends", "answers",
}  # fmt: skip
LIMITS: Mapping[str, Limit] = {claim: _SMALL for claim in CLAIMS if claim not in _HOLDS}

"""Two platforms that do not exist and that nothing is connected to: their groups are what people file, or what an export says."""

from collections.abc import Mapping

from shared.adapters.im.kit.vendor import Vendor
from shared.core.claims import CONNECTS, Because, Limit
from shared.core.lang import Roles, both


def _limits() -> Mapping[str, Limit]:
    return {CONNECTS: Limit(Because.NEVER, both("它没有接口。", "It has no API."))}


LANTERN = Vendor(
    "lantern",
    both("孔明灯", "Lantern"),
    ("孔明灯", "lantern"),
    _limits,
    can_send=False,
    hands_over=both("把灯递给新群主即可。", "Hand the lantern itself to the new owner."),
)
TELEGRAPH = Vendor(
    "telegraph",
    both("电报", "Telegraph"),
    ("电报", "telegraph"),
    _limits,
    can_send=False,
    lower_case_names=True,
    roles=Roles(both("局长", "postmaster"), both("报务员", "clerk")),
)
"""Its groups' names hold neither capitals nor spaces, and it has words of its own for who looks after them."""

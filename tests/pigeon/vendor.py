"""The pigeon post (信鸽): a platform that does not exist, as small as one can be, and unlike the others where it may.

It lists groups with their names, sends without a proof, cannot replace what it sent, and takes answers by a link. It
shows what the rest of the house takes for granted of a platform: what only holds with a real vendor breaks with it.
"""

from collections.abc import Mapping

from shared.adapters.im.kit.vendor import Access, Door, Field, Ids, Vendor
from shared.app.ports.im import IM, Hook
from shared.core.claims import Limit
from shared.core.lang import both


def _limits() -> Mapping[str, Limit]:
    from tests.pigeon.limits import LIMITS

    return LIMITS


def _connect(access: Access) -> IM:
    from tests.pigeon.post import Post

    return Post(access).connected()


def _answers() -> Hook:
    from tests.pigeon.answers import HOOK

    return HOOK


PIGEON = Vendor(
    "pigeon",
    both("信鸽", "Pigeon"),
    ("信鸽", "pigeon"),
    _limits,
    ids=Ids(("ring",), by_administrator=True),
    hosts={"loft": "https://loft.pigeon.test"},
    secret=(Field("ring", "the ring of the first pigeon", "[0-9a-z]{4,32}"),),
    connect=_connect,
    doors=(Door("answer", (Field("seal", "the postmaster"),), _answers),),
)

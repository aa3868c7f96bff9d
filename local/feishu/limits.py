"""Rate limits of the gateway (per API) and of what is written to (a user, a group, a card), in fixed windows."""

from collections.abc import Callable, Mapping

from local.feishu.codes import over_limit
from local.im.windows import Bound, Windows

_TIER_4 = (Bound(1000, 60), Bound(50, 1))
_BOUNDS: Mapping[str, tuple[Bound, ...]] = {
    "docx.info": (Bound(20, 1),),
    "docx.blocks": (Bound(10, 1),),
    "message.urgent_app": (Bound(50, 1),),
}
_OLD_FORM = frozenset({"docx.blocks"})
"""These say it with HTTP 400 and without headers."""
PER_SUBJECT = Bound(5, 1)


class Limits:
    """`now` None: nothing is limited."""

    def __init__(self, now: Callable[[], float] | None) -> None:
        self.now = now
        self._windows = Windows(now)

    def check(self, api: str) -> None:
        """Raises Refusal 99991400."""
        for bound in _BOUNDS.get(api, _TIER_4):
            wait = self._windows.over(api, bound)
            if wait is not None:
                raise over_limit(
                    99991400, limit=bound.calls, wait=wait, status=400 if api in _OLD_FORM else 429
                )

    def check_subject(self, subject: str, code: int) -> None:
        """Raises Refusal with the code that this kind of subject has for it."""
        if self._windows.over(subject, PER_SUBJECT) is not None:
            raise over_limit(code, limit=PER_SUBJECT.calls, wait=1)

"""A ledger that says before and after every operation which one it is: where faults and other workers come in."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from shared.app.ports.state import Ledger

Tap = Callable[[str], None]
"""Called with `outbox.claim`, `cases.save` …; what it raises is what the caller sees."""


def _nothing(operation: str) -> None:
    pass


def tapped(ledger: Ledger, before: Tap = _nothing, after: Tap = _nothing) -> Ledger:
    """The same ledger, fake or real; each worker can have its own taps on what they share.

    `before` raising: nothing was done (throttled, crashed). `after` raising: it was done and the reply is lost.
    """
    return Ledger(
        **{name: cast("Any", _Tapped(name, part, before, after)) for name, part in ledger._asdict().items()}
    )


class _Tapped:
    def __init__(self, name: str, part: object, before: Tap, after: Tap) -> None:
        self._name = name
        self._part = part
        self._taps = (before, after)

    def __getattr__(self, method: str) -> Any:
        """Asked once for each method: afterwards it is an attribute."""
        before, after = self._taps
        operation, inner = f"{self._name}.{method}", getattr(self._part, method)

        def call(*args: Any, **named: Any) -> Any:
            before(operation)
            result = inner(*args, **named)
            if isinstance(result, Iterator):  # what is read page by page is one operation here
                result = iter(list(result))
            after(operation)
            return result

        self.__dict__[method] = call
        return call

"""Lists that come page by page, however a vendor writes the token of the next."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from shared.core.errors import PlatformUnavailable

Page = TypeVar("Page")


def every_page(
    page: Callable[[str], tuple[Page, str]], gone_round: Callable[[], PlatformUnavailable]
) -> Iterator[Page]:
    """`page`: (token; empty: the first) → what is on it, and the token of the next (empty: it was the last).

    Raises `gone_round()` where a token comes again: such a list has no end.
    """
    token, seen = "", set[str]()
    while token not in seen:
        seen.add(token)
        found, token = page(token)
        yield found
        if not token:
            return
    raise gone_round()

"""The page that a message leads to: all of its items with every answer, and what its card had no room for."""

from shared.app.nudge.run import NudgeRun
from shared.core.account import platform_of
from shared.core.outbox import Nudge

ITEMS = "items"
"""Below where the pages are."""


def page_of(nudge: Nudge, run: NudgeRun) -> str | None:
    """Its address: with the message's random id, which says nothing and opens nothing, since whoever comes there still has
    to log in and sees what was written to them.

    None: there are no pages, or its reader has no account with which to log in.
    """
    if run.ports.pages is None or run.with_login.isdisjoint(map(platform_of, (nudge.account, *nudge.also))):
        return None
    return f"{run.ports.pages}/{ITEMS}?m={nudge.id}"

"""What `collect` remembers of one platform from run to run: one record, which whoever took it over last alone writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Listing(NamedTuple):
    """A listing of all groups that did not end within a run."""

    since: datetime
    """When it began, aware UTC."""
    token: str
    """Of the next page."""
    run: str
    """The run that kept what was seen so far, beside the record."""
    size: int
    """Of what it kept, in bytes."""


class Lap(NamedTuple):
    """How far the lap has come in which every announcement is read again."""

    shard: int
    """Of the inventory; those before it are done."""
    since: datetime
    """When the lap began, aware UTC."""


class Failure(NamedTuple):
    """The error that ended what a run did with the platform."""

    since: datetime
    """The first of the runs in a row that it ended, aware UTC."""
    at: datetime
    """The last of them."""
    call: str
    code: str
    """As the vendor writes both; no code: there was no answer."""


class PlatformState(NamedTuple):
    """What `collect` remembers of one platform; moments in aware UTC."""

    platform: str
    epoch: int = 0
    """One more with every run that takes it over; 0: none ever did."""
    run: str = ""
    """The run that took it over last."""
    listed: datetime | None = None
    """When the last listing began that came to its end; None: none did yet."""
    listing: Listing | None = None
    """The one under way; None: none is."""
    people_asked: datetime | None = None
    """When everybody was last looked up; None: never."""
    lap: Lap | None = None
    """None: the first one has not begun."""
    refused: Mapping[str, str] = {}
    """By capability: the permission that is missing for it, as the vendor names it, as far as was seen."""
    failure: Failure | None = None
    """None: the last run came to its end there."""

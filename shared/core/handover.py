"""A group that is to change hands, or to be looked after by one more: one person is asked, and nobody else is told of the group meanwhile (PAGES, rules 1 and 6)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from shared.core.account import Account


class Way(StrEnum):
    OFFER = "offer"
    """Whoever looks after the group asks a colleague to take it over."""
    CLAIM = "claim"
    """A colleague says that the group is theirs by now; whoever was filed as its owner is asked."""
    INVITE = "invite"
    """Somebody is asked to put their groups on record: no group changes hands (core/invitation.py)."""
    JOIN = "join"
    """Whoever looks after the group asks a colleague to look after it as well."""


class Reply(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"


WORK_DAYS: Mapping[Way, int] = MappingProxyType({Way.OFFER: 7, Way.CLAIM: 5, Way.JOIN: 7, Way.INVITE: 10})
"""How long an answer is waited for, in work days of whoever is asked."""


class Handover(NamedTuple):
    """Asked of one person, once; moments are aware UTC."""

    way: Way
    owner: Account
    """Who looks after the group while this is asked."""
    to: Account
    """Who would look after it, or look after it as well."""
    at: datetime
    until: datetime
    """From this moment on no answer is waited for; once agreed to, the platform shows it until then or it is void."""
    reply: Reply | None = None

    @property
    def asked(self) -> Account:
        return self.owner if self.way is Way.CLAIM else self.to

    @property
    def asker(self) -> Account:
        return self.to if self.way is Way.CLAIM else self.owner

    def is_open(self, now: datetime) -> bool:
        """Whether an answer is waited for."""
        return self.reply is None and now < self.until

    def is_agreed(self, now: datetime) -> bool:
        """Whether it was agreed to, and is to be done on the platform that shows who owns the group."""
        return self.reply is Reply.ACCEPTED and now < self.until

    def is_contested(self, now: datetime) -> bool:
        """Whether two people say that the group is theirs, so that somebody else has to decide."""
        is_over = self.reply is Reply.DECLINED or (self.reply is None and now >= self.until)
        return self.way is Way.CLAIM and is_over

    def holds(self, now: datetime) -> bool:
        """Whether it still decides who may be told of the group; else it is history."""
        return self.is_open(now) or self.is_agreed(now) or self.is_contested(now)

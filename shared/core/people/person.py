"""Somebody as the people register (人员名册) names them: their accounts, and what the company itself wrote of them."""

from datetime import date, datetime
from typing import NamedTuple

from shared.core.account import Account
from shared.core.model import Employment


class Person(NamedTuple):
    """One row of the register. A field that is None was not filled in."""

    accounts: tuple[Account, ...]
    """At least one; no two people have one in common. In the order of the sheet's columns."""
    name: str | None = None
    department: str | None = None
    title: str | None = None
    number: str | None = None
    """The company's own number for them (工号)."""
    email: str | None = None
    delegate: Account | None = None
    """Who stands in for them: any account of that person."""
    level: int | None = None
    employment: Employment | None = None
    """As the company says; None: as their accounts are."""
    leaving_on: date | None = None
    """Their last day of work."""


class PeopleVersion(NamedTuple):
    """Which register a run works with: pinned when it begins, and asked for again at every claim."""

    counter: int
    """Grows by one with everything that is published, an undo included; 0: nothing was published yet."""
    id: str = ""
    """Of the content; empty where nothing was published."""
    at: datetime | None = None
    """When it was published, aware UTC: what it says of an account is about whoever had the account then."""


NOBODY_REGISTERED = PeopleVersion(0)
MOST_ACCOUNTS = 20
"""Of one person: a claim takes the day of all of them in one transaction."""

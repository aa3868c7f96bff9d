"""The languages the product speaks, and how a date is said in them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Lang(StrEnum):
    ZH = "zh-CN"
    EN = "en"


Bilingual: TypeAlias = Mapping[Lang, str]
"""The same thing said in every language."""


def both(zh: str, en: str) -> Bilingual:
    """One thing, said twice."""
    return {Lang.ZH: zh, Lang.EN: en}


class Roles(NamedTuple):
    """What whoever looks after a group is called on a platform, as within a sentence."""

    owner: Bilingual
    admin: Bilingual


ROLES = Roles(both("群主", "owner"), both("管理员", "admin"))
"""Where a platform has no words of its own."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 day`, `1,200 days`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(when: date, lang: Lang, today: date | None = None) -> str:
    """A date as a person would say it: `12 月 3 日`, `3 December`; with the year where today's is another."""
    other_year = today is not None and when.year != today.year
    if lang is Lang.ZH:
        return f"{when.year} 年 " * other_year + f"{when.month} 月 {when.day} 日"
    return f"{when.day} {_MONTHS[when.month - 1]}" + f" {when.year}" * other_year

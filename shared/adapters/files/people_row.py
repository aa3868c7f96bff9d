"""One row of a people sheet as a person; what does not fit is an error, or a remark where nothing depends on it."""

from collections.abc import Iterator
from typing import NamedTuple

from shared.adapters.files.employment import employment_of
from shared.adapters.files.sheet_row import SEPARATORS, SheetRow, folded, is_none, is_rounded
from shared.adapters.im.vendors import VENDORS, VENDORS_BY_ID, WRITTEN
from shared.core.account import LONGEST_KEY, Account, account
from shared.core.display import harmless
from shared.core.model import MOST_ACCOUNTS, Employment, Person
from shared.core.schema.node import quoted

LONGEST_TEXT = 200
"""Characters of a name, department …: more is no name, and a table's item has its limits."""
_HALF = "\ufffd"
"""What `harmless` makes of half a character."""
_BROKEN_ZH = "有写坏的字，请重新写。"
CASELESS = frozenset(vendor.id for vendor in VENDORS if vendor.ids.ignores_case)
"""Platforms that take WangFang and wangfang for the same id."""


class PersonRow(NamedTuple):
    """A person as their row says, and what needs the other rows to be understood."""

    person: Person
    """Without the delegate; without accounts where the row names none."""
    delegate: str | None
    """As written."""
    row: SheetRow
    aside: SheetRow
    """The same row; what is blamed here is a remark."""


def read_person_row(row: SheetRow, aside: SheetRow) -> PersonRow:
    person = Person(
        accounts=_accounts(row, aside),
        name=_text(row, "name"),
        department=_text(row, "department"),
        title=_text(row, "title"),
        number=_number(row),
        email=_text(row, "email"),
        level=_level(aside),
        employment=_employment(row),
        leaving_on=row.day("leaving_on"),
    )
    return PersonRow(person, _text(row, "delegate"), row, aside)


def as_account(platform: str, identity: str) -> Account:
    """The one spelling of an account that registers, delegates and look-ups share."""
    return account(platform, identity.lower() if platform in CASELESS else identity)


def named_account(text: str) -> Account | None:
    """The account that a text names with its platform, by its id or as people write it, before a colon; None: it does not."""
    word, colon, identity = text.partition(":")
    platform = WRITTEN.get(word.strip().casefold())
    return as_account(platform, identity.strip()) if platform and colon and identity.strip() else None


def _accounts(row: SheetRow, aside: SheetRow) -> tuple[Account, ...]:
    found: list[Account] = []
    for platform in row.meanings():
        for each in _of_platform(row, platform) if platform in VENDORS_BY_ID else ():
            if each in found:
                aside.blame(platform, f"names {quoted(each)} twice", "It was taken once.")
            else:
                found.append(each)
    if len(found) > MOST_ACCOUNTS:
        reason = f"the row names {len(found)} accounts, and one person has {MOST_ACCOUNTS} at most"
        zh = f"这一行有 {len(found)} 个账号，一位同事最多 {MOST_ACCOUNTS} 个，请一人一行。"
        row.blame_row(reason, "Give everyone a row of their own.", zh)
    return tuple(found)


def _of_platform(row: SheetRow, platform: str) -> Iterator[Account]:
    said = row.said(platform) or ""
    for part in (word for some in SEPARATORS.split(folded(said)) for word in some.split()):
        if is_none(part):
            continue
        if is_rounded(part):
            row.blame_rounded(platform)
        elif found := _account(row, platform, harmless(part)):
            yield found


def _account(row: SheetRow, platform: str, identity: str) -> Account | None:
    """None for what looks empty, too."""
    if _HALF in identity:
        reason = f"is {quoted(identity)}, which holds half a character"
        row.blame(platform, reason, "Write the id anew.", _BROKEN_ZH)
        return None
    found = named_account(identity) or as_account(platform, identity)
    if not found.startswith(f"{platform}:"):
        reason = f"names {quoted(found)}, an account of another platform"
        zh = f"写的是{quoted(found)}，是别的平台的账号，请写到那个平台的一栏。"
        row.blame(platform, reason, "Write it into the column of its platform.", zh)
        return None
    if len(found.encode()) > LONGEST_KEY:
        reason = f"is {quoted(identity)}, longer than the {LONGEST_KEY} bytes of an account"
        row.blame(platform, reason, "Write the id alone.", "太长，请只写账号。")
        return None
    return found if identity else None


def _text(row: SheetRow, column: str) -> str | None:
    said = row.said(column)
    found = folded(harmless(said)) if said else ""
    if _HALF in found:
        reason = f"is {quoted(found)}, which holds half a character"
        row.blame(column, reason, "Write the cell anew.", _BROKEN_ZH)
        return None
    if len(found) > LONGEST_TEXT:
        zh = f"超过 {LONGEST_TEXT} 个字，请写短一些。"
        row.blame(column, f"is longer than {LONGEST_TEXT} characters", "Shorten it.", zh)
        return None
    return found or None


def _number(row: SheetRow) -> str | None:
    found = _text(row, "number")
    if found is not None and is_rounded(found):
        row.blame_rounded("number")
        return None
    return found


def _level(aside: SheetRow) -> int | None:
    """Companies have levels like P7, too: said, and not used."""
    said = aside.said("level")
    if said is None:
        return None
    digits = folded(said)
    if digits.isascii() and digits.isdecimal() and len(digits) < 10:
        return int(digits)
    reason = f"is {quoted(said)}, which cannot be compared and was not used"
    aside.blame("level", reason, "Write a number, higher for higher.")
    return None


def _employment(row: SheetRow) -> Employment | None:
    said = row.said("employment")
    found = employment_of(said) if said else None
    if said and found is None:
        row.blame(
            "employment",
            f"is {quoted(said)}, which is not known",
            "Write 在职, 离职 or 停用 (active, left or disabled).",
            f"写的是{quoted(said)}，请写 在职、离职 或 停用。",
        )
    return found

"""Says what a new people register changes, in lines of text, before anybody applies it."""

from collections.abc import Iterator, Mapping

from shared.core.account import Account
from shared.core.display import harmless, shorten
from shared.core.lang import Bilingual, Lang, both, counted
from shared.core.model import Person
from shared.core.people.changes import PeopleChanges

NAMED = 20
"""Changes that are named one by one; the gravest come first."""
_MOST_ACCOUNTS = 4
"""Of one person, that are named."""

_OTHER = both("其他信息", "other details")
"""A last day that is still to come is nobody's to read, so it shares its word with what changes every day."""
_FIELDS: Mapping[str, Bilingual] = {
    "name": both("姓名", "name"),
    "department": both("部门", "department"),
    "title": _OTHER,
    "number": both("工号", "number"),
    "email": _OTHER,
    "delegate": both("代理人", "delegate"),
    "level": _OTHER,
    "employment": both("在职状态", "employment"),
    "leaving_on": _OTHER,
}
_ZH = {
    "removed": "移出：{who}",
    "moved": "账号改归他人：{account}，原属 {before}，现属 {after}",
    "joined": "合并为一人：{who}，{pieces}",
    "parted": "不再是一人：{who}，{pieces}",
    "dropped": "不再登记的账号：{account}",
    "changed": "信息有变：{who}，{fields}",
    "added": "新增：{who}",
}
_EN = {
    "removed": "removed: {who}",
    "moved": "moved to somebody else: {account}, from {before} to {after}",
    "joined": "one person from now on: {who}, {pieces}",
    "parted": "no longer one person: {who}, {pieces}",
    "dropped": "no longer registered: {account}",
    "changed": "changed: {who}, {fields}",
    "added": "added: {who}",
}


def lines(changes: PeopleChanges, lang: Lang) -> list[str]:
    """A line of counts, then the first changes by name; of what changed in a row the fields, never the values."""
    named = list(_named(changes, lang))
    more = len(named) - NAMED
    if more > 0:
        rest = f"另有 {more:,} 项" if lang is Lang.ZH else f"and {counted(more, 'more change')}"
        named = [*named[:NAMED], rest]
    return [_counts(changes, lang), *named]


def _counts(changes: PeopleChanges, lang: Lang) -> str:
    added, removed, joined, parted, moved, dropped, changed = map(len, changes)
    if not any(changes):
        return "人员名册没有变化。" if lang is Lang.ZH else "The people register does not change."
    if lang is Lang.ZH:
        return (
            f"人员名册：新增 {added:,} 人，移出 {removed:,} 人，合并账号 {joined:,} 人，拆分账号 {parted:,} 人，"
            f"改归他人的账号 {moved:,} 个，不再登记的账号 {dropped:,} 个，信息有变 {changed:,} 人。"
        )
    return (
        f"People register: {added:,} added, {removed:,} removed, {joined:,} with accounts joined, "
        f"{parted:,} with accounts parted, {counted(moved, 'account')} moved to somebody else, "
        f"{counted(dropped, 'account')} no longer registered, {changed:,} changed."
    )


def _named(changes: PeopleChanges, lang: Lang) -> Iterator[str]:
    say = _ZH if lang is Lang.ZH else _EN
    for person in changes.removed:
        yield say["removed"].format(who=_who(person, lang))
    for account, before, after in changes.moved:
        yield say["moved"].format(
            account=_account(account), before=_who(before, lang), after=_who(after, lang)
        )
    for person, pieces in changes.joined:
        yield say["joined"].format(who=_name(person, lang), pieces=_pieces(pieces))
    for person, pieces in changes.parted:
        yield say["parted"].format(who=_name(person, lang), pieces=_pieces(pieces))
    for account in changes.dropped:
        yield say["dropped"].format(account=_account(account))
    for person, fields in changes.changed:
        words = list(dict.fromkeys(_FIELDS[field][lang] for field in fields))
        yield say["changed"].format(who=_who(person, lang), fields=_listed(words, lang))
    for person in changes.added:
        yield say["added"].format(who=_who(person, lang))


def _who(person: Person, lang: Lang) -> str:
    accounts = _accounts(person.accounts)
    return (
        f"{_name(person, lang)}（{accounts}）" if lang is Lang.ZH else f"{_name(person, lang)} ({accounts})"
    )


def _name(person: Person, lang: Lang) -> str:
    """As harmless text; somebody whose name looks empty has none."""
    return shorten(harmless(person.name or "")) or ("（未填姓名）" if lang is Lang.ZH else "no name")


def _account(account: Account) -> str:
    return shorten(harmless(account))


def _accounts(accounts: tuple[Account, ...]) -> str:
    more = len(accounts) - _MOST_ACCOUNTS
    return ", ".join(map(_account, accounts[:_MOST_ACCOUNTS])) + f" +{more}" * (more > 0)


def _pieces(pieces: tuple[tuple[Account, ...], ...]) -> str:
    more = len(pieces) - _MOST_ACCOUNTS
    return " | ".join(map(_accounts, pieces[:_MOST_ACCOUNTS])) + f" | +{more}" * (more > 0)


def _listed(words: list[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(words)

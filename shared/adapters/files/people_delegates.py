"""Who is meant where a row of the people sheet names a delegate: by account, id, number (工号) or name."""

from collections import defaultdict
from collections.abc import Sequence

from shared.adapters.files.people_row import CASELESS, PersonRow, as_account, named_account
from shared.core.account import LONGEST_KEY, Account, id_of, platform_of
from shared.core.model import Employment, Person
from shared.core.naming.reading import clean, key
from shared.core.schema.node import quoted

NAMED = 5
"""Rows that a name may mean, of as many as there are, which are named."""
_REMEDY = "Write one account, as platform:id, or the 工号, of somebody who has an account."


class Delegates:
    """What every row of a file may be called by."""

    def __init__(self, rows: Sequence[PersonRow]) -> None:
        self._rows = rows
        self._accounts: dict[Account, int] = {}
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        """Rows by id and by number."""
        self._names: defaultdict[str, list[int]] = defaultdict(list)
        """Active rows by name."""
        self._inactive: defaultdict[str, list[int]] = defaultdict(list)
        for at, (person, *_) in enumerate(rows):
            for each in person.accounts:
                self._accounts.setdefault(each, at)
                self._words[_id_word(each)].add(at)
            if person.number:
                self._words[person.number].add(at)
            if person.name:
                names = self._names if _is_active(person) else self._inactive
                names[_folded(person.name)].append(at)

    def resolved(self, at: int) -> Person:
        """The person of that row with their delegate; None, and an error, where it is not clear who is meant."""
        person, text, row, aside = self._rows[at]
        if text is None:
            return person
        account = named_account(text)
        if account and account not in self._accounts and len(account.encode()) <= LONGEST_KEY:
            reason = f"is {quoted(account)}, an account that no row has; it was taken as written"
            aside.blame("delegate", reason, "Look whether it is right.")
            return person._replace(delegate=account)
        known = self._accounts.get(account) if account else None
        found = self._meant(text) if known is None else [known]
        if wrong := self._wrong(text, found, at):
            zh = f"写的是{quoted(text)}，{self._wrong_zh(found, at)}，请写工号，或平台上的账号。"
            row.blame("delegate", f"is {quoted(text)}, {wrong}", _REMEDY, zh)
            return person
        meant = self._rows[found[0]].person
        if not _is_active(meant):
            reason = f"means {self._place(found[0], at)}, who is not active"
            aside.blame("delegate", reason, "Name somebody who can stand in.")
        return person._replace(delegate=meant.accounts[0])

    def _meant(self, text: str) -> list[int]:
        """Those with this id or number, and those active ones with this name."""
        named = self._names.get(_folded(text), [])
        called = set().union(*(self._words.get(word, ()) for word in _id_words(text)))
        return sorted(called.union(named)) if called else named

    def _wrong(self, text: str, found: list[int], at: int) -> str | None:
        """Why the row cannot have those for a delegate; None: it has one."""
        if len(found) > 1:
            return f"which may mean {self._places(found, at)}"
        if found == [at]:
            return "the person of the row itself"
        if found:
            has_account = self._rows[found[0]].person.accounts
            return None if has_account else f"who is {self._places(found, at)} and has no account"
        inactive = self._inactive.get(_folded(text), [])
        who = f"; {self._places(inactive, at)} has the name, but is not active"
        return "no account, id or 工号 of a row, and no name of an active one" + who * bool(inactive)

    def _wrong_zh(self, found: list[int], at: int) -> str:
        """As `_wrong`."""
        rows = "、".join(str(self._rows[each].row.number) for each in found[:NAMED])
        if len(found) > 1:
            return f"可能是第 {rows} 行中的任何一位"
        if found == [at]:
            return "是这一行自己"
        return f"在第 {rows} 行，但没有账号" if found else "名册里找不到这样一位在职的同事"

    def _places(self, found: Sequence[int], at: int) -> str:
        more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        return ", ".join(self._place(each, at) for each in found[:NAMED]) + more

    def _place(self, found: int, at: int) -> str:
        """Where the person is, as seen from row `at`, and an account by which to name them."""
        person, row = self._rows[found].person, self._rows[found].row
        where = f"row {row.number}" + f" of {row.file}" * (row.file != self._rows[at].row.file)
        return f"{where} ({quoted(person.accounts[0])})" if person.accounts else where


def _id_word(account: Account) -> str:
    """The id as it may stand alone; where its case does not count, marked with the platform, for it is folded."""
    return account if platform_of(account) in CASELESS else id_of(account)


def _id_words(text: str) -> list[str]:
    """Every `_id_word` that a text which stands alone may mean."""
    return [text, *(as_account(platform, text) for platform in CASELESS)]


def _folded(name: str) -> str:
    """What two spellings of one name share."""
    return key(clean(name)) or name


def _is_active(person: Person) -> bool:
    return person.employment in {None, Employment.ACTIVE}

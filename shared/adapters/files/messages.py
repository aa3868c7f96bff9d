"""Streams messages.jsonl as posts: a run of lines as one JSON array where it can, line by line where it must.

Parsing many lines at once and checking columns instead of records keeps a million messages within little more than
the time that their JSON takes. Nothing is trusted for it: a run that is not exactly one flat object a line is read
again line by line, where every oddity gets its own fault.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress
from operator import itemgetter
from typing import Any, NamedTuple, cast

from shared.adapters.files.accounts import Accounts
from shared.adapters.files.faultlog import FaultLog, refuse
from shared.adapters.files.jsonl import LINE_REMEDY, LONG_REMEDY, MAX_LINE, blocks, numbered
from shared.adapters.files.jsontext import LENIENT, NotJsonError, parse, type_name
from shared.adapters.files.message import ABSENT, KEYS, KINDS, LATEST, Wrong, wrong_with
from shared.adapters.files.record import KeyTally
from shared.adapters.files.tree import Tree
from shared.app.ports.ports import PostBatches, Progress
from shared.core.account import Account, platform_of
from shared.core.errors import Fault
from shared.core.model import Group, Post
from shared.core.schema.node import quoted

MESSAGES = "messages.jsonl"

_columns = itemgetter(*ABSENT)
_post = cast("type[Post]", partial(tuple.__new__, Post))
"""Post without its own checks of what is checked here already."""
_NUMBERS, _FLAGS, _TEXTS_OR_NULL = {int, float}, {bool}, {str, type(None)}


class Columns(NamedTuple):
    """Many messages, one tuple a key, in the order of ABSENT."""

    group_id: tuple[Any, ...]
    sender_id: tuple[Any, ...]
    ts: tuple[Any, ...]
    kind: tuple[Any, ...]
    mentions_all: tuple[Any, ...]
    urgent: tuple[Any, ...]
    reply: tuple[Any, ...]
    media: tuple[Any, ...]
    platform: tuple[Any, ...]

    def are_plain(self) -> bool:
        """Whether every value has its type and range; group, platform and kind are looked up anyway."""
        return (
            set(map(type, self.ts)) <= _NUMBERS
            and set(map(type, self.sender_id)) <= _TEXTS_OR_NULL
            and set(map(type, chain(self.mentions_all, self.urgent, self.reply, self.media))) == _FLAGS
            and min(self.ts) >= 0
            and max(self.ts) < LATEST
        )

    def as_posts(self, groups: Sequence[str | None], senders: "Senders") -> list[Post]:
        """Raises KeyError for a kind that does not exist."""
        kinds = map(KINDS.__getitem__, self.kind)
        accounts = map(senders.__getitem__, zip(groups, self.sender_id, strict=True))
        flags = (self.mentions_all, self.urgent, self.reply, self.media)
        return list(map(_post, zip(groups, accounts, map(float, self.ts), kinds, *flags, strict=True)))


class Senders(dict[tuple[str | None, str | None], Account | None]):
    """(`Group.key`, the id as it is written) → the account; made once for each pair that is met."""

    def __init__(self, accounts: Accounts) -> None:
        super().__init__()
        self._accounts = accounts

    def __missing__(self, pair: tuple[str | None, str | None]) -> Account | None:
        group, identity = pair
        found = self._accounts.of(identity, platform_of(group)) if group and identity else None
        self[pair] = found
        return found


class Messages:
    """The messages of a facts folder; `posts` may be called once."""

    def __init__(self, tree: Tree, groups: Iterable[Group], accounts: Accounts, faults: list[Fault]) -> None:
        self._tree = tree
        self._senders = Senders(accounts)
        self._keys, self._ambiguous = _addresses(groups)
        self._faults = faults
        self._log = FaultLog(faults)
        self._tally = KeyTally(MESSAGES, KEYS)
        self._lines = self._malformed = 0
        self.lost: set[str] = set()
        """Keys of the groups of which a message could not be read; grows while messages stream."""

    def posts(self, progress: Progress) -> PostBatches:
        """Raises BadInput where not one line is a message: every group would look silent."""
        progress.begin(MESSAGES, self._tree.size(MESSAGES))
        for first, block in blocks(_watched(self._tree.chunks(MESSAGES), progress), self._too_long):
            if batch := self._batch(first, block):
                yield batch
        progress.end()
        if self._lines and self._malformed == self._lines:
            reason = f"none of its {self._lines:,} lines is a message"
            refuse([Fault(MESSAGES, None, reason, "Mend it, or take it away."), *self._faults])
        self._log.close()
        self._faults.extend(self._tally.faults())

    def _batch(self, first: int, block: bytes) -> list[Post]:
        rows = _as_array(block)
        posts = None if rows is None else self._together(range(first, first + len(rows)), rows)
        if posts is None:
            numbers, rows = self._line_by_line(first, block)
            posts = None if _may_hold_surrogates(block) else self._together(numbers, rows)
            if posts is None:
                self._count_keys(numbers, rows)
                found = map(self._convert, numbers, rows)
                posts = [post for post in found if post is not None]
        self._lines += len(rows or ())
        return posts

    def _together(self, numbers: Sequence[int], rows: list[dict[str, Any]]) -> list[Post] | None:
        """All messages at once; None: something in them needs a closer look, and nothing was done."""
        if not rows:
            return []
        try:
            columns = Columns(*zip(*map(_columns, rows), strict=True))
            groups = list(map(self._keys.get, zip(columns.platform, columns.group_id, strict=True)))
            posts = columns.as_posts(groups, self._senders) if columns.are_plain() else None
        except (KeyError, TypeError):  # a kind that does not exist, an id that is a list
            return None
        if posts is None or (None in groups and not set(map(type, columns.group_id)) <= {str}):
            return None
        if max(map(len, rows)) > len(ABSENT):
            self._count_keys(numbers, rows)
        if None not in groups:
            return posts
        for number, row in compress(zip(numbers, rows, strict=True), (group is None for group in groups)):
            self._convert(number, row)
        return list(compress(posts, (group is not None for group in groups)))

    def _count_keys(self, numbers: Sequence[int], rows: list[dict[str, Any]]) -> None:
        for number, row in zip(numbers, rows, strict=True):
            if len(row) > len(ABSENT):
                self._tally.add(number, row.keys() - KEYS)

    def _line_by_line(self, first: int, block: bytes) -> tuple[list[int], list[dict[str, Any]]]:
        """The lines that are objects, with their numbers; the others are faults."""
        numbers: list[int] = []
        rows: list[dict[str, Any]] = []
        for number, raw in numbered(first, block):
            try:
                value = parse(raw)
            except NotJsonError as error:
                self._blame(number, Wrong(error.reason, error.remedy), lines=1)
                continue
            if isinstance(value, dict):
                numbers.append(number)
                rows.append(ABSENT | value)
            else:
                self._blame(number, Wrong(f"{type_name(value)}, not an object", LINE_REMEDY), lines=1)
        return numbers, rows

    def _convert(self, number: int, row: dict[str, Any]) -> Post | None:
        if wrong := wrong_with(row):
            self._blame(number, wrong)
            self._lose(row["group_id"])
            return None
        group = self._keys.get((row["platform"], row["group_id"]))
        if group is None:
            self._log.add(Fault(MESSAGES, number, *self._nowhere(row)))
            self._lose(row["group_id"])
            return None
        flags = (row[key] is True for key in ("mentions_all", "urgent", "reply", "media"))
        return Post(
            group,
            self._senders[group, row["sender_id"]],
            float(row["ts"]),
            KINDS[row["kind"] or "human"],
            *flags,
        )

    def _lose(self, group_id: object) -> None:
        if isinstance(group_id, str):
            key = self._keys.get((None, group_id))
            self.lost.update((key,) if key else self._ambiguous.get(group_id, ()))

    def _blame(self, number: int, wrong: Wrong, lines: int = 0) -> None:
        """`lines` that are counted nowhere else."""
        self._lines += lines
        self._malformed += 1
        self._log.add(Fault(MESSAGES, number, *wrong))

    def _nowhere(self, row: dict[str, Any]) -> Wrong:
        group_id = row["group_id"]
        if row["platform"] is None and group_id in self._ambiguous:
            reason = f"group {quoted(group_id)} is on several platforms"
            return Wrong(reason, "Give these messages a “platform”.")
        reason = f"a message of group {quoted(group_id)}, which groups.jsonl does not have"
        return Wrong(reason, "Add the group, or leave its messages out.")

    def _too_long(self, number: int) -> None:
        self._blame(number, Wrong(f"a line of more than {MAX_LINE >> 20} MiB", LONG_REMEDY), lines=1)


def _watched(chunks: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    for chunk in chunks:
        progress.advance(len(chunk))
        yield chunk


def _addresses(groups: Iterable[Group]) -> tuple[dict[tuple[str | None, str], str], dict[str, set[str]]]:
    """Keys of groups by platform and id, and by None and id where that is enough; all keys by id where it is not."""
    keys: dict[tuple[str | None, str], str] = {}
    twins: dict[str, set[str]] = {}
    for group in groups:
        if (None, group.id) in keys:
            twins.setdefault(group.id, {keys[None, group.id]}).add(group.key)
        keys[group.platform, group.id] = group.key
        keys.setdefault((None, group.id), group.key)
    for group_id in twins:
        del keys[None, group_id]
    return keys, twins


def _as_array(block: bytes) -> list[dict[str, Any]] | None:
    """Every line's object, absent keys filled in; None where it is not certain that each line is just one object.

    It is certain when every line begins with a brace and there are as many objects at the top as lines, with none
    inside another: with no brace but the lines', or no value but a plain one, which `Columns.are_plain` sees later.
    """
    count = block.count(b"\n") + 1
    if block[:1] != b"{" or block.count(b"\n{") != count - 1 or _may_hold_surrogates(block):
        return None
    try:
        rows = [ABSENT | row for row in LENIENT.decode(f"[{block.decode().replace(chr(10), ',')}]")]
    except (ValueError, TypeError, RecursionError):  # whatever it is, its line will say
        return None
    has_other_keys = max(map(len, rows), default=0) > len(ABSENT)
    return None if len(rows) != count or (has_other_keys and block.count(b"{") != count) else rows


def _may_hold_surrogates(block: bytes) -> bool:
    return b"\\" in block and (b"\\ud" in block or b"\\uD" in block)

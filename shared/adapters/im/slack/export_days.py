"""The day files of a Slack export: which there are, and their messages as posts."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from shared.adapters.files.faultlog import FaultLog
from shared.adapters.files.jsontext import BOM, NotJsonError, parse, type_name
from shared.adapters.files.tree import Tree, read_whole
from shared.adapters.im.slack.export_message import KNOWN, post_of, subtype_of
from shared.adapters.im.slack.export_workspace import Json, seconds
from shared.app.ports.ports import PostBatches, Progress
from shared.core.errors import Fault
from shared.core.model import Post
from shared.core.schema.node import quoted

AGAIN = "Export the workspace again."


class DayFile(NamedTuple):
    """One day of one channel."""

    path: str
    group: str
    """`Group.key`."""

    @property
    def day(self) -> str:
        return self.path.rpartition("/")[2]


class Days:
    """All day files; `posts` may be called once."""

    def __init__(
        self, tree: Tree, files: Sequence[DayFile], bots: Collection[str], faults: list[Fault]
    ) -> None:
        self._tree = tree
        self._files = files
        self._bots = bots
        self._faults = faults
        self.lost: set[str] = set()
        """Keys of the groups of which a message could not be read; grows while messages stream."""

    def posts(self, progress: Progress) -> PostBatches:
        log, strange = FaultLog(self._faults), _Strange()
        progress.begin("messages", sum(self._tree.size(file.path) for file in self._files))
        for file in self._files:
            before = log.total
            batch = [post for post in self._posts(file, log, strange) if post is not None]
            if log.total > before:
                self.lost.add(file.group)
            progress.advance(self._tree.size(file.path))
            if batch:
                yield batch
        progress.end()
        log.close()
        self._faults.extend(strange.faults())

    @property
    def first_day(self) -> str | None:
        """The earliest day that any channel has a file of, `2026-10-01`; perhaps no day of the calendar."""
        return min((file.day.removesuffix(".json") for file in self._files), default=None)

    def newest(self, progress: Progress) -> datetime | None:
        """The newest message, by the files of the newest day."""
        last = max((file.day for file in self._files), default="")
        paths = [file.path for file in self._files if file.day == last]
        messages: list[Json] = []
        progress.begin("newest messages", len(paths))
        for path in paths:
            messages.extend(self._messages(path, FaultLog([])))  # their faults are said with their posts
            progress.advance(1)
        progress.end()
        times = [sent for message in messages if (sent := seconds(message.get("ts")))]
        return datetime.fromtimestamp(max(times), UTC) if times else None

    def _posts(self, file: DayFile, log: FaultLog, strange: "_Strange") -> Iterator[Post | None]:
        seen: set[tuple[str, str]] = set()
        for message in self._messages(file.path, log):
            name = str(message.get("ts")), str(message.get("user"))
            if (
                name in seen and "ts" in message
            ):  # channel and time are a message's name: it is the same again
                continue
            seen.add(name)
            strange.look_at(message, file.path)
            post = post_of(message, file.group, self._bots)
            if post is None:
                log.add(Fault(file.path, None, "a message has no time (“ts”)", AGAIN), over_files=True)
            yield post

    def _messages(self, path: str, log: FaultLog) -> Iterator[Json]:
        try:
            found: Any = parse(read_whole(self._tree, path).removeprefix(BOM))
        except NotJsonError as error:
            log.add(Fault(path, None, f"{error.reason}; the day was left out", AGAIN), over_files=True)
            return
        if not isinstance(found, list):
            reason = f"is {type_name(found)}, not a list of messages; the day was left out"
            log.add(Fault(path, None, reason, AGAIN), over_files=True)
            return
        for number, message in enumerate(found, 1):
            if isinstance(message, dict):
                yield message
            else:
                reason = f"message {number} is {type_name(message)}, not an object"
                log.add(Fault(path, None, reason, AGAIN), over_files=True)


class _Strange:
    """Counts subtypes that nobody told us of: taken for system messages, and said."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def look_at(self, message: Json, path: str) -> None:
        subtype = subtype_of(message)
        if subtype not in KNOWN:
            self._counts[subtype or ""] += 1
            self._first.setdefault(subtype or "", path)

    def faults(self) -> Iterator[Fault]:
        for subtype, count in self._counts.items():
            reason = f"unknown subtype {quoted(subtype)} ({count:,}×), taken for system messages"
            remedy = "If people write these, their channels are livelier than shown."
            yield Fault(self._first[subtype], None, reason, remedy)

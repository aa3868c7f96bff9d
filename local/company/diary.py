"""Collects what is said in one group and gives every message its own time stamp."""

from collections import defaultdict

from local.company.model import Message


class Diary:
    def __init__(self) -> None:
        self._messages: list[Message] = []
        self._answers: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def say(
        self,
        second: int,
        sender: str,
        text: str,
        subtype: str = "",
        root: str = "",
        tone: str = "",
    ) -> str:
        """Returns the time stamp: the digits behind the second are unlike in one group, as the platform's are."""
        ts = f"{second}.{len(self._messages) + 1:06d}"
        self._messages.append(Message(ts, sender, text, subtype, root, tone))
        if root:
            self._answers[root].append((sender, ts))
        return ts

    def finish(self) -> tuple[Message, ...]:
        """In order of time; threads know their answers."""
        ordered = sorted(self._messages)
        return tuple(
            message._replace(replies=tuple(sorted(self._answers[message.ts], key=lambda answer: answer[1])))
            if message.ts in self._answers
            else message
            for message in ordered
        )

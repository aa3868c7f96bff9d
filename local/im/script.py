"""The company's future: what is written down to happen after the start, played when the clock has got there."""

from collections.abc import Iterator
from typing import NamedTuple

from local.company.model import Company, Message, WorkGroup
from local.company.weeks import day_of, is_worked, second
from local.feishu.acts import Acts, Speech
from local.feishu.events import named
from local.feishu.town import as_message, at_ms, message_id, move_in, said_until, words
from local.feishu.world import World


class Step(NamedTuple):
    ts: str
    """As a message's: strings sort as times do."""
    place: int
    """Of the group among the company's."""
    said: Message | None
    """None: the group is founded."""


class Script:
    def __init__(self, world: World, company: Company, start: float) -> None:
        self._world = world
        self._acts = Acts(world)
        self._company = company
        self._steps = sorted(_steps(company, start), key=lambda step: step.ts)
        self._next = 0

    def left(self) -> int:
        return len(self._steps) - self._next

    def play(self, until: float, pushed: str = "all") -> int:
        """How many steps that were. `pushed`: of which messages events tell, `all`, `nights`, `counted` or `none`.

        Nights are 22:00 to 8:00 in China and whatever lies on a day off; `counted` are, of days off, only those that
        mention everybody. The others only stand in the groups.
        """
        done = 0
        last = f"{int(until)}.999999"
        with self._world.lock:
            while self._next < len(self._steps) and self._steps[self._next].ts <= last:
                self._perform(self._steps[self._next], pushed)
                self._next += 1
                done += 1
        return done

    def _perform(self, step: Step, pushed: str) -> None:
        if step.said is None:
            chat = move_in(self._world, self._company, step.place)
            if chat.bot is not None:
                self._world.emit(
                    "im.chat.member.bot.added_v1", named(chat, self._world.people.get(chat.owner))
                )
            return
        group = self._company.groups[step.place]
        chat_id = f"oc_{group.id}"
        if self._world.chats[chat_id].status != "normal":
            return
        if step.said.subtype in {"channel_join", "channel_purpose", "channel_archive"}:
            self._change(group, chat_id, step.said)
        elif step.said.subtype == "bot_message":
            self._world.chats[chat_id].add(as_message(step.said, chat_id, {}))
        elif step.said.sender in self._world.people:
            self._acts.speak(_speech(step.said, chat_id, pushed))

    def _change(self, group: WorkGroup, chat_id: str, said: Message) -> None:
        if said.subtype == "channel_archive":
            self._acts.dissolve(chat_id, group.owner_id)
        elif said.subtype == "channel_purpose":
            self._acts.announce(chat_id, group.notice, group.owner_id)
        elif said.sender in group.member_ids and said.sender not in self._world.chats[chat_id].members:
            self._acts.join(chat_id, said.sender)
            self._world.chats[chat_id].add(as_message(said, chat_id, {}))


def _steps(company: Company, start: float) -> Iterator[Step]:
    for place, group in enumerate(company.groups):
        if group.created > start:
            yield Step(f"{group.created}.000000", place, None)
        messages = company.messages[group.id]
        for said in messages[said_until(messages, start) :]:
            yield Step(said.ts, place, said)


def _speech(said: Message, chat_id: str, pushed: str) -> Speech:
    return Speech(
        said.sender,
        chat_id,
        said.text if said.subtype == "file_share" else words(said),
        kind="file" if said.subtype == "file_share" else "text",
        reply_to=message_id(chat_id, said.root) if said.root else "",
        at_ms=at_ms(said),
        message_id=message_id(chat_id, said.ts),
        pushed=_is_pushed(said, pushed),
    )


def _is_pushed(said: Message, wanted: str) -> bool:
    moment = at_ms(said) // 1000
    if wanted == "counted":
        return _is_dark(moment) or (said.tone == "all" and not is_worked(day_of(moment)))
    return wanted == "all" or (wanted == "nights" and (_is_dark(moment) or not is_worked(day_of(moment))))


def _is_dark(moment: int) -> bool:
    day = day_of(moment)
    return not second(day, 8) <= moment < second(day, 22)

"""Plays the company's script in Feishu: groups are founded, people write, join and announce, groups are wound up."""

from local.company.model import Company, Message, WorkGroup
from local.feishu.acts import Acts, Speech
from local.feishu.events import named
from local.feishu.town import as_message, at_ms, message_id, move_in, words
from local.feishu.world import World


class Cast:
    def __init__(self, world: World, company: Company, acts: Acts) -> None:
        self._world = world
        self._company = company
        self._acts = acts

    def found(self, place: int) -> None:
        chat = move_in(self._world, self._company, place)
        if chat.bot is not None:
            self._world.emit("im.chat.member.bot.added_v1", named(chat, self._world.people.get(chat.owner)))

    def perform(self, group: WorkGroup, said: Message, *, is_pushed: bool) -> None:
        chat_id = self._company.tenant.group(group.id)
        if self._world.chats[chat_id].status != "normal":
            return
        if said.subtype in {"channel_join", "channel_purpose", "channel_archive"}:
            self._change(group, chat_id, said)
        elif said.subtype == "bot_message":
            self._world.chats[chat_id].add(as_message(said, chat_id, {}))
        elif said.sender in self._world.people:
            self._acts.speak(_speech(said, chat_id, is_pushed=is_pushed))

    def _change(self, group: WorkGroup, chat_id: str, said: Message) -> None:
        if said.subtype == "channel_archive":
            self._acts.dissolve(chat_id, group.owner_id)
        elif said.subtype == "channel_purpose":
            self._acts.announce(chat_id, group.notice, group.owner_id)
        elif said.sender in group.member_ids and said.sender not in self._world.chats[chat_id].members:
            self._acts.join(chat_id, said.sender)
            self._world.chats[chat_id].add(as_message(said, chat_id, {}))


def _speech(said: Message, chat_id: str, *, is_pushed: bool) -> Speech:
    return Speech(
        said.sender,
        chat_id,
        said.text if said.subtype == "file_share" else words(said),
        kind="file" if said.subtype == "file_share" else "text",
        reply_to=message_id(chat_id, said.root) if said.root else "",
        at_ms=at_ms(said),
        message_id=message_id(chat_id, said.ts),
        pushed=is_pushed,
    )

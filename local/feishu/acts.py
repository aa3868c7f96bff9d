"""What people do in Feishu by hand: the other side of the product, which sees it by events or by asking."""

from typing import Any, NamedTuple

from local.feishu import events
from local.feishu.chats import Chat
from local.feishu.docx import Docx
from local.feishu.messages import Message, pushed, text_content
from local.feishu.olddoc import OldDoc
from local.feishu.people import User
from local.feishu.scopes import GROUP_MESSAGES
from local.feishu.speech import Content, shared_file, spoken
from local.feishu.world import World
from local.im.acts import EVERY

Json = dict[str, Any]


class Speech(NamedTuple):
    """What somebody says in a group."""

    user: str
    group: str
    text: str
    kind: str = "text"
    """`text` or `file`."""
    reply_to: str = ""
    """The id of the message that it answers."""
    at_ms: int = 0
    """When, if not now."""
    message_id: str = ""
    """Empty: a new one."""
    pushed: bool = True
    """False: it stands in the group, and no event tells of it."""


class Acts:
    """Groups and people are named by any of their ids. Raises KeyError for one that is not there."""

    can = frozenset(EVERY)

    def __init__(self, world: World) -> None:
        self._world = world

    def user(self, name: str) -> User:
        found = self._world.person(name)
        if found is None:
            raise KeyError(f"no such person: {name}")
        return found

    def group(self, name: str) -> Chat:
        """With or without `oc_`."""
        chats = self._world.chats
        return chats[name] if name in chats else chats[f"oc_{name}"]

    def post(self, user: str, group: str, text: str, reply_to: str = "") -> Message:
        """`@所有人` in the text is an @all, `<@id>` a mention."""
        return self.speak(Speech(user, group, text, reply_to=reply_to))

    def speak(self, speech: Speech) -> Message:
        with self._world.lock:
            chat, sender = self.group(speech.group), self.user(speech.user)
            content = self._content(speech)
            message = Message(
                id=speech.message_id or self._world.new_id("om_"),
                chat_id=chat.id,
                sender=sender.id,
                sender_type="user",
                type=speech.kind,
                content=content.json,
                at=speech.at_ms or int(self._world.clock.now() * 1000),
                root=speech.reply_to,
                parent=speech.reply_to,
                mentions=content.mentions,
            )
            chat.add(message)
            if speech.pushed and self._is_pushed(chat, message):
                self._world.emit("im.message.receive_v1", pushed(message, self._world.people, "group"))
            return message

    def _content(self, speech: Speech) -> Content:
        if speech.kind == "file":
            return shared_file(speech.text)
        names = {self._world.app.id: self._world.app.name}
        if "<@" in speech.text:
            names |= {name: user.name for name, user in self._world.people.items()}
        return spoken(speech.text, names)

    def _is_pushed(self, chat: Chat, message: Message) -> bool:
        """With the sensitive permission everything, else only what mentions the bot."""
        if chat.bot is None or (chat.external and self._world.variants.external == "refused"):
            return False
        named = any(mention.get("id") == self._world.app.id for mention in message.mentions)
        scopes = self._world.scopes
        return GROUP_MESSAGES in scopes or (named and "im:message.group_at_msg" in scopes)

    def whisper(self, user: str, text: str) -> None:
        """Writes to the bot alone."""
        with self._world.lock:
            sender = self.user(user)
            now = int(self._world.clock.now() * 1000)
            message = Message(
                id=self._world.new_id("om_"),
                chat_id=f"oc_p2p_{sender.id}",
                sender=sender.id,
                sender_type="user",
                type="text",
                content=text_content(text),
                at=now,
            )
            self._world.emit("im.message.receive_v1", pushed(message, self._world.people, "p2p"))

    def announce(self, group: str, text: str, user: str = "") -> None:
        """Writes the announcement anew; no event tells of it. Nobody named: the owner does."""
        with self._world.lock:
            chat = self.group(group)
            who = self.user(user).id if user else chat.owner or self._world.app.id
            now = self._world.clock.now()
            if chat.notice is None:
                chat.notice = Docx(chat.id, who, now) if chat.form == "docx" else OldDoc(who, now, revision=0)
            chat.notice.write(text)
            chat.notice.edited(who, now)

    def rename(self, group: str, name: str, user: str = "") -> None:
        with self._world.lock:
            chat = self.group(group)
            before, chat.name = {"name": chat.name}, name
            self._tell(
                "im.chat.updated_v1", chat, events.changed(chat, self._by(chat, user), before, {"name": name})
            )

    def transfer(self, group: str, to: str, user: str = "") -> None:
        """Makes somebody the owner, and a member if they were none."""
        with self._world.lock:
            chat, heir = self.group(group), self.user(to)
            old = self._world.people.get(chat.owner)
            by = self._by(chat, user)
            chat.members.setdefault(heir.id, self._world.clock.now())
            chat.owner = heir.id
            before = {"owner_id": old.ids()} if old else {}
            self._tell("im.chat.updated_v1", chat, events.changed(chat, by, before, {"owner_id": heir.ids()}))

    def appoint(self, group: str, user: str) -> None:
        """Makes somebody an administrator; no event tells of it."""
        with self._world.lock:
            chat, admin = self.group(group), self.user(user)
            chat.managers = [*chat.managers, admin.id] if admin.id not in chat.managers else chat.managers

    def invite_bot(self, group: str, user: str = "") -> None:
        with self._world.lock:
            chat = self.group(group)
            chat.bot = chat.bot or self._world.clock.now()
            self._tell("im.chat.member.bot.added_v1", chat, events.named(chat, self._by(chat, user)))

    def remove_bot(self, group: str, user: str = "") -> None:
        with self._world.lock:
            chat = self.group(group)
            self._tell("im.chat.member.bot.deleted_v1", chat, events.named(chat, self._by(chat, user)))
            chat.bot = None

    def join(self, group: str, user: str) -> None:
        with self._world.lock:
            chat, member = self.group(group), self.user(user)
            chat.members[member.id] = self._world.clock.now()
            self._tell("im.chat.member.user.added_v1", chat, events.joined(chat, member, member))

    def leave(self, group: str, user: str) -> None:
        with self._world.lock:
            chat, member = self.group(group), self.user(user)
            chat.members.pop(member.id, None)
            self._tell("im.chat.member.user.deleted_v1", chat, events.joined(chat, member, member))

    def dissolve(self, group: str, user: str = "") -> None:
        with self._world.lock:
            chat = self.group(group)
            chat.status = "dissolved"
            self._tell("im.chat.disbanded_v1", chat, events.named(chat, self._by(chat, user)))

    def resign(self, user: str) -> None:
        """Leaves every group too, but stays the owner of theirs until somebody takes over."""
        with self._world.lock:
            leaver = self.user(user)
            leaver.state = "resigned"
            for chat in self._world.chats.values():
                chat.members.pop(leaver.id, None)
            self._world.emit("contact.user.deleted_v3", events.person(leaver))

    def set_account(self, user: str, **changes: bool) -> None:
        """`frozen`, `available`, `visible`, `stopped`: what the company or the person switched."""
        with self._world.lock:
            person = self.user(user)
            if "frozen" in changes:
                person.state = "frozen" if changes.pop("frozen") else "active"
            for name, value in changes.items():
                if name not in {"available", "visible", "stopped"}:
                    raise KeyError(f"no such switch: {name}")
                setattr(person, name, value)
            self._world.emit("contact.user.updated_v3", events.person(person))

    def read(self, user: str) -> None:
        """Has seen everything that the bot wrote."""
        with self._world.lock:
            for message in self._world.inboxes.get(self.user(user).id, ()):
                message.read = True

    def _by(self, chat: Chat, user: str) -> User | None:
        return self.user(user) if user else self._world.people.get(chat.owner)

    def _tell(self, kind: str, chat: Chat, event: Json) -> None:
        """Only of groups that the bot is in."""
        if chat.bot is not None:
            self._world.emit(kind, event)

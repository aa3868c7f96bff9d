"""Moves the made-up company into Feishu: people, departments, and groups with their announcements and their past."""

from functools import partial

from local.company.model import Company, Employee, WorkGroup
from local.company.model import Message as Said
from local.feishu.chats import Chat
from local.feishu.docx import Docx
from local.feishu.messages import Message, text_content
from local.feishu.olddoc import OldDoc
from local.feishu.people import PARTNER, ROOT, Department, User
from local.feishu.speech import EVERYBODY, Content, shared_file, spoken
from local.feishu.world import World
from local.im.script import said_until

STATES = {"active": "active", "disabled": "frozen", "left": "resigned"}
TAGS = {"all_staff": "tenant"}
"""Kinds that Feishu shows; the others are `inner`, which says nothing."""
SYSTEM = frozenset({"channel_join", "channel_purpose", "channel_archive"})
UNINVITED = 40
"""One group in so many has not invited the bot."""


def populate(world: World, company: Company, now: float) -> None:
    """Everything as it is at this moment; what comes later is the script's."""
    world.company = company.name
    homes = _departments(world, company)
    world.people |= {person.id: _user(person, homes[person.unit]) for person in company.people}
    names = {person.id: person.name for person in company.people}
    for place, group in enumerate(company.groups):
        if group.created <= now:
            chat = move_in(world, company, place)
            said = company.messages[group.id]
            _catch_up(chat, group, said, said_until(said, now))
            chat.history = partial(_history, said[: said_until(said, now)], chat.id, names)


def _departments(world: World, company: Company) -> dict[str, str]:
    """Their ids by name."""
    ids = {unit.name: f"od-{n:02d}{company.seed:x}" for n, unit in enumerate(company.units, 1)}
    for n, unit in enumerate(company.units, 1):
        parent = ids.get(unit.parent or "", ROOT)
        world.departments[ids[unit.name]] = Department(
            ids[unit.name], f"D{n:02d}", unit.name, parent, unit.head_id
        )
    return ids


def _user(person: Employee, department: str) -> User:
    return User(
        person.id,
        person.name,
        nickname=person.nickname,
        title=person.title,
        department=department,
        leader=person.manager_id or "",
        state=STATES[person.state],
    )


def move_in(world: World, company: Company, place: int) -> Chat:
    """The group as it was founded: its owner, our bot (mostly), nothing said and nothing announced."""
    group = company.groups[place]
    chat = Chat(
        f"oc_{group.id}",
        group.name,
        group.created,
        owner="" if group is _the_bot_s_own(company) else group.owner_id,
        description=group.topic,
        managers=list(group.admin_ids),
        members={group.owner_id: float(group.created)} if group.owner_id in group.member_ids else {},
        bot=None if is_uninvited(group, place) else group.created + 30.0,
        tag=TAGS.get(group.kind, "inner"),
        external=group.kind == "external",
        edit_permission="only_owner" if place % 3 == 1 else "all_members",
        form="doc" if place % 3 == 0 else "docx",
    )
    if group.traits.life in {"robot_kept", "robot_only"}:
        chat.robots = [f"cli_{company.robots[0].bot_id}"]
    if chat.external:
        chat.members |= {stranger.id: group.created + 45.0 for stranger in _strangers(world, group)}
    world.chats[chat.id] = chat
    return chat


def _the_bot_s_own(company: Company) -> WorkGroup | None:
    """One group that the bot founded: it shows no owner."""
    return next(
        (
            group
            for group in company.groups
            if group.kind == "project" and group.traits.life == "awake" and group.traits.notice == "full"
        ),
        None,
    )


def is_uninvited(group: WorkGroup, place: int) -> bool:
    return group.kind == "project" and not group.archived and place % UNINVITED == UNINVITED // 2


def _strangers(world: World, group: WorkGroup) -> list[User]:
    strangers = [
        User(f"X{n}{group.id}", name, tenant=PARTNER, visible=False, available=False)
        for n, name in enumerate(("合作方 陆工", "合作方 阮经理"), 1)
    ]
    world.people |= {stranger.id: stranger for stranger in strangers}
    return strangers


def _catch_up(chat: Chat, group: WorkGroup, said: tuple[Said, ...], past: int) -> None:
    """Members, announcement and status as they are after so many messages."""
    late = {each.sender for each in said[past:] if each.subtype == "channel_join"}
    for order, member in enumerate(group.member_ids):
        if member not in late:
            chat.members.setdefault(member, group.created + 60.0 + 7 * (order // 3))
    if group.notice:
        announce(chat, group)
    if group.archived and any(each.subtype == "channel_archive" for each in said[:past]):
        chat.status = "dissolved"


def announce(chat: Chat, group: WorkGroup) -> None:
    written = group.created + 40.0
    chat.notice = (
        Docx(chat.id, group.owner_id, written) if chat.form == "docx" else OldDoc(group.owner_id, written)
    )
    chat.notice.write(group.notice)
    chat.notice.edited(group.owner_id, written)


def message_id(chat_id: str, ts: str) -> str:
    return f"om_{chat_id.removeprefix('oc_')}{ts.replace('.', '')}"


def at_ms(said: Said) -> int:
    return int(said.ts[:10]) * 1000


def _history(said: tuple[Said, ...], chat_id: str, names: dict[str, str]) -> list[Message]:
    return [as_message(each, chat_id, names) for each in said]


def as_message(said: Said, chat_id: str, names: dict[str, str]) -> Message:
    sender, sender_type, kind = _speaker(said)
    content = _content(said, kind, names)
    root = message_id(chat_id, said.root) if said.root else ""
    return Message(
        message_id(chat_id, said.ts),
        chat_id,
        sender,
        sender_type,
        kind,
        content.json,
        at_ms(said),
        root=root,
        parent=root,
        mentions=content.mentions,
    )


def _speaker(said: Said) -> tuple[str, str, str]:
    """(sender, its type, the message's type)"""
    if said.subtype in SYSTEM:
        return "", "", "system"
    if said.subtype == "bot_message":
        return f"cli_{said.sender}", "app", "text"
    return said.sender, "user", "file" if said.subtype == "file_share" else "text"


def words(said: Said) -> str:
    """As somebody would type it here."""
    return f"{EVERYBODY} {said.text}" if said.tone == "all" else said.text


def _content(said: Said, kind: str, names: dict[str, str]) -> Content:
    if kind == "system":
        return Content(text_content(said.subtype), [])
    return shared_file(said.text) if kind == "file" else spoken(words(said), names)

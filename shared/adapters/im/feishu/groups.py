"""Groups as Feishu shows them: the listing, one group's own entry, its members."""

from collections.abc import Iterator
from datetime import datetime

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.fields import Json, identity, rows, text, texts, whole
from shared.adapters.im.feishu.guesses import Guesses
from shared.adapters.im.feishu.wire import CHAT, CHATS, MEMBERS, call
from shared.core.account import Account, account
from shared.core.errors import NotVisible
from shared.core.model import Fact, Group, Kind, Member, Status

PAGE = 100
DISSOLVED = "232009"
_IDS = ("user_id_type", "open_id")
_STATUS = {
    "normal": Status.ACTIVE,
    "dissolved": Status.DISSOLVED,
    "dissolved_save": Status.DISSOLVED,
}


class Groups:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._tenant = client.settings.tenant_key

    def listed(self) -> Iterator[Group]:
        """Every group that the bot is in, each once; a group that moves between pages comes when it is first met."""
        seen = set[str]()
        query = (_IDS, ("sort_type", "ByCreateTimeAsc"))
        for item in self._client.items(CHATS, query=query, size=PAGE):
            chat_id = identity(item.get("chat_id"))
            if chat_id and chat_id not in seen and text(item.get("chat_mode")) != "p2p":
                seen.add(chat_id)
                self._learn(item)
                yield _listed(Group(self._client.settings.id, chat_id), item, self._client.now())

    def detail(self, group: Group) -> Group:
        """With what the group's own entry shows. A dissolved one is shown as that; one that we left is NotVisible."""
        now = self._client.now()
        try:
            reply = self._client.ask(call(CHAT, group.id, query=(_IDS,)))
        except NotVisible as error:
            if error.code == DISSOLVED:
                return group._replace(status=Fact(Status.DISSOLVED, now))
            raise
        data = reply.data
        if "chat_mode" not in data and "user_count" not in data:
            # to whoever is not in it, Feishu shows a name and a picture; nobody's absence follows from that
            raise NotVisible(self._client.settings.id, CHAT.name, "not a member", support_id=reply.support_id)
        self._learn(data)
        return _detailed(group, data, now, self._client.settings.guesses)

    def members(self, group: Group) -> Group:
        """With its members of our own company; everybody is counted. Bots are in neither."""
        query = (("member_id_type", "open_id"),)
        found: dict[str, Json] = {}
        total = None
        for page in self._client.pages(MEMBERS, group.id, query=query, size=PAGE):
            total = whole(page.get("member_total"))
            found |= {text(item.get("member_id")): item for item in rows(page.get("items"))}
        found.pop("", None)
        foreign = self._foreign(group, found)
        now = self._client.now()
        own = tuple(
            Member(account(group.platform, id_), name=text(item.get("name")) or None)
            for id_, item in found.items()
            if id_ not in foreign
        )
        return group._replace(
            members=Fact(own, now),
            size=Fact(len(found) if total is None else total, now),
            external=Fact(bool(foreign), now) if foreign else group.external,
        )

    def own_tenant(self) -> str:
        """The company's own tenant key, which every group without outsiders carries; empty where none shows it."""
        if not self._tenant:
            shown = (_tenant_of(item) for item in self._client.items(CHATS, size=PAGE))
            self._tenant = next((tenant for tenant in shown if tenant), "")
        return self._tenant

    def _learn(self, chat: Json) -> None:
        self._tenant = self._tenant or _tenant_of(chat)

    def _foreign(self, group: Group, members: dict[str, Json]) -> set[str]:
        """The ids of other companies' people. Raises NotVisible where they cannot be told from ours."""
        keys = {text(item.get("tenant_key")) for item in members.values()} - {""}
        if not keys or (group.external is not None and not group.external.value):
            return set()
        ours = self.own_tenant()
        if not ours:
            raise NotVisible(self._client.settings.id, MEMBERS.name, "tenant_key")
        return {id_ for id_, item in members.items() if text(item.get("tenant_key")) not in {"", ours}}


def _tenant_of(chat: Json) -> str:
    return text(chat.get("tenant_key")) if chat.get("external") is False else ""


def _listed(group: Group, item: Json, now: datetime) -> Group:
    """A listing without an owner says nothing: only the group's own entry is documented to leave a bot out."""
    owner, name = identity(item.get("owner_id")), item.get("name")
    return group._replace(
        name=Fact(name, now) if isinstance(name, str) else None,
        owner=Fact(account(group.platform, owner), now) if owner else None,
        status=_status(item, now),
        external=_external(item, now),
        kind=Fact(Kind.EXTERNAL, now) if item.get("external") is True else None,
    )


def _detailed(group: Group, data: Json, now: datetime, guesses: Guesses) -> Group:
    basic = _listed(group, data, now)
    is_nobodys = guesses.no_owner_is_nobody and not data.get(
        "owner_id"
    )  # an owner whom we cannot read is one
    no_owner: Fact[str | None] | None = Fact(None, now) if is_nobodys else None
    size = whole(data.get("user_count"))
    return basic._replace(
        owner=basic.owner or no_owner,
        name=basic.name or group.name,
        external=basic.external or group.external,
        status=basic.status or group.status,
        kind=basic.kind or _kind(data, now, guesses) or group.kind,
        admins=_admins(group, data, now, guesses) or group.admins,
        size=group.size if size is None else Fact(size, now),
    )


def _admins(group: Group, data: Json, now: datetime, guesses: Guesses) -> Fact[tuple[Account, ...]] | None:
    listed = data.get("user_manager_id_list")
    if not isinstance(listed, list):
        return Fact((), now) if guesses.no_admins_is_none else None
    is_odd = any(one and identity(one) is None for one in listed)
    return None if is_odd else Fact(tuple(account(group.platform, one) for one in texts(listed)), now)


def _kind(data: Json, now: datetime, guesses: Guesses) -> Fact[Kind] | None:
    kind = guesses.kinds.get(text(data.get("chat_tag")))
    return None if kind is None else Fact(kind, now)


def _status(item: Json, now: datetime) -> Fact[Status] | None:
    status = _STATUS.get(text(item.get("chat_status")))
    return None if status is None else Fact(status, now)


def _external(item: Json, now: datetime) -> Fact[bool] | None:
    external = item.get("external")
    return Fact(external, now) if isinstance(external, bool) else None

"""Groups as Feishu shows them: the listing, and one group's own entry."""

from datetime import datetime

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.guesses import Guesses
from shared.adapters.im.feishu.wire import CHAT, CHATS, call
from shared.adapters.im.kit.fields import Json, identity, rows, text, texts, whole
from shared.app.ports.im import GroupPage
from shared.core.account import Account, account
from shared.core.errors import NotVisible
from shared.core.model import Fact, Group, Kind, Status

PAGE = 100
DISSOLVED = "232009"
_IDS = ("user_id_type", "open_id")
_SORT = ("sort_type", "ByCreateTimeAsc")
_STATUS = {
    "normal": Status.ACTIVE,
    "dissolved": Status.DISSOLVED,
    "dissolved_save": Status.DISSOLVED,
}


class Groups:
    def __init__(self, client: Client) -> None:
        self._client = client

    def page(self, token: str) -> GroupPage:
        """Some of the groups that the bot is in, in the order in which they were founded."""
        data, following = self._client.page(CHATS, token, query=(_IDS, _SORT), size=PAGE)
        now, shown = self._client.now(), dict[str, Group]()
        for item in rows(data.get("items")):
            chat_id = identity(item.get("chat_id"))
            if chat_id and text(item.get("chat_mode")) != "p2p":
                shown.setdefault(chat_id, _listed(Group(self._client.settings.id, chat_id), item, now))
        return GroupPage(tuple(shown.values()), following)

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
        return _detailed(group, data, now, self._client.settings.guesses)


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

"""On the desk: groups of which nobody can be told anything. Somebody is named who looks after them from now on."""

from collections.abc import Mapping

from shared.app.desk.item import Done, Item, Source, around
from shared.app.desk.nobody import has_nobody, noted
from shared.app.desk.people import Candidate, chosen
from shared.app.nudge.follow_up import follow_up
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.group import scene_of
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.declaration import Wrong
from shared.core.display import shown_name
from shared.core.errors import PageRefused
from shared.core.filed import has_lapsed, refiled, shows_owner
from shared.core.ladder.recipients import recipient
from shared.core.lang import Bilingual, Lang, both
from shared.core.model import Fact, Group
from shared.core.model import Source as From
from shared.core.run import Entry

_NOBODY = both("暂时没有能联系上的负责人", "nobody who looks after it can be reached")
_NOW = both("现在由{name}负责", "{name} looks after it now")
_SOMEBODY = both("一位同事", "a colleague")
_CHOOSE = both("请选择一位在职的同事", "Please choose somebody who works here")


def waiting(who: Visitor, ports: Ports) -> list[Item]:
    items = (_item(group, who, ports) for group in noted(ports.ledger()))
    return [one for one in items if one is not None and not one.settled]


def find(handle: str, who: Visitor, ports: Ports) -> Item | None:
    group = next((one for one in noted(ports.ledger()) if handle_of(one) == handle), None)
    return _item(group, who, ports) if group is not None else None


def _item(key: str, who: Visitor, ports: Ports) -> Item | None:
    """None: nothing of it is open any more."""
    file = ports.ledger().inventory.get(key)
    if file is None or not file.is_open:
        return None
    known = file.known(who.now)
    scene = scene_of(key, ports, who.policy, who.account)
    told = recipient(known.group, scene)
    return Item(
        source=OWNERLESS.id,
        handle=handle_of(key),
        group=key,
        name=shown_name(known.group),
        platform=scene.platform_names.get(known.group.platform) or dict.fromkeys(Lang, known.group.platform),
        what=_NOBODY,
        since=min(case.opened for case in file.cases if case.is_open),
        parties=frozenset(one for party in around(known.group) for one in scene.accounts(party)),
        shows_owner=shows_owner(file.group),
        settled="" if has_nobody(told) else _NOW[who.lang].format(name=told.name or _SOMEBODY[who.lang]),
    )


def act(item: Item, form: Mapping[str, str], who: Visitor, ports: Ports) -> Done | tuple[Wrong, ...]:
    """The group is filed with them: as its owner, or where its platform shows one who cannot be reached, to take it over."""
    somebody = chosen(form.get("who", ""), form.get("person", ""), who, ports)
    if somebody is None:
        return (Wrong("person", _CHOOSE),)
    file = ports.ledger().inventory.get(item.group)
    if file is None:
        raise PageRefused("stale")
    return Done(not item.settled and appoint(file, somebody, who, ports))


def appoint(file: GroupFile, somebody: Candidate, who: Visitor, ports: Ports) -> bool:
    """False where somebody filed the group meanwhile."""
    before, base = file.filed, _base(file, who)
    said: Fact[Account | None] = Fact(somebody.account, who.now, From.DECLARED)
    group = base._replace(successor=said) if shows_owner(file.group) else base._replace(owner=said)
    filing = refiled(group, before, by=who.account, at=who.now)._replace(handover=None)
    if not ports.ledger().inventory.move_filing(filing, before):
        return False
    entry = Entry(who.now, "appointed", file.group.key, who.account, {"to": somebody.account})
    ports.ledger().audit.write(entry)
    follow_up(file.group.key, ports)
    return True


def _base(file: GroupFile, who: Visitor) -> Group:
    """What is filed and good stays; of what is not good any more only the name is."""
    filing = file.filed
    if filing is None:
        return Group(file.group.platform, file.group.id)
    if has_lapsed(filing, who.now):
        return Group(file.group.platform, file.group.id, name=filing.group.name)
    return filing.group


TITLE: Bilingual = both("暂无负责人的群", "Groups without anybody")
OWNERLESS = Source("ownerless", TITLE, "person", waiting, find, act)

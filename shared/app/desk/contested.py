"""On the desk: groups of which two people say that they are theirs. One of the two is named, or somebody else."""

from shared.app.desk.item import Item, Source
from shared.app.desk.nobody import contested
from shared.app.desk.ownerless import act
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.group import scene_of
from shared.core.display import shown_name
from shared.core.handover import Handover
from shared.core.lang import Bilingual, Lang, both
from shared.core.scene import Scene

_WHO = both("{owner}和{to}都说由自己负责", "{owner} and {to} both say that it is theirs")
_SOMEBODY = both("一位同事", "a colleague")
_DECIDED = both("已经定下来了", "this is decided")


def waiting(who: Visitor, ports: Ports) -> list[Item]:
    items = (_item(group, who, ports) for group in contested(ports.ledger()))
    return [one for one in items if one is not None and not one.settled]


def find(handle: str, who: Visitor, ports: Ports) -> Item | None:
    group = next((one for one in contested(ports.ledger()) if handle_of(one) == handle), None)
    return _item(group, who, ports) if group is not None else None


def _item(key: str, who: Visitor, ports: Ports) -> Item | None:
    """None: nothing is kept of it any more."""
    file = ports.ledger().inventory.get(key)
    if file is None:
        return None
    group = file.known(who.now).group
    handover = group.handover
    last = handover or (file.filed.handover if file.filed else None)
    people = (last.owner, last.to) if last else ()
    scene = scene_of(key, ports, who.policy, *people)
    return Item(
        source=CONTESTED.id,
        handle=handle_of(key),
        group=key,
        name=shown_name(group),
        platform=scene.platform_names.get(group.platform) or dict.fromkeys(Lang, group.platform),
        what=_said(last, scene),
        since=last.at if last else file.first_seen,
        parties=frozenset(one for party in people for one in scene.accounts(party)),
        settled="" if handover is not None and handover.is_contested(who.now) else _DECIDED[who.lang],
    )


def _said(handover: Handover | None, scene: Scene) -> Bilingual:
    names = {
        lang: [scene.name_of(one) or _SOMEBODY[lang] for one in (handover.owner, handover.to)]
        for lang in Lang
        if handover is not None
    }
    return {lang: _WHO[lang].format(owner=owner, to=to) for lang, (owner, to) in names.items()} or _DECIDED


TITLE: Bilingual = both("待确认由谁负责的群", "Groups that two people say are theirs")
CONTESTED = Source("contested", TITLE, "person", waiting, find, act)

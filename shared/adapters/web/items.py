"""The page that a card leads to: what its message showed and is still open, with every answer."""

from urllib.parse import urlencode

from shared.adapters.web.addresses import HOME, ITEMS
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.visit import Visit
from shared.app.pages.items import items_of, message_of
from shared.app.pages.press import press
from shared.core.message.names import NAMES
from shared.core.questions.invited_person import QUESTION as INVITATION

_SEVERAL = 2
"""So many names stand together, one a row."""


def show_items(visit: Visit) -> WebReply:
    """Whatever there is nothing to show of leads to 「我的群」: a link that is old, used, broken or somebody else's."""
    who = visit.who()
    message = message_of(visit.request.query.get("m", ""), who, visit.ports)
    items = items_of(message, who, visit.ports) if message else ()
    names = [item for item in items if item.check == NAMES]
    waiting = sum(bool(item.deeds) for item in items)
    pressed = visit.request.query.get("at", "")
    is_invitation = all(item.check == INVITATION.id for item in items)
    if message is None or is_invitation or not (waiting or any(item.case == pressed for item in items)):
        return moved(HOME)
    return visit.shown(
        "items.html",
        who=who,
        message=message.id,
        items=[item for item in items if len(names) < _SEVERAL or item not in names],
        names=names if len(names) >= _SEVERAL else [],
        waiting=waiting,
        pressed=pressed,
        once=visit.ports.token(),
    )


def answer_item(visit: Visit) -> WebReply:
    """Afterwards the browser is on the same page, beside the item that was answered."""
    form = visit.request.form
    message = press(form, visit.who(), visit.ports)
    if message is None:
        return moved(HOME)
    case = form["case"]
    return moved(f"{ITEMS}?{urlencode({'m': message.id, 'at': case})}#{case}")

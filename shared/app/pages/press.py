"""A button on a message's page: the same answer as on its card, once, remembered, and shown on the card too."""

from collections.abc import Mapping

from shared.app.inbound.answer import answer
from shared.app.inbound.deeds.catalogue import ANSWERS_BY_ID
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.pages.change import done
from shared.app.pages.items import message_of
from shared.app.pages.mine import is_theirs
from shared.app.pages.shown import handle_of
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.card import Press
from shared.core.outbox import Nudge, Shown

_ANNOUNCEMENTS = frozenset({"missing_announcement", "incomplete_announcement"})
_LONGEST_ONCE = 64


def press(form: Mapping[str, str], who: Visitor, ports: Ports) -> Nudge | None:
    """Act on `form["case"]` of the message `form["m"]`; the same `form["once"]` acts once.

    None, and nothing done: it is no message of theirs (any more), or no answer to what it showed. Raises PlatformUnavailable
    where it is worth another try.
    """
    message = message_of(form.get("m", ""), who, ports)
    shown = message.shows(form.get("case", "")) if message else None
    if message is None or shown is None or not _is_answer(form, shown):
        return None
    if form["deed"] == "done":
        _note(shown, form, who, ports)
    pressed = Press(
        message.account,
        message.id,
        message.day.isoformat(),
        shown.key.id,
        form["deed"],
        id=f"page-{form['once']}",
    )
    answer(pressed, ports, form.get("choice", ""))
    return message


def _is_answer(form: Mapping[str, str], shown: Shown) -> bool:
    known, check = ANSWERS_BY_ID.get(form.get("deed", "")), CHECKS_BY_ID.get(shown.key.check)
    once = form.get("once", "")
    if known is None or check is None or not 0 < len(once) <= _LONGEST_ONCE:
        return False
    if not known.deed.answers(check.id, is_question=check.is_question):
        return False
    choices = {choice.id for choice in known.deed.choices} or {""}
    return form.get("choice", "") in choices


def _note(shown: Shown, form: Mapping[str, str], who: Visitor, ports: Ports) -> None:
    """On what was filed a press is the fact (PAGES, rule 4): nothing else could show it. Raises PageRefused as `done`."""
    group, check = shown.key
    said = {"announcement": "yes"} if check in _ANNOUNCEMENTS else {"name": form.get("name", "")}
    file = ports.ledger().inventory.get(group)
    if file is None or file.is_shown or not is_theirs(file, who) or not all(said.values()):
        return
    done(handle_of(group), check, said, who, ports)

"""A message that was answered, as it looks since then: what came of a request stands on it as soon as it is decided."""

from shared.app.desk.news import outcome
from shared.app.ports.im import Sending
from shared.app.ports.ports import Ports
from shared.app.scene.company import scene_about
from shared.core.account import platform_of
from shared.core.card import Card, Press
from shared.core.case import CaseKey
from shared.core.errors import PlatformError, Unreadable
from shared.core.message.writer import answered
from shared.core.outbox import Answer, Nudge
from shared.core.request import Request, id_for_message
from shared.core.scene import Scene

EXPLAIN = "explain"
"""The deed with which somebody asks from a message."""


def as_answered(nudge: Nudge, card: Card, scene: Scene, ports: Ports) -> Card:
    """The card with what was answered before."""
    for case, before in nudge.answers.items():
        card = answered(card, case, _note(nudge, case, before, scene, ports), is_final=before.is_final)
    return card


def _note(nudge: Nudge, case: str, before: Answer, scene: Scene, ports: Ports) -> str:
    if before.deed != EXPLAIN:
        return before.note
    request = request_of(id_for_message(nudge.id, case), ports)
    if request is None or request.decided is None:
        return before.note
    policy = ports.policy()
    return outcome(request, policy, policy.language, scene.local_day())


def request_of(request: str, ports: Ports) -> Request | None:
    """None also for one that cannot be read: it counts as open."""
    try:
        return ports.ledger().waivers.request(request)
    except Unreadable:
        return None


def show(handle: str, card: Card, press: Press, sending: Sending | None, ports: Ports) -> None:
    """Where that fails, what was decided or answered holds all the same."""
    if sending is None or sending.edit is None:
        return
    if not (handle or press.message_id or press.reply_token):
        return  # pressed on a page before anybody knows the message's own id
    try:
        sending.edit(handle, card, press)
    except PlatformError as error:
        ports.log.event("card_not_updated", platform=error.platform, code=error.code)


def tell_asker(request: Request, ports: Ports) -> None:
    """On the message, while it is kept and its platform lets it be changed. The page shows it in any case."""
    nudge = ports.ledger().outbox.get(request.by, request.nudge_day)
    case = CaseKey(request.group, request.check).id
    if nudge is None or nudge.card is None or id_for_message(nudge.id, case) != request.id:
        return
    scene = scene_about(ports, ports.policy(), ports.clock.now(), None, [request.by])
    im = ports.ims().get(platform_of(request.by))
    if im is None or not scene.means(request.by, request.asked):
        return
    press = Press(request.by, nudge.id, nudge.day.isoformat(), case, EXPLAIN)
    show(nudge.handle, as_answered(nudge, nudge.card, scene, ports), press, im.sending, ports)

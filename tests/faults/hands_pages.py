"""What people press on the pages, and whether they are told that it was done."""

from collections.abc import Callable

from shared.app.handover.replying import Came
from shared.app.pages.change import confirm, edit, give_up
from shared.app.pages.filing import Claimed, Filed, SameName, file_group
from shared.app.pages.hand_over import answer_asked, offer_to, take_back
from shared.app.pages.shown import ShownGroup
from shared.app.pages.together import ask_along, let_go, step_down
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.handover import Reply
from tests.app.acts import Act, What
from tests.pigeon.vendor import PIGEON

NAME = "市场部-日报群"
_FORM = {"platform": PIGEON.id, "name": NAME, "external": "no", "once": "1"}


def _files(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    form = {**_FORM, "take": "yes"} if act.what is What.TAKE else _FORM
    outcome = file_group(form, who, ports)
    # Of what they filed already they are shown their own.
    return isinstance(outcome, Filed | Claimed) or (isinstance(outcome, SameName) and outcome.is_own)


def _offers(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    offer_to(handle, act.to or "", who, ports)
    return True


def _asks_along(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    ask_along(handle, act.to or "", who, ports)
    return True


def _steps_down(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    step_down(handle, who, ports)
    return True


def _lets_go(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    let_go(handle, act.to or "", who, ports)
    return True


def _takes_back(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    take_back(handle, who, ports)
    return True


def _answers(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    said = Reply.ACCEPTED if act.what is What.ACCEPT else Reply.DECLINED
    return answer_asked(handle, said, who, ports) is not Came.OVER


def _gives_up(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    give_up(handle, who, ports)
    return True


def _edits(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    return isinstance(edit(handle, {"purpose": "日报", "external": "no"}, who, ports), ShownGroup)


def _confirms(act: Act, handle: str, who: Visitor, ports: Ports) -> bool:
    confirm(who, ports)
    return True


PAGES: dict[What, Callable[[Act, str, Visitor, Ports], bool]] = {
    What.FILE: _files,
    What.TAKE: _files,
    What.OFFER: _offers,
    What.JOIN: _asks_along,
    What.STEP_DOWN: _steps_down,
    What.LET_GO: _lets_go,
    What.TAKE_BACK: _takes_back,
    What.ACCEPT: _answers,
    What.DECLINE: _answers,
    What.GIVE_UP: _gives_up,
    What.EDIT: _edits,
    What.CONFIRM: _confirms,
}

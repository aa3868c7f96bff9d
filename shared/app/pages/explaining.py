"""「说明情况／申诉」 on a page: a few words that only those who decide read, and once another look at a refusal."""

from datetime import date
from typing import NamedTuple

from shared.app.desk.asking import ask, promised
from shared.app.desk.words import faults_of_words, words_of
from shared.app.pages.asked import asked, requests_of
from shared.app.pages.mine import own
from shared.app.pages.shown import ShownGroup, shown
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.case import Case, GroupFile
from shared.core.declaration import Wrong
from shared.core.errors import Conflict, PageRefused
from shared.core.lang import Bilingual, both
from shared.core.request import Request, Verdict, id_for_page, id_once_more
from shared.core.run import Entry

_WORDS = both("请写一两句", "Please write a sentence or two")


class Explaining(NamedTuple):
    """What is about to be explained."""

    group: ShownGroup
    what: Bilingual
    by: date
    """When it is answered at the latest."""
    former: str = ""
    """What was decided before; empty: nothing was."""


def about_chore(handle: str, check: str, who: Visitor, ports: Ports) -> Explaining:
    """Raises PageRefused where the group is not theirs, or there is nothing to explain."""
    file = own(handle, who, ports)
    one = shown(file, who, ports)
    chore = next((chore for chore in one.chores if chore.check == check), None)
    case = file.case(check)
    if chore is None or case is None or _refused_before(case, who, ports):
        raise PageRefused("stale")
    return Explaining(one, chore.title, promised(who.scene, who.policy))


def about_refusal(handle: str, request: str, who: Visitor, ports: Ports) -> Explaining:
    """Raises PageRefused where the group is not theirs, or it was looked at again before."""
    file = own(handle, who, ports)
    before = next((one for one in asked(who, ports) if one.id == request and one.handle == handle), None)
    if before is None or not before.may_ask_again:
        raise PageRefused("stale")
    return Explaining(shown(file, who, ports), before.what, promised(who.scene, who.policy), before.outcome)


def explain(handle: str, check: str, text: str, who: Visitor, ports: Ports) -> tuple[Wrong, ...]:
    """Ask; what is wrong with the words, if anything is. Raises PageRefused as `about_chore`."""
    about_chore(handle, check, who, ports)
    file = own(handle, who, ports)
    case = file.case(check)
    assert case is not None
    request = _new(id_for_page(who.account, case.key.id, case.opened), check, file, who)
    return _ask(request, text, file, who, ports)


def ask_again(handle: str, request: str, text: str, who: Visitor, ports: Ports) -> tuple[Wrong, ...]:
    """Ask somebody else to look at a refusal, once. Raises PageRefused as `about_refusal`."""
    about_refusal(handle, request, who, ports)
    file = own(handle, who, ports)
    former = next(one for one in requests_of(who, ports) if one.id == request)
    again = _new(id_once_more(request), former.check, file, who)._replace(former=request)
    return _ask(again, text, file, who, ports)


def _new(request_id: str, check: str, file: GroupFile, who: Visitor) -> Request:
    return Request(
        id=request_id,
        group=file.group.key,
        check=check,
        by=who.account,
        asked=who.now,
        nudge_day=who.scene.local_day(),
        promised=promised(who.scene, who.policy),
    )


def _ask(request: Request, text: str, file: GroupFile, who: Visitor, ports: Ports) -> tuple[Wrong, ...]:
    wrong = tuple(faults_of_words("text", text, _WORDS))
    if wrong:
        return wrong
    try:
        ask(request._replace(text=words_of(text)), file.case(request.check), who.scene, ports)
    except Conflict:  # something else of the group changed at this moment
        raise PageRefused("stale") from None
    details = {"check": request.check}
    ports.ledger().audit.write(Entry(who.now, "explained", request.group, who.account, details))
    return ()


def _refused_before(case: Case, who: Visitor, ports: Ports) -> bool:
    """Whether somebody said no to them about this very finding: then it is that which can be looked at again."""
    return any(
        one.verdict is Verdict.REFUSED
        and (one.group, one.check) == case.key
        and one.decided is not None
        and one.decided >= case.opened
        for one in requests_of(who, ports)
    )

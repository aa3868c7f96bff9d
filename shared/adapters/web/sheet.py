"""「上传登记表」 for clerks: what a sheet would change, then 「就这样更新」; a marked copy, and a blank one.

Nothing is kept between the two requests: the sheet travels with the page that shows what it would change.
"""

import base64
import binascii
import hashlib
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.web.addresses import SHEET
from shared.adapters.web.reply import WebReply, attachment, moved
from shared.adapters.web.visit import Visit
from shared.app.desk.clerks import clerk
from shared.core.display import harmless
from shared.core.errors import BadInput, Fault, PageRefused

if TYPE_CHECKING:
    from shared.app.desk.sheet import Look

_HOUR = timedelta(hours=1)
_LONGEST_NAME = 50
"""Characters: as a file's name it must not be longer than 255 bytes."""
_LARGEST_COPY = 4 * 1024 * 1024
"""Bytes that an answer can carry as base64."""
_MOST = 200
"""Groups of a kind that the page names."""


class _Sent(NamedTuple):
    data: bytes
    name: str
    seen: str = ""
    """What was shown of it; empty: nothing yet."""
    once: str = ""


def sheet_page(visit: Visit) -> WebReply:
    clerk(visit.who())
    return visit.shown("sheet.html", said=visit.request.query.get("said", ""), wrong="", faults=[])


def take_sheet(visit: Visit) -> WebReply:
    who = clerk(visit.who())
    from shared.app.desk.sheet import LARGEST, looked

    if visit.request.too_large:  # nothing of the form was read
        return _again(visit, "sheet_large", 413)
    sent = _new(visit) if "file" in visit.request.files else _shown_before(visit, who.account)
    if not sent.data:
        return _again(visit, "sheet_none", 422)
    if len(sent.data) > LARGEST:
        return _again(visit, "sheet_large", 413)
    try:
        look = looked(sent.data, sent.name, who, visit.ports)
    except BadInput as error:
        return visit.shown("sheet.html", 422, said="", wrong="", faults=_words(error.faults, visit))
    return _asked(visit, sent, look)


def _asked(visit: Visit, sent: _Sent, look: "Look") -> WebReply:
    """What was pressed; nothing is filed that was not shown as it is now."""
    from shared.app.desk.sheet import handed_in

    act = visit.request.form.get("act", "")
    if act == "copy" and look.wrong:
        return _marked(visit, sent, look)
    if act != "file" or not look.is_to_file:
        return _look(visit, sent, look)
    if look.seen != sent.seen:
        return _look(visit, sent, look, note="sheet_changed")
    handed_in(sent.data, sent.name, sent.once, look, visit.who(), visit.ports)
    return moved(f"{SHEET}?said=sheet_sent")


def blank_sheet(visit: Visit) -> WebReply:
    """As `register --template` writes it, with the departments of the policy."""
    who = clerk(visit.who())
    from shared.adapters.files.template import KINDS, template

    kind = KINDS["groups"]
    departments = [rule.name for rule in who.policy.departments]
    return attachment(template(kind, visit.lang, departments), f"{kind.title[visit.lang]}.xlsx")


def _new(visit: Visit) -> _Sent:
    file = visit.request.files["file"]
    path = PurePath(harmless(file.name.replace("\\", "/")).rpartition("/")[2])
    return _Sent(file.data, f"{path.stem[:_LONGEST_NAME] or 'register'}{path.suffix[:5].lower()}")


def _shown_before(visit: Visit, account: str) -> _Sent:
    """The sheet as a page of ours brought it. Raises PageRefused where anything else comes back."""
    form = visit.request.form
    said = visit.ports.seal().opened(form.get("seal", ""), "sheet", _HOUR)
    if not isinstance(said, list):
        return _Sent(b"", "")
    try:
        data = base64.urlsafe_b64decode(form.get("data", ""))
    except (binascii.Error, ValueError):
        data = b""
    by, name, digest, seen, once = said
    if by != account or hashlib.sha256(data).hexdigest() != digest:
        raise PageRefused("form")
    return _Sent(data, name, seen, once)


def _again(visit: Visit, wrong: str, status: int) -> WebReply:
    return visit.shown("sheet.html", status, said="", wrong=wrong, faults=[])


def _look(visit: Visit, sent: _Sent, look: "Look", note: str = "") -> WebReply:
    who, once = visit.who(), sent.once or visit.ports.token()
    digest = hashlib.sha256(sent.data).hexdigest()
    return visit.shown(
        "sheet_look.html",
        422 if look.wrong else 200,
        name=sent.name,
        look=look,
        note=note,
        most=_MOST,
        faults=_words([one.fault for one in look.wrong], visit),
        data=base64.urlsafe_b64encode(sent.data).decode(),
        seal=visit.ports.seal().seal([who.account, sent.name, digest, look.seen, once], "sheet"),
        zone=who.scene.zone,
        today=visit.today(who),
    )


def _words(faults: "tuple[Fault, ...] | list[Fault]", visit: Visit) -> list[str]:
    from shared.core.lang import Lang

    is_zh = visit.lang is Lang.ZH
    return [harmless(one.zh if is_zh and one.zh else f"{one.reason}. {one.remedy}") for one in faults]


def _marked(visit: Visit, sent: _Sent, look: "Look") -> WebReply:
    from shared.adapters.files.marked import marked

    try:
        copy = marked(sent.data, sent.name, [one.fault for one in look.wrong])
    except BadInput:
        copy = None
    if copy is None or len(copy.data) > _LARGEST_COPY:
        return _look(visit, sent, look, note="sheet_no_copy")
    return attachment(copy.data, f"{PurePath(sent.name).stem}-需要修改的地方.xlsx")

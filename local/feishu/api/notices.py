"""Announcements in both systems: what there is, its text, and writing it."""

from collections.abc import Callable, Mapping

from local.feishu.call import Call, Json, cut, page_of
from local.feishu.chats import Chat
from local.feishu.codes import Refusal
from local.feishu.docx import Docx
from local.feishu.olddoc import OldDoc

_DOC_CODES: Mapping[str, int] = {"gone": 232009, "outside": 232011, "external": 232033}
_DOCX_CODES: Mapping[str, int] = {"gone": 1770002, "outside": 1772003, "external": 1772004}


def docx_info(call: Call) -> Json:
    """The one call that works for both systems and says which one it is."""
    chat = _seen(call, _DOCX_CODES)
    notice = chat.notice or _unwritten(call, chat, "1772001", "1770002")
    owner, owner_type = _writer(call, notice.writer)
    modifier, modifier_type = _writer(call, notice.modifier)
    return {
        "revision_id": notice.revision,
        "create_time": str(int(notice.created)),
        "update_time": str(int(notice.updated)),
        "owner_id": owner,
        "owner_id_type": owner_type,
        "modifier_id": modifier,
        "modifier_id_type": modifier_type,
        "announcement_type": chat.form,
    }


def docx_blocks(call: Call) -> Json:
    notice = _docx(call)
    page = page_of(call, default=500, most=500, mark=str(notice.revision))
    if call.number("revision_id", -1, most=1 << 31) not in {-1, notice.revision}:
        raise Refusal(1770032)
    items, turned = cut(list(notice.in_order()), page)
    return {"items": list(items), **turned}


def create_children(call: Call) -> Json:
    notice = _written(call)
    specs = call.body.get("children")
    if not isinstance(specs, list) or not specs or not all(isinstance(each, dict) for each in specs):
        raise Refusal(1770001)
    return _once(call, notice, lambda: _create(call, notice, specs))


def _create(call: Call, notice: Docx, specs: list[Json]) -> Json:
    index = call.body.get("index", -1)
    made = notice.insert(call.path["block_id"], index if isinstance(index, int) else -1, specs)
    return {"children": made}


def delete_children(call: Call) -> Json:
    notice = _written(call)
    start, end = call.body.get("start_index"), call.body.get("end_index")
    if not isinstance(start, int) or not isinstance(end, int):
        raise Refusal(1770001)

    def remove() -> Json:
        notice.remove(call.path["block_id"], start, end)
        return {}

    return _once(call, notice, remove)


def update_blocks(call: Call) -> Json:
    """Replaces the text of blocks; the other kinds of change are not served."""
    notice = _written(call)
    requests = call.body.get("requests")
    if not isinstance(requests, list) or not requests:
        raise Refusal(1770001)
    return _once(call, notice, lambda: {"blocks": [_rewritten(notice, request) for request in requests]})


def _rewritten(notice: Docx, request: Json) -> Json:
    try:
        return notice.rewrite(request["block_id"], request["update_text_elements"]["elements"])
    except (KeyError, TypeError):
        raise Refusal(1770001) from None


def _once(call: Call, notice: Docx, edit: Callable[[], Json]) -> Json:
    """The same `client_token` edits once and is answered the same."""
    token = call.asked("client_token")
    if token and token in notice.replies:
        return notice.replies[token]
    reply = edit()
    notice.edited(call.world.app.id, call.now)
    reply |= {"revision_id": notice.revision, "client_token": token}
    notice.replies[token] = reply
    return reply


def get_doc(call: Call) -> Json:
    chat = _seen(call, _DOC_CODES)
    if chat.form == "docx":
        raise Refusal(232097)
    notice = chat.notice or _unwritten(call, chat, "232003")
    assert isinstance(notice, OldDoc)
    owner, owner_type = _writer(call, notice.writer)
    modifier, modifier_type = _writer(call, notice.modifier)
    return {
        "content": notice.content(),
        "revision": str(notice.revision),
        "create_time": str(int(notice.created)),
        "update_time": str(int(notice.updated)),
        "owner_id_type": owner_type,
        "owner_id": owner,
        "modifier_id_type": modifier_type,
        "modifier_id": modifier,
    }


def patch_doc(call: Call) -> Json:
    chat = _seen(call, _DOC_CODES)
    if chat.form == "docx":
        raise Refusal(232097)
    if not chat.bot_may_edit():
        raise Refusal(232002)
    notice = chat.notice or OldDoc(call.world.app.id, call.now)
    assert isinstance(notice, OldDoc)
    notice.apply(call.text("revision"), call.texts("requests"))
    chat.notice = notice
    notice.edited(call.world.app.id, call.now)
    return {}


def _docx(call: Call) -> Docx:
    chat = _seen(call, _DOCX_CODES)
    if chat.form == "doc":
        raise Refusal(1772006)
    notice = chat.notice or _unwritten(call, chat, "1772001", "1770002")
    assert isinstance(notice, Docx)
    return notice


def _written(call: Call) -> Docx:
    """For an edit: where there was none, there is an empty one now."""
    chat = _seen(call, _DOCX_CODES)
    if chat.form == "doc":
        raise Refusal(1772006)
    if not chat.bot_may_edit():
        raise Refusal(1770032)
    if chat.notice is None:
        chat.notice = Docx(chat.id, call.world.app.id, call.now)
    assert isinstance(chat.notice, Docx)
    return chat.notice


def _seen(call: Call, codes: Mapping[str, int]) -> Chat:
    chat = call.world.chats.get(call.path["chat_id"])
    if chat is None or chat.status != "normal":
        raise Refusal(codes["gone"] if chat else 232006 if codes is _DOC_CODES else 1770002)
    if chat.bot is None:
        raise Refusal(codes["outside"])
    if chat.external and call.world.variants.external == "refused":
        raise Refusal(codes["external"])
    return chat


def _unwritten(call: Call, chat: Chat, *refusals: str) -> Docx | OldDoc:
    """What stands in for an announcement that nobody wrote, unless the variant is one of these codes."""
    if call.world.variants.never_edited in refusals:
        raise Refusal(int(call.world.variants.never_edited))
    writer = chat.owner or call.world.app.id
    return (
        Docx(chat.id, writer, chat.created)
        if chat.form == "docx"
        else OldDoc(writer, chat.created, revision=0)
    )


def _writer(call: Call, name: str) -> tuple[str, str]:
    user = call.world.people.get(name)
    id_type = call.id_type()
    return (user.called(id_type), id_type) if user else (name, "app_id")

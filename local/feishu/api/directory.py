"""People and departments, as far as the app's contact scope and field permissions show them."""

from local.feishu.call import Call, Json, cut, invalid, page_of
from local.feishu.codes import Refusal
from local.feishu.people import ROOT, TENANT, Department, User, user_card

_MOST_IDS = 50


def get_user(call: Call) -> Json:
    user = call.person(call.path["user_id"], call.id_type())
    if user is None or user.tenant != TENANT:
        raise Refusal(99992351)
    if not user.visible:
        raise Refusal(41050)
    return {"user": _card(call, user)}


def batch_users(call: Call) -> Json:
    """Who is unknown or out of reach is silently missing."""
    names = _ids(call, "user_ids")
    id_type = call.id_type()
    found = [call.person(name, id_type) for name in names]
    return {"items": [_card(call, user) for user in found if user and user.visible and user.tenant == TENANT]}


def _card(call: Call, user: User) -> Json:
    return user_card(user, call.world.people.get(user.leader), call.id_type(), frozenset(call.world.scopes))


def find_users(call: Call) -> Json:
    """By mail address; nobody here has a telephone."""
    rows = []
    for email in call.texts("emails"):
        user = call.world.person(email)
        hidden = user is None or (user.state == "resigned" and not call.body.get("include_resigned"))
        row: Json = {"email": email}
        if user is not None and not hidden:
            row |= {"user_id": user.called(call.id_type()), "status": user.status()}
        rows.append(row)
    return {"user_list": rows + [{"mobile": mobile} for mobile in call.texts("mobiles")]}


def get_department(call: Call) -> Json:
    department = _department(call, call.path["department_id"])
    if department is None:
        raise Refusal(99992353)
    return {"department": _shown(call, department)}


def batch_departments(call: Call) -> Json:
    found = [_department(call, name) for name in _ids(call, "department_ids")]
    return {"items": [_shown(call, department) for department in found if department is not None]}


def list_children(call: Call) -> Json:
    """One level down, or all of them with `fetch_child`."""
    above = call.path["department_id"]
    parent = ROOT if above == ROOT else getattr(_department(call, above), "open_id", None)
    if parent is None:
        raise Refusal(99992353)
    page = page_of(call, default=10, most=50)
    items, turned = cut(_below(call, parent, deep=call.asked("fetch_child").lower() == "true"), page)
    return {"items": [_shown(call, department) for department in items], **turned}


def _below(call: Call, parent: str, *, deep: bool) -> list[Department]:
    direct = [each for each in call.world.departments.values() if each.parent == parent]
    if not deep:
        return direct
    return [found for each in direct for found in (each, *_below(call, each.open_id, deep=True))]


def _department(call: Call, name: str) -> Department | None:
    if call.asked("department_id_type", "open_department_id") == "open_department_id":
        return call.world.departments.get(name)
    return next((each for each in call.world.departments.values() if each.id == name), None)


def _shown(call: Call, department: Department) -> Json:
    head = call.world.people.get(department.head)
    head_id = head.called(call.id_type()) if head else ""
    present = [user for user in call.world.people.values() if user.state == "active"]
    row: Json = {
        "name": department.name,
        "i18n_name": {"zh_cn": department.name, "en_us": "", "ja_jp": ""},
        "parent_department_id": department.parent,
        "department_id": department.id,
        "open_department_id": department.open_id,
        "leader_user_id": head_id,
        "member_count": sum(1 for user in present if user.department == department.open_id),
        "status": {"is_deleted": False},
        "leaders": [{"leader_type": 1, "leader_id": head_id}] if head else [],
    }
    return row | {"chat_id": department.chat} if department.chat else row


def _ids(call: Call, name: str) -> list[str]:
    ids = list(call.query.get(name, ()))
    if not 1 <= len(ids) <= _MOST_IDS:
        raise invalid(name, f"1 to {_MOST_IDS} ids")
    return ids

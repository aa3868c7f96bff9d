"""Tries each capability once, on one group, and says what is missing in the words of Feishu's own console."""

from collections.abc import Callable, Iterator
from functools import partial

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.wire import DEPARTMENTS, USERS, Api, Call, call
from shared.adapters.im.kit.fields import rows, texts
from shared.app.ports.im import IM
from shared.core.account import id_of
from shared.core.errors import NotVisible, PlatformDenied, PlatformError
from shared.core.model import Group

OK = "ok"
NO_GROUP = "no group to try it on: invite the bot into one"
_LOOKED_AT = 20
"""Groups of which the first without outsiders is tried: the others hide things for reasons of their own."""
_TYPES = (("user_id_type", "open_id"), ("department_id_type", "open_department_id"))


def probe(im: IM, client: Client) -> dict[str, str]:
    """Capability → `ok`, the missing permission, or what else stood in the way. Nothing is sent."""
    found: dict[str, str] = {}
    groups: list[Group] = []
    found["groups"] = _tried(lambda: groups.extend(_some(im)))
    group = next((one for one in groups if not (one.external and one.external.value)), None)
    if group is None:
        return found | dict.fromkeys(("detail", "announcement", "life"), NO_GROUP)
    for name, attempt in _attempts(im, group):
        found[name] = _tried(attempt)
    owner = next((id_of(one.owner.value) for one in groups if one.owner and one.owner.value), None)
    if owner:
        found["directory"] = _tried(lambda: client.ask(_batch(USERS, "user_ids", owner)))
        found["departments"] = _tried(lambda: _departments(client, owner))
    return found


def _some(im: IM) -> list[Group]:
    """The first of them; a page can be empty although more follow."""
    found: list[Group] = []
    token, asked = "", set[str]()
    while im.groups is not None and len(found) < _LOOKED_AT and token not in asked:
        asked.add(token)
        page = im.groups(token)
        found += page.groups
        token = page.next
        if not token:
            break
    return found[:_LOOKED_AT]


def _attempts(im: IM, group: Group) -> Iterator[tuple[str, Callable[[], object]]]:
    for name in ("detail", "life"):
        read = getattr(im, name)
        if read is not None:
            yield name, partial(read, group)
    if im.announcement is not None:
        yield "announcement", partial(im.announcement, group, None)


def _departments(client: Client, owner: str) -> None:
    people = client.ask(_batch(USERS, "user_ids", owner)).data
    departments = [id_ for item in rows(people.get("items")) for id_ in texts(item.get("department_ids"))]
    for id_ in departments[:1]:
        client.ask(_batch(DEPARTMENTS, "department_ids", id_))


def _batch(api: Api, field: str, id_: str) -> Call:
    return call(api, query=(*_TYPES, (field, id_)))


def _tried(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except PlatformDenied as error:
        return error.missing or error.code
    except NotVisible as error:
        return f"not shown ({error.code})"
    except PlatformError as error:
        return f"no answer ({error.code})"
    return OK

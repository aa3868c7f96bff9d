"""The directory, as far as the app's contact scope reaches: people, their departments and who heads those."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.guesses import Guesses
from shared.adapters.im.feishu.wire import DEPARTMENTS, USERS, Api, call
from shared.adapters.im.kit.fields import Json, rows, text, texts, whole
from shared.app.ports.im import Roster
from shared.core.account import Account, account, id_of
from shared.core.errors import PlatformDenied, PlatformError
from shared.core.model import Department, Employment, Profile

ROOT = "0"
"""The company itself, which is no department."""
_TYPES = (("user_id_type", "open_id"), ("department_id_type", "open_department_id"))
_MAIN_HEAD = 1
REMEMBERED = timedelta(hours=1)
"""How long a department is not asked for again: many people share one."""


class People:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._guesses = client.settings.guesses
        self._departments: dict[str, Department | None] = {}
        """By id; None: not shown."""
        self._since = client.now()

    def roster(self, accounts: Sequence[Account]) -> Roster:
        """Whoever is out of the contact scope is simply not in it. Without the departments' scope people have none."""
        ids = _unique(list(map(id_of, accounts)))
        found = [item for item in self._batch(USERS, "user_ids", ids) if text(item.get("open_id"))]
        departments = self._named(dict.fromkeys(main for item in found if (main := _main(item))))
        people = tuple(self._profile(item, departments.get(_main(item))) for item in found)
        return Roster(people, tuple(dict.fromkeys(departments.values())))

    def _profile(self, item: Json, department: Department | None) -> Profile:
        return Profile(
            account=self._account(item.get("open_id")) or "",
            name=text(item.get("name")) or None,
            department=department.name if department else None,
            title=text(item.get("job_title")) or None,
            employment=_employment(item.get("status"), self._guesses),
            manager=self._account(item.get("leader_user_id")),
            holder=text(item.get("union_id")) or None,
        )

    def _department(self, item: Json) -> Department | None:
        name = text(item.get("name"))
        return Department(name, head=self._account(_head(item))) if name else None

    def _account(self, identity: object) -> Account | None:
        return account(self._client.settings.id, text(identity)) if text(identity) else None

    def _named(self, ids: dict[str, None]) -> dict[str, Department]:
        known = self._remembered()
        unknown = [id_ for id_ in ids if id_ not in known]
        try:
            for item in self._batch(DEPARTMENTS, "department_ids", unknown):
                known[text(item.get("open_department_id"))] = self._department(item)
        except PlatformDenied:  # who works here is worth knowing without it; `doctor` says what is missing
            return {}
        for id_ in unknown:
            known.setdefault(id_, None)
        return {id_: department for id_ in ids if (department := known[id_]) is not None}

    def _remembered(self) -> dict[str, Department | None]:
        """One that another thread puts in its place meanwhile costs a call and nothing else."""
        if not timedelta() <= self._client.now() - self._since < REMEMBERED:
            self._departments, self._since = {}, self._client.now()
        return self._departments

    def _batch(self, api: Api, field: str, ids: Sequence[str]) -> Iterator[Json]:
        size = self._guesses.people_per_call
        for start in range(0, len(ids), size):
            yield from self._some(api, field, ids[start : start + size])

    def _some(self, api: Api, field: str, ids: Sequence[str]) -> Iterator[Json]:
        """A call that one hidden entry spoils is made again by halves, until that entry is alone."""
        query = [*_TYPES, *((field, id_) for id_ in ids)]
        try:
            yield from rows(self._client.ask(call(api, query=query)).data.get("items"))
        except PlatformError as error:
            if error.code not in self._guesses.hides_one:
                raise
            half = len(ids) // 2
            if half:
                yield from self._some(api, field, ids[:half])
                yield from self._some(api, field, ids[half:])


def _unique(ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(id_ for id_ in ids if id_))


def _main(item: Json) -> str:
    """The id of the department that counts as theirs: the one marked so, else the first; empty: none is shown."""
    marked = [
        text(order.get("department_id"))
        for order in rows(item.get("orders"))
        if order.get("is_primary_dept") is True
    ]
    listed = [id_ for id_ in (*marked, *texts(item.get("department_ids"))) if id_ and id_ != ROOT]
    return listed[0] if listed else ""


def _employment(status: object, guesses: Guesses) -> Employment | None:
    """None where the app may not see it."""
    if not isinstance(status, dict) or not status:
        return None
    if status.get("is_resigned") is True or status.get("is_exited") is True:
        return Employment.LEFT
    asleep = status.get("is_activated") is False or status.get("is_unjoin") is True
    if status.get("is_frozen") is True or (asleep and guesses.not_activated_is_disabled):
        return Employment.DISABLED
    return Employment.ACTIVE


def _head(item: Json) -> str | None:
    """The department's head; the list of leaders is asked where the single field is empty, deputies are not heads."""
    leaders = (
        text(leader.get("leaderID")) or text(leader.get("leader_id"))
        for leader in rows(item.get("leaders"))
        if whole(leader.get("leaderType", leader.get("leader_type"))) == _MAIN_HEAD
    )
    return text(item.get("leader_user_id")) or next((id_ for id_ in leaders if id_), None)

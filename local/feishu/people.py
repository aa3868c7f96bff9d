"""People and departments as the directory (通讯录) holds them."""

from dataclasses import dataclass
from typing import Any

from local.feishu import scopes

Json = dict[str, Any]

TENANT = "736588c9260f175e"
PARTNER = "2ed263bf32cf1651"
"""The tenant of people of another company."""
ROOT = "0"


@dataclass(slots=True)
class User:
    """`id` is the company's own (`user_id`); the other two are made from it. Changes as the person's state does."""

    id: str
    name: str
    nickname: str = ""
    title: str = ""
    department: str = ""
    """The department's `open_department_id`."""
    leader: str = ""
    """The `id` of the one they report to."""
    tenant: str = TENANT
    state: str = "active"
    """`active`, `frozen` or `resigned`."""
    available: bool = True
    """Whether the app's availability (可用范围) covers them."""
    visible: bool = True
    """Whether the app's contact scope (通讯录权限范围) covers them."""
    stopped: bool = False
    """They told the bot to stop writing to them."""

    @property
    def open_id(self) -> str:
        return f"ou_{self.id}"

    @property
    def email(self) -> str:
        return f"{self.id.lower()}@qinghe.example"

    def ids(self) -> Json:
        return {"open_id": self.open_id, "union_id": f"on_{self.id}", "user_id": self.id}

    def called(self, id_type: str) -> str:
        """Their id of a type: `open_id`, `union_id` or `user_id`."""
        return str(self.ids()[id_type])

    def status(self) -> Json:
        return {
            "is_frozen": self.state == "frozen",
            "is_resigned": self.state == "resigned",
            "is_activated": self.state != "resigned",
            "is_exited": False,
            "is_unjoin": False,
        }


@dataclass(slots=True)
class Department:
    open_id: str
    id: str
    name: str
    parent: str = ROOT
    head: str = ""
    """The `id` of whoever leads it."""
    chat: str = ""


def user_card(user: User, leader: User | None, id_type: str, granted: frozenset[str]) -> Json:
    """What the app may see of a person: fields without their permission are silently missing."""
    shown: Json = {"open_id": user.open_id, "union_id": f"on_{user.id}"}
    if scopes.EMPLOYEE_IDS in granted:
        shown["user_id"] = user.id
    if scopes.NAMES in granted:
        shown |= {"name": user.name, "en_name": "", "nickname": user.nickname}
    if scopes.DEPARTMENTS_OF_USERS in granted:
        leader_id = leader.called(id_type) if leader else ""
        shown |= {"department_ids": [user.department], "leader_user_id": leader_id}
    if scopes.EMPLOYMENT in granted:
        shown |= {
            "status": user.status(),
            "job_title": user.title,
            "employee_type": 1,
            "is_tenant_manager": False,
        }
    if scopes.EMAILS in granted:
        shown["email"] = user.email
    return shown

"""A small company that lives on a fake platform, and the functions run over it as schedules would."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shared.app.collect.tick import collect
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ops.operate import operate
from shared.core.account import account
from shared.core.checks.catalogue import CHECKS
from shared.core.mode import Mode
from shared.core.model import Department, Employment, Fact, Group, Profile, Status
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy
from shared.core.policy.values import Notice
from shared.core.questions.catalogue import ALL
from tests.fakes.im import FakeIM
from tests.fakes.ports import FakeWorld, fake_ports
from tests.pigeon.vendor import PIGEON

MONDAY = datetime(2026, 5, 11, 1, tzinfo=UTC)
"""09:00 in Shanghai, of a week without any holiday."""
FULL = (
    "目的：新品推广的协同。功能：排期、物料确认。成员：市场部同事。约定：围绕工作，夜间非紧急不发。群主：王芳"
)


def speaking_policy(*checks: str, **changed: Any) -> Policy:
    """A policy under which these checks (none named: all) may nudge."""
    policy = default_policy(ALL)
    own = {
        name: check._replace(mode=Mode.NUDGE) if not checks or name in checks else check
        for name, check in policy.checks.items()
    }
    notice = Notice(date(2026, 1, 4), "https://example.com/notice", "总经办")
    return policy._replace(**{"mode": Mode.NUDGE, "notice": notice, "checks": own, **changed})


class Company:
    """王芳 owns the groups of 市场部, whose head is 陈立."""

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        now: datetime = MONDAY,
        platform: str = PIGEON.id,
        **ports: Any,
    ) -> None:
        self.world: FakeWorld = fake_ports(now=now, policy=policy or speaking_policy(), **ports)
        self.im = FakeIM(self.world.clock, platform=platform)
        self.world = self.world.but(ims=lambda: {platform: self.im.connected()})
        self.im.people = {
            one: Profile(account(platform, one), name, "市场部", employment=Employment.ACTIVE)
            for one, name in (("wang", "王芳"), ("chen", "陈立"), ("zhou", "周杰"))
        }
        self.im.departments = (Department("市场部", head=account(platform, "chen")),)

    def add(self, identity: str, name: str = "市场部-新品推广组", *, text: str = "", **facts: Any) -> str:
        """A group on the platform, its owner and admins by their ids there; returns its key."""
        given: dict[str, Any] = {
            "name": name,
            "owner": "wang",
            "admins": ("zhou",),
            "size": 8,
            "external": False,
            "status": Status.ACTIVE,
        }
        given |= facts
        on, owner = self.im.platform, given["owner"]
        given["owner"] = account(on, owner) if owner else None
        given["admins"] = tuple(account(on, one) for one in given["admins"] if one)
        known: dict[str, Any] = {fact: Fact(value, self.now) for fact, value in given.items()}
        self.im.groups[identity] = Group(on, identity, **known)
        if text:
            self.im.texts[identity] = text
        return account(on, identity)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def at(self, day: int, hour: int, minute: int = 0, month: int = 5) -> None:
        """Set the clock to a wall-clock time in Shanghai, 2026."""
        self.world.clock.at = datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)

    def collect(self, **event: Any) -> Mapping[str, Any]:
        return collect(event, self.world.ports)

    def inspect(self, **event: Any) -> Mapping[str, Any]:
        return inspect(event, self.world.ports)

    def nudge(self, **event: Any) -> Mapping[str, Any]:
        return nudge(event, self.world.ports)

    def operate(self, do: str, **given: Any) -> Mapping[str, Any]:
        return operate({"do": do, **given}, self.world.ports)

    def open_for_business(self, *checks: str) -> None:
        """Collect and inspect once, then review and release as an operator would."""
        self.collect()
        self.inspect()
        for check in checks or tuple(check.id for check in CHECKS):
            sample = self.operate("review", check=check)["sample"]
            if sample:
                self.operate("review", check=check, right=[one["case"] for one in sample], by="何静")
        self.operate("release", check="all", by="何静")
        self.inspect()

    def day(self, day: int, month: int = 5) -> None:
        """One work day of ticks: collect and inspect in the morning, nudge every quarter of an hour."""
        self.at(day, 8, 30, month)
        self.collect()
        self.inspect()
        for minutes in range(9 * 60, 18 * 60 + 15, 15):
            self.at(day, minutes // 60, minutes % 60, month)
            self.nudge()

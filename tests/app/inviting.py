"""A company that invites its heads and project leads to file their groups."""

from collections.abc import Mapping
from typing import Any

from shared.app.inspect.tick import inspect
from shared.app.invitation.counting import Counts, counted
from shared.app.nudge.tick import nudge
from shared.app.ops.operate import operate
from shared.core.case import Case
from shared.core.invitation import invited_key
from shared.core.model import Department, Profile, Project
from tests.app.company import speaking_policy
from tests.app.handing import Handing
from tests.app.led import LOGIN
from tests.app.pages import CHEN, WANG, ZHOU

BOSS, LOST = "pigeon:boss", "pigeon:lost"
MARKET = {"departments": ["市场部"], "by": "何静"}
PROJECTS = (
    Project("星火", lead=WANG, department="市场"),
    Project("旧城", lead=ZHOU, department="市场部", ended=True),
    Project("孤岛", lead=ZHOU),
    Project("远山", department="市场部"),
)


class Inviting(Handing):
    """陈立 heads 市场部, 王芳 leads 星火 there; it is Monday morning."""

    def __init__(self, **policy: Any) -> None:
        super().__init__()
        said = speaking_policy(projects=PROJECTS, **policy)
        connected = self.im.connected()._replace(login=LOGIN)
        self.world = self.world.but(
            pages="https://pages.example.com/pages", policy=lambda: said, ims=lambda: {"pigeon": connected}
        )
        now, directory = self.world.clock.now(), self.world.ledger.directory
        market = Department("市场部", ("市场",), head=CHEN)
        directory.save(
            "pigeon", [Profile(LOST, "周全", "仓储部")], [market, Department("仓储部", head=LOST)], now
        )
        self.im.people = {
            account.partition(":")[2]: profile for account, profile in directory.profiles("pigeon").items()
        }

    def invite(self, *, release: bool = True, **given: Any) -> Mapping[str, Any]:
        return operate({"do": "invite", **MARKET, "release": release, **given}, self.world.ports)

    def invitation(self, account: str = CHEN) -> Case | None:
        file = self.world.ledger.inventory.get(invited_key(account))
        return file.case("invited_person") if file else None

    def mornings(self, days: int) -> None:
        for _ in range(days):
            self.morning(1)
            inspect({}, self.world.ports)
            nudge({}, self.world.ports)

    def counts(self) -> Counts:
        return counted(self.world.ports)

"""An office with two clerks of 总经办, 何静 and 赵敏, and an operator, 吴桐."""

from datetime import date
from typing import Any

from shared.app.desk.asking import promised
from shared.app.desk.desk import Desk, Opened, act, desk, opened
from shared.app.desk.item import Done
from shared.app.desk.nobody import NOBODY, note_nobody
from shared.app.inspect.tick import inspect
from shared.core.account import Account
from shared.core.case import Case, CaseKey
from shared.core.declaration import Wrong
from shared.core.model import Employment, Fact, Profile
from shared.core.request import Request
from tests.app.business import NOTICE, armed
from tests.app.company import speaking_policy
from tests.app.pages import WANG, Office
from tests.fakes.ports import MORNING

HE, ZHAO, WU = "pigeon:he", "pigeon:zhao", "pigeon:wu"
__all__ = ["HE", "NOBODY", "WU", "ZHAO", "Department", "Request"]


class Department(Office):
    """王芳 owns 市场部-活动执行群, whose announcement lacks."""

    def __init__(self, **ports: Any) -> None:
        super().__init__(
            policy=ports.pop("policy", None) or speaking_policy(clerks=(HE, ZHAO), operators=(WU,)), **ports
        )
        profiles = [
            Profile(HE, "何静", "总经办", employment=Employment.ACTIVE),
            Profile(ZHAO, "赵敏", "总经办", employment=Employment.ACTIVE),
            Profile(WU, "吴桐", "技术部", employment=Employment.ACTIVE),
        ]
        self.world.ledger.directory.save("pigeon", profiles, [], MORNING)
        for check in (NOTICE, "missing_owner"):
            self.world.ledger.checks.save(armed(check))

    def asks(
        self, name: str = "市场部-活动执行群", text: str = "", by: Account = WANG, former: str = ""
    ) -> Request:
        """Somebody files a group of theirs and explains why it has no announcement."""
        group = self.files(by, name=name, announcement="no").group
        number = len(self.world.ledger.waivers.asked_by([by]))
        now = self.world.clock.now()
        request = Request(
            f"r{number}{len(name)}",
            group.key,
            NOTICE,
            by,
            now,
            now.date(),
            promised=self.due(),
            text=text,
            former=former,
        )
        assert self.world.ledger.waivers.ask(request)
        case = self.case_of(group.key)
        self.world.ledger.cases.save(case._replace(request=request.id))
        return request

    def due(self) -> date:
        who = self.who()
        return promised(who.scene, who.policy)

    def case_of(self, group: str, check: str = NOTICE) -> Case:
        case = self.world.ledger.cases.get(CaseKey(group, check))
        assert case is not None
        return case

    def leaves(self, account: Account) -> None:
        now = self.world.clock.now()
        profile = self.world.ledger.directory.profiles("pigeon")[account]
        left = profile._replace(employment=Employment.LEFT)
        self.world.ledger.directory.save("pigeon", [left], [], now)

    def alone(self, name: str = "采购群", **filed: str) -> str:
        """A group of 周杰, who left; nobody else is to be found."""
        key = self.files("pigeon:zhou", name=name, announcement="no", **filed).group.key
        self.forward(1)
        self.leaves("pigeon:zhou")
        note_nobody(self.world.ledger, [key])
        return key

    def shows_alone(self, identity: str = "p1", name: str = "采购群") -> str:
        """A group that the pigeon post shows; its owner left, and it has no admins."""
        key = self.shows(identity, name, "pigeon:zhou", admins=Fact((), self.world.clock.now()))
        self.forward(1)
        self.leaves("pigeon:zhou")
        inspect({}, self.world.ports)
        return key

    def desk(self, account: Account = HE) -> Desk:
        return desk(self.who(account), self.world.ports)

    def open(self, request: str | Request, account: Account = HE) -> Opened:
        address = request if isinstance(request, str) else f"requests-{request.id}"
        return opened(address, self.who(account), self.world.ports)

    def decides(self, request: str | Request, account: Account = HE, **form: str) -> Done | tuple[Wrong, ...]:
        who = self.who(account)
        address = request if isinstance(request, str) else f"requests-{request.id}"
        return act(opened(address, who, self.world.ports), form, who, self.world.ports)

    def grants(self, request: str | Request, account: Account = HE, **form: str) -> Any:
        return self.decides(request, account, **{"verdict": "granted", "reason": "专项群", **form})

    def refuses(self, request: str | Request, account: Account = HE, **form: str) -> Any:
        return self.decides(request, account, **{"verdict": "refused", "reason": "新同事需要知道", **form})

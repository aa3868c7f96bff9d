"""A company on the pigeon post and on WeCom, whose people a test registers, and what a test asks about both."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shared.app.ports.im import IM, Letter, Sent
from shared.core.account import Account, account, platform_of
from shared.core.case import Case, CaseKey
from shared.core.errors import RecipientUnreachable
from shared.core.model import Department, Employment, Fact, Group, Person, Profile, Status
from tests.app.business import NOTICE, armed
from tests.app.company import Company, speaking_policy
from tests.fakes.im import FakeIM

FANG = ("pigeon:wang", "wecom:wangfang")
"""王芳, who has the id `wang` at the pigeon post; on WeCom it is 王五's."""


class Branches(Company):
    """The pigeon post as in `Company`; on WeCom `wang` is 王五, and 王芳 is `wangfang`. Nobody is registered yet."""

    def __init__(self, *checks: str, **changed: Any) -> None:
        super().__init__(speaking_policy(*(checks or (NOTICE,)), **changed))
        self.wecom = FakeIM(self.world.clock, platform="wecom")
        for identity, name in (("wang", "王五"), ("wangfang", "王芳"), ("li", "李强")):
            self.wecom.people[identity] = Profile(
                f"wecom:{identity}", name, "财务部", employment=Employment.ACTIVE, holder=name
            )
        self.wecom.departments = (Department("财务部", head="wecom:li"),)
        self.connect()
        for check in checks or (NOTICE,):
            self.world.ledger.checks.save(armed(check))

    def connect(self, **ims: IM) -> None:
        """Both platforms, some of them otherwise than they are."""
        connected = {"pigeon": self.im.connected(), "wecom": self.wecom.connected()}
        self.world = self.world.but(ims=lambda: connected | ims)

    def there(self, identity: str, owner: str | None = "wang", admins: tuple[str, ...] = ()) -> str:
        """A group on WeCom, its people by their ids there; returns its key."""
        known: dict[str, Any] = {
            "name": "财务部-报销答疑组",
            "owner": account("wecom", owner) if owner else None,
            "admins": tuple(account("wecom", one) for one in admins),
            "size": 8,
            "external": False,
            "status": Status.ACTIVE,
        }
        facts: dict[str, Any] = {name: Fact(value, self.now) for name, value in known.items()}
        self.wecom.groups[identity] = Group("wecom", identity, **facts)
        return f"wecom:{identity}"

    def register(self, *people: Person) -> None:
        register = self.world.ledger.people
        register.publish("sheet", people, self.now, register.version())

    def morning(self, day: int, hour: int = 10, minute: int = 20) -> None:
        """Collected and inspected at nine; then the clock stands at the first slot."""
        self.at(day, 9)
        self.collect()
        self.inspect()
        self.at(day, hour, minute)

    def refusing(self, *accounts: Account) -> list[Account]:
        """From now on the platforms cannot deliver to these. Returns whom they are asked to write to, as they are."""
        asked: list[Account] = []
        self.connect(
            **{im.platform: self._refusing(im, frozenset(accounts), asked) for im in (self.im, self.wecom)}
        )
        return asked

    def _refusing(self, im: FakeIM, accounts: frozenset[Account], asked: list[Account]) -> IM:
        connected = im.connected()
        assert connected.sending is not None
        post: Callable[[Letter], Sent] = connected.sending.post

        def refuse(letter: Letter) -> Sent:
            to = account(im.platform, letter.to)
            asked.append(to)
            if to in accounts:
                raise RecipientUnreachable(im.platform, "send", "81013")
            return post(letter)

        return connected._replace(sending=connected.sending._replace(post=refuse))

    def told(self) -> list[Account]:
        """Who has got a message so far, in order; of one moment by account."""
        inboxes = [(one.at, account(im.platform, one.to)) for im in (self.im, self.wecom) for one in im.inbox]
        return [to for _, to in sorted(inboxes)]

    def intro(self, to: Account) -> str:
        """How their newest message begins."""
        im = self.im if platform_of(to) == "pigeon" else self.wecom
        cards: list[Any] = [one.card for one in im.inbox if account(im.platform, one.to) == to]
        return str(cards[-1][4])

    def case(self, group: str, check: str = NOTICE) -> Case:
        case = self.world.ledger.cases.get(CaseKey(group, check))
        assert case is not None
        return case

    def ticks(self, count: int = 4) -> None:
        for _ in range(count):
            self.nudge()
            self.world.clock.forward(timedelta(minutes=15))

"""People who work at a small company, and the pages as they open them; nothing but the ledger is behind these."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shared.app.pages.change import confirm, done, edit, give_up
from shared.app.pages.filing import Filed, Outcome, file_group
from shared.app.pages.mine import Mine, mine
from shared.app.pages.shown import ShownGroup
from shared.app.pages.visitor import Visitor, visitor
from shared.app.ports.state import Part
from shared.core.case import Case, GroupFile
from shared.core.declaration import Wrong
from shared.core.lang import Lang
from shared.core.model import Department, Employment, Fact, Group, Person, Profile
from tests.app.company import speaking_policy
from tests.fakes.im import FakeIM
from tests.fakes.ports import MORNING, FakeWorld, fake_ports

WANG, CHEN, ZHOU = "pigeon:wang", "pigeon:chen", "pigeon:zhou"
SALES = {"platform": "lantern", "name": "华东销售冲冲冲", "external": "no"}


class Office:
    """王芳 and 陈立 of 市场部, 周杰 of 技术部; whoever is asked for a page has just logged in."""

    def __init__(self, **ports: Any) -> None:
        self.world: FakeWorld = fake_ports(policy=ports.pop("policy", None) or speaking_policy(), **ports)
        im = FakeIM(self.world.clock, platform="pigeon").connected()
        self.world = self.world.but(ims=lambda: {"pigeon": im})
        ledger = self.world.ledger
        profiles = [
            Profile(WANG, "王芳", "市场部", employment=Employment.ACTIVE, holder="1"),
            Profile(CHEN, "陈立", "市场部", employment=Employment.ACTIVE),
            Profile(ZHOU, "周杰", "技术部", employment=Employment.ACTIVE),
        ]
        departments = [Department("市场部", head=CHEN), Department("技术部"), Department("销售部")]
        ledger.runs.set_cursor("platforms", "pigeon")
        ledger.directory.save("pigeon", profiles, departments, MORNING)

    def who(self, account: str = WANG, lang: Lang = Lang.ZH) -> Visitor:
        return visitor(account, self.world.clock.now(), self.world.ports, lang)

    def hand_account_on(self) -> None:
        """王芳's account is somebody else's from now on."""
        now = self.world.clock.now()
        new = Profile(WANG, "王小明", "市场部", employment=Employment.ACTIVE, holder="2")
        self.world.ledger.directory.save("pigeon", [new], [], now)

    def register(self, *people: Person) -> None:
        people_register = self.world.ledger.people
        people_register.publish("v", people, self.world.clock.now(), people_register.version())

    def shows(self, identity: str, name: str, owner: str, **facts: Any) -> str:
        """A group that the pigeon post shows."""
        now = self.world.clock.now()
        group = Group("pigeon", identity, Fact(name, now), owner=Fact(owner, now), **facts)
        self.world.ledger.inventory.save(GroupFile(group, now), [Part.META], now)
        return group.key

    def tries(self, form: Mapping[str, str], account: str = WANG) -> Outcome:
        return file_group(form, self.who(account), self.world.ports)

    def files(self, account: str = WANG, **fields: str) -> ShownGroup:
        outcome = self.tries({**SALES, **fields}, account)
        assert isinstance(outcome, Filed)
        return outcome.group

    def mine(self, account: str = WANG) -> Mine:
        return mine(self.who(account), self.world.ports)

    def names(self, account: str = WANG) -> list[str]:
        return [one.group.name.value for one in self.mine(account).groups if one.group.name]

    def edit(self, handle: str, account: str = WANG, **fields: str) -> ShownGroup | tuple[Wrong, ...]:
        return edit(handle, fields, self.who(account), self.world.ports)

    def done(
        self, handle: str, check: str, account: str = WANG, **fields: str
    ) -> ShownGroup | tuple[Wrong, ...]:
        return done(handle, check, fields, self.who(account), self.world.ports)

    def give_up(self, handle: str, account: str = WANG) -> None:
        give_up(handle, self.who(account), self.world.ports)

    def confirm(self, account: str = WANG) -> None:
        confirm(self.who(account), self.world.ports)

    def forward(self, days: float) -> None:
        self.world.clock.forward(timedelta(days=days))

    def stored(self, key: str) -> GroupFile:
        file = self.world.ledger.inventory.get(key)
        assert file is not None
        return file

    def case(self, group: ShownGroup, check: str) -> Case | None:
        return self.stored(group.group.key).case(check)

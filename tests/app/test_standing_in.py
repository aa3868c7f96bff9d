"""「代…处理」: whoever stands in sees what waits for somebody on leave and says that it is done, and nothing else of theirs."""

from datetime import date, timedelta

import pytest

from shared.app.inspect.tick import inspect
from shared.app.pages.standing_in import StoodInFor, done_for, may_say_done, stood_in_for
from shared.core.errors import PageRefused
from shared.core.leave import Leave
from shared.core.model import Employment, Fact, Person, Profile
from tests.app.handing import Handing
from tests.app.pages import CHEN, WANG, ZHOU

NOTICE = "missing_announcement"
OTHER = "lantern:wangfang"


class Deputy(Handing):
    """王芳 is on leave, and 陈立 stands in for her by the people sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.register(Person((WANG, OTHER), "王芳", delegate=CHEN))
        self.goes()

    def goes(self, days: int = 4, account: str = WANG) -> None:
        today = self.world.clock.now().date()
        leave = Leave(account, today, today + timedelta(days=days), self.world.clock.now())
        self.world.ledger.leaves.put(leave)

    def sees(self, account: str = CHEN) -> list[StoodInFor]:
        return stood_in_for(self.who(account), self.world.ports)

    def says_done(self, check: str = NOTICE, account: str = CHEN) -> bool:
        (person,) = self.sees()
        return done_for(person.handle, person.groups[0].handle, check, self.who(account), self.world.ports)


@pytest.fixture
def office() -> Deputy:
    return Deputy()


def test_a_delegate_sees_only_what_waits_and_only_of_whom_they_stand_in_for(office: Deputy) -> None:
    office.files(announcement="no")
    office.files(name="市场部-活动执行群", announcement="yes")
    office.files(ZHOU, name="周杰的群", announcement="no")
    (person,) = office.sees()
    assert (person.name, [one.group.name.value for one in person.groups if one.group.name]) == (
        "王芳",
        ["华东销售冲冲冲"],
    )
    assert (office.sees(ZHOU), office.sees(WANG)) == ([], [])


def test_once_the_leave_is_over_or_taken_back_with_another_account_nothing_is_seen(office: Deputy) -> None:
    office.forward(5)
    assert office.sees() == []
    office.goes()
    assert len(office.sees()) == 1
    office.forward(0.01)
    today = office.world.clock.now().date()
    office.world.ledger.leaves.put(Leave(OTHER, today, today - timedelta(days=1), office.world.clock.now()))
    assert office.sees() == []


def test_somebody_who_said_so_with_two_accounts_is_one_person(office: Deputy) -> None:
    office.goes(3, OTHER)
    assert [one.name for one in office.sees()] == ["王芳"]


def test_nobody_stands_in_for_somebody_who_left(office: Deputy) -> None:
    office.register(Person((WANG, OTHER), "王芳", delegate=CHEN, employment=Employment.LEFT))
    assert office.sees() == []


def test_whoever_gets_the_delegate_s_account_later_stands_in_for_nobody(office: Deputy) -> None:
    office.register(Person((CHEN,), "陈立", delegate=WANG))
    office.goes(account=CHEN)
    assert [one.name for one in office.sees(WANG)] == ["陈立"]
    office.forward(0.01)
    office.hand_account_on()
    assert office.sees(WANG) == []


def test_a_directory_s_delegate_stands_in_as_well(office: Deputy) -> None:
    office.register(Person((WANG,), "王芳"))
    assert office.sees() == []
    shown = Profile(WANG, "王芳", "市场部", employment=Employment.ACTIVE, holder="1", delegate=ZHOU)
    office.world.ledger.directory.save("pigeon", [shown], [], office.world.clock.now())
    assert ([one.name for one in office.sees(ZHOU)], office.sees(CHEN)) == (["王芳"], [])


def test_what_they_say_is_done_is_the_fact_and_the_trail_says_who_said_it(office: Deputy) -> None:
    group = office.files(announcement="no")
    before = office.stored(group.group.key).filed
    assert office.says_done() is True
    after = office.stored(group.group.key).filed
    assert before is not None
    assert after is not None
    assert (after.by, after.at, after.until, after.owner) == (before.by, before.at, before.until, WANG)
    case = office.case(group, NOTICE)
    assert case is not None
    assert not case.is_open
    newest = office.world.ledger.audit.of(group.group.key, 9)
    assert [(one.by, dict(one.details)) for one in newest if one.what == "done_for"] == [
        (CHEN, {"check": NOTICE})
    ]
    with pytest.raises(PageRefused, match="stale"):
        done_for(office.sees()[0].handle, group.handle, NOTICE, office.who(CHEN), office.world.ports)


def test_a_name_that_was_filed_is_left_to_its_owner(office: Deputy) -> None:
    office.files(announcement="yes")
    (person,) = office.sees()
    (chore,) = person.groups[0].chores
    assert (chore.check, may_say_done(person.groups[0], chore)) == ("group_name", False)
    with pytest.raises(PageRefused, match="stale"):
        office.says_done("group_name")


def test_what_a_platform_shows_is_looked_at(office: Deputy) -> None:
    key = office.shows("p1", "冲冲冲", WANG, size=Fact(8, office.world.clock.now()))
    inspect({"checks": ["group_name"]}, office.world.ports)
    assert office.says_done("group_name") is False
    assert [one for one, _ in office.world.ledger.inventory.dirty("pigeon", 9)] == [key]


def test_nobody_else_says_it_and_no_other_group_is_answered_for(office: Deputy) -> None:
    group = office.files(announcement="no")
    (person,) = office.sees()
    theirs = office.files(ZHOU, name="周杰的群", announcement="no")
    with pytest.raises(PageRefused, match="not_yours"):
        done_for(person.handle, group.handle, NOTICE, office.who(ZHOU), office.world.ports)
    for handle, check in ((theirs.handle, NOTICE), (group.handle, "everything"), ("", "")):
        with pytest.raises(PageRefused, match="stale"):
            done_for(person.handle, handle, check, office.who(CHEN), office.world.ports)


def test_what_changed_meanwhile_is_not_written_over(office: Deputy) -> None:
    group = office.files(announcement="no")

    def edits() -> None:
        office.forward(0.01)
        office.edit(group.handle, purpose="日报")

    with office.meanwhile(edits), pytest.raises(PageRefused, match="taken"):
        office.says_done()


def test_the_days_of_the_story_are_as_they_are_meant(office: Deputy) -> None:
    assert office.who().scene.leaves[WANG].until == date(2026, 10, 16)

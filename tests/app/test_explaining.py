"""「说明情况／申诉」 on a page: a few words for those who decide, an answer by a day, and once another look."""

from datetime import date, timedelta

import pytest

from shared.app.desk.words import NUMBER
from shared.app.pages.asked import Asked, asked
from shared.app.pages.explaining import about_chore, about_refusal, ask_again, explain
from shared.app.pages.shown import handle_of
from shared.core.declaration import Wrong
from shared.core.errors import Conflict, PageRefused
from shared.core.lang import Lang
from shared.core.model import Person
from shared.core.request import Decision, Request, Verdict
from tests.app.business import NOTICE
from tests.app.clerks import HE, ZHAO, Department
from tests.app.pages import CHEN, WANG
from tests.fakes.tapped import tapped

TEXT = "这个群年底就解散"


class Owner(Department):
    """王芳 has filed a group without an announcement."""

    def __init__(self) -> None:
        super().__init__()
        self.handle = self.files(name="市场部-活动执行群", announcement="no").handle

    def explains(self, text: str = TEXT, account: str = WANG, check: str = NOTICE) -> tuple[Wrong, ...]:
        return explain(self.handle, check, text, self.who(account), self.world.ports)

    def again(self, request: str, text: str = "情况有变化", account: str = WANG) -> tuple[Wrong, ...]:
        return ask_again(self.handle, request, text, self.who(account), self.world.ports)

    def asked(self, account: str = WANG, lang: Lang = Lang.ZH) -> tuple[Asked, ...]:
        return asked(self.who(account, lang), self.world.ports)

    def request(self) -> Request:
        return self.world.ledger.waivers.asked_by([WANG])[0]


def test_what_somebody_explains_waits_with_their_words_and_nobody_reminds_them() -> None:
    office = Owner()
    assert office.explains() == ()
    [request] = office.world.ledger.waivers.pending()
    assert (request.by, request.check, request.text) == (WANG, NOTICE, TEXT)
    assert request.promised == date(2026, 10, 26)
    assert office.case_of(request.group).request == request.id
    [one] = office.asked()
    assert (one.id, one.name, one.promised, one.outcome) == (
        request.id,
        "市场部-活动执行群",
        date(2026, 10, 26),
        "",
    )
    assert one.what[Lang.ZH] == "缺群公告"
    assert not one.may_ask_again
    assert office.mine().groups[0].chores == ()
    trail = office.world.ledger.audit.of(request.group, 9)
    assert [(entry.what, entry.details) for entry in trail if entry.what == "explained"] == [
        ("explained", {"check": NOTICE})
    ]


@pytest.mark.parametrize(
    "text",
    ["", " \u200b ", "x" * 201, "打13800138000", "证件 110101 19900101 123X"],
    ids=["empty", "blank", "long", "phone", "id"],
)
def test_words_that_cannot_be_taken_ask_nothing(text: str) -> None:
    office = Owner()
    assert [wrong.field for wrong in office.explains(text)] == ["text"]
    assert office.world.ledger.waivers.pending() == []
    assert office.case_of(office.mine().groups[0].group.key).request == ""


def test_a_number_is_said_to_be_one() -> None:
    assert Owner().explains("13800138000") == (Wrong("text", NUMBER),)


def test_before_it_is_sent_they_see_what_it_is_about_and_by_when_it_is_answered() -> None:
    office = Owner()
    about = about_chore(office.handle, NOTICE, office.who(), office.world.ports)
    assert (about.what[Lang.ZH], about.by, about.former) == ("缺群公告", date(2026, 10, 26), "")
    assert about.group.handle == office.handle


@pytest.mark.parametrize("check", ["missing_admin", "nothing", ""])
def test_what_nobody_asked_of_them_is_nothing_to_explain(check: str) -> None:
    with pytest.raises(PageRefused, match="stale"):
        Owner().explains(check=check)


def test_another_s_group_is_not_theirs_to_explain() -> None:
    with pytest.raises(PageRefused, match="not_yours"):
        Owner().explains(account=CHEN)


def test_while_it_waits_it_is_not_asked_twice() -> None:
    office = Owner()
    office.explains()
    with pytest.raises(PageRefused, match="stale"):
        office.explains()


def test_agreed_it_is_said_until_when_for_thirty_days() -> None:
    office = Owner()
    office.explains()
    office.grants(office.request(), reason="专项群")
    [one] = office.asked()
    assert one.outcome == "已同意，到 2027 年 4 月 10 日为止，其间不再提醒。专项群"
    assert office.asked(lang=Lang.EN)[0].outcome == "Agreed: no more reminders until 10 April 2027. 专项群"
    assert not one.may_ask_again
    office.forward(29)
    assert len(office.asked()) == 1
    office.forward(2)
    assert office.asked() == ()


def test_refused_another_clerk_is_asked_once_and_sees_what_was_said() -> None:
    office = Owner()
    office.explains()
    first = office.request()
    office.refuses(first, HE)
    [one] = office.asked()
    assert (one.outcome, one.may_ask_again) == ("没有同意：新同事需要知道", True)
    assert about_refusal(office.handle, first.id, office.who(), office.world.ports).former == one.outcome
    with pytest.raises(PageRefused, match="stale"):
        office.explains()
    office.forward(1)
    assert office.again(first.id) == ()
    second = office.request()
    assert (second.former, second.text) == (first.id, "情况有变化")
    assert office.case_of(second.group).request == second.id
    assert [one.may_ask_again for one in office.asked()] == [False, False]
    with pytest.raises(PageRefused, match="own_matter"):
        office.grants(second, HE)
    office.refuses(second, ZHAO)
    for request in (first, second):
        with pytest.raises(PageRefused, match="stale"):
            office.again(request.id)


def test_what_was_not_refused_or_is_another_s_cannot_be_asked_again() -> None:
    office = Owner()
    office.explains()
    with pytest.raises(PageRefused, match="stale"):
        office.again(office.request().id)
    other = office.files(CHEN, name="市场部-财务群", announcement="no")
    with pytest.raises(PageRefused, match="stale"):
        ask_again(other.handle, office.request().id, TEXT, office.who(CHEN), office.world.ports)


def test_another_look_needs_words_as_well() -> None:
    office = Owner()
    office.explains()
    office.refuses(office.request())
    assert [wrong.field for wrong in office.again(office.request().id, "")] == ["text"]


def test_a_new_finding_after_a_refusal_can_be_explained_anew() -> None:
    office = Owner()
    office.explains()
    office.refuses(office.request())
    office.forward(1)
    office.edit(office.handle, announcement="yes")
    office.edit(office.handle, announcement="no")
    assert office.explains() == ()
    assert len(office.world.ledger.waivers.asked_by([WANG])) == 2


def test_what_is_said_of_a_check_or_a_group_that_is_not_there_any_more_still_stands() -> None:
    office = Owner()
    now = office.world.clock.now()
    old = Request("old", "pigeon:gone", "kindness", WANG, now, now.date())
    office.world.ledger.waivers.ask(old)
    office.world.ledger.waivers.decide(old, Decision(Verdict.REFUSED, "何静", now))
    [one] = office.asked()
    assert (one.name, one.what[Lang.ZH], one.handle) == (None, "kindness", handle_of("pigeon:gone"))


def test_with_every_account_they_see_what_they_asked_and_who_has_the_account_later_sees_nothing() -> None:
    office = Owner()
    office.explains()
    office.register(Person((CHEN, WANG), "王芳"))
    assert len(office.asked(CHEN)) == 1
    office.register()
    office.forward(1)
    office.hand_account_on()
    office.forward(1)
    assert office.asked() == ()


def test_something_that_changes_at_the_same_moment_is_said_so() -> None:
    office = Owner()
    whole = office.world.ledger

    def meanwhile(operation: str) -> None:
        if operation == "cases.save":
            raise Conflict

    busy = tapped(whole, meanwhile)
    office.world = office.world.but(ledger=lambda: busy)
    with pytest.raises(PageRefused, match="stale"):
        office.explains()


def test_after_half_a_year_the_words_are_gone() -> None:
    office = Owner()
    office.explains()
    request = office.request()
    office.refuses(request)
    office.world.clock.forward(timedelta(days=181))
    assert office.world.ledger.waivers.request(request.id) is None

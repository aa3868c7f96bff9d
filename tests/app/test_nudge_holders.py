"""Nudging where an account has a new holder, and where one id is two people's on two platforms: nobody is mixed up."""

from datetime import timedelta

import pytest

from shared.app.inbound.answer import answer
from shared.app.ports.state import PeopleRegister
from shared.core.card import Press
from shared.core.case import CaseKey, Step
from shared.core.errors import ConfigError, OutcomeUnknown
from shared.core.model import Employment, PeopleVersion, Person, Profile
from shared.core.outbox import Nudge, State
from tests.app.business import EARLY, NOTICE, raising, tap
from tests.app.platforms import FANG, Branches

MONDAY, THURSDAY, FRIDAY = 11, 14, 15
WU = Profile("wecom:wang", "王五", "财务部", employment=Employment.ACTIVE, holder="王五")
ZHAO = Profile("wecom:wang", "赵敏", "财务部", employment=Employment.ACTIVE, holder="赵敏")


def due(*people: Person) -> Branches:
    """王芳's group on the pigeon post and 王五's on WeCom, both due on Thursday."""
    company = Branches()
    company.register(*people)
    company.add("g1")
    company.there("w1", admins=("li",))
    company.morning(MONDAY)
    company.morning(THURSDAY)
    return company


def newest(company: Branches, account: str) -> Nudge:
    return company.world.ledger.outbox.since(account, EARLY.date())[-1]


def unclear(company: Branches) -> None:
    """One tick in which nobody can tell whether a message on WeCom arrived."""
    im = company.wecom.connected()
    assert im.sending is not None
    lost = raising(OutcomeUnknown("wecom", "message/send"))
    company.connect(wecom=im._replace(sending=im.sending._replace(post=lost)))
    company.nudge()
    company.connect()
    assert newest(company, "wecom:wang").state is State.SENDING


# --- one id, two people -------------------------------------------------------------------------------------------


def test_one_id_on_two_platforms_is_two_people_each_greeted_by_their_own_name() -> None:
    company = due()
    company.ticks()
    assert company.told() == ["pigeon:wang", "wecom:wang"]
    assert "王芳" in company.intro("pigeon:wang")
    assert "王五" in company.intro("wecom:wang")


def test_one_id_on_two_platforms_has_two_counters() -> None:
    """王芳's week is spent; 王五 has not heard anything."""
    company = due()
    outbox, people = company.world.ledger.outbox, company.world.ledger.people.version()
    for days in range(1, 6):
        nudge = Nudge(
            "pigeon:wang",
            company.now.date() - timedelta(days=days),
            f"n{days}",
            State.LEASED,
            "c",
            company.now,
        )
        outbox.claim(nudge, people)
        outbox.freeze(nudge, people)
        outbox.settle(nudge, State.SENT)
    assert company.nudge()["counts"]["week_spent"] == 1
    assert company.told() == ["wecom:wang"]


@pytest.mark.parametrize("is_registered", [False, True])
def test_one_of_them_leaving_changes_nothing_for_the_other(*, is_registered: bool) -> None:
    company = Branches(NOTICE, "missing_owner")
    if is_registered:
        company.register(Person(FANG, "王芳"), Person(("wecom:wang",), "王五"))
    company.add("g1")
    company.there("w1", admins=("li",))
    company.wecom.people["wang"] = WU._replace(employment=Employment.LEFT)
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.ticks()
    assert company.told() == ["pigeon:wang", "wecom:li"]
    assert company.case("pigeon:g1").shown_to == "pigeon:wang"
    assert company.case("wecom:w1", "missing_owner").shown_to == "wecom:li"
    explained = company.operate("explain", group="pigeon:g1")["checks"]
    assert {one["check"]: one["verdict"] for one in explained}["missing_owner"] == "ok"


def test_a_refusal_of_one_of_them_is_none_of_the_other() -> None:
    company = due()
    company.refusing("wecom:wang")
    company.ticks()
    assert company.told() == ["pigeon:wang", "wecom:li"]
    assert company.world.ledger.directory.refused("pigeon") == {}
    assert company.world.ledger.directory.refused("wecom").keys() == {"wecom:wang"}


# --- an account that was given away -------------------------------------------------------------------------------


def test_a_message_to_who_had_the_account_before_is_not_repeated_to_who_has_it_now() -> None:
    company = due()
    unclear(company)
    company.at(THURSDAY, 10, 30)
    company.wecom.people["wang"] = ZHAO
    company.world.ledger.directory.save("wecom", [ZHAO], [], company.now)
    company.at(THURSDAY, 10, 50)
    company.nudge()
    assert "wecom:wang" not in company.told()
    company.at(THURSDAY, 13, 45)
    company.nudge()
    assert newest(company, "wecom:wang").state is State.UNCONFIRMED


def test_a_message_is_repeated_where_its_reader_only_has_another_title() -> None:
    company = due()
    unclear(company)
    company.at(THURSDAY, 10, 30)
    company.world.ledger.directory.save("wecom", [WU._replace(title="经理")], [], company.now)
    company.at(THURSDAY, 10, 50)
    company.nudge()
    assert "wecom:wang" in company.told()


def test_a_message_is_not_repeated_to_somebody_whose_other_account_was_told_by_now() -> None:
    """The register joined the two while the outcome of one was open: neither account hears twice of the day."""
    company = due()
    unclear(company)
    assert company.told() == ["pigeon:wang"]
    company.register(Person(("pigeon:wang", "wecom:wang"), "王芳"))
    company.at(THURSDAY, 10, 50)
    assert company.nudge()["counts"] == {"told_elsewhere": 1}
    company.at(THURSDAY, 13, 45)
    assert company.nudge()["counts"]["unconfirmed"] == 1
    assert company.told() == ["pigeon:wang"]


def test_a_register_that_cannot_be_read_stops_the_run_and_names_itself() -> None:
    """Without it nobody can say whose account it is."""
    company = due(Person(FANG, "王芳"))
    register = company.world.ledger.people
    for _ in range(2):
        company.register(Person(FANG, "王芳"))
    pinned = register.version()._replace(counter=1)
    ledger = company.world.ledger._replace(people=_Lost(pinned, register))
    company.world = company.world.but(ledger=lambda: ledger)
    with pytest.raises(ConfigError, match="people register"):
        company.nudge()
    assert [line["kind"] for line in company.world.log.named("unreadable")] == ["people_version"]
    assert company.told() == []


def test_registers_that_are_published_while_a_run_reads_its_own_are_read_instead() -> None:
    company = due(Person(FANG, "王芳"))

    def publish_twice() -> None:
        for _ in range(2):
            company.register(Person(FANG, "王芳"))

    tap(company, "people.version", publish_twice, after=True)
    assert company.nudge()["counts"]["sent"] == 2
    assert company.world.log.named("unreadable") == []


class _Lost:
    """A register whose version in force has lost its items."""

    def __init__(self, version: PeopleVersion, real: PeopleRegister) -> None:
        self._version = version
        self.before, self.people, self.people_of = real.before, real.people, real.people_of
        self.publish = real.publish

    def version(self) -> PeopleVersion:
        return self._version


def test_what_one_holder_was_shown_does_not_count_as_shown_to_the_next() -> None:
    company = due()
    company.ticks()
    assert company.case("wecom:w1").delivered.keys() == {Step.TOLD}
    company.wecom.people["wang"] = ZHAO
    company.world.ledger.directory.save("wecom", [ZHAO], [], company.now + timedelta(hours=1))
    company.morning(FRIDAY)
    assert company.case("wecom:w1").step is Step.TOLD, "from the beginning, no reminder"
    company.ticks()
    assert company.told().count("wecom:wang") == 2
    assert "赵敏" in company.intro("wecom:wang")


def test_an_account_that_turns_out_to_be_given_away_gets_nothing_about_its_former_holder_s_groups() -> None:
    """By the register 王芳 has `wecom:wang`, and is written to there; the directory, asked again, shows 王五."""
    company = Branches(reach=("wecom",))
    company.register(Person(("pigeon:wang", "wecom:wang"), "王芳"))
    company.wecom.people["wang"] = WU._replace(name="王芳", holder="王芳")
    company.add("g1")
    company.there("w1")
    company.morning(MONDAY)
    company.morning(THURSDAY)
    company.wecom.people["wang"] = WU
    company.nudge()
    assert company.told() == []
    company.world.clock.forward(timedelta(minutes=15))
    company.ticks()
    assert company.told() == ["pigeon:wang", "wecom:wang"]
    assert ("王芳" in company.intro("pigeon:wang"), "王五" in company.intro("wecom:wang")) == (True, True)
    assert company.case("pigeon:g1").shown_to == "pigeon:wang"
    assert company.case("wecom:w1").shown_to == "wecom:wang"


def test_a_button_that_a_new_holder_presses_does_nothing() -> None:
    company = due()
    company.ticks()
    nudge = newest(company, "wecom:wang")
    company.world.ledger.directory.save("wecom", [ZHAO], [], company.now)
    assert company.now > (nudge.attempted or company.now)
    case = CaseKey("wecom:w1", NOTICE).id
    press = Press("wecom:wang", nudge.id, nudge.day.isoformat(), case, "explain", "c-1")
    answer(press, company.world.ports)
    assert company.world.log.named("answer_dropped") == [{"why": "another_holder"}]
    assert company.world.ledger.waivers.pending() == []
    assert newest(company, "wecom:wang").answers == {}

"""「运营」: how the product fares for whoever looks after it without a terminal, and the switch that pauses sending."""

from datetime import date, timedelta

import pytest

from shared.app.collect.tick import collect
from shared.app.inspect.tick import inspect
from shared.app.nudge.tick import nudge
from shared.app.ops.operate import operate
from shared.app.pages.operations import Operations, operations, pause, resume
from shared.core.check_state import Stop
from shared.core.errors import PageRefused
from shared.core.lang import Lang
from shared.core.mode import Mode
from shared.core.model import Person
from shared.core.outbox import Nudge, State
from shared.core.platform_state import Failure
from shared.core.policy.values import Notice
from shared.core.run import Run
from tests.app.business import NOTICE
from tests.app.clerks import HE, WU, Department
from tests.app.company import speaking_policy
from tests.app.pages import CHEN, WANG

NO_NOTICE = Notice(None, None, None)


def seen(office: Department, lang: Lang = Lang.ZH) -> Operations:
    return operations(office.who(WU, lang), office.world.ports)


def running(office: Department) -> Department:
    """A policy is published, and every function has just run."""
    office.world.ledger.policy.publish("v1", b"{}", office.world.clock.now(), None)
    for function in (collect, inspect, nudge):
        function({}, office.world.ports)
    return office


@pytest.mark.parametrize("account", [WANG, HE])
def test_for_whoever_is_no_operator_there_is_no_such_page(account: str) -> None:
    office = Department()
    who = office.who(account)
    for call in (
        lambda: operations(who, office.world.ports),
        lambda: pause({"reason": "x"}, who, office.world.ports),
        lambda: resume(who, office.world.ports),
    ):
        with pytest.raises(PageRefused, match="nowhere"):
            call()
    assert seen(office).paused is None


def test_where_all_is_well_nothing_needs_attention() -> None:
    office = running(Department())
    found = seen(office)
    assert (found.problems, found.mode, found.version) == ((), Mode.NUDGE, "default")
    assert [run.name[Lang.EN] for run in found.runs] == ["reading", "inspection", "sending"]
    assert {run.at for run in found.runs} == {office.world.clock.now()}


def test_what_was_never_done_is_said_so() -> None:
    office = Department()
    assert seen(office).problems == (
        "还没有上传规范配置，按默认只出报告",
        "「读取」还没有运行过",
        "「检查」还没有运行过",
        "「发送」还没有运行过",
    )
    assert {run.at for run in seen(office).runs} == {None}
    assert seen(office).coverage == ()


def test_whatever_is_wrong_is_said_in_the_reader_s_language() -> None:
    policy = speaking_policy(clerks=(HE, WANG), operators=(WU,))
    office = running(Department(policy=policy._replace(notice=NO_NOTICE)))
    office.asks()
    ledger, now = office.world.ledger, office.world.clock.now()
    ledger.outbox.claim(Nudge(WANG, now.date(), "n", State.LEASED, "c", now), ledger.people.version())
    notes = {"unreadable": [{"kind": "case"}], "due": []}
    ledger.runs.record(Run("r9", "inspect", now + timedelta(minutes=1), now, {}, notes))
    state = ledger.platforms.take_over("pigeon", "test")
    assert state is not None
    ledger.platforms.keep(state._replace(failure=Failure(now, now, "list", "500")))
    office.forward(20)
    assert set(seen(office, Lang.EN).problems) == {
        "The policy does not say that employees were told: nothing is sent",
        "The reading has not run for long",
        "The inspection has not run for long",
        "The sending has not run for long",
        "The last inspection came upon 1 items that cannot be read",
        "Reading Pigeon keeps failing",
        "1 messages have had no outcome for two hours",
        "1 explanations are past the day that was promised",
    }


def test_a_check_that_stopped_and_a_platform_that_was_not_listed_whole_are_named() -> None:
    office = running(Department())
    ledger, now = office.world.ledger, office.world.clock.now()
    ledger.checks.save(ledger.checks.all()[NOTICE]._replace(stopped=Stop("violations", now, "r", 99, 50)))
    state = ledger.platforms.take_over("pigeon", "test")
    assert state is not None
    ledger.platforms.keep(state._replace(listed=now - timedelta(days=4)))
    assert seen(office).problems == (
        "「缺群公告」结果异常，已自动停下，等待放行",
        "信鸽的群三天没有读全",
    )


def test_what_the_last_inspection_of_each_check_saw_is_shown() -> None:
    office = Department()
    office.shows("p1", "市场部-甲群", WANG)
    office.files(name="市场部-乙群", announcement="no")
    running(office)
    row = next(one for one in seen(office).coverage if one.check[Lang.ZH] == "缺群公告")
    assert (row.groups, row.found, row.unknown) == (2, 1, 1)


def test_who_has_something_due_is_counted_by_the_earliest_day_each_person_once() -> None:
    office = Department()
    office.register(Person((WANG, "post:wang"), "王芳"))
    assert seen(office).coming == ()
    cases, now = office.world.ledger.cases, office.world.clock.now()
    for name, to, days in (("甲", WANG, 1), ("乙", "post:wang", 2), ("丙", CHEN, 2)):
        group = office.files(name=f"市场部-{name}群", announcement="no").group.key
        case = office.case_of(group)
        cases.save(case._replace(due=now + timedelta(days=days), to=to))
    assert seen(office).coming == ((date(2026, 10, 13), 1), (date(2026, 10, 14), 1))


def test_paused_by_an_operator_it_says_who_why_and_until_when() -> None:
    office = Department()
    who = office.who(WU)
    assert pause({"reason": "部门调整"}, who, office.world.ports) == ()
    paused = seen(office).paused
    assert paused is not None
    assert (paused.by, paused.reason, paused.until) == ("吴桐", "部门调整", date(2026, 10, 13))
    resume(who, office.world.ports)
    assert seen(office).paused is None
    trail = office.world.ledger.audit.of("sending", 9)
    assert {(entry.what, entry.by) for entry in trail} == {("sending_paused", WU), ("sending_resumed", WU)}


def test_what_a_terminal_paused_bears_the_name_that_was_given_there() -> None:
    office = Department()
    operate({"do": "pause", "reason": "x", "by": "总办 小李"}, office.world.ports)
    paused = seen(office).paused
    assert paused is not None
    assert paused.by == "总办 小李"


def test_a_pause_that_cannot_be_read_is_shown_as_one() -> None:
    office = Department()
    office.world.ledger.runs.set_cursor("pause", "?")
    paused = seen(office).paused
    assert paused is not None
    assert (paused.until, paused.by) == (None, "")


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({}, ["reason"]),
        ({"reason": "打13800138000"}, ["reason"]),
        ({"reason": "x", "until": "2026-10-11"}, ["until"]),
        ({"reason": "x", "until": "2026-11-13"}, ["until"]),
        ({"reason": "", "until": "soon"}, ["reason", "until"]),
    ],
)
def test_what_is_wrong_with_a_pause_is_said_field_by_field(form: dict[str, str], fields: list[str]) -> None:
    office = Department()
    wrong = pause(form, office.who(WU), office.world.ports)
    assert [one.field for one in wrong] == fields
    assert seen(office).paused is None

"""A pause: nothing leaves while it holds, it ends by itself, and nothing is lost or told twice for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.im import Letter, Sent
from shared.core.errors import BadInput, OutcomeUnknown
from shared.core.outbox import State
from shared.core.pause import Pause, read, written
from tests.app.business import NOTICE, armed, case_of, found, nudge_of, sending, tap, told
from tests.app.company import Company, speaking_policy
from tests.fakes.tapped import tapped
from tests.support_ministack import new_table

GIVEN = {"reason": "部门调整", "by": "何静"}


def due(*, on_table: bool = False) -> Company:
    """王芳 and 周杰 have something due on Thursday at 10:20."""
    company = Company(speaking_policy(NOTICE))
    if on_table:
        client = DirectClient()
        ledger = open_ledger(client, new_table(client), company.world.clock)
        company.world = company.world._replace(ledger=ledger).but(ledger=lambda: ledger)
    company.world.ledger.checks.save(armed(NOTICE))
    company.add("g1", admins=())
    company.add("g2", owner="zhou", admins=())
    found(company)
    company.at(14, 10, 20)
    return company


def pause(company: Company, **given: str) -> None:
    company.operate("pause", **{**GIVEN, **given})


@pytest.mark.parametrize("on_table", [False, True], ids=["memory", "table"])
def test_while_it_holds_nothing_leaves_and_afterwards_the_next_slot_has_it_once(*, on_table: bool) -> None:
    company = due(on_table=on_table)
    pause(company)
    run = company.nudge()
    assert (run["counts"], run["paused"]) == ({}, True)
    company.at(15, 14, 40)
    company.nudge()
    assert told(company) == []
    company.at(16, 10, 20)  # a Saturday: the pause is over, and nothing is sent all the same
    assert "paused" not in company.nudge()
    company.at(18, 10, 20)
    company.nudge()
    company.at(18, 14, 40)
    company.nudge()
    assert sorted(told(company)) == ["wang", "zhou"]


@pytest.mark.parametrize("on_table", [False, True], ids=["memory", "table"])
def test_a_run_that_is_under_way_stops_before_the_next_message(*, on_table: bool) -> None:
    company = due(on_table=on_table)
    tap(company, "outbox.settle", lambda: pause(company), after=True)
    run = company.nudge()
    assert (len(told(company)), run["counts"]["sent"], run["paused"]) == (1, 1, True)
    company.operate("resume", by="何静")
    company.at(14, 10, 35)
    company.nudge()
    assert sorted(told(company)) == ["wang", "zhou"], "the day of whoever was not told was free"


def test_a_pause_that_comes_between_claim_and_sending_gives_the_day_back() -> None:
    company = due()
    tap(company, "outbox.freeze", lambda: pause(company))
    run = company.nudge()
    assert (told(company), run["paused"]) == ([], True)
    assert company.world.ledger.outbox.since("pigeon:wang", company.now.date()) == []
    assert case_of(company).delivered == {}


def test_whoever_asks_whether_sending_is_paused_until_it_is_night_sends_nothing() -> None:
    """A process can be frozen at any operation of the store, for hours."""
    company = due()
    done: list[str] = []

    def freeze(name: str) -> None:
        if name == "runs.cursor" and done[-1:] == ["outbox.freeze"]:
            company.world.clock.forward(timedelta(hours=10))
        done.append(name)

    ledger = tapped(company.world.ledger, before=freeze)
    company.world = company.world.but(ledger=lambda: ledger)
    company.nudge()
    assert told(company) == []


def test_a_message_of_which_nobody_knows_whether_it_arrived_waits_and_is_settled_afterwards() -> None:
    company = due()
    posts: list[str] = []

    def lose(letter: Letter) -> Sent:
        posts.append(letter.to)
        raise OutcomeUnknown("pigeon", "post")

    sending(company, post=lose)
    company.nudge()
    first = list(posts)
    pause(company)
    company.at(14, 10, 35)
    company.nudge()
    assert posts == first, "not even again"
    assert nudge_of(company).state is State.SENDING
    company.operate("resume", by="何静")
    company.at(14, 10, 50)
    company.nudge()
    assert len(posts) > len(first)


def test_nothing_is_said_of_a_pause_where_nothing_is_due() -> None:
    company = Company(speaking_policy(NOTICE))
    pause(company)
    assert "paused" not in company.nudge()


def test_a_dry_run_says_that_nothing_would_leave() -> None:
    company = due()
    pause(company)
    assert company.nudge(dry_run=True)["paused"] is True
    assert company.nudge(dry_run=True)["counts"] == {}


def test_it_holds_until_tomorrow_if_no_day_is_given_and_in_the_company_s_zone() -> None:
    company = due()
    company.at(14, 7)  # the 13th still where clocks show UTC
    assert company.operate("pause", **GIVEN) == {
        "do": "pause",
        "paused_until": "2026-05-15",
        "reason": "部门调整",
    }
    company.at(15, 17)
    assert company.nudge()["paused"] is True
    company.at(16, 0, 1)
    assert "paused" not in company.nudge()


@pytest.mark.parametrize("until", ["2026-05-13", "2026-06-15", "soon"])
def test_a_day_that_is_past_or_further_than_a_month_is_refused(until: str) -> None:
    company = due()
    with pytest.raises(BadInput, match=r"no date|not within a month"):
        pause(company, until=until)
    assert "paused" not in company.nudge()


def test_doctor_says_who_paused_why_and_until_when_and_the_trail_keeps_it() -> None:
    company = due()
    pause(company, until="2026-05-20")
    findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
    assert findings["sending"]["ok"] is False
    assert (
        findings["sending"]["detail"] == "paused by 何静 at 2026-05-14 02:20 UTC until 2026-05-20: 部门调整"
    )
    assert company.operate("resume", by="赵敏")["resumed"] is True
    assert company.operate("resume", by="赵敏")["resumed"] is False
    assert "sending" not in {one["about"] for one in company.operate("doctor")["findings"]}
    trail = company.world.ledger.audit.of("sending", 9)
    assert {(entry.what, entry.by) for entry in trail} == {
        ("sending_paused", "何静"),
        ("sending_resumed", "赵敏"),
    }


@pytest.mark.parametrize("kept", ["not json", "[]", "{}", '{"at": 1}', '"x"'])
def test_one_that_cannot_be_read_keeps_everything_until_somebody_resumes(kept: str) -> None:
    company = due()
    company.world.ledger.runs.set_cursor("pause", kept)
    assert company.nudge()["paused"] is True
    assert told(company) == []
    findings = {one["about"]: one for one in company.operate("doctor")["findings"]}
    assert "cannot be read" in findings["sending"]["detail"]
    assert company.operate("resume", by="何静")["resumed"] is True
    company.nudge()
    assert sorted(told(company)) == ["wang", "zhou"]


@given(st.text(), st.text(), st.datetimes(timezones=st.just(UTC)), st.dates())
def test_what_was_written_is_read(by: str, reason: str, at: datetime, until: date) -> None:
    pause = Pause(by, reason, at, until)
    assert read(written(pause)) == pause


@pytest.mark.parametrize(
    "text",
    [
        '{"by": "a", "reason": "b", "at": "2026-05-14T10:20:00", "until": "2026-05-15"}',
        '{"by": 1, "reason": "b", "at": "2026-05-14T10:20:00+00:00", "until": "2026-05-15"}',
        '{"by": "a", "reason": null, "at": "2026-05-14T10:20:00+00:00", "until": "2026-05-15"}',
        '{"by": "a", "reason": "b", "at": "2026-05-14T10:20:00+00:00", "until": "x"}',
    ],
)
def test_what_nobody_wrote_is_no_pause(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (whatever its words)
        read(text)

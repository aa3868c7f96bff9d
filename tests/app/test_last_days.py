"""A last day of work that is not over: whatever is shown, told, logged or exported is the same as if nobody had entered it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from shared.app.register.upload import register
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import BadInput
from shared.core.lang import Lang
from shared.core.model import Person, Profile
from shared.core.people.changes import FIELDS, changes
from shared.core.people.diff import lines
from shared.core.reports.html import html
from shared.core.reports.json_lines import json_lines, message_lines
from shared.core.reports.terminal import terminal
from tests.app.business import armed, found, in_business
from tests.app.company import Company
from tests.app.pages import Office
from tests.conftest import Previewer
from tests.fakes.ports import MORNING
from tests.support import JUDGED

TODAY = date(2026, 5, 11)
END = date(2026, 5, 21)
"""The last day of the story that is told below."""
YESTERDAY = TODAY - timedelta(days=1)
TO_COME = [
    TODAY,
    TODAY + timedelta(days=1),
    TODAY + timedelta(days=12),
    date(2026, 12, 31),
    date(2029, 2, 28),
]
GIVEN_AWAY = re.compile(r"离职|离岗|最后工作日|leaving|last[ _]day|last working day|resign", re.IGNORECASE)

OPERATIONS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("people", {"who": "王芳"}),
    ("people", {"same": True}),
    ("coverage", {}),
    ("requests", {}),
    *(("explain", {"group": group}) for group in ("pigeon:g1", "pigeon:g2", "pigeon:g3")),
    *(("review", {"check": check.id}) for check in CHECKS),
)


def written(day: date) -> set[str]:
    """The ways in which somebody may write it."""
    return {
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.month}/{day.day}",
        f"{day.month} 月 {day.day} 日",
        f"{day.month}月{day.day}日",
        f"{day:%B} {day.day}",
        f"{day.day} {day:%b}",
    }


def everything(last_day: date | None) -> dict[str, str]:
    """Two weeks of a company in which 王芳, who owns a group, stands in for nobody and is an admin elsewhere, has this last day."""
    company = in_business()
    company.im.people["wang"] = company.im.people["wang"]._replace(leaving_on=last_day)
    company.add("g1")
    company.add("g2", "兄弟们冲", owner="chen", admins=("wang",))
    company.add("g3", "市场部-渠道组", owner="zhou", admins=())
    people = company.world.ledger.people
    row = Person(("pigeon:wang", "wecom:wf"), "王芳", "市场部", delegate="pigeon:chen", leaving_on=last_day)
    people.publish("v1", [row], company.now, people.version())
    for check in CHECKS:
        company.world.ledger.checks.save(armed(check.id))
    found(company)
    runs = [company.collect(), company.inspect()]
    for day in (14, 18, END.day):
        company.at(day, 10, 20)
        runs += [company.collect(), company.inspect(), company.nudge()]
    said = {
        f"{do} {given}": json.dumps(company.operate(do, **given), ensure_ascii=False)
        for do, given in OPERATIONS
    }
    return said | {
        "runs": repr(runs),
        "messages": repr([(one.to, one.card) for one in company.im.inbox]),
        "log": repr(company.world.log.lines),
        "metrics": repr(company.world.log.metrics),
    }


NOTHING_ENTERED = everything(None)


@pytest.mark.parametrize("day", [END, *TO_COME[2:]], ids=str)
def test_a_last_day_to_come_changes_nothing_that_runs_messages_operations_and_logs_show(day: date) -> None:
    shown = everything(day)
    assert shown == NOTHING_ENTERED
    text = "\n".join(shown.values())
    assert not [way for way in written(day) if way in text and way not in "\n".join(NOTHING_ENTERED.values())]
    assert not GIVEN_AWAY.search(text.replace("leaving_on", ""))


def test_it_would_be_noticed() -> None:
    """Once it is over it decides who is asked, and an operator may read it."""
    shown = everything(YESTERDAY)
    assert {name for name in shown if shown[name] != NOTHING_ENTERED[name]} > {
        "messages",
        "people {'who': '王芳'}",
    }


@pytest.mark.parametrize(
    ("day", "read"),
    [(YESTERDAY, "2026-05-10"), *((day, None) for day in TO_COME), (None, None)],
    ids=str,
)
def test_an_operator_reads_a_last_day_once_it_is_over(day: date | None, read: str | None) -> None:
    company = Company()
    people = company.world.ledger.people
    people.publish("v1", [Person(("pigeon:wang",), "王芳", leaving_on=day)], company.now, people.version())
    company.collect()
    (person,) = company.operate("people", who="pigeon:wang")["people"]
    assert person["leaving_on"] == read


def sheets(last_day: str) -> str:
    return f"姓名,信鸽,级别,离职日期\n王芳,wang,5,{last_day}\n陈立,chen,,\n"


def answers(last_days: list[str]) -> Iterator[dict[str, Any]]:
    """Of the same sheet with these last days, one after the other, each shown first."""
    company, key = Company(), "people/incoming/people.csv"
    for last_day in last_days:
        company.world.bucket.objects[key] = sheets(last_day).encode()
        for is_dry in (True, False):
            answer = register({"key": key, "dry_run": is_dry}, company.world.ports)
            audit = company.world.ledger.audit.of(answer.get("version", "-"), 9)
            yield {**answer, "log": repr(company.world.log.lines), "audit": repr(audit)}


@pytest.mark.parametrize("day", [day for day in TO_COME if day > TODAY], ids=str)
def test_an_upload_says_that_something_changed_and_not_what(day: date) -> None:
    for answer in answers(["", day.isoformat(), "", day.isoformat()]):
        text = json.dumps(answer, ensure_ascii=False)
        assert not [way for way in written(day) if way in text]
        assert not GIVEN_AWAY.search(text)


def test_a_last_day_that_is_no_date_is_not_repeated_either() -> None:
    *_, refused = answers(["2026-31-12"])
    assert refused["refused"]
    assert "31" not in json.dumps(refused["faults"])


def test_a_last_day_shares_its_word_with_what_changes_every_day() -> None:
    before = Person(("pigeon:wang",), "王芳")
    for field in FIELDS:
        other: dict[str, Any] = {field: "x"}
        told = lines(changes([before], [before._replace(**other)]), Lang.EN)[1]
        assert ("other details" in told) == (field in {"title", "email", "level", "leaving_on"})
    both = before._replace(level=5, leaving_on=TODAY)
    assert lines(changes([before], [both]), Lang.ZH)[1].endswith("，其他信息")


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("ahead", [0, 1, 30, 400])
def test_a_preview_before_the_day_shows_nothing_of_it(
    survey_folder: Previewer, lang: Lang, ahead: int
) -> None:
    day = JUDGED.date() + timedelta(days=ahead)

    def reports(**known: str) -> str:
        people = [{"id": "wang", "name": "王芳", "active": True, "department": "市场部", **known}]
        groups = [
            {
                "platform": "wecom",
                "group_id": "g1",
                "name": "兄弟们冲",
                "owner_id": "wang",
                "announcement": "",
            },
            {"platform": "wecom", "group_id": "g2", "owner_id": "li", "admin_ids": ["wang"]},
        ]
        survey = survey_folder(files={"groups": groups, "people": people}, lang=lang)
        pieces = [
            *html(survey),
            *json_lines(survey),
            *message_lines(survey),
            *terminal(survey, width=100, colour=False),
        ]
        return "\n".join(map(str, pieces))

    planted = reports(leaving_on=day.isoformat())
    assert planted == reports()
    assert not GIVEN_AWAY.search(planted)


def test_nobody_s_page_shows_it() -> None:
    def pages(day: date | None) -> str:
        office = Office()
        profile = office.world.ledger.directory.profiles("pigeon")["pigeon:wang"]
        office.world.ledger.directory.save("pigeon", [profile._replace(leaving_on=day)], [], MORNING)
        office.register(Person(("pigeon:wang",), "王芳", "市场部", leaving_on=day))
        office.files()
        office.shows("g1", "市场部-推广组", "pigeon:chen")
        return repr([office.mine(), office.mine("pigeon:chen")])

    assert pages(date(2026, 12, 31)) == pages(None)


def test_what_is_asked_wrongly_does_not_show_it_either() -> None:
    company = Company()
    wang = company.im.people["wang"]._replace(leaving_on=date(2026, 12, 31))
    company.world.ledger.directory.save("pigeon", [wang, Profile("pigeon:wang2", "王芳")], [], company.now)
    with pytest.raises(BadInput) as refused:
        company.operate("people", who="王")
    assert "2026" not in str(refused.value)

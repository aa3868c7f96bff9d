"""The people sheet: what it changes is known before, it is in force whole or not at all, and can be taken back."""

from datetime import timedelta
from typing import Any

import pytest

from shared.app.inspect.again import AGAIN
from shared.app.register.upload import register
from shared.core.errors import BadInput, Conflict, Unreadable
from shared.core.model import Employment
from tests.app.business import NOTICE, found, in_business, raising
from tests.app.company import FULL, MONDAY, Company
from tests.fakes.tapped import tapped

KEY = "people/incoming/人员名册.csv"
HEAD = "姓名,信鸽,企业微信\n"
WANG, CHEN, ZHOU = "王芳,wang,wangfang\n", "陈立,chen,\n", "周杰,zhou,\n"
OTHERS = "".join(f"员工{number},e{number},\n" for number in range(8))
ALL = HEAD + WANG + CHEN + ZHOU + OTHERS


def uploaded(company: Company, text: str, key: str = KEY, **event: Any) -> Any:
    company.world.bucket.objects[key] = text.encode()
    return register({"key": key, **event}, company.world.ports)


def registered(company: Company) -> dict[str | None, tuple[str, ...]]:
    people = company.world.ledger.people
    return {person.name: person.accounts for person in people.people(people.version())}


def reasons(answer: Any, part: str = "faults") -> str:
    return "\n".join(fault["reason"] for fault in answer[part])


def test_a_people_sheet_is_in_force_with_what_changed_and_a_pass_is_asked_for() -> None:
    company = Company()
    done = uploaded(company, ALL)
    assert (done["people"], done["before"]) == (11, None)
    assert done["changes"][0].startswith("People register: 11 added")
    assert registered(company)["王芳"] == ("pigeon:wang", "wecom:wangfang")
    assert company.world.ledger.runs.cursor(AGAIN) == MONDAY.isoformat()
    (entry,) = company.world.ledger.audit.of(done["version"], 5)
    assert (entry.what, entry.details) == ("people_published", {"people": 11, "added": 11})


def test_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    company = Company()
    uploaded(company, ALL)
    version = company.world.ledger.people.version()
    shown = uploaded(company, ALL.replace("wangfang", ""), dry_run=True)
    assert "no longer registered: wecom:wangfang" in shown["changes"]
    assert shown["dry_run"] is True
    assert company.world.ledger.people.version() == version


def test_a_sheet_with_one_wrong_row_changes_nothing_and_names_it() -> None:
    company = Company()
    uploaded(company, ALL)
    refused = uploaded(company, ALL + "冒名,wang,\n")
    assert refused["refused"] is True
    assert {fault["where"] for fault in refused["faults"]} == {"人员名册.csv"}
    assert all(fault["line"] for fault in refused["faults"])
    assert len(registered(company)) == 11


def test_what_was_shown_is_put_in_force_or_nothing_is() -> None:
    company = Company()
    shown = uploaded(company, ALL, dry_run=True)
    other = uploaded(company, ALL.replace("王芳", "王方"), confirm=shown["confirm"])
    assert "changed since it was shown" in reasons(other)
    assert registered(company) == {}
    assert uploaded(company, ALL, confirm=shown["confirm"])["people"] == 11
    again = uploaded(company, ALL.replace("王芳", "王方"), confirm=shown["confirm"])
    assert "changed since it was shown" in reasons(again)


def test_a_register_that_somebody_else_published_meanwhile_is_not_replaced() -> None:
    company = Company()
    ledger = company.world.ledger
    people = ledger.people

    class Slow:
        def __getattr__(self, name: str) -> Any:
            return raising(Conflict()) if name == "publish" else getattr(people, name)

    company.world = company.world.but(ledger=lambda: ledger._replace(people=Slow()))
    assert "another register was published meanwhile" in reasons(uploaded(company, ALL))
    assert company.world.log.named("upload_refused") == [{"file": KEY, "faults": 1}]


@pytest.mark.parametrize(
    ("rows", "is_refused"), [(HEAD + WANG + CHEN + OTHERS, False), (HEAD + WANG + OTHERS, False), (HEAD + OTHERS, True)],
    ids=["one of eleven", "two of eleven", "three of eleven"],
)  # fmt: skip
def test_more_than_a_fifth_fewer_people_want_replace(rows: str, *, is_refused: bool) -> None:
    company = Company()
    uploaded(company, ALL)
    assert uploaded(company, rows).get("refused", False) is is_refused
    assert ("王芳" in registered(company)) or not is_refused
    shown = uploaded(company, rows, dry_run=True)
    assert bool(shown["stops"]) is is_refused
    assert "refused" not in uploaded(company, rows, replace=True)


def test_a_column_that_was_lost_wants_replace_though_nobody_is_missing() -> None:
    company = Company()
    rows = [f"员工{number},e{number},w{number}\n" for number in range(4)]
    uploaded(company, HEAD + "".join(rows))
    refused = uploaded(company, "姓名,信鸽\n" + "".join(f"员工{number},e{number}\n" for number in range(4)))
    assert "and 4 accounts of others: over a fifth" in reasons(refused)


def test_the_last_account_of_somebody_with_open_cases_wants_replace() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", owner="zhou", text=FULL)
    found(company)
    uploaded(company, ALL)
    refused = uploaded(company, HEAD + CHEN + ZHOU + OTHERS)
    assert reasons(refused) == "it leaves out 王芳, who would be told of open cases"
    assert "王芳" in registered(company)
    assert "refused" not in uploaded(company, HEAD + WANG + ZHOU + OTHERS), "陈立 has none"
    assert "refused" not in uploaded(company, HEAD + ZHOU + OTHERS, replace=True)


def test_whoever_owns_only_groups_in_order_may_be_left_out() -> None:
    company = in_business(NOTICE)
    company.add("g1", text=FULL)
    found(company)
    uploaded(company, ALL)
    assert "refused" not in uploaded(company, HEAD + CHEN + ZHOU + OTHERS)
    assert "王芳" not in registered(company)


def test_the_version_before_comes_back_and_the_one_after_can_come_back_too() -> None:
    company = Company()
    first = uploaded(company, ALL)
    uploaded(company, HEAD + WANG, replace=True)
    shown = register({"undo_people": True, "dry_run": True}, company.world.ports)
    assert shown["changes"][0].startswith("People register: 10 added")
    undone = register({"undo_people": True, "confirm": shown["confirm"]}, company.world.ports)
    assert (undone["version"], len(registered(company))) == (first["version"], 11)
    register({"undo_people": True}, company.world.ports)
    assert list(registered(company)) == ["王芳"]


def test_where_nothing_was_before_there_is_nothing_to_take_back() -> None:
    company = Company()
    refused = register({"undo_people": True}, company.world.ports)
    assert reasons(refused) == "no version before the one in force is kept"


def test_a_register_that_cannot_be_read_is_replaced_only_by_who_means_it_or_taken_back() -> None:
    company = Company()
    uploaded(company, ALL)
    uploaded(company, HEAD + WANG, replace=True)
    ledger = company.world.ledger
    people, broken = ledger.people, ledger.people.version()

    class Broken:
        def __getattr__(self, name: str) -> Any:
            return getattr(people, name)

        def people(self, version: Any) -> Any:
            if version == broken:
                raise Unreadable("people_version", "2", "it is cut off")
            return people.people(version)

    company.world = company.world.but(ledger=lambda: ledger._replace(people=Broken()))
    assert "the register in force cannot be read" in reasons(uploaded(company, ALL))
    assert company.world.log.named("unreadable")[0]["kind"] == "people_version"
    assert register({"undo_people": True}, company.world.ports)["people"] == 11
    assert len(registered(company)) == 11


def test_where_the_version_before_cannot_be_read_either_it_says_so() -> None:
    company = Company()
    uploaded(company, ALL)
    uploaded(company, HEAD + WANG, replace=True)
    ledger = tapped(company.world.ledger, lambda name: raising(Unreadable("people_version", "1", "cut"))() if name == "people.people" else None)  # fmt: skip
    company.world = company.world.but(ledger=lambda: ledger)
    assert "cannot be read either" in reasons(register({"undo_people": True}, company.world.ports))


def test_the_same_rows_twice_are_one_version_until_they_say_something_new() -> None:
    """An account was given to somebody else since: what the sheet says of it counts again once it is said again."""
    company = Company()
    uploaded(company, ALL)
    version = company.world.ledger.people.version()
    company.world.ledger.runs.set_cursor(AGAIN, None)
    shuffled = HEAD + ZHOU + WANG + CHEN + OTHERS
    assert uploaded(company, shuffled)["version"] == version.id
    assert company.world.ledger.people.version() == version
    assert company.world.ledger.runs.cursor(AGAIN) is not None, "the first may have ended half-way"
    profile = company.im.people["wang"]
    for state in (Employment.LEFT, Employment.ACTIVE):
        company.world.clock.forward(timedelta(hours=1))
        seen = profile._replace(employment=state)
        company.world.ledger.directory.save("pigeon", [seen], (), company.now)
    uploaded(company, ALL)
    assert company.world.ledger.people.version().counter == version.counter + 1


def test_an_item_that_cannot_be_read_and_is_needed_refuses_the_upload_and_is_named() -> None:
    company = Company()
    ledger = tapped(company.world.ledger, lambda name: raising(Unreadable("policy", "POLICY -", "cut"))() if name == "policy.current" else None)  # fmt: skip
    company.world = company.world.but(ledger=lambda: ledger)
    refused = uploaded(company, "version: '1'\n", "policy/incoming/policy.yaml")
    assert refused["faults"][0]["remedy"] == "Look at it: groupkeeper mend 'POLICY -'"


def test_a_people_sheet_that_was_put_among_the_registers_is_taken_as_one() -> None:
    company = Company()
    assert uploaded(company, ALL, "register/incoming/人员.csv")["people"] == 11


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("群名称,平台,群ID\n备案组,wecom,w1\n", "no people sheet"),
        ("姓名,信鸽\n", "names nobody who has an account"),
    ],
)
def test_what_is_no_people_sheet_is_not_read_from_their_folder(text: str, reason: str) -> None:
    assert reason in reasons(uploaded(Company(), text))


@pytest.mark.parametrize(
    "event",
    [
        {"key": KEY, "replace": "yes"},
        {"key": KEY, "confirm": 3},
        {"key": KEY, "force": True},
        {"key": KEY, "undo_people": True},
        {"undo_people": "yes"},
    ],
)
def test_an_event_that_says_it_wrongly_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="says it wrongly"):
        register(event, Company().world.ports)

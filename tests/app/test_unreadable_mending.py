"""Unreadable items: what an operator can see of one, and how it is set aside."""

from datetime import date

import pytest

from shared.adapters.dynamodb.attributes import to_wire
from shared.core.errors import BadInput, Conflict
from shared.core.mode import Mode
from shared.core.model import Person, Profile
from tests.app.business import raising, tap
from tests.app.unreadable import ROWS, Kept, broken, company_of, found_in, in_doctor, key_of, tick

MENDABLE = [name for name, row in ROWS.items() if name != "people_row"]


@pytest.mark.parametrize("name", MENDABLE)
def test_an_operator_sets_it_aside_and_a_run_goes_on(name: str, kept: Kept) -> None:
    company, item = broken(name, "newer", kept)
    key = key_of(item)
    shown = company.operate("mend", key=key)
    assert (shown["readable"], shown["kind"], shown["applied"]) == (False, ROWS[name].kind, False)
    assert item in kept.items()
    company.world = company.world.but(mode=Mode.REPORT)
    done = company.operate("mend", key=key, apply=True, by="何静", reason="恢复备份时被截断")
    assert item not in kept.items()
    (aside,) = [one for one in kept.items() if key_of(one) == done["aside"]]
    moved = {"PK", "SK", "ttl", "G1PK", "G1SK", "G2PK", "G2SK"}
    assert {one: value for one, value in aside.items() if one not in moved} == {
        one: value for one, value in item.items() if one not in moved
    }
    (entry,) = company.world.ledger.audit.of(key, 9)
    assert (entry.what, entry.by, entry.details["reason"]) == ("item_set_aside", "何静", "恢复备份时被截断")
    tick(company, (ROWS[name].stops or ("inspect",))[-1], (), "")
    assert in_doctor(company) == []


def test_what_can_be_read_stays_and_what_is_not_there_is_said_so(kept: Kept) -> None:
    company = company_of(kept)
    key = key_of(found_in(kept, ROWS["meta"]))
    assert company.operate("mend", key=key)["readable"] is True
    for given in ({"key": key}, {"key": "INV#0 nothing#meta"}):
        with pytest.raises(BadInput):
            company.operate("mend", apply=True, by="何静", reason="x", **given)


def test_nothing_is_set_aside_without_a_name_and_a_reason(kept: Kept) -> None:
    company, item = broken("meta", "newer", kept)
    for given in ({"by": "何静"}, {"reason": "x"}):
        with pytest.raises(BadInput, match="is missing"):
            company.operate("mend", key=key_of(item), apply=True, **given)
    assert item in kept.items()


def test_the_register_is_not_set_aside_while_somebody_can_be_nudged(kept: Kept) -> None:
    company, item = broken("people_version", "newer", kept)
    with pytest.raises(BadInput, match="people register"):
        company.operate("mend", key=key_of(item), apply=True, by="何静", reason="x")


def test_an_item_that_was_changed_meanwhile_stays(kept: Kept) -> None:
    company, item = broken("meta", "newer", kept)
    mending = company.world.ledger.mending
    seen = mending.show(key_of(item))
    assert seen is not None
    kept.put(item | to_wire({"id": "another"}))
    with pytest.raises(Conflict):
        mending.set_aside(key_of(item), seen, company.now)


def test_what_was_changed_while_somebody_looked_is_not_set_aside(kept: Kept) -> None:
    company, item = broken("notice", "cut", kept)
    tap(company, "mending.set_aside", raising(Conflict()))
    with pytest.raises(BadInput, match="changed meanwhile"):
        company.operate("mend", key=key_of(item), apply=True, by="何静", reason="x")


def test_no_message_is_shown(kept: Kept) -> None:
    company = company_of(kept)
    company.at(14, 10, 20)
    company.nudge()
    shown = company.operate("mend", key="OUT#pigeon:wang 2026-05-14")["fields"]
    assert shown["card"].endswith("characters, not shown)")
    assert shown["claim"].endswith("characters, not shown)")


def test_nothing_is_shown_by_which_a_last_day_of_work_could_be_told(kept: Kept) -> None:
    """Neither the day nor whether there is one."""

    def shown(last_day: date | None) -> list[object]:
        company = company_of(kept)
        ledger = company.world.ledger
        wang = Profile("pigeon:wang", "王芳", "市场部", leaving_on=last_day, holder="1")
        ledger.directory.save("pigeon", [wang], (), company.now)
        row = Person(("pigeon:wang",), "王芳", leaving_on=last_day)
        ledger.people.publish("v", [row], company.now, ledger.people.version())
        keys = [key_of(item) for item in kept.items()]
        found = sorted(
            key for key in keys if key.startswith(("PROFILE#", "PERSON#")) and "pigeon:wang" in key
        )
        assert {key.partition("#")[0] for key in found} == {"PROFILE", "PERSON"}
        answers = [company.operate("mend", key=key)["fields"] for key in found]
        return [{**fields, "PK": fields["PK"].partition("#")[0], "read_at": ""} for fields in answers]

    assert shown(date(2026, 12, 31)) == shown(None)

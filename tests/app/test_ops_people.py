"""`people`: whose an account is, from where that is known, where they can be written to, and who may be one human."""

from datetime import timedelta
from typing import Any

import pytest

from shared.core.errors import BadInput
from shared.core.model import Employment, PeopleVersion, Person, Profile
from tests.app.business import NOTICE, found, in_business
from tests.app.company import Company

WANG = Person(("pigeon:wang", "wecom:wf"), name="王芳", department="市场部", delegate="pigeon:chen")


def joined() -> Company:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", owner="chen", admins=("wang",))
    company.add("g3", owner="zhou", admins=())
    found(company)
    publish(company, WANG)
    return company


def publish(company: Company, *people: Person) -> PeopleVersion:
    register = company.world.ledger.people
    return register.publish("v1", people, company.now, register.version())


def of(company: Company, who: str) -> dict[str, Any]:
    (person,) = company.operate("people", who=who)["people"]
    return dict(person)


@pytest.mark.parametrize("who", ["王芳", " 王 芳", "pigeon:wang", "wecom:wf"])
def test_somebody_is_found_by_name_and_by_any_account_with_all_of_them_and_their_groups(who: str) -> None:
    person = of(joined(), who)
    assert (person["name"], person["department"], person["standing"]) == ("王芳", "市场部", "here")
    assert (person["registered"], person["delegate"]) == (True, "pigeon:chen")
    assert [(one["account"], one["source"], one["reach"]) for one in person["accounts"]] == [
        ("pigeon:wang", "directory and people sheet", "yes"),
        ("wecom:wf", "people sheet", "platform_not_connected"),
    ]
    assert [(one["group"], one["role"], one["open"]) for one in person["groups"]] == [
        ("pigeon:g1", "owner", 1),
        ("pigeon:g2", "admin", 1),
    ]


def test_everybody_of_one_name_is_shown_each_once() -> None:
    company = joined()
    namesake = Profile("pigeon:wang2", "王芳", "技术部", employment=Employment.DISABLED)
    company.world.ledger.directory.save("pigeon", [namesake], (), company.now)
    shown = company.operate("people", who="王芳")["people"]
    assert [[one["account"] for one in person["accounts"]] for person in shown] == [
        ["pigeon:wang", "wecom:wf"],
        ["pigeon:wang2"],
    ]
    assert (shown[1]["registered"], shown[1]["accounts"][0]["reach"]) == (False, "out")


def test_whom_the_platform_refused_and_who_is_a_bot_cannot_be_written_to() -> None:
    company = joined()
    company.world.ledger.directory.refuse("pigeon:zhou", company.now)
    company.world.ledger.directory.save("pigeon", [Profile("pigeon:b", "小助手", bot=True)], (), company.now)
    assert of(company, "pigeon:zhou")["accounts"][0]["reach"] == "refused"
    assert of(company, "小助手")["accounts"][0]["reach"] == "bot"


def test_a_row_about_somebody_who_had_the_account_before_is_not_theirs() -> None:
    company = joined()
    wang = company.im.people["wang"]
    for state in (Employment.LEFT, Employment.ACTIVE):
        company.world.clock.forward(timedelta(hours=1))
        company.world.ledger.directory.save("pigeon", [wang._replace(employment=state)], (), company.now)
    person = of(company, "pigeon:wang")
    assert (person["registered"], len(person["accounts"])) == (False, 1)
    assert person["accounts"][0]["held_since"] is not None


def test_who_may_be_one_human_is_suggested_until_the_sheet_says_it() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    ledger = company.world.ledger
    ledger.runs.set_cursor("platforms", "pigeon wecom")
    ledger.directory.save("wecom", [Profile("wecom:wf", "王芳", "市场部")], (), company.now)
    answer = company.operate("people", same=True)
    assert answer["version"] is None
    assert answer["same"] == [
        {
            "name": "王芳",
            "accounts": ["pigeon:wang", "wecom:wf"],
            "department": "市场部",
            "in_common": ["name", "department"],
        }
    ]
    publish(company, WANG)
    assert company.operate("people", same=True)["same"] == []


@pytest.mark.parametrize("given", [{}, {"who": "王芳", "same": True}, {"who": "赵六"}, {"who": ""}])
def test_nobody_and_both_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        joined().operate("people", **given)

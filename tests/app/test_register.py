"""Uploads: a policy is taken whole or not at all; a sheet adds what no platform shows and takes nothing away."""

import json
from typing import Any

import pytest

from shared.app.inspect.again import AGAIN
from shared.app.ports.im import Written
from shared.app.register.upload import register
from shared.core.errors import BadInput, NotVisible
from shared.core.model import Fact, Group, Person
from tests.app.business import NOTICE, found, in_business, reading, stored
from tests.app.company import MONDAY, Company
from tests.fakes.tapped import tapped

TOLD = "notice: {published: 2026-01-04, link: https://example.com/n, approved_by: 总经办}\n"
POLICY, SHEET = "policy/incoming/policy.yaml", "register/incoming/群台账.csv"


def uploaded(company: Company, key: str, text: str, **event: Any) -> Any:
    company.world.bucket.objects[key] = text.encode()
    return register({"key": key, **event}, company.world.ports)


def in_force(company: Company) -> Any:
    current = company.world.ledger.policy.current()
    return json.loads(current[1]) if current else None


def test_a_policy_is_published_with_what_changed_and_a_pass_is_asked_for() -> None:
    company = Company()
    first = uploaded(company, POLICY, "version: '1'\nmode: report\n" + TOLD)
    assert (first["before"], first["changed"]) == (None, ["mode", "notice", "version"])
    second = uploaded(
        company, POLICY, f"version: '2'\n{TOLD}mode: nudge\nchecks: {{group_name: {{mode: nudge}}}}\n"
    )
    assert (second["before"], second["changed"]) == (first["version"], ["checks", "mode", "version"])
    assert in_force(company)["mode"] == "nudge"
    assert company.world.bucket.objects.keys() >= {
        f"policy/versions/{one['version']}.json" for one in (first, second)
    }
    assert company.world.ledger.runs.cursor(AGAIN) == MONDAY.isoformat()
    (entry, _) = company.world.ledger.audit.of(second["version"], 5) + company.world.ledger.audit.of(
        first["version"], 5
    )
    assert (entry.what, entry.details["changed"]) == ("policy_published", ["checks", "mode", "version"])


@pytest.mark.parametrize(
    "text",
    [
        "mode: nudge\nmood: bright\n",
        "mode: Nudge\n",
        "mode: [nudge\n",
        "checks: {group_name: {grace: soon}}\n",
    ],
)
def test_a_policy_with_a_mistake_is_refused_with_its_line_and_the_old_one_stays(text: str) -> None:
    company = Company()
    uploaded(company, POLICY, TOLD + "version: '1'\nmode: nudge\n")
    before = company.world.ledger.policy.current()
    refused = uploaded(company, POLICY, text)
    assert refused["refused"] is True
    assert all(fault["where"] == "policy.yaml" and fault["line"] for fault in refused["faults"])
    assert company.world.ledger.policy.current() == before
    assert len(company.world.log.named("upload_refused")) == 1


TWO = "clerks: [pigeon:he, post:he]\n"


def test_clerks_who_are_one_person_by_the_people_register_are_not_two() -> None:
    company = Company()
    people = company.world.ledger.people
    assert "refused" not in uploaded(company, POLICY, TWO)
    people.publish("v", [Person(("pigeon:he", "post:he"), "何静")], MONDAY, people.version())
    refused = uploaded(company, POLICY, TWO + "version: '2'\n")
    assert "one person's" in refused["faults"][0]["reason"]
    assert "refused" not in uploaded(company, POLICY, "clerks: [pigeon:he, post:he, pigeon:li]\n")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    refused = uploaded(Company(), POLICY, "mode: bold\nlanguage: latin\nzone: Mars/Olympus\n")
    assert [fault["line"] for fault in refused["faults"]] == [1, 2, 3]


def test_the_same_upload_twice_is_one_version() -> None:
    company = Company()
    text = "version: '1'\nmode: report\n"
    first = uploaded(company, POLICY, text)
    company.world.ledger.runs.set_cursor(AGAIN, None)
    again = uploaded(company, POLICY, text)
    assert (again["version"], again["changed"]) == (first["version"], [])
    assert len(company.world.ledger.audit.of(first["version"], 5)) == 1
    assert company.world.ledger.runs.cursor(AGAIN) is not None, "the first may have ended half-way"


def test_a_policy_that_somebody_else_published_meanwhile_is_not_replaced() -> None:
    company = Company()
    shelf = company.world.ledger.policy
    uploaded(company, POLICY, "version: '1'\n")

    stale = company.world.ports
    bucket = stale.bucket()

    class Slow:
        def read(self, key: str, largest: int) -> bytes:
            return bucket.read(key, largest)

        def write(self, key: str, data: bytes, content_type: str) -> None:
            current = shelf.current()
            assert current is not None
            shelf.publish("theirs", b"{}", company.now, current[0])

    company.world.bucket.objects[POLICY] = b"version: '2'\n"
    refused = register({"key": POLICY}, stale._replace(bucket=Slow))
    assert refused["refused"] is True
    assert "meanwhile" in refused["faults"][0]["reason"]
    current = shelf.current()
    assert current is not None
    assert current[0] == "theirs"


def test_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    company = Company()
    assert uploaded(company, POLICY, "version: '1'\n", dry_run=True)["changed"] == ["version"]
    assert in_force(company) is None
    row = "平台,群ID,群名称\nwecom,w1,市场部-备案组\n"
    assert uploaded(company, SHEET, row, dry_run=True)["new"] == 1
    assert company.world.ledger.inventory.get("wecom:w1") is None


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"key": 7},
        {"Records": []},
        {"key": POLICY, "dry_run": "true"},
        {"key": POLICY, "dryrun": True},
        {"Service": "Amazon S3", "Event": "s3:TestEvent"},
    ],
)
def test_an_event_that_names_no_file_or_says_more_than_it_should_is_refused(event: dict[str, Any]) -> None:
    company = Company()
    company.world.bucket.objects[POLICY] = b"mode: nudge\n"
    with pytest.raises(BadInput):
        register(event, company.world.ports)
    assert in_force(company) is None


@pytest.mark.parametrize("key", ["reports/x.yaml", "policy/versions/1.json", "policy/current.json", POLICY])
def test_nothing_is_read_from_another_folder_nor_what_is_not_there(key: str) -> None:
    assert register({"key": key}, Company().world.ports)["refused"] is True


def test_a_buckets_own_event_is_understood_however_it_writes_the_name() -> None:
    company = Company()
    company.world.bucket.objects["policy/incoming/our policy 1+1.yaml"] = b"version: '1'\n"
    company.world.bucket.objects[SHEET] = "平台,群ID,群名称\nwecom,w1,备案组\n".encode()
    names = ("policy/incoming/our+policy+1%2B1.yaml", "register/incoming/%E7%BE%A4%E5%8F%B0%E8%B4%A6.csv")
    records = [{"s3": {"object": {"key": name}}} for name in names]
    done = register({"Records": records}, company.world.ports)
    assert [one.get("refused") for one in done["files"]] == [None, None]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("50%zz.yaml", "50%zz.yaml"),
        ("50%.yaml", "50%.yaml"),
        ("100%25.yaml", "100%.yaml"),
        ("a+b%20c.yaml", "a b c.yaml"),
        ("%", "%"),
        ("%7", "\x07"),
        ("%ff.yaml", "\ufffd.yaml"),
    ],
)
def test_a_percent_sign_that_begins_no_escape_stands_for_itself(written: str, name: str) -> None:
    company = Company()
    company.world.bucket.objects[f"policy/incoming/{name}"] = b"version: '1'\n"
    done = register(
        {"Records": [{"s3": {"object": {"key": f"policy/incoming/{written}"}}}]}, company.world.ports
    )
    assert "refused" not in done, done
    assert done["file"] == f"policy/incoming/{name}"


def test_the_same_policy_that_somebody_was_quicker_with_is_published_once() -> None:
    company = Company()
    shelf = company.world.ledger.policy

    def quicker(operation: str) -> None:
        current = shelf.current()
        if operation == "policy.publish" and current is None:
            shelf.publish("theirs", b"{}", company.now, None)
        elif operation == "policy.current" and current is not None and current[0] == "theirs":
            register({"key": POLICY}, company.world.ports)

    slow = tapped(company.world.ledger, quicker)
    company.world.bucket.objects[POLICY] = b"version: '1'\n"
    done = register({"key": POLICY}, company.world.ports._replace(ledger=lambda: slow))
    current = shelf.current()
    assert current is not None
    assert done["version"] == current[0]
    assert "refused" not in done
    assert len(company.world.ledger.audit.of(done["version"], 9)) == 1


def test_a_sheet_fills_in_what_a_platform_lists_a_group_for_and_does_not_show() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.add("g2", text="目的：推广")
    reading(company, life=None, announcement=_of_g2(company))
    company.collect()
    row = "有,2026-05-10"
    sheet = f"平台,群ID,群名称,群公告,最后活跃\npigeon,g1,x,{row}\npigeon,g2,x,{row}\n"
    assert uploaded(company, SHEET, sheet)["changed"] == 2
    first, second = known(company, "pigeon:g1"), known(company, "pigeon:g2")
    assert (_source(first.announcement), _source(first.activity)) == ("declared", "declared")
    assert (_source(second.announcement), _source(second.activity)) == ("observed", "declared")


def known(company: Company, group: str) -> Group:
    return stored(company, group).known(company.now).group


def _of_g2(company: Company) -> Any:
    read = company.im.connected().announcement
    assert read is not None

    def announcement(group: Group, known: str | None) -> Written:
        if group.id == "g1":
            raise NotVisible("pigeon", "doc", "232011")
        return read(group, known)

    return announcement


def _source(fact: Fact[Any] | None) -> str:
    return "" if fact is None else fact.source.value


def test_a_sheet_adds_what_no_platform_shows_and_leaves_what_it_does() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    found(company)
    sheet = "平台,群ID,群名称,群主,部门,用途\npigeon,g1,另一个名字,pigeon:other,技术部,支付系统开发\nwecom,w1,技术部-值班群,wecom:u1,技术部,\n"
    assert uploaded(company, SHEET, sheet) == {
        "file": SHEET, "dry_run": False, "groups": 2, "new": 1, "changed": 1, "same": 0, "kept": 0, "absent": 0,
        "until": "2026-11-07", "resolved": [], "left": [], "kept_rows": [], "not_named": [], "refused_rows": [],
        "added": [{"line": 3, "name": "技术部-值班群"}],
        "changes": [{"line": 2, "name": "另一个名字", "fields": [
            {"what": "name", "before": "市场部-新品推广组", "after": "另一个名字 (what the platform shows stands)"},
            {"what": "owner", "before": "王芳", "after": "(no name on record) (what the platform shows stands)"},
            {"what": "department", "before": "", "after": "技术部"},
            {"what": "purpose", "before": "", "after": "支付系统开发"},
        ]}],
    }  # fmt: skip
    seen, filed = known(company, "pigeon:g1"), known(company, "wecom:w1")
    assert (_value(seen.name), _value(seen.owner)) == ("市场部-新品推广组", "pigeon:wang")
    assert (_value(seen.department), _value(seen.purpose)) == ("技术部", "支付系统开发")
    assert (_value(filed.name), stored(company, "wecom:w1").first_seen) == ("技术部-值班群", company.now)


def _value(fact: Fact[Any] | None) -> Any:
    return fact.value if fact else None


def test_the_same_sheet_again_changes_nothing_and_another_owner_is_a_change() -> None:
    company = Company()
    sheet = "平台,群ID,群名称,群主\nwecom,w1,技术部-值班群,wecom:u1\n"
    uploaded(company, SHEET, sheet)
    company.at(12, 9)
    again = uploaded(company, SHEET, sheet)
    assert (again["new"], again["changed"]) == (0, 0)
    assert stored(company, "wecom:w1").known(company.now).owner_changed is None
    assert uploaded(company, SHEET, sheet.replace("u1", "u2"))["changed"] == 1
    assert stored(company, "wecom:w1").known(company.now).owner_changed == company.now


def test_a_sheet_takes_no_head_away_from_a_department_that_the_directory_knows() -> None:
    company = in_business(NOTICE)
    company.add("g1")
    company.collect()
    uploaded(company, SHEET, "平台,群ID,群名称,部门\npigeon,g1,x,市场部\npigeon,g9,y,采购部\n")
    departments = company.world.ledger.directory.departments("pigeon")
    assert {(one.name, one.head) for one in departments} == {("市场部", "pigeon:chen"), ("采购部", None)}


def test_a_sheet_with_a_row_that_cannot_be_read_is_refused_whole() -> None:
    company = Company()
    done = uploaded(
        company, SHEET, "平台,群ID,群名称\nwecom,w1,技术部-值班群\nwecom,,\nwecom,w2,技术部-开发群\n"
    )
    assert done["refused"] is True
    assert done["faults"][0]["line"] == 3
    assert company.world.ledger.inventory.get("wecom:w1") is None


@pytest.mark.parametrize(
    "row",
    [f"wecom,{'w' * 2000},市场部-乙组,", f"wecom,w2,市场部-乙组,{'很' * 100}", f"wecom,,{'长' * 300},"],
    ids=["group", "owner", "name"],
)
def test_an_id_that_cannot_be_kept_refuses_the_whole_sheet_before_anything_is_written(row: str) -> None:
    company = Company()
    sheet = f"平台,群ID,群名称,群主\nwecom,w1,市场部-甲组,\n{row}\n"
    refused = uploaded(company, SHEET, sheet)
    assert "refused" in refused
    assert "too long" in refused["faults"][0]["reason"]
    assert company.world.ledger.inventory.get("wecom:w1") is None

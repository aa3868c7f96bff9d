"""What a sheet of groups would change is shown before it is filed, by the code that then files it."""

from datetime import timedelta
from typing import Any

import pytest

from shared.app.register.upload import register
from shared.core.declaration import identity
from shared.core.filed import GOOD_FOR
from shared.core.model import Fact, Kind, PeopleVersion, Person, Profile
from tests.app.pages import CHEN, WANG, ZHOU, Office
from tests.fakes.people import FakePeople
from tests.fakes.tapped import tapped

HEAD = "平台,群ID,群名称,群主,管理员,部门,用途,群类型,群公告,状态,人数,外部,最后活跃,建群时间,豁免"
KEY = "register/shown/群台账.csv"
BEFORE = f"孔明灯,w1,市场部-日报群,{WANG},{CHEN},市场部,日报,项目,有,正常,12,否,2026-05-10,2026-01-02,"
AFTER = (
    f"孔明灯,w1,市场部-周报群,{ZHOU},{CHEN}；{ZHOU},技术部,,通知,没有,已解散,1300,是,2026-05-11,2026-01-03,是"
)


def asked(office: Office, *rows: str, head: str = HEAD, key: str = KEY, **how: bool) -> dict[str, Any]:
    office.world.bucket.objects[key] = "\n".join((head, *rows, "")).encode()
    return register({"key": key, **how}, office.world.ports)


def shown(office: Office, *rows: str, **given: Any) -> dict[str, Any]:
    return asked(office, *rows, diff=True, **given)


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer[key] for key in ("new", "changed", "same", "kept", "absent"))


def fields(answer: dict[str, Any], key: str = "changes") -> dict[str, tuple[str, str]]:
    [row] = answer[key]
    return {one["what"]: (one["before"], one["after"]) for one in row["fields"]}


def test_a_first_sheet_would_add_its_groups_and_nothing_is_written_or_alarmed() -> None:
    office = Office()
    answer = shown(office, BEFORE, f"孔明灯,w2,市场部-周会群,{CHEN}" + "," * 11)
    assert counts(answer) == (2, 0, 0, 0, 0)
    assert answer["added"] == [{"line": 2, "name": "市场部-日报群"}, {"line": 3, "name": "市场部-周会群"}]
    assert office.world.ledger.inventory.get("lantern:w1") is None
    assert office.world.ledger.audit.of("群台账.csv", 5) == []
    assert counts(asked(office, BEFORE)) == (1, 0, 0, 0, 0), "the same code files it"


def test_every_field_that_changes_is_told_old_and_new_in_words_and_people_by_name() -> None:
    office = Office()
    asked(office, BEFORE)
    answer = shown(office, AFTER)
    assert counts(answer) == (0, 1, 0, 0, 0)
    assert fields(answer) == {
        "name": ("市场部-日报群", "市场部-周报群"), "kind": ("project", "notices"), "owner": ("王芳", "周杰"),
        "admins": ("陈立", "陈立, 周杰"), "created": ("2026-01-02", "2026-01-03"), "status": ("active", "dissolved"),
        "announcement": ("yes", "no"), "size": ("12", "1,300"), "outsiders": ("no", "yes"),
        "department": ("市场部", "技术部"), "purpose": ("日报", ""), "activity": ("2026-05-10", "2026-05-11"),
        "exempt": ("", "everything"),
    }  # fmt: skip
    assert asked(office, AFTER)["changes"] == answer["changes"], "said the same once it is filed"
    assert counts(shown(office, AFTER)) == (0, 0, 1, 0, 0)


def test_a_reason_for_no_check_is_told_as_it_was_written() -> None:
    office = Office()
    asked(office, f"孔明灯,w1,甲群,{WANG}" + "," * 11)
    rows = (f"孔明灯,w1,甲群,{WANG}" + "," * 11 + reason for reason in ("老板的群，长期保留", "group_name"))
    assert [fields(shown(office, row))["exempt"] for row in rows] == [
        ("", "老板的群，长期保留"), ("", "group_name"),
    ]  # fmt: skip


def test_another_announcement_and_nobody_named_any_more_are_told() -> None:
    office = Office()
    head = "平台,群ID,群名称,群主,管理员,群公告"
    asked(office, f"孔明灯,w1,甲群,{WANG},{CHEN},目的：日报", head=head)
    answer = shown(office, "孔明灯,w1,甲群,,无,目的：周报和别的", head=head)
    assert fields(answer) == {
        "owner": ("王芳", ""), "admins": ("陈立", "none"), "announcement": ("yes", "yes, another text"),
    }  # fmt: skip


def test_what_the_platform_shows_stands_and_is_told_so() -> None:
    office = Office()
    office.shows("p1", "市场部-丙群", WANG)
    answer = shown(office, f"pigeon,p1,别的名字,{WANG}", head="平台,群ID,群名称,群主")
    assert counts(answer) == (0, 1, 0, 0, 0)
    assert fields(answer)["name"] == ("市场部-丙群", "别的名字 (what the platform shows stands)")
    asked(office, f"pigeon,p1,别的名字,{WANG}", head="平台,群ID,群名称,群主")
    gone = fields(shown(office, "pigeon,p1,别的名字,", head="平台,群ID,群名称,群主"))
    assert gone == {"owner": ("王芳", "– (what the platform shows stands)")}


def test_what_an_owner_filed_is_kept_and_the_difference_told_by_name() -> None:
    office = Office()
    office.files(name="市场部-甲群")
    key = identity("lantern", "市场部-甲群")
    rows = (f"孔明灯,{key},市场部-乙群,{ZHOU}", f"孔明灯,w2,市场部-丙群,{ZHOU}")
    answer = shown(office, *rows, head="平台,群ID,群名称,群主")
    assert counts(answer) == (1, 0, 0, 1, 0)
    [kept] = answer["kept_rows"]
    assert (kept["line"], kept["name"], kept["by"]) == (2, "市场部-甲群", "王芳")
    assert fields(answer, "kept_rows") == {
        "name": ("市场部-甲群", "市场部-乙群"), "owner": ("王芳", "周杰"),
    }  # fmt: skip
    same = shown(office, f"孔明灯,{key},市场部-甲群,{WANG}", head="平台,群ID,群名称,群主")
    assert (same["kept"], same["kept_rows"], same["left"]) == (1, [], [])


def test_what_its_owner_files_between_the_look_and_the_write_is_kept_and_told() -> None:
    office = Office()
    real = office.world

    def first(operation: str) -> None:
        if operation == "inventory.put_filing":
            office.world = real
            office.files(name="市场部-甲群")

    key = identity("lantern", "市场部-甲群")
    office.world = real.but(ledger=lambda: tapped(real.ledger, before=first))
    answer = asked(office, f"孔明灯,{key},市场部-乙群,{WANG}", head="平台,群ID,群名称,群主")
    assert counts(answer) == (0, 0, 0, 1, 0)
    assert fields(answer, "kept_rows") == {"name": ("市场部-甲群", "市场部-乙群")}


def test_groups_that_the_sheet_names_no_more_are_told_and_stay_filed() -> None:
    office = Office()
    second = f"孔明灯,w2,市场部-周会群,{CHEN}" + "," * 11
    asked(office, BEFORE, second)
    asked(office, f"孔明灯,w3,别处的群,{CHEN}" + "," * 11, key="register/shown/分公司.csv")
    office.files(name="市场部-自己登记的群")
    until = (office.world.clock.now() + GOOD_FOR).date().isoformat()
    for answer in (shown(office, BEFORE), asked(office, BEFORE)):
        assert (answer["absent"], answer["not_named"]) == (1, [{"name": "市场部-周会群", "until": until}])
    office.world.clock.at += GOOD_FOR + timedelta(seconds=1)
    assert shown(office, BEFORE)["absent"] == 0, "what is not good any more is not filed"


def test_rows_that_cannot_be_taken_are_told_by_name_beside_what_the_others_would_change() -> None:
    office = Office()
    rows = (BEFORE, "孔明灯,w2,市场部-周会群,没有这个人" + "," * 11, "孔明灯,w3,乙群,,,,,什么群" + "," * 7)
    answer = shown(office, *rows)
    assert counts(answer) == (1, 0, 0, 0, 0)
    told = {(one["line"], one["name"]) for one in answer["refused_rows"]}
    assert told == {(3, "市场部-周会群"), (4, "乙群")}
    assert "没有这个人" in next(one["reason"] for one in answer["refused_rows"] if one["line"] == 3)
    assert "refused" not in answer
    assert office.world.log.named("upload_refused") == []
    refused = asked(office, *rows)
    assert refused["refused"] is True
    assert office.world.ledger.inventory.get("lantern:w1") is None, "filed whole or not at all"


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04 no workbook", "群主\n王芳\n".encode()])
def test_what_is_no_sheet_of_groups_is_refused_whole_and_alarms_nobody_who_only_looks(text: bytes) -> None:
    office = Office()
    office.world.bucket.objects[KEY] = text
    answer = register({"key": KEY, "diff": True}, office.world.ports)
    assert answer["refused"] is True
    assert office.world.log.named("upload_refused") == []


def test_of_a_confidential_group_it_is_told_that_something_changes_and_not_what() -> None:
    office = Office()
    head = "平台,群ID,群名称,群主,部门,群类型"
    asked(office, f"孔明灯,w1,并购小组,{WANG},,保密", head=head)
    answer = shown(office, f"孔明灯,w1,并购二组,{WANG},技术部,", head=head)
    assert [one["name"] for one in answer["changes"]] == ["w1"]
    assert fields(answer) == {
        "name": ("(confidential)", "(confidential)"), "kind": ("(confidential)", ""), "department": ("", "(confidential)"),
    }  # fmt: skip
    assert "并购" not in str(answer)


def test_hostile_names_are_shown_harmless_and_short() -> None:
    office = Office()
    asked(office, f"孔明灯,w1,甲群,{WANG}", head="平台,群ID,群名称,群主")
    nasty = "\u202e=cmd|x\x1b[31m" + "长" * 90
    answer = shown(office, f"孔明灯,w1,{nasty},{WANG}", head="平台,群ID,群名称,群主")
    before, after = fields(answer)["name"]
    assert before == "甲群"
    assert after.startswith("=cmd|x长")
    assert len(after) == 40


def test_a_last_day_that_is_still_to_come_shows_in_no_difference() -> None:
    office = Office()
    day = office.world.clock.now().date() + timedelta(days=9)
    office.register(Person((WANG,), "王芳", leaving_on=day))
    asked(office, BEFORE)
    answer = shown(office, AFTER.replace(ZHOU, "王芳"))
    assert fields(answer)["admins"] == ("陈立", "陈立, 王芳")
    assert day.isoformat() not in str(answer)


class Lost(FakePeople):
    def version(self) -> PeopleVersion:
        return PeopleVersion(1, "v")


def test_where_the_people_register_cannot_be_read_the_sheet_is_filed_and_nobody_has_a_name() -> None:
    office = Office()
    asked(office, BEFORE)
    ledger = office.world.ledger._replace(people=Lost())
    office.world = office.world.but(ledger=lambda: ledger)
    answer = asked(office, AFTER)
    assert fields(answer)["owner"] == ("(no name on record)", "(no name on record)")


def test_a_policy_that_is_only_looked_at_is_not_in_force() -> None:
    office = Office()
    key = "register/shown/policy.yaml"
    office.world.bucket.objects[key] = b"version: '7'\nmode: report\n"
    before = office.world.ledger.policy.current()
    answer = register({"key": key, "diff": True}, office.world.ports)
    assert "version" in answer["changed"]
    assert office.world.ledger.policy.current() == before


def test_somebody_without_a_name_is_told_as_such_and_never_by_account() -> None:
    office = Office()
    office.world.ledger.directory.save("pigeon", [Profile("pigeon:new")], [], office.world.clock.now())
    head = "平台,群ID,群名称,群主"
    asked(office, f"孔明灯,w1,甲群,{WANG}", head=head)
    answer = shown(office, "孔明灯,w1,甲群,pigeon:new", head=head)
    assert fields(answer) == {"owner": ("王芳", "(no name on record)")}


def test_a_group_that_the_platform_shows_as_confidential_stays_so() -> None:
    office = Office()
    now = office.world.clock.now()
    office.shows("p1", "并购小组", WANG, kind=Fact(Kind.CONFIDENTIAL, now))
    answer = shown(office, f"pigeon,p1,并购小组,{ZHOU}", head="平台,群ID,群名称,群主")
    assert "并购" not in str(answer)

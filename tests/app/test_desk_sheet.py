"""A clerk's sheet: nobody else may show one, and what is handed in goes where the command's go."""

import pytest

from shared.app.desk import sheet as desk
from shared.app.desk.sheet import Look, handed_in, looked
from shared.app.pages.visitor import Visitor
from shared.core.errors import BadInput, PageRefused
from shared.core.filed_changes import RowStep
from shared.core.lang import Lang
from tests.app.clerks import HE, WU, Department
from tests.app.pages import CHEN, WANG, ZHOU

NAME = "群台账.csv"
KEY = f"register/incoming/{NAME}"
HEAD = "平台,群ID,群名称,群主,管理员\n"


def look(office: Department, *rows: str, who: Visitor | None = None) -> Look:
    data = (HEAD + "".join(f"{row}\n" for row in rows)).encode()
    return looked(data, NAME, who or office.who(HE), office.world.ports)


@pytest.mark.parametrize("account", [WANG, WU])
def test_nobody_but_a_clerk_looks_or_hands_in(account: str) -> None:
    office = Department()
    seen = look(office, f"孔明灯,w1,甲群,{WANG},")
    with pytest.raises(PageRefused, match="nowhere"):
        look(office, f"孔明灯,w1,甲群,{WANG},", who=office.who(account))
    with pytest.raises(PageRefused, match="nowhere"):
        handed_in(b"x", NAME, "once", seen, office.who(account), office.world.ports)
    assert KEY not in office.world.bucket.objects


def test_what_is_handed_in_lies_where_the_command_s_does_once_and_with_who_it_was() -> None:
    office = Department()
    seen = look(office, f"孔明灯,w1,甲群,{WANG},")
    for once in ("1", "1", "2"):
        handed_in(b"sheet", NAME, once, seen, office.who(HE), office.world.ports)
    assert office.world.bucket.objects[KEY] == b"sheet"
    entries = office.world.ledger.audit.of(NAME, 9)
    assert {(one.what, one.by, one.details["added"]) for one in entries} == {("sheet_uploaded", HE, 1)}
    assert len(entries) == 2


def test_a_look_says_in_the_reader_s_language_what_changes() -> None:
    office = Department()
    key = office.files(name="市场部-甲群").group.id
    row = f"孔明灯,{key},市场部-乙群,{ZHOU},{CHEN}；{ZHOU}"
    [kept] = look(office, row).changes.of(RowStep.KEPT)
    assert look(office, row).worded(kept) == [
        ("群名", "市场部-甲群", "市场部-乙群"), ("群主", "王芳", "周杰"), ("管理员", "", "陈立、周杰"),
    ]  # fmt: skip
    assert look(office, row, who=office.who(HE, Lang.EN)).worded(kept)[1] == ("owner", "王芳", "周杰")


def test_the_same_differences_look_the_same_and_others_do_not() -> None:
    office = Department()
    first = look(office, f"孔明灯,w1,甲群,{WANG},")
    assert look(office, f"孔明灯,w1,甲群,{WANG},").seen == first.seen
    assert look(office, f"孔明灯,w2,甲群,{WANG},").seen != first.seen


def test_a_sheet_with_a_wrong_row_or_without_any_is_not_to_be_filed() -> None:
    office = Department()
    assert look(office, f"孔明灯,w1,甲群,{WANG},").is_to_file
    wrong = look(office, f"孔明灯,w1,甲群,{WANG},", "孔明灯,w2,乙群,没有这个人,")
    assert (wrong.is_to_file, [one.name for one in wrong.wrong], len(wrong.changes.rows)) == (
        False,
        ["乙群"],
        1,
    )


def test_a_people_sheet_and_one_of_very_many_groups_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Department()
    with pytest.raises(BadInput, match="people sheet"):
        looked("姓名,信鸽\n王芳,ou_1\n".encode(), "人员名册.csv", office.who(HE), office.world.ports)
    monkeypatch.setattr(desk, "MOST_GROUPS", 1)
    with pytest.raises(BadInput, match="more than 1 groups"):
        look(office, f"孔明灯,w1,甲群,{WANG},", f"孔明灯,w2,乙群,{WANG},")

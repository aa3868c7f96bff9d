"""Names on the page of a message: proposed beside each other, kept, or said to be changed."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from shared.app.pages.many import file_many
from shared.app.pages.mine import own_shown
from shared.app.pages.shown import ShownGroup
from shared.core.case import CaseKey
from shared.core.judgement import Level
from tests.app.business import armed, found, in_business, nudge_of, press, stored, told
from tests.app.company import FULL, Company
from tests.app.led import card_of, with_pages
from tests.app.pages import Office
from tests.app.test_filed import uploaded
from tests.app.test_keep import answer
from tests.app.test_pages_items import items, sends

NAME, NOTICE = "group_name", "missing_announcement"
SHEET = "平台,群ID,群名称,群主,外部群,群公告\n"


def named_company(*names: str, room: int = 30_000) -> Company:
    company = in_business(NAME)
    for number, name in enumerate(names):
        company.add(f"g{number}", name, text=FULL)
    company.im.most_bytes = room
    with_pages(company)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    assert told(company) == ["wang"]
    return company


def filed_company(*rows: str, check: str = NAME) -> Company:
    """Groups that no platform shows, filed for 王芳."""
    company = in_business(check)
    company.add("g0", owner="zhou", text=FULL)
    with_pages(company)
    uploaded(company, SHEET + "".join(f"{row}\n" for row in rows))
    for day in (12, 13, 14, 15):
        company.day(day)
    assert told(company) == ["wang"]
    return company


def case_id(group: str, check: str = NAME) -> str:
    return CaseKey(group, check).id


def test_what_a_message_proposes_is_distinct_also_beyond_what_its_card_has_room_for() -> None:
    names = ("兄弟们冲", "大家一起冲", "渠道日报")
    for room in (30_000, 1_000):
        company = named_company(*names, room=room)
        shown = {block.case: block.draft for block in card_of(company).blocks}
        seen = {item.case: item.draft for item in items(company)}
        assert shown.items() <= seen.items()
        assert [seen[case_id(f"pigeon:g{number}")] for number in range(3)] == [None, None, "市场部-渠道日报"]
    assert len(shown) < 3


def proposed(groups: Iterable[ShownGroup]) -> dict[str, str | None]:
    return {
        one.group.name.value: chore.text.draft
        for one in groups
        for chore in one.chores
        if one.group.name and chore.check == NAME
    }


def test_on_every_page_of_ones_own_groups_no_two_get_one_proposal() -> None:
    office = Office()
    office.world.ledger.checks.save(armed(NAME))
    names = ("兄弟们冲", "大家一起冲", "渠道日报")
    ports = office.world.ports
    distinct = {"兄弟们冲": None, "大家一起冲": None, "渠道日报": "市场部-渠道日报"}
    assert proposed(file_many("lantern", names, [], office.who(), ports)) == distinct
    assert proposed(office.mine().groups) == distinct
    assert proposed(own_shown(one.handle, office.who(), ports) for one in office.mine().groups) == distinct


def test_a_name_that_is_advice_is_kept_and_not_asked_about_for_half_a_year() -> None:
    company = named_company("渠道日报")
    said = answer(company, press(company, "keep_name", check=NAME, group="g0"))
    assert said == "好的，保留原名，2026-11-10 之前不再提醒。"
    (waiver,) = stored(company, "pigeon:g0").group.waivers
    assert (waiver.check, waiver.reason, waiver.by) == (NAME, "保留原名", "pigeon:wang")
    case = stored(company, "pigeon:g0").case(NAME)
    assert case is not None
    assert not case.is_open


def test_a_name_that_says_nothing_is_kept_when_the_responsible_department_has_seen_why() -> None:
    company = named_company("兄弟们冲")
    case = stored(company, "pigeon:g0").case(NAME)
    assert case is not None
    assert case.level is Level.DUTY
    assert "已转给" in answer(company, press(company, "keep_name", check=NAME, group="g0"))
    (request,) = company.world.ledger.waivers.pending()
    assert (request.group, request.check) == ("pigeon:g0", NAME)
    assert stored(company, "pigeon:g0").group.waivers == ()


def test_whoever_says_that_a_filed_group_is_renamed_is_believed() -> None:
    company = filed_company("lantern,w1,渠道日报,pigeon:wang,否,有")
    (item,) = items(company)
    assert item.draft == "市场部-渠道日报"
    assert item.name == "渠道日报"
    assert sends(company, case=item.case, deed="done", name=item.draft) is not None
    (after,) = items(company)
    assert "办好了" in after.note
    group = stored(company, "lantern:w1").known(company.now).group
    assert group.name is not None
    assert group.name.value == "市场部-渠道日报"


def test_whoever_says_that_a_filed_group_has_an_announcement_is_believed() -> None:
    company = filed_company("lantern,w1,市场部-渠道日报,pigeon:wang,否,无", check=NOTICE)
    (item,) = items(company)
    assert sends(company, case=item.case, deed="done") is not None
    assert "办好了" in items(company)[0].note


@pytest.mark.parametrize("name", ["", "13800138000", "x" * 300])
def test_a_name_that_nobody_wrote_or_could_file_changes_nothing(name: str) -> None:
    company = filed_company("lantern,w1,兄弟们冲,pigeon:wang,否,有")
    (item,) = items(company)
    assert sends(company, case=item.case, deed="done", name=name) is not None
    group = stored(company, "lantern:w1").known(company.now).group
    assert group.name is not None
    assert group.name.value == "兄弟们冲"
    assert "登记里还没有变化" in items(company)[0].note


def test_of_a_group_that_a_platform_shows_a_press_is_looked_into_and_no_fact() -> None:
    company = named_company("渠道日报")
    (item,) = items(company)
    assert sends(company, case=item.case, deed="done", name="市场部-渠道日报") is not None
    assert "还没有看到变化" in items(company)[0].note
    assert stored(company, "pigeon:g0").filed is None


def test_whoever_does_not_own_a_filed_group_files_nothing_by_a_press() -> None:
    """An admin may be asked; what a press of theirs says is looked up in what its owner filed."""
    company = filed_company("lantern,w1,渠道日报,pigeon:wang,否,有")
    (item,) = items(company)
    uploaded(company, SHEET + "lantern,w1,渠道日报,pigeon:zhou,否,有\n")
    company.world.clock.forward(timedelta(minutes=1))
    assert sends(company, case=item.case, deed="done", name="市场部-渠道日报") is not None
    group = stored(company, "lantern:w1").known(company.now).group
    assert group.name is not None
    assert group.name.value == "渠道日报"
    assert nudge_of(company).answers[item.case].is_final is False

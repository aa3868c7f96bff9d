"""「准备解散」: a day, a farewell, and nobody is reminded until then; what is dissolved leaves the list."""

from datetime import date, timedelta

import pytest

from shared.app.nudge.follow_up import follow_up
from shared.app.pages.shown import ShownGroup, handle_of, shown
from shared.app.pages.wind_up import WindingUp, dissolved, plan, still_needed, winding_up
from shared.core.errors import PageRefused
from shared.core.lang import Lang
from shared.core.model import Fact, Kind, Waiver
from tests.app.handing import Handing
from tests.app.pages import CHEN, WANG, Office

DAY = "2026-10-26"


@pytest.fixture
def office() -> Handing:
    return Handing()


def planning(office: Office, group: ShownGroup, lang: Lang = Lang.ZH) -> WindingUp:
    return winding_up(office.stored(group.group.key), office.who(lang=lang))


def plans(office: Office, group: ShownGroup, day: str = DAY, account: str = WANG) -> bool:
    return plan(group.handle, day, office.who(account), office.world.ports) is None


def ends(office: Office, group: ShownGroup) -> date | None:
    return shown(office.stored(group.group.key), office.who(), office.world.ports).ends


def test_ten_work_days_are_proposed_and_the_farewell_speaks_of_them(office: Handing) -> None:
    found = planning(office, office.files())
    assert (found.on, found.is_planned) == (date(2026, 10, 26), False)
    assert found.text == (
        "各位同事，本群计划 10 月 26 日解散。请提前保存需要的文件，未完成的事项请与王芳对接。感谢大家一路支持。"
    )


@pytest.mark.parametrize("lang", list(Lang))
def test_what_outsiders_read_is_for_them(office: Handing, lang: Lang) -> None:
    found = planning(office, office.files(external="yes"), lang)
    inside = planning(office, office.files(name="市场部-内部群"), lang)
    assert found.text != inside.text
    assert ("同事" in found.text, "colleagues" in found.text) == (False, False)


def test_where_nobody_knows_who_reads_it_the_words_suit_everybody(office: Handing) -> None:
    key = office.shows("p1", "市场部-丙群", WANG)
    found = winding_up(office.stored(key), office.who())
    assert found.text == "各位好，本群计划 10 月 26 日解散，后续事宜请与王芳联系。感谢各位的支持与配合。"


def test_nobody_is_reminded_before_the_day_and_after_it_everything_goes_on(office: Handing) -> None:
    group = office.files(announcement="no")
    assert plans(office, group)
    assert (ends(office, group), planning(office, group).is_planned) == (date(2026, 10, 26), True)
    case = office.case(group, "missing_announcement")
    assert case is not None
    assert (case.is_open, office.mine().groups[0].chores) == (False, ())
    office.forward(15)
    assert ends(office, group) is None
    follow_up(group.group.key, office.world.ports)
    after = office.case(group, "missing_announcement")
    assert after is not None
    assert after.is_open


@pytest.mark.parametrize("day", ["", "soon", "2026-10-11", "2026-12-12", "2026-02-30", "9999-99-99"])
def test_a_day_that_is_none_or_too_far_is_said_to_be(office: Handing, day: str) -> None:
    group = office.files()
    assert not plans(office, group, day)
    assert ends(office, group) is None


@pytest.mark.parametrize("day", ["2026-10-12", "2026-12-11"])
def test_from_today_to_sixty_days_ahead_can_be_planned(office: Handing, day: str) -> None:
    group = office.files()
    assert plans(office, group, day)
    assert ends(office, group) == date.fromisoformat(day)


def test_the_day_can_be_changed_and_the_group_kept_after_all(office: Handing) -> None:
    group = office.files(announcement="no")
    plans(office, group)
    assert plans(office, group, "2026-11-02")
    assert ends(office, group) == date(2026, 11, 2)
    still_needed(group.handle, office.who(), office.world.ports)
    case = office.case(group, "missing_announcement")
    assert (ends(office, group), case is not None and case.is_open) == (None, True)
    still_needed(group.handle, office.who(), office.world.ports)


def test_what_an_operator_set_aside_for_longer_stays(office: Handing) -> None:
    group = office.files()
    waiver = Waiver(None, "审计项目", "何静", date(2027, 1, 31))
    office.world.ledger.waivers.put(group.group.key, waiver)
    assert plans(office, group)
    still_needed(group.handle, office.who(), office.world.ports)
    assert office.stored(group.group.key).group.waivers == (waiver,)


def test_a_filed_group_that_is_dissolved_leaves_the_list_and_nothing_is_said_of_it(office: Handing) -> None:
    group = office.files(announcement="no")
    assert dissolved(group.handle, office.who(), office.world.ports)
    assert office.names() == []
    assert all(case.due is None for case in office.stored(group.group.key).cases)
    assert office.files(take="yes").group.key == group.group.key


def test_what_a_platform_shows_is_looked_at_there(office: Handing) -> None:
    key = office.shows("p1", "市场部-丙群", WANG)
    assert not dissolved(handle_of(key), office.who(), office.world.ports)
    assert [group for group, _ in office.world.ledger.inventory.dirty("pigeon", 9)] == [key]
    assert office.names() == ["市场部-丙群"]


def test_another_s_group_is_nobody_s_to_wind_up(office: Handing) -> None:
    group = office.files()
    who, ports = office.who(CHEN), office.world.ports
    for act in (
        lambda: plan(group.handle, DAY, who, ports),
        lambda: still_needed(group.handle, who, ports),
        lambda: dissolved(group.handle, who, ports),
    ):
        with pytest.raises(PageRefused, match="not_yours"):
            act()


def test_the_trail_says_who_planned_it(office: Handing) -> None:
    group = office.files()
    office.world.clock.forward(timedelta(minutes=1))
    plans(office, group)
    [entry] = office.world.ledger.audit.of(group.group.key, 1)
    assert (entry.what, entry.by, entry.details) == ("winding_up", WANG, {"until": DAY})


def test_what_is_confidential_is_never_found_by_its_farewell(office: Handing) -> None:
    now = office.world.clock.now()
    key = office.shows("p9", "并购-甲", WANG, kind=Fact(Kind.CONFIDENTIAL, now))
    assert "并购" not in winding_up(office.stored(key), office.who()).text


def test_nobody_is_asked_any_more_to_take_over_what_is_dissolved(office: Handing) -> None:
    group = office.files()
    office.offer(group)
    assert dissolved(group.handle, office.who(), office.world.ports)
    assert office.asked() == []

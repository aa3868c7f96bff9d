"""「我的群」: one's own groups, what is on record of them, and what can be said about them; nobody else's, ever."""

from datetime import date, timedelta

import pytest

from shared.app.pages.change import edit
from shared.app.pages.filing import Claimed, SameName
from shared.app.pages.shown import ShownGroup, handle_of
from shared.app.register.upload import register
from shared.core.declaration import OUTSIDERS, TOO_LONG, Wrong
from shared.core.errors import PageRefused
from shared.core.filed import GOOD_FOR
from shared.core.lang import Lang
from shared.core.model import Employment, Fact, Kind, Person, Profile, Source, Status
from tests.app.pages import CHEN, SALES, WANG, ZHOU, Office
from tests.fakes.tapped import tapped


def shown(outcome: object) -> ShownGroup:
    assert isinstance(outcome, ShownGroup)
    return outcome


def only(office: Office, account: str = WANG) -> ShownGroup:
    [group] = office.mine(account).groups
    return group


def row(office: Office, *rows: str) -> dict[str, object]:
    key = "register/incoming/群台账.csv"
    office.world.bucket.objects[key] = "\n".join(("平台,群ID,群名称,群主,部门", *rows, "")).encode()
    return register({"key": key}, office.world.ports)


def test_what_they_filed_what_a_sheet_says_and_what_a_platform_shows_are_all_theirs() -> None:
    office = Office()
    office.files(name="市场部-甲群")
    row(office, f"孔明灯,,市场部-乙群,{WANG},市场部", f"孔明灯,,市场部-丁群,{CHEN},市场部")
    office.shows("p1", "市场部-丙群", WANG)
    office.shows("p2", "市场部-戊群", CHEN)
    assert set(office.names()) == {"市场部-甲群", "市场部-乙群", "市场部-丙群"}
    assert set(office.names(CHEN)) == {"市场部-丁群", "市场部-戊群"}


def test_where_each_is_from_is_shown() -> None:
    office = Office()
    office.shows("p1", "市场部-丙群", WANG)
    office.files(name="市场部-甲群")
    groups = {one.group.name.value: one for one in office.mine().groups if one.group.name}
    filed, seen = groups["市场部-甲群"], groups["市场部-丙群"]
    assert (filed.is_filed, str(filed.filed_on), filed.platform[Lang.ZH]) == (True, "2026-10-12", "孔明灯")
    assert (seen.is_filed, seen.filed_on) == (False, None)


def test_groups_with_something_to_do_come_first() -> None:
    office = Office()
    office.files(name="市场部-甲群", announcement="yes")
    office.files(name="市场部-乙群", announcement="no")
    assert office.names() == ["市场部-乙群", "市场部-甲群"]


def test_somebody_with_several_accounts_sees_the_groups_of_all_of_them() -> None:
    office = Office()
    office.register(Person((WANG, "wecom:wangfang"), "王芳"))
    row(office, "企业微信,w1,市场部-乙群,wecom:wangfang,市场部")
    office.files(name="市场部-甲群")
    assert set(office.names()) == {"市场部-甲群", "市场部-乙群"}


@pytest.mark.parametrize(
    "facts", [{"status": Status.DISSOLVED}, {"kind": Kind.CONFIDENTIAL}], ids=["dissolved", "confidential"]
)
def test_what_is_over_is_gone_and_of_what_is_confidential_nothing_is_said(facts: dict[str, object]) -> None:
    office = Office()
    office.shows(
        "p1", "冲冲冲", WANG, **{name: Fact(value, office.who().now) for name, value in facts.items()}
    )
    assert [one.chores for one in office.mine().groups] in ([], [()])


def test_a_group_that_its_platform_shows_no_more_is_gone() -> None:
    office = Office()
    key = office.shows("p1", "市场部-丙群", WANG)
    from shared.app.ports.state import Part

    office.forward(1)
    gone = office.stored(key)._replace(gone=office.who().now)
    office.world.ledger.inventory.save(gone, [Part.META], office.who().now)
    assert office.names() == []


@pytest.mark.parametrize("employment", [Employment.LEFT, Employment.DISABLED])
def test_whoever_left_sees_nothing_any_more(employment: Employment) -> None:
    office = Office()
    office.files()
    gone = Profile(WANG, "王芳", "市场部", employment=employment)
    office.world.ledger.directory.save("pigeon", [gone], [], office.world.clock.now())
    with pytest.raises(PageRefused, match="left"):
        office.mine()


def test_a_login_from_before_the_account_was_given_to_somebody_else_is_none() -> None:
    from shared.app.pages.visitor import visitor

    office = Office()
    before = office.world.clock.now()
    office.forward(1)
    office.hand_account_on()
    with pytest.raises(PageRefused, match="left"):
        visitor(WANG, before, office.world.ports, Lang.ZH)
    assert office.who().name == "王小明"


def test_a_new_holder_of_an_account_is_not_shown_what_the_one_before_filed() -> None:
    office = Office()
    office.files()
    office.forward(1)
    office.hand_account_on()
    assert office.names() == []


def test_another_s_group_cannot_be_opened_changed_or_given_up_by_its_handle() -> None:
    office = Office()
    group = office.files(CHEN)
    for act in (
        lambda: office.edit(group.handle, name="x"),
        lambda: office.done(group.handle, "missing_announcement", announcement="yes"),
        lambda: office.give_up(group.handle),
    ):
        with pytest.raises(PageRefused, match="not_yours"):
            act()
    assert office.names(CHEN) == ["华东销售冲冲冲"]


def test_a_handle_says_nothing_of_the_group() -> None:
    assert handle_of("lantern:市场部-王芳") == handle_of("lantern:市场部-王芳")
    assert handle_of("lantern:市场部-王芳").isascii()


def test_a_renamed_group_keeps_its_id_and_everything_that_was_not_said_anew() -> None:
    office = Office()
    before = office.files(announcement="yes", purpose="日报")
    after = shown(office.edit(before.handle, name="市场部-华东销售日报"))
    assert after.group.key == before.group.key
    assert (office.names(), after.group.announcement is not None) == (["市场部-华东销售日报"], True)
    assert after.group.purpose is not None
    assert after.group.purpose.value == "日报"


def test_what_cannot_be_taken_changes_nothing() -> None:
    office = Office()
    group = office.files()
    words = {lang: said.format(most=100) for lang, said in TOO_LONG.items()}
    assert office.edit(group.handle, name="群" * 101, external="") == (
        Wrong("name", words),
        Wrong("external", OUTSIDERS),
    )
    assert office.names() == ["华东销售冲冲冲"]


def test_on_a_filed_fact_a_press_is_the_fact() -> None:
    office = Office()
    group = office.files(department="市场部", announcement="no")
    assert [chore.check for chore in group.chores] == ["group_name", "missing_announcement"]
    group = shown(office.done(group.handle, "missing_announcement", announcement="yes"))
    assert [chore.check for chore in group.chores] == ["group_name"]
    group = shown(office.done(group.handle, "group_name", name="市场部-华东销售日报"))
    assert group.chores == ()


def test_a_press_on_what_a_platform_shows_has_it_looked_at_and_says_nothing_of_its_own() -> None:
    office = Office()
    key = office.shows("p1", "市场部-丙群", WANG)
    office.done(only(office).handle, "missing_announcement", announcement="yes")
    assert [group for group, _ in office.world.ledger.inventory.dirty("pigeon", 9)] == [key]
    assert office.stored(key).filed is None


def test_a_press_that_says_nothing_changes_nothing() -> None:
    office = Office()
    group = office.files(announcement="no")
    assert shown(office.done(group.handle, "missing_announcement")).chores == group.chores
    assert shown(office.done(group.handle, "missing_owner", name="x")).chores == group.chores


def test_a_group_that_is_not_theirs_leaves_the_list_at_once_and_nobody_is_told_of_it() -> None:
    office = Office()
    group = office.files(announcement="no")
    office.give_up(group.handle)
    assert office.names() == []
    file = office.stored(group.group.key).known(office.who().now)
    assert file.group.owner is None
    assert all(case.due is None for case in file.cases)
    same = office.tries(SALES, CHEN)
    assert same == SameName("华东销售冲冲冲", None, is_own=False, handle="", is_free=True)
    assert office.files(CHEN, take="yes").group.key == group.group.key
    assert office.names(CHEN) == ["华东销售冲冲冲"]


def test_what_somebody_else_looks_after_is_not_to_be_taken_but_they_can_be_asked() -> None:
    office = Office()
    office.files(CHEN)
    assert office.tries({**SALES, "take": "yes"}) == Claimed("华东销售冲冲冲", "陈立", date(2026, 10, 19))
    assert (office.names(CHEN), office.names()) == (["华东销售冲冲冲"], [])


def test_what_a_platform_shows_as_theirs_can_only_change_there() -> None:
    office = Office()
    office.shows("p1", "市场部-丙群", WANG)
    with pytest.raises(PageRefused, match="shown_as_owner"):
        office.give_up(only(office).handle)


def test_whoever_gives_up_what_was_filed_anew_a_moment_ago_is_told_so() -> None:
    office = Office()
    group, real = office.files(), office.world

    def file_anew(operation: str) -> None:
        if operation == "inventory.move_filing":
            real.clock.forward(timedelta(seconds=1))
            edit(group.handle, {**SALES, "name": "市场部-新名字群"}, office.who(), real.ports)

    office.world = real.but(ledger=lambda: tapped(real.ledger, before=file_anew))
    with pytest.raises(PageRefused, match="taken"):
        office.give_up(group.handle)


def test_the_sheet_of_march_does_not_replace_what_the_owner_filed_in_may() -> None:
    office = Office()
    row(office, f"孔明灯,w1,老名字群,{WANG},技术部")
    office.edit(only(office).handle, name="市场部-新名字群", external="no")
    answer = row(office, f"孔明灯,w1,老名字群,{WANG},技术部", f"孔明灯,w2,市场部-另一个群,{ZHOU},市场部")
    assert set(office.names()) == {"市场部-新名字群"}
    left = {"line": 2, "group": "lantern:w1", "name": "市场部-新名字群", "by": WANG, "facts": ["name"]}
    assert (answer["left"], answer["new"], answer["changed"]) == ([left], 1, 0)


def test_a_sheet_that_says_the_same_is_no_difference() -> None:
    office = Office()
    row(office, f"孔明灯,w1,老名字群,{WANG},技术部")
    office.edit(only(office).handle, name="市场部-新名字群", external="no")
    assert row(office, f"孔明灯,w1,市场部-新名字群,{WANG},技术部")["left"] == []


def test_a_sheet_that_is_uploaded_while_an_owner_files_replaces_nothing() -> None:
    office = Office()
    row(office, f"孔明灯,w1,老名字群,{WANG},技术部")
    inventory = office.world.ledger.inventory
    handle = only(office).handle

    class Meanwhile:
        """The owner files just before the sheet's row would be kept."""

        def put_filing(self, filing: object, by: object = (), over: object = None) -> bool:
            if not by:
                with_inventory = office.world
                office.world = real
                office.edit(handle, name="市场部-新名字群", external="no")
                office.world = with_inventory
            return inventory.put_filing(filing, by, over=over)  # type: ignore[arg-type]

        def __getattr__(self, name: str) -> object:
            return getattr(inventory, name)

    real = office.world
    watched = office.world.ledger._replace(inventory=Meanwhile())  # type: ignore[arg-type]
    office.world = office.world.but(ledger=lambda: watched)
    answer = row(office, f"孔明灯,w1,又一个名字群,{WANG},技术部")
    office.world = real
    assert office.names() == ["市场部-新名字群"]
    assert isinstance(answer["left"], list)
    assert [one["facts"] for one in answer["left"]] == [["name"]]


def test_half_a_year_later_one_press_confirms_all_that_somebody_filed() -> None:
    office = Office()
    office.files(name="市场部-甲群")
    office.forward(70)
    office.files(name="市场部-乙群")
    office.shows("p1", "市场部-丙群", WANG)
    office.forward(79)
    assert office.mine().to_confirm == 0
    office.forward(1)
    assert office.mine().to_confirm == 1
    office.confirm()
    assert office.mine().to_confirm == 0
    office.forward(149)
    assert office.mine().to_confirm == 0
    office.forward(1)
    assert office.mine().to_confirm == 2


def test_what_is_past_its_date_wants_to_be_confirmed_and_what_a_sheet_says_is_not_theirs_to_confirm() -> None:
    office = Office()
    office.files(name="市场部-甲群")
    row(office, f"孔明灯,,市场部-乙群,{WANG},市场部")
    office.forward(200)
    assert office.mine().to_confirm == 1


def test_saying_that_these_are_all_is_remembered_and_what_was_filed_is_good_for_another_half_year() -> None:
    office = Office()
    office.files(name="市场部-甲群")
    office.shows("p1", "市场部-丙群", WANG)
    assert office.mine().confirmed is None
    office.forward(100)
    office.confirm()
    assert office.mine().confirmed == office.who().now
    [said] = office.world.ledger.confirmations.all()
    assert (said.account, said.groups) == (WANG, 2)
    office.forward((GOOD_FOR - timedelta(days=1)).days)
    assert not any(one.lapsed for one in office.mine().groups)


def test_what_is_not_good_any_more_is_still_theirs_and_says_so() -> None:
    office = Office()
    office.files()
    office.forward(GOOD_FOR.days)
    group = only(office)
    assert (group.lapsed, group.group.name) == (True, None)


def test_two_who_confirm_say_so_each_for_themselves() -> None:
    office = Office()
    office.files()
    office.files(CHEN, **{**SALES, "name": "市场部-甲群"})
    office.confirm(CHEN)
    assert office.mine().confirmed is None


def test_what_somebody_says_of_a_group_that_a_platform_shows_lies_beside_it() -> None:
    office = Office()
    key = office.shows("p1", "市场部-丙群", WANG)
    after = shown(office.edit(only(office).handle, department="技术部", external="no"))
    assert (after.group.key, after.is_filed) == (key, False)
    known = office.stored(key).known(office.who().now).group
    assert (known.name and known.name.source, known.department and known.department.value) == (
        Source.OBSERVED,
        "技术部",
    )


def test_a_row_that_a_later_sheet_replaced_meanwhile_is_no_difference_to_anybody_s_own() -> None:
    office = Office()
    row(office, f"孔明灯,w1,新名字群,{WANG},技术部")
    office.world.clock.forward(timedelta(hours=-1))
    assert row(office, f"孔明灯,w1,老名字群,{WANG},技术部")["left"] == []
    assert office.names() == ["新名字群"]


def test_coverage_counts_what_was_filed_and_who_said_that_these_are_all() -> None:
    from shared.app.ops.operate import operate

    office = Office()
    row(office, f"孔明灯,w1,市场部-乙群,{CHEN},市场部")
    office.files(name="市场部-甲群")
    office.files(name="市场部-丙群")
    office.confirm()
    answer = operate({"do": "coverage"}, office.world.ports)
    assert answer["filed"] == {"groups": 3, "by_owners": 2, "owners": 1, "confirmed": 1}

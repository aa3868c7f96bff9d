"""「登记一个群」: three questions, kept as said, and what the checks say of it is shown at once and not said again soon."""

from datetime import timedelta
from typing import Any

import pytest

from shared.app.inspect.tick import inspect
from shared.app.pages.filing import SameName
from shared.app.pages.shown import ShownGroup
from shared.app.scene.company import agenda_of
from shared.core.case import Step
from shared.core.declaration import HOLDS_NUMBER, NO_NAME, OUTSIDERS, WHERE, Wrong
from shared.core.errors import PageRefused
from shared.core.judgement import Level
from shared.core.ladder.agenda import planned, shown_to
from shared.core.mode import Mode
from shared.core.model import Group, Source
from tests.app.business import armed
from tests.app.pages import CHEN, SALES, WANG, Office


def said(group: Group) -> dict[str, object]:
    facts = ("name", "owner", "external", "purpose", "department")
    return {name: fact.value for name in facts if (fact := getattr(group, name)) is not None}


def chores(group: ShownGroup) -> list[str]:
    return [chore.check for chore in group.chores]


def test_a_group_is_kept_as_its_owner_says_it() -> None:
    group = Office().files(purpose="日报", department="销售部").group
    assert said(group) == {
        "name": "华东销售冲冲冲", "owner": WANG, "external": False, "purpose": "日报", "department": "销售部",
    }  # fmt: skip
    assert group.name is not None
    assert (group.platform, group.name.source) == ("lantern", Source.DECLARED)


def test_what_was_not_asked_is_not_known() -> None:
    group = Office().files().group
    assert (group.announcement, group.purpose, group.department, group.members, group.size) == (None,) * 5


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("platform", "", WHERE),
        ("platform", "icq", WHERE),
        ("name", "", NO_NAME),
        ("name", " \u200b\u202e ", NO_NAME),
        ("name", "〔〕——", NO_NAME),
        ("external", "", OUTSIDERS),
        ("external", "maybe", OUTSIDERS),
        ("name", "找我 138 0013 8000", HOLDS_NUMBER),
        ("purpose", "联系１３８００１３８０００", HOLDS_NUMBER),
        ("purpose", "11010519491231002X", HOLDS_NUMBER),
        ("department", "13800138000", HOLDS_NUMBER),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_kept(
    field: str, value: str, words: object
) -> None:
    office = Office()
    assert office.tries({**SALES, field: value}) == (Wrong(field, words),)  # type: ignore[arg-type]
    assert office.names() == []


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = Office().tries({"name": "群" * 101})
    assert isinstance(wrong, tuple)
    assert [one.field for one in wrong if isinstance(one, Wrong)] == ["platform", "name", "external"]


def test_a_year_and_a_long_order_number_are_no_phone_number() -> None:
    assert Office().files(name="2026年会-2026123456789012345")


def test_a_hostile_name_is_kept_harmless() -> None:
    group = Office().files(name="销售部-\u202e群<script>\x1b[31m\n").group
    assert group.name is not None
    assert group.name.value == "销售部-群<script>[31m"


def test_the_same_form_sent_twice_files_one_group() -> None:
    office = Office()
    first = office.files(once="a")
    again = office.tries({**SALES, "once": "a"})
    assert isinstance(again, SameName)
    assert (again.is_own, again.handle) == (True, first.handle)
    assert office.names() == ["华东销售冲冲冲"]


def test_what_another_filed_under_that_name_is_asked_about_with_their_name_alone() -> None:
    office = Office()
    office.files(CHEN)
    same = office.tries({**SALES, "name": "华东 销售冲冲冲"})
    assert same == SameName("华东销售冲冲冲", "陈立", is_own=False, handle="", may_claim=True)
    assert office.names() == []


def test_another_group_of_the_same_name_is_filed_beside_it() -> None:
    office = Office()
    theirs = office.files(CHEN)
    ours = office.files(other="yes", once="b")
    assert theirs.group.key != ours.group.key
    assert office.files(other="yes", once="b").group.key == ours.group.key
    assert (office.names(), office.names(CHEN)) == (["华东销售冲冲冲"], ["华东销售冲冲冲"])


def test_of_two_who_file_one_group_at_once_the_second_is_told_so() -> None:
    office = Office()
    inventory = office.world.ledger.inventory
    office.files(CHEN)
    unaware = office.world.ledger._replace(inventory=_Unaware(inventory))  # type: ignore[arg-type]
    office.world = office.world.but(ledger=lambda: unaware)
    with pytest.raises(PageRefused, match="taken"):
        office.tries(SALES)
    assert office.names(CHEN) == ["华东销售冲冲冲"]


class _Unaware:
    """An inventory whose index lags."""

    def __init__(self, inventory: object) -> None:
        self._inventory = inventory

    def named(self, platform: str, folded: str) -> list[str]:
        return []

    def __getattr__(self, name: str) -> object:
        return getattr(self._inventory, name)


def test_what_the_checks_say_is_shown_at_once_with_a_name_and_a_draft() -> None:
    group = Office().files(department="销售部", purpose="日报", announcement="no")
    assert chores(group) == ["group_name", "missing_announcement"]
    name, notice = group.chores
    assert name.text.draft == "销售部-华东销售冲冲冲"
    assert notice.text.draft
    assert "王芳" in notice.text.draft
    assert all(chore.is_told for chore in group.chores)


def test_an_announcement_is_looked_at_and_not_kept() -> None:
    office = Office()
    group = office.files(announcement="yes", text="目的：日报。功能：同步。成员：销售部。群主：王芳")
    assert chores(group) == ["group_name", "incomplete_announcement"]
    assert "同步" not in repr(office.stored(group.group.key))


def test_an_announcement_that_nobody_showed_is_there_and_nothing_more() -> None:
    assert chores(Office().files(name="市场部-日报群", announcement="yes")) == []


def test_what_the_page_showed_counts_as_seen_and_advice_is_never_said_again() -> None:
    office = Office()
    group = office.files(name="日报群", announcement="no")
    case = office.case(group, "group_name")
    assert case is not None
    assert (case.level, case.shown_to, case.due) == (Level.ADVICE, WANG, None)
    assert case.delivered == {Step.SEEN: office.world.clock.now()}


def test_a_group_of_outsiders_is_filed_as_one() -> None:
    group = Office().files(external="yes").group
    assert group.external is not None
    assert group.external.value


def test_that_it_was_filed_stands_in_the_audit_trail_without_its_name() -> None:
    office = Office()
    group = office.files()
    [entry] = office.world.ledger.audit.of(group.group.key, 9)
    assert (entry.what, entry.by) == ("filed", WANG)
    assert "冲冲冲" not in repr(entry)


def test_nothing_is_due_for_a_group_that_is_filed_in_report_mode() -> None:
    office = _speaking(mode=Mode.REPORT)
    case = office.case(office.files(announcement="no"), "missing_announcement")
    assert case is not None
    assert case.due is None


def test_a_duty_that_the_page_showed_waits_for_twenty_work_days() -> None:
    office = _speaking()
    for name in ("甲", "乙", "丙"):
        case = office.case(office.files(name=f"市场部-{name}群", announcement="no"), "missing_announcement")
        assert case is not None
        assert case.to == WANG
        assert case.due is not None
        assert case.due - office.world.clock.now() > timedelta(days=27)


def _speaking(**ports: Any) -> Office:
    office = Office(**ports)
    for check in ("missing_announcement", "group_name"):
        office.world.ledger.checks.save(armed(check))
    return office


def test_a_duty_that_no_page_showed_waits_for_its_usual_grace() -> None:
    office = _speaking()
    group = office.files(name="市场部-甲群", announcement="no")
    case = office.case(group, "missing_announcement")
    assert case is not None
    assert case.due is not None
    unseen = office.stored(group.group.key).with_case(case._replace(delivered={}, shown_to=None))
    who = office.who()
    agenda = agenda_of(who.policy, who.scene, office.world.ledger.checks.all(), office.world.ports)
    [planned_] = [one for one in planned(unseen.known(who.now), agenda) if one.key == case.key]
    assert planned_.due is not None
    assert planned_.due < case.due


def test_whoever_takes_a_group_that_a_colleague_gave_up_was_shown_what_the_page_showed_them() -> None:
    office = _speaking()
    office.give_up(office.files(name="日报群", announcement="no").handle)
    office.forward(1)
    taken = office.files(CHEN, name="日报群", announcement="no", take="yes")
    advice, duty = office.case(taken, "group_name"), office.case(taken, "missing_announcement")
    assert advice is not None
    assert duty is not None
    assert (advice.shown_to, advice.due) == (CHEN, None)
    assert duty.due is not None
    assert duty.due - office.world.clock.now() > timedelta(days=27)


def test_whoever_owns_it_next_was_shown_nothing() -> None:
    office = _speaking()
    group = office.files(name="市场部-甲群", announcement="no")
    case = office.case(group, "missing_announcement")
    assert case is not None
    assert shown_to(case, CHEN, office.who().scene) == {}


def test_advice_that_the_page_showed_is_never_told_though_the_check_may_speak() -> None:
    office = _speaking()
    group = office.files(name="日报群", announcement="yes")
    case = office.case(group, "group_name")
    assert case is not None
    assert (case.level, case.step, case.due) == (Level.ADVICE, None, None)
    office.forward(60)
    inspect({}, office.world.ports)
    later = office.case(group, "group_name")
    assert later is not None
    assert (later.is_open, later.due) == (True, None)


def test_a_group_that_is_erased_while_it_is_filed_is_said_to_have_changed() -> None:
    office = Office()
    inventory = office.world.ledger.inventory

    class Erasing:
        def put_filing(self, filing: Any, by: Any = (), over: Any = None) -> bool:
            return True

        def __getattr__(self, name: str) -> object:
            return getattr(inventory, name)

    erasing = office.world.ledger._replace(inventory=Erasing())  # type: ignore[arg-type]
    office.world = office.world.but(ledger=lambda: erasing)
    with pytest.raises(PageRefused, match="stale"):
        office.tries(SALES)

"""Collecting: what is refused, hidden or broken costs only itself, and is not forgotten."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.app.ports.im import Life, Written
from shared.core.errors import NotVisible, PlatformDenied, PlatformUnavailable
from shared.core.model import Group
from tests.app.business import calls, raised, raising, reading, remember, stored
from tests.app.company import FULL, Company


def refuses(group: str, error: Exception) -> Callable[[Group, str | None], Written]:
    """Announcements that cannot be read of one group."""

    def announcement(asked: Group, known: str | None) -> Written:
        if asked.id == group:
            raise error
        return Written("r1", FULL)

    return announcement


def denied(missing: str) -> PlatformDenied:
    error = PlatformDenied("pigeon", "im.message.list", "99991672")
    error.missing = missing
    return error


def test_a_permission_that_is_missing_leaves_the_fact_unknown_and_is_remembered_until_it_is_granted() -> None:
    company = Company()
    company.add("g1")
    company.add("g2")
    reading(company, life=lambda _: raised(denied("im:message.group_msg")))
    summary = company.collect()
    assert summary["denied"] == {"pigeon:life": "im:message.group_msg"}
    assert len(company.world.log.named("permission_missing")) == 1, "one line a run, not one a group"
    assert stored(company).group.activity is None
    assert stored(company).group.announcement is not None
    for minute in (15, 30):
        company.at(11, 9, minute)
        company.collect()
    assert company.operate("coverage")["denied"] == {"pigeon": "life=im:message.group_msg"}

    reading(company)
    company.at(12, 9)
    company.add("g1", "市场部-秋季推广组")
    company.collect()
    company.at(12, 9, 15)
    company.collect()
    assert company.operate("coverage")["denied"] == {}
    assert stored(company, "pigeon:g2").group.activity is not None, "nothing else said that it changed"


@pytest.mark.parametrize(
    ("missing", "remembered"),
    [
        ("im:message im:chat", "im:messageim:chat"),
        (" im:message\n", "im:message"),
        ("", "99991672"),
    ],
)
def test_whatever_a_vendor_calls_a_missing_permission_is_remembered_as_one_word(
    missing: str, remembered: str
) -> None:
    company = Company()
    company.add("g1")
    reading(company, life=lambda _: raised(denied(missing)), directory=lambda _: raised(denied("contact")))
    company.collect()
    both = {"pigeon": f"directory=contact life={remembered}"}
    assert company.operate("coverage")["denied"] == both
    company.at(11, 9, 15)
    company.collect()
    assert company.operate("coverage")["denied"] == both


def test_a_vendor_who_does_not_say_what_is_missing_is_remembered_all_the_same() -> None:
    company = Company()
    company.add("g1")
    reading(company, groups=lambda _: raised(PlatformDenied("pigeon", "im.chat.list")))
    company.collect()
    assert company.operate("coverage")["denied"] == {"pigeon": "groups=unknown"}


@pytest.mark.parametrize("capability", ["groups", "directory"])
def test_without_the_listing_or_the_directory_the_rest_goes_on(capability: str) -> None:
    company = Company()
    group = company.add("g1")
    company.collect()
    reading(company, **{capability: lambda *_: raised(denied("contact:user"))})
    company.world.ledger.inventory.mark_dirty(group, company.now)
    company.at(15, 9)
    summary = company.collect()
    assert summary["denied"] == {f"pigeon:{capability}": "contact:user"}
    assert summary["counts"]["read"] == 1


def test_a_directory_that_nobody_had_to_be_asked_of_has_granted_nothing() -> None:
    company = Company()
    remember(company, refused={"directory": "contact:user"})
    company.collect()
    assert company.operate("coverage")["denied"] == {"pigeon": "directory=contact:user"}
    company.add("g1")
    company.at(12, 9)
    company.collect()
    assert company.operate("coverage")["denied"] == {}


def test_what_a_platform_cannot_show_is_not_asked_for() -> None:
    company = Company()
    company.add("g1")
    reading(company, announcement=None, life=None, directory=None)
    company.collect()
    assert calls(company) == Counter(list=1, detail=1)
    assert stored(company).group.announcement is None


@pytest.mark.parametrize(
    "error",
    [PlatformUnavailable("pigeon", "doc"), ValueError("a shape that nobody has seen")],
    ids=["unavailable", "a bug of ours"],
)
def test_one_bad_group_costs_only_itself_and_waits_behind_the_others(error: Exception) -> None:
    company = Company()
    for name in ("g1", "g2"):
        company.add(name)
    reading(company, announcement=refuses("g1", error))
    company.collect()
    assert stored(company, "pigeon:g2").group.announcement is not None
    assert stored(company, "pigeon:g1").group.announcement is None
    assert [key for key, _ in company.world.ledger.inventory.dirty("pigeon", 10)] == ["pigeon:g1"]


def test_a_text_that_breaks_us_costs_only_its_group_and_is_read_again() -> None:
    company = Company()
    for name in ("g1", "g2"):
        company.add(name)
    no_text: Any = 7
    broken = {"g1": Written("r1", no_text), "g2": Written("r1", FULL)}
    reading(company, announcement=lambda group, _: broken[group.id])
    assert company.collect()["counts"]["failed"] == 1
    assert stored(company, "pigeon:g2").group.announcement is not None
    (alarm,) = company.world.log.named("group_not_read")
    assert alarm["group"] == "pigeon:g1"
    assert [key for key, _ in company.world.ledger.inventory.dirty("pigeon", 10)] == ["pigeon:g1"]


def test_a_group_whose_turn_it_is_and_that_breaks_us_is_not_marked_for_that() -> None:
    company = Company()
    company.add("g1", text=FULL)
    company.collect()
    reading(company, groups=None, announcement=raising(ValueError("a shape that nobody has seen")))
    failed = 0
    for _ in range(40):
        company.world.clock.forward(timedelta(days=1))
        failed += company.collect()["counts"].get("failed", 0)
    assert failed > 0
    assert company.world.ledger.inventory.dirty("pigeon", 10) == []


def test_a_dry_run_marks_no_group_that_could_not_be_had() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    reading(company, detail=raising(PlatformUnavailable("pigeon", "im.chat.get")))
    summary = company.collect(groups=["pigeon:g1"], dry_run=True)
    assert (summary["counts"]["read"], summary["counts"]["unavailable"]) == (1, 1)
    assert company.world.ledger.inventory.dirty("pigeon", 9) == []
    company.collect(groups=["pigeon:g1"])
    assert [key for key, _ in company.world.ledger.inventory.dirty("pigeon", 9)] == ["pigeon:g1"]


def test_groups_that_never_answer_do_not_keep_the_others_from_being_read() -> None:
    company = Company()
    for number in range(60):
        company.add(f"bad{number:02}")
    company.add("good")
    answer = company.im.connected().detail
    assert answer is not None

    def detail(group: Group) -> Group:
        if group.id.startswith("bad"):
            raise PlatformUnavailable("pigeon", "im.chat.get")
        return answer(group)

    nothing = {"announcement": None, "life": None, "directory": None}
    reading(company, detail=detail, **nothing)
    for minute in (0, 15, 30):
        company.at(11, 9, minute)
        company.collect()
    kind = stored(company, "pigeon:good").group.admins
    assert kind is not None, "sixty others stand before it in every queue of fifty"


def test_an_announcement_that_is_hidden_from_us_is_unknown_and_not_missing() -> None:
    company = Company()
    company.add("g1", text=FULL)
    company.collect()
    reading(company, announcement=refuses("g1", NotVisible("pigeon", "doc", "232011")))
    company.world.ledger.inventory.mark_dirty("pigeon:g1", company.now)
    company.at(11, 9, 15)
    company.collect()
    assert stored(company).group.announcement is None
    assert stored(company).gone is None


def test_a_group_whose_announcement_alone_is_hidden_still_has_its_signs_of_life_read() -> None:
    company = Company()
    company.add("g1", text=FULL)
    company.im.lives["g1"] = Life(company.now, None)
    reading(company, announcement=refuses("g1", NotVisible("pigeon", "doc", "232011")))
    company.collect()
    group = stored(company).group
    assert group.announcement is None
    assert group.activity is not None
    assert group.activity.value.last_human == company.now


def test_signs_of_life_that_are_hidden_from_us_are_unknown_and_nothing_else_is() -> None:
    company = Company()
    company.add("g1", text=FULL)
    reading(company, life=raising(NotVisible("pigeon", "life", "232011")))
    company.collect()
    assert stored(company).group.activity is None
    assert stored(company).group.announcement is not None
    assert stored(company).gone is None


def test_a_group_that_is_not_shown_to_us_is_not_asked_for_anything_else() -> None:
    company = Company()
    company.add("g1")
    company.im.refused.add("g1")
    company.collect()
    assert calls(company) == Counter(list=1, directory=2, detail=1)
    assert stored(company).gone == company.now


def test_an_announcement_that_is_a_picture_is_there_and_cannot_be_read() -> None:
    company = Company()
    company.add("g1")
    reading(company, announcement=lambda *_: Written("r1", "", readable=False))
    company.collect()
    announcement = stored(company).group.announcement
    assert announcement is not None
    assert (announcement.value.readable, announcement.value.revision) == (False, "r1")
    assert announcement.value.elements == frozenset()


def test_a_fact_that_was_never_seen_has_its_turn_as_well() -> None:
    company = Company()
    company.add("g1")
    reading(company, announcement=refuses("g1", denied("docx:document")), life=lambda _: raised(denied("im")))
    company.collect()
    reading(company, groups=None)
    for day in range(12, 27):
        company.at(day, 9)
        company.collect()
    assert stored(company).group.announcement is not None
    assert stored(company).group.activity is not None

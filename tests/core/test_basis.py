"""A message says what it rests on, and asks kindly to have confirmed again what is past its date."""

from typing import Any

import pytest

from shared.core.checks.catalogue import CHECKS
from shared.core.filed import refiled
from shared.core.lang import Lang
from shared.core.message.basis import ask_again, basis
from shared.core.model import Fact, Group, Kind, Source
from shared.core.recipient import Role
from tests.core.company import NOW

NAMING = next(check for check in CHECKS if check.id == "group_name")


def group(source: Source, **facts: Any) -> Group:
    given: dict[str, Any] = {
        name: Fact(value, NOW, source) for name, value in {"name": "周报", **facts}.items()
    }
    return Group("lantern", "w1", **given)


@pytest.mark.parametrize(
    ("source", "role", "zh", "en"),
    [
        (Source.DECLARED, Role.OWNER, "按您登记的信息：", "From what you filed: "),
        (Source.DECLARED, Role.HEAD, "按登记的信息：", "From what was filed: "),
        (Source.OBSERVED, Role.OWNER, "", ""),
        (Source.GUESSED, Role.CREATOR, "", ""),
    ],
)
def test_a_finding_says_that_it_rests_on_what_was_filed(source: Source, role: Role, zh: str, en: str) -> None:
    assert basis(group(source), NAMING, role, Lang.ZH) == zh
    assert basis(group(source), NAMING, role, Lang.EN) == en


def test_what_was_filed_of_something_that_the_check_does_not_need_is_not_its_basis() -> None:
    seen = group(Source.OBSERVED)._replace(size=Fact(3, NOW, Source.DECLARED))
    assert basis(seen, NAMING, Role.OWNER, Lang.ZH) == ""


def test_the_line_names_one_group_and_says_whether_there_are_more() -> None:
    one = refiled(group(Source.DECLARED), None, by="群台账.csv", at=NOW)
    assert ask_again([one], Lang.ZH).startswith("顺便想请您确认一件事：「周报」登记的信息已满有效期，")
    assert ask_again([one, one], Lang.ZH).startswith("顺便想请您确认一件事：「周报」等群登记的信息")
    assert "filed about “周报” is past its date" in ask_again([one], Lang.EN)
    assert "filed about “周报” and other groups is past" in ask_again([one, one], Lang.EN)


def test_the_line_does_not_say_what_a_confidential_group_is_called() -> None:
    said = refiled(group(Source.DECLARED, kind=Kind.CONFIDENTIAL), None, by="x", at=NOW)
    assert "周报" not in ask_again([said], Lang.ZH)


def test_what_somebody_filed_themselves_they_confirm_on_their_page_where_they_have_one() -> None:
    row = refiled(group(Source.DECLARED), None, by="群台账.csv", at=NOW)
    own = row._replace(is_own=True)
    assert ask_again([row, own], Lang.ZH, on_page=True).startswith(
        "顺便想请您确认一件事：您登记的「周报」都还在用吗？"
    )
    assert "what you filed about “周报” still holds" in ask_again([own], Lang.EN, on_page=True)
    assert ask_again([row], Lang.ZH, on_page=True) == ask_again([row], Lang.ZH)
    assert ask_again([own], Lang.ZH) == ask_again([row], Lang.ZH)

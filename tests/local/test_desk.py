"""What the desk's page is told by its server."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from local.company.weeks import NOW
from local.desk.deeds import Deeds
from local.desk.subjects import Subjects
from local.desk.views import Views
from local.feishu.platform import FEISHU, platform
from local.im.acts import EVERY
from local.im.clock import Clock
from local.im.platform import Simulated
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import both
from tests.support_simulated import simulated

LARK = platform("lark", both("Lark", "Lark"))
"""The same simulator under another id: everybody has an account on both, with the same ids."""


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Simulated, ...]]:
    clock = Clock(machine=NOW.timestamp)
    with ExitStack() as opened:
        yield tuple(opened.enter_context(simulated(each, clock)) for each in (FEISHU, LARK))


def _views(*running: Simulated) -> Views:
    simulators = {each.platform.id: each.simulator for each in running}
    return Views([each.platform for each in running], simulators, Subjects(tuple(simulators.values())))


def test_the_desk_calls_the_checks_and_platforms_what_they_call_themselves(
    two: tuple[Simulated, ...],
) -> None:
    shown = _views(*two).desk()
    assert shown["checks"] == {check.id: list(check.title.values()) for check in CHECKS}
    assert shown["platforms"] == {"feishu": ["飞书", "Feishu"], "lark": ["Lark", "Lark"]}


def test_everybody_is_listed_once_however_many_accounts_they_have(two: tuple[Simulated, ...]) -> None:
    one, both_of_them = (
        [row["id"] for row in _views(*running).desk()["people"]] for running in (two[:1], two)
    )
    assert sorted(one) == sorted(both_of_them)


def test_somebody_has_an_inbox_on_every_platform_where_they_have_an_account(
    two: tuple[Simulated, ...],
) -> None:
    person = two[0].simulator.people()[0].id
    assert [each["platform"] for each in _views(*two).person(person)["screens"]] == ["feishu", "lark"]
    assert [each["platform"] for each in _views(two[1]).person(person)["screens"]] == ["lark"]
    with pytest.raises(KeyError, match="no such person"):
        _views(*two).person("nobody")


def test_what_is_done_on_one_platform_leaves_the_other_alone(two: tuple[Simulated, ...]) -> None:
    """Both have a group of this very id."""
    first, second = (each.simulator for each in two)
    group = next(each for each in first.groups() if each.owner and not each.is_dissolved)
    Deeds({"feishu": first, "lark": second}, Subjects((first, second)), None).all["rename"](
        platform="lark", group=group.id, name="新名字"
    )
    assert second.group(group.id).name == "新名字"
    assert first.group(group.id).name == group.name
    views = _views(*two)
    assert views.group("lark", group.id)["name"] == "新名字"
    assert views.group("feishu", group.id)["can"] == list(EVERY)
    with pytest.raises(KeyError):
        views.group("wechat", group.id)

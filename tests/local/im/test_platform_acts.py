"""What people do on any simulated platform, and how its events tell of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from local.im.acts import EVERY
from local.im.platform import Platform
from local.im.seen import Group, Page
from local.im.simulator import Simulator
from tests.browser.product import Product
from tests.support_simulated import simulated


class Act(NamedTuple):
    """What is done to a group by its owner, with another member at hand."""

    given: Callable[[Group, str], dict[str, str]]
    is_seen: Callable[[Page, str], bool]


ACTS = {
    "announce": Act(
        lambda group, _: {"text": "目的：推进上市准备", "user": group.owner},
        lambda page, _: page.announcement == "目的：推进上市准备",
    ),
    "rename": Act(
        lambda group, _: {"name": "市场部-新品推广群", "user": group.owner},
        lambda page, _: page.group.name == "市场部-新品推广群",
    ),
    "post": Act(
        lambda group, _: {"text": "今天下午三点开会", "user": group.owner},
        lambda page, _: (page.latest[-1].sender, page.latest[-1].text) == (page.owner, "今天下午三点开会"),
    ),
    "transfer": Act(
        lambda group, other: {"to": other, "user": group.owner},
        lambda page, other: page.group.owner == other,
    ),
    "appoint": Act(
        lambda _, other: {"user": other},
        lambda page, other: other in {each.id for each in page.managers},
    ),
    "dissolve": Act(
        lambda group, _: {"user": group.owner},
        lambda page, _: page.group.is_dissolved,
    ),
}


@pytest.mark.parametrize("name", EVERY)
def test_what_can_be_done_by_hand_is_seen(name: str, simulator: Simulator, groups: Iterator[Group]) -> None:
    group, act = next(groups), ACTS[name]
    managers = {each.id for each in simulator.page(group.id).managers}
    people = simulator.page(group.id).people
    other = next(each.id for each in people if each.id not in managers | {group.owner})
    assert not act.is_seen(simulator.page(group.id), other)
    if name not in simulator.acts.can:
        with pytest.raises(KeyError):
            getattr(simulator.acts, name)(group=group.id, **act.given(group, other))
    else:
        getattr(simulator.acts, name)(group=group.id, **act.given(group, other))
        assert act.is_seen(simulator.page(group.id), other)


def test_whoever_or_whatever_is_not_there_can_do_nothing(
    simulator: Simulator, groups: Iterator[Group]
) -> None:
    group = next(groups)
    with pytest.raises(KeyError):
        simulator.acts.post("nobody", group.id, "x")
    with pytest.raises(KeyError):
        simulator.acts.rename("nowhere", "x")


def test_a_change_is_pushed_signed_and_understood(
    simulator: Simulator, product: Product, groups: Iterator[Group]
) -> None:
    group = next(groups)
    simulator.acts.rename(group.id, "技术部-支付系统开发群")
    assert simulator.pushes.deliver_due() >= 1
    last = simulator.pushes.log()[-1]
    assert (last["state"], last["subject"]) == ("delivered", group.id)
    assert simulator.company.tenant.platform in {body["platform"] for body in product.events.taken()}


def test_what_is_not_taken_comes_again_later_and_is_given_up_at_last(platform: Platform) -> None:
    with simulated(platform) as (_, simulator):
        simulator.subscribe(simulator.hook._replace(url="http://127.0.0.1:9/nobody"))
        group = next(each for each in simulator.groups() if each.owner and each.has_bot)
        simulator.acts.rename(group.id, "新名字")
        assert simulator.pushes.deliver_due() >= 1
        assert simulator.pushes.unsettled() == 0, "not at once"
        for _ in range(40):
            simulator.clock.advance(86_400)
            simulator.pushes.deliver_due()
        assert {each["state"] for each in simulator.pushes.log()} == {"given up"}
        assert simulator.pushes.log()[0]["attempts"][0]["problem"] == "unreachable"

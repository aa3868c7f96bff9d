"""Questions about who owns a group: written only over what was read, and found by whoever is asked."""

from typing import Any

import pytest

from shared.adapters.dynamodb.group_items import filed
from shared.core.filed import Filing, agreed, asked, declined, joined, parted, refiled
from shared.core.handover import Handover, Reply, Way
from shared.core.invitation import answered, invitation, invited_key
from shared.core.model import Group
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store, filing

WANG, CHEN, ZHOU = "pigeon:wang", "pigeon:chen", "pigeon:zhou"
GROUP = "pigeon:oc_1"
OFFER = Handover(Way.OFFER, WANG, CHEN, NOW, NOW + 9 * DAY)


def own(at: int = 0, **facts: Any) -> Filing:
    made = filing(owner=WANG, at=NOW + at * HOUR, **facts)
    return made._replace(by=WANG, is_own=True)


def kept(store: Store) -> Filing | None:
    file = store.ledger.inventory.get(GROUP)
    return file.filed if file else None


@pytest.mark.parametrize(
    "handover",
    [
        None,
        OFFER,
        OFFER._replace(way=Way.JOIN),
        OFFER._replace(way=Way.CLAIM, reply=Reply.DECLINED),
        OFFER._replace(reply=Reply.ACCEPTED, until=NOW + 20 * DAY),
    ],
)
def test_what_is_asked_comes_back_as_it_was(store: Store, handover: Handover | None) -> None:
    said = own(name="销售部-日报群")._replace(handover=handover)
    store.ledger.inventory.put_filing(own(name="销售部-日报群"), [WANG])
    assert store.ledger.inventory.move_filing(said, own(name="销售部-日报群"))
    assert kept(store) == said


def test_a_group_of_which_nothing_was_filed_can_be_offered(store: Store) -> None:
    offered = asked(Group("pigeon", "oc_1"), None, OFFER)
    assert store.ledger.inventory.move_filing(offered, None)
    assert store.ledger.inventory.move_filing(offered, None)
    other = asked(Group("pigeon", "oc_1"), None, OFFER._replace(to="pigeon:zhou"))
    assert not store.ledger.inventory.move_filing(other, None)
    assert kept(store) == offered


def test_of_two_answers_the_first_counts(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(), [WANG])
    offered = own()._replace(handover=OFFER)
    inventory.move_filing(offered, own())
    taken = agreed(offered, OFFER, at=NOW + HOUR)
    assert inventory.move_filing(taken, offered)
    assert not inventory.move_filing(declined(offered, OFFER), offered)
    assert not inventory.move_filing(offered._replace(handover=None), offered)
    assert kept(store) == taken


@pytest.mark.parametrize(
    "meanwhile",
    [own(at=1, name="新名字"), filing(owner=CHEN, at=NOW + HOUR)],
    ids=["its owner files it anew", "a sheet names another owner"],
)
def test_an_answer_to_what_was_filed_anew_meanwhile_is_not_written(store: Store, meanwhile: Filing) -> None:
    inventory, row = store.ledger.inventory, filing(owner=WANG)
    inventory.put_filing(row)
    offered = row._replace(handover=OFFER)
    inventory.move_filing(offered, row)
    by = [WANG] if meanwhile.is_own else []
    assert inventory.put_filing(meanwhile, by, over=OFFER)
    assert not inventory.move_filing(agreed(offered, OFFER, at=NOW + 2 * HOUR), offered)
    assert kept(store) == meanwhile


def test_what_is_filed_anew_over_an_answer_that_was_not_read_is_dropped(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(), [WANG])
    offered = own()._replace(handover=OFFER)
    inventory.move_filing(offered, own())
    said_no = declined(offered, OFFER)
    inventory.move_filing(said_no, offered)
    again = refiled(offered.group, offered, by=WANG, at=NOW + HOUR, is_own=True)
    assert not inventory.put_filing(again, [WANG], over=OFFER)
    assert kept(store) == said_no


def test_what_is_not_good_any_more_holds_nobody_up_with_what_was_asked_of_it(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(), [WANG])
    inventory.move_filing(own()._replace(handover=OFFER), own())
    later = filing(owner=CHEN, at=own().until)._replace(by=CHEN, is_own=True)
    assert inventory.put_filing(later, [CHEN])


def test_whoever_is_asked_finds_it_and_nobody_else(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(), [WANG])
    inventory.move_filing(own()._replace(handover=OFFER), own())
    assert inventory.asked_of(CHEN) == [GROUP]
    assert inventory.asked_of(WANG) == []


def test_no_account_is_asked_what_another_is(store: Store) -> None:
    inventory = store.ledger.inventory
    for number, account in enumerate(HOSTILE):
        offer = OFFER._replace(to=account, at=NOW + number * HOUR)
        inventory.move_filing(asked(Group("pigeon", f"oc_{number}"), None, offer), None)
    found = {account: inventory.asked_of(account) for account in HOSTILE}
    assert found == {account: [f"pigeon:oc_{number}"] for number, account in enumerate(HOSTILE)}


def test_who_agreed_finds_it_until_the_platform_is_to_show_it(store: Store) -> None:
    inventory = store.ledger.inventory
    offered = asked(Group("pigeon", "oc_1"), None, OFFER)
    inventory.move_filing(offered, None)
    inventory.move_filing(agreed(offered, OFFER, at=NOW + DAY, until=NOW + 20 * DAY), offered)
    store.clock.forward(15 * DAY)
    assert inventory.asked_of(CHEN) == [GROUP]


def test_an_invitation_comes_back_as_it_was_and_is_found_by_whoever_is_invited(store: Store) -> None:
    asks = invitation(CHEN, "市场部", NOW, NOW + 14 * DAY)
    inventory = store.ledger.inventory
    assert inventory.move_filing(asks, None)
    assert not inventory.move_filing(invitation(CHEN, "技术部", NOW + HOUR, NOW + 14 * DAY), None)
    assert [file.filed for file in inventory.peek([invited_key(CHEN)]).values()] == [asks]
    assert inventory.move_filing(answered(asks), asks)
    assert not inventory.move_filing(answered(asks)._replace(by=WANG), asks)


def test_an_invitation_is_kept_for_a_year_and_a_filing_until_it_is_filed_anew() -> None:
    asks = invitation(CHEN, "市场部", NOW, NOW + 14 * DAY)
    assert filed(asks)["ttl"] == int((NOW + 365 * DAY).timestamp())
    assert filed(own())["ttl"] is None


def test_whoever_agreed_to_look_after_a_group_as_well_finds_it_for_as_long_as_it_is_filed(
    store: Store,
) -> None:
    inventory = store.ledger.inventory
    joins = OFFER._replace(way=Way.JOIN)
    inventory.put_filing(own(), [WANG])
    inventory.move_filing(own()._replace(handover=joins), own())
    both = joined(own()._replace(handover=joins), joins)
    assert inventory.move_filing(both, own()._replace(handover=joins))
    store.clock.forward(100 * DAY)
    assert inventory.asked_of(CHEN) == [GROUP]
    again = refiled(both.group, both, by=WANG, at=store.clock.now(), is_own=True)
    assert inventory.put_filing(again, [WANG])
    store.clock.forward(170 * DAY)
    assert inventory.asked_of(CHEN) == [GROUP]
    assert kept(store) == again


def test_of_two_who_step_down_at_once_the_second_looks_again(store: Store) -> None:
    inventory = store.ledger.inventory
    joins = OFFER._replace(way=Way.JOIN)
    both = joined(own(), joins)
    inventory.put_filing(both, [WANG])
    said_no = OFFER._replace(way=Way.JOIN, reply=Reply.DECLINED)
    assert inventory.move_filing(parted(both, [CHEN], said_no), both)
    assert not inventory.move_filing(parted(both, [WANG], said_no._replace(to=WANG)), both)


def test_of_two_who_are_let_go_at_once_the_second_is_looked_at_again(store: Store) -> None:
    inventory = store.ledger.inventory
    both = _beside(CHEN, ZHOU)
    inventory.put_filing(both, [WANG])
    assert inventory.move_filing(parted(both, [CHEN], None), both)
    assert not inventory.move_filing(parted(both, [ZHOU], None), both)
    assert not inventory.move_filing(both._replace(handover=OFFER._replace(to=ZHOU)), both)
    assert kept(store) == _beside(ZHOU)


def test_what_its_owner_changes_brings_back_nobody_who_stepped_down_meanwhile(store: Store) -> None:
    inventory = store.ledger.inventory
    both = _beside(CHEN)._replace(handover=OFFER._replace(way=Way.JOIN, to=ZHOU))
    inventory.put_filing(own(), [WANG])
    inventory.move_filing(both, own())
    gone = parted(both, [CHEN], both.handover)
    inventory.move_filing(gone, both)
    again = refiled(both.group, both, by=WANG, at=NOW + HOUR, is_own=True)
    assert not inventory.put_filing(again, [WANG], over=both.handover)
    assert kept(store) == gone


def _beside(*accounts: str) -> Filing:
    filed_ = own()
    for account in accounts:
        filed_ = joined(filed_, OFFER._replace(way=Way.JOIN, to=account))
    return filed_

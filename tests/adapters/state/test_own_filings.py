"""What people file themselves: found by owner and by name, and nobody else's filing takes its place."""

from typing import Any

import pytest

from shared.app.ports.state import Part
from shared.core.filed import Filing, disowned, refiled
from shared.core.model import Fact, Kind
from tests.adapters.state.stores import HOUR, NOW, Store, case, filing, group_file

WANG, CHEN, WANG_ELSEWHERE = "pigeon:wang", "pigeon:chen", "wecom:wangfang"
LATER = NOW + HOUR
GROUP = "pigeon:oc_1"


def own(by: str = WANG, **facts: Any) -> Filing:
    return filing(**{"owner": by, "at": LATER, **facts})._replace(by=by, is_own=True)


def kept(store: Store) -> Filing | None:
    file = store.ledger.inventory.get(GROUP)
    return file.filed if file else None


def test_what_somebody_files_comes_back_as_their_own(store: Store) -> None:
    assert store.ledger.inventory.put_filing(own(name="销售部-日报群"), [WANG])
    assert kept(store) == own(name="销售部-日报群")


@pytest.mark.parametrize(
    ("before", "after", "by", "is_taken"),
    [
        (own(), own(name="b"), [WANG, WANG_ELSEWHERE], True),
        (own(WANG_ELSEWHERE), own(name="b"), [WANG, WANG_ELSEWHERE], True),
        (own(CHEN), own(name="b"), [WANG, WANG_ELSEWHERE], False),
        (filing(owner=WANG_ELSEWHERE), own(name="b"), [WANG, WANG_ELSEWHERE], True),
        (filing(owner=CHEN), own(name="b"), [WANG, WANG_ELSEWHERE], False),
        (filing(), own(name="b"), [WANG], True),
        (disowned(own(CHEN), by=CHEN, at=LATER), own(name="b"), [WANG], True),
        (own(CHEN)._replace(until=LATER), own(name="b"), [WANG], True),
        (own(), filing(owner=CHEN, at=LATER), [], False),
        (own(), filing(at=LATER), [], False),
        (own()._replace(until=LATER), filing(owner=CHEN, at=LATER), [], True),
        (disowned(own(), by=WANG, at=LATER), filing(owner=CHEN, at=LATER), [], True),
        (disowned(own(), by=WANG, at=LATER), filing(owner=WANG, at=LATER), [], False),
        (disowned(own(), by=WANG, at=LATER), filing(at=LATER), [], False),
        (own(), filing(owner=CHEN, at=LATER), [WANG], True),
        (own(), filing(owner=CHEN, at=LATER), [CHEN], False),
        (own(), own(name="b", at=NOW), [WANG], False),
    ],
    ids=[
        "one's own",
        "one's own by another account",
        "another's",
        "a row that names one of their accounts",
        "a row that names another",
        "a row that names nobody",
        "one that was given up",
        "another's that is not good any more",
        "a row against what somebody filed",
        "a row without an owner against it",
        "a row once that is not good any more",
        "a row for a group that was given up",
        "a row that gives it back to whoever gave it up",
        "a row without an owner for it",
        "whoever decides for its owner",
        "whoever decides for somebody else",
        "what was filed before",
    ],
)
def test_who_replaces_what(
    store: Store, before: Filing, after: Filing, by: list[str], *, is_taken: bool
) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(before, [before.by] if before.is_own else [])
    assert inventory.put_filing(after, by) is is_taken
    assert kept(store) == (after if is_taken else before)


def test_a_person_s_groups_are_those_that_were_filed_and_those_that_a_platform_shows(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(), [WANG])
    inventory.put_filing(filing("oc_2", owner=CHEN))
    inventory.save(group_file("oc_3", owner=Fact(WANG, NOW)), [Part.META], NOW)
    inventory.save(group_file("oc_4", owner=Fact(CHEN, NOW)), [Part.META], NOW)
    inventory.save(group_file("oc_5", owner=Fact("", NOW)), [Part.META], NOW)
    assert inventory.looked_after_by(WANG) == ["pigeon:oc_1", "pigeon:oc_3"]
    assert inventory.looked_after_by("pigeon:nobody") == []


def test_a_group_that_is_filed_and_shown_is_one_group(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(), [WANG])
    inventory.save(group_file(owner=Fact(WANG, NOW)), [Part.META], NOW)
    assert inventory.looked_after_by(WANG) == [GROUP]


def test_a_group_goes_to_its_new_owner_s(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.save(group_file(owner=Fact(WANG, NOW)), [Part.META], NOW)
    inventory.save(group_file(owner=Fact(CHEN, LATER)), [Part.META], LATER)
    inventory.put_filing(own(), [WANG])
    inventory.put_filing(disowned(own(), by=WANG, at=LATER + HOUR), [WANG])
    assert inventory.looked_after_by(WANG) == []
    assert inventory.looked_after_by(CHEN) == [GROUP]


def test_a_filed_group_is_found_by_its_folded_name_on_its_platform(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(name="华东 大區-群"), [WANG])
    inventory.put_filing(filing("oc_2", name="华东大区群"))
    inventory.put_filing(filing("oc_3", name="华东大区群", kind=Kind.CONFIDENTIAL))
    inventory.put_filing(filing("oc_4", name="华东大区群二"))
    assert inventory.named("pigeon", "华东大区群") == ["pigeon:oc_1", "pigeon:oc_2"]
    assert inventory.named("lantern", "华东大区群") == []


def test_a_renamed_group_is_found_by_its_new_name_alone(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(name="老名字"), [WANG])
    inventory.put_filing(own(name="新名字", at=LATER + HOUR), [WANG])
    assert (inventory.named("pigeon", "老名字"), inventory.named("pigeon", "新名字")) == ([], [GROUP])


def test_an_absurdly_long_name_is_found_like_any_other(store: Store) -> None:
    store.ledger.inventory.put_filing(own(name="群" * 400), [WANG])
    assert store.ledger.inventory.named("pigeon", "群" * 400) == [GROUP]


def test_many_groups_are_peeked_at_with_their_cases(store: Store) -> None:
    inventory = store.ledger.inventory
    inventory.put_filing(own(name="a"), [WANG])
    inventory.put_filing(own(id_="oc_2"), [WANG])
    name, owner = (store.ledger.cases.save(case(GROUP, check)) for check in ("group_name", "missing_owner"))
    found = inventory.peek([GROUP, "pigeon:oc_2"], checks=["group_name"])
    assert {key: file.cases for key, file in found.items()} == {GROUP: (name,), "pigeon:oc_2": ()}
    assert owner not in found[GROUP].cases


def test_what_is_filed_again_comes_back_as_it_was_filed_again(store: Store) -> None:
    """Its facts are as old as the filing, wherever it is kept."""
    inventory = store.ledger.inventory
    inventory.put_filing(own(name="a"), [WANG])
    again = refiled(own(name="a").group, own(name="a"), by=WANG, at=LATER + HOUR, is_own=True)
    inventory.put_filing(again, [WANG])
    assert kept(store) == again
    assert again.group.name is not None
    assert again.group.name.at == LATER + HOUR

"""What is remembered of a platform: whoever took it over last writes it, and whoever comes late changes nothing."""

from typing import Any

import pytest

from local.stack.direct import DirectClient
from shared.adapters.dynamodb.ledger import open_ledger
from shared.app.ports.platforms import PlatformStates
from shared.core.errors import TakenOver
from shared.core.platform_state import Failure, Lap, Listing, PlatformState
from tests.adapters.state.stores import DAY, HOSTILE, HOUR, NOW, Store, table_store
from tests.fakes.world import FakeClock
from tests.support_ministack import new_table

LISTING = Listing(NOW, "第2页 #", "r1", 9)
FULL = PlatformState(
    "pigeon",
    listed=NOW - DAY,
    listing=LISTING,
    people_asked=NOW - HOUR,
    lap=Lap(3, NOW - 3 * DAY),
    refused={"life": "im:message.group_msg", "directory": "unknown"},
    failure=Failure(NOW - HOUR, NOW, "groups", "99991663"),
)


def taken(states: PlatformStates, run: str, platform: str = "pigeon") -> PlatformState:
    state = states.take_over(platform, run)
    assert state is not None
    return state


def test_of_a_platform_that_nobody_looked_after_nothing_is_remembered(store: Store) -> None:
    assert store.ledger.platforms.get("pigeon") == PlatformState("pigeon")


def test_what_is_kept_comes_back_to_whoever_reads_it_and_to_whoever_takes_it_over(store: Store) -> None:
    states = store.ledger.platforms
    first = taken(states, "r1")
    assert first == PlatformState("pigeon", 1, "r1")
    kept = FULL._replace(epoch=first.epoch, run="r1")
    states.keep(kept)
    assert store.again().platforms.get("pigeon") == kept
    assert taken(store.again().platforms, "r2") == kept._replace(epoch=2, run="r2")


def test_what_is_taken_away_is_gone(store: Store) -> None:
    states = store.ledger.platforms
    first = taken(states, "r1")
    states.keep(FULL._replace(epoch=1, run="r1"))
    states.keep(first)
    assert states.get("pigeon") == first


def test_a_write_that_comes_twice_is_one(store: Store) -> None:
    states = store.ledger.platforms
    state = taken(states, "r1")._replace(listed=NOW)
    states.keep(state)
    states.keep(state)
    assert states.get("pigeon") == state


def test_a_late_writer_loses_before_the_other_one_has_written_anything(store: Store) -> None:
    states = store.ledger.platforms
    late = taken(states, "r1")
    on_time = taken(states, "r2")
    with pytest.raises(TakenOver, match="pigeon"):
        states.keep(late._replace(listed=NOW))
    assert states.get("pigeon") == on_time


def test_a_late_writer_loses_for_ever(store: Store) -> None:
    states = store.ledger.platforms
    late = taken(states, "r1")
    for run in ("r2", "r3"):
        states.keep(taken(states, run)._replace(listed=NOW))
        with pytest.raises(TakenOver):
            states.keep(late)
    assert states.get("pigeon") == PlatformState("pigeon", 3, "r3", NOW)


def test_nobody_writes_what_they_never_took_over(store: Store) -> None:
    for epoch, run in ((0, ""), (1, "r1")):
        with pytest.raises(TakenOver):
            store.ledger.platforms.keep(PlatformState("pigeon", epoch, run))
    taken(store.ledger.platforms, "r2")
    with pytest.raises(TakenOver):
        store.ledger.platforms.keep(PlatformState("pigeon", 1, "r1"))


def test_each_platform_has_a_record_of_its_own(store: Store) -> None:
    states = store.ledger.platforms
    held = [taken(states, "r1", platform)._replace(refused={platform: "x"}) for platform in HOSTILE]
    for state in held:
        states.keep(state)
    assert [states.get(platform) for platform in HOSTILE] == held


def listing(size: int, run: str = "r1") -> Listing:
    return Listing(NOW, "t", run, size)


@pytest.mark.parametrize("size", [0, 8, 128_000, 300_000])
def test_what_a_listing_has_seen_comes_back_whole(store: Store, size: int) -> None:
    states, groups = store.ledger.platforms, bytes(number % 251 for number in range(size))
    states.keep_seen("pigeon", "r1", groups)
    states.keep_seen("pigeon", "r2", b"x" * 8)
    assert store.again().platforms.seen("pigeon", listing(size)) == groups
    states.drop_seen("pigeon", listing(size))
    states.drop_seen("pigeon", listing(size))
    assert states.seen("pigeon", listing(size)) == (None if size else b"")
    assert states.seen("pigeon", listing(8, "r2")) == b"x" * 8


def test_what_was_seen_by_another_run_or_elsewhere_or_is_not_all_there_is_as_if_absent(store: Store) -> None:
    states = store.ledger.platforms
    states.keep_seen("pigeon", "r1", b"x" * 16)
    assert states.seen("pigeon", listing(16, "r2")) is None
    assert states.seen("wecom", listing(16)) is None
    assert states.seen("pigeon", listing(24)) is None
    assert states.seen("pigeon", listing(200_000)) is None


def test_what_was_seen_waits_for_the_next_month_and_no_longer(store: Store) -> None:
    store.ledger.platforms.keep_seen("pigeon", "r1", b"x" * 8)
    store.clock.at = NOW + 31 * DAY
    assert store.ledger.platforms.seen("pigeon", listing(8)) == b"x" * 8
    store.clock.at = NOW + 41 * DAY
    assert store.ledger.platforms.seen("pigeon", listing(8)) is None


class Repeating:
    """A client whose every update got no answer at first, and was sent once more."""

    def __init__(self) -> None:
        self._client = DirectClient()

    def __getattr__(self, method: str) -> Any:
        inner = getattr(self._client, method)

        def call(**given: Any) -> Any:
            if method == "update_item":
                inner(**given)
            return inner(**given)

        return call


def test_a_run_that_took_over_and_was_not_told_so_has_taken_over() -> None:
    store = table_store(Repeating())
    for epoch, run in enumerate(("r1", "r2"), 1):
        assert taken(store.ledger.platforms, run) == PlatformState("pigeon", epoch, run)


def test_what_cannot_be_read_is_nobody_s_and_stays_as_it_is() -> None:
    client = DirectClient()
    table = new_table(client)
    states = open_ledger(client, table, FakeClock(NOW)).platforms
    taken(states, "r1")
    key = {"PK": {"S": "PLATFORM#pigeon"}, "SK": {"S": "-"}}
    whole = client.get_item(TableName=table, Key=key)["Item"]
    for bad in ({"v": {"N": "2"}}, {"epoch": {"S": "1"}}, {"lap": {"S": "[3]"}}, {"refused": {"S": "[]"}}):
        client.put_item(TableName=table, Item=whole | bad)
        assert states.get("pigeon") is None
        assert states.take_over("pigeon", "r2") is None
        assert client.get_item(TableName=table, Key=key)["Item"] == whole | bad


def test_a_part_of_a_listing_that_cannot_be_read_is_as_if_absent() -> None:
    client = DirectClient()
    table = new_table(client)
    ledger = open_ledger(client, table, FakeClock(NOW))
    ledger.platforms.keep_seen("pigeon", "r1", b"x" * 300_000)
    key = {"PK": {"S": "LISTING#pigeon"}, "SK": {"S": "r1#1"}}
    whole = client.get_item(TableName=table, Key=key)["Item"]
    for bad in ({"v": {"N": "2"}}, {"groups": {"S": "xx"}}):
        client.put_item(TableName=table, Item=whole | bad)
        assert ledger.platforms.seen("pigeon", listing(300_000)) is None
        assert [one.key for one in ledger.unreadable.met()] == ["LISTING#pigeon r1#1"]

"""How many unreadable items of a kind are no single bad items any more."""

import pytest

from shared.core.unreadable import Kept, TooMany, Unread, too_many


def met(number: int, kind: Kept = Kept.META) -> list[Unread]:
    return [Unread(kind, f"INV#0 pigeon:g{one}#meta", "facts is missing") for one in range(number)]


@pytest.mark.parametrize(
    ("bad", "read", "run"),
    [
        (0, 50, "goes on"),
        (1, 50, "goes on"),
        (5, 5, "goes on"),
        (6, 50, "stops"),
        (10, 1_000, "goes on"),
        (11, 1_000, "stops"),
        (20, 100_000, "goes on"),
        (21, 100_000, "stops"),
    ],
)
def test_more_than_twenty_or_one_in_a_hundred_stop_a_run_and_a_few_never_do(
    bad: int, read: int, run: str
) -> None:
    expected = TooMany(Kept.META, bad, read) if run == "stops" else None
    assert too_many(met(bad), {Kept.META: read}) == expected


def test_each_kind_is_counted_by_itself() -> None:
    mixed = [*met(5), *met(5, Kept.CASE), *met(6, Kept.CHECK)]
    assert too_many(mixed, {}) == TooMany(Kept.CHECK, 6, 6)

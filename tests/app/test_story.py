"""From a group without an announcement to a thank-you: the main job, through the use cases on fakes."""

from shared.app.inbound.absorb import Message, absorb
from shared.core.card import Press
from shared.core.case import CaseKey, Step
from tests.app.company import FULL, Company


def test_an_owner_is_told_after_the_grace_reminded_once_and_then_left_alone() -> None:
    company = Company()
    company.add("g1")
    company.open_for_business("missing_announcement")
    for day in (*range(12, 16), *range(18, 23), *range(25, 30)):
        company.day(day)
    for day in (*range(1, 6), *range(8, 13), *range(15, 19), *range(22, 27)):
        company.day(day, month=6)
    assert [one.to for one in company.im.inbox] == ["wang", "wang"]
    case = company.world.ledger.cases.get(CaseKey("pigeon:g1", "missing_announcement"))
    assert case is not None
    assert set(case.delivered) == {Step.TOLD, Step.REMINDED}
    assert case.due is None


def test_done_is_checked_at_once_and_the_result_is_shown() -> None:
    company = Company()
    group = company.add("g1")
    company.open_for_business("missing_announcement")
    days = iter([*range(12, 16), *range(18, 23), *range(25, 30)])
    while not company.im.inbox:
        company.day(next(days))
    company.im.texts["g1"] = FULL
    file = company.world.ledger.inventory.get(group)
    case = file.case("missing_announcement") if file else None
    assert case is not None
    stored = company.world.ledger.outbox.since("pigeon:wang", company.now.date())[-1]
    press = Press("pigeon:wang", stored.id, stored.day.isoformat(), case.key.id, "done", "c-1")
    failed = absorb([Message("m1", {"platform": "pigeon", **press.to_queue()})], company.world.ports)
    assert failed == [], company.world.log.lines[-3:]
    card = company.im.edits[-1].card
    assert "办好了" in card.blocks[0].note
    after = company.world.ledger.cases.get(case.key)
    assert after is not None
    assert not after.is_open

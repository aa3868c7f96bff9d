"""The page of a message: what it showed, as things are by now, and an answer on it is the same as one on its card."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from shared.app.inbound.absorb import Message, absorb
from shared.app.pages.items import ShownItem, items_of, message_of
from shared.app.pages.press import press as press_on_page
from shared.app.pages.visitor import Visitor, visitor
from shared.app.ports.im import Life
from shared.app.ports.state import Part
from shared.core.case import CaseKey, GroupFile
from shared.core.errors import OutcomeUnknown
from shared.core.lang import Lang
from shared.core.model import Employment, Fact, Kind, Person, Profile
from shared.core.outbox import Nudge, State
from tests.app.business import NOTICE, case_of, found, in_business, nudge_of, press, raised, stored
from tests.app.company import FULL, MONDAY, Company
from tests.app.led import LOGIN, card_of, told_company, with_pages
from tests.app.platforms import FANG, Branches

WANG, ZHOU = "pigeon:wang", "pigeon:zhou"
IDLE = "inactive_group"


def who(company: Company, account: str = WANG, lang: Lang = Lang.ZH) -> Visitor:
    return visitor(account, company.now, company.world.ports, lang)


def items(
    company: Company, account: str = WANG, reference: str = "", lang: Lang = Lang.ZH
) -> Sequence[ShownItem]:
    """What whoever has this account sees behind the link of the newest message to 王芳; nothing: 「我的群」."""
    seen = who(company, account, lang)
    message = message_of(reference or nudge_of(company).id, seen, company.world.ports)
    return items_of(message, seen, company.world.ports) if message else ()


def case_id(group: str = "g0", check: str = NOTICE) -> str:
    return CaseKey(f"pigeon:{group}", check).id


def sends(company: Company, account: str = WANG, **fields: str) -> Nudge | None:
    """A button of the page, as its form sends it."""
    form = {"m": nudge_of(company).id, "case": case_id(), "deed": "done", "once": company.world.ports.token()}
    return press_on_page(form | fields, who(company, account), company.world.ports)


def idle_company() -> Company:
    company = in_business(IDLE)
    company.add("g0", text=FULL)
    company.im.lives["g0"] = Life(MONDAY - timedelta(days=99), None)
    with_pages(company)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    return company


def test_the_page_has_every_item_in_full_also_those_that_the_card_had_no_room_for() -> None:
    company = told_company(4, 1_500)
    nudge = nudge_of(company)
    assert nudge.beyond
    seen = items(company)
    assert [item.case for item in seen] == [one.key.id for one in (*nudge.shown, *nudge.beyond)]
    for item in seen:
        assert "群公告" in item.title
        assert item.body
        assert item.draft
        assert [deed.id for deed in item.deeds] == ["done", "explain"]
        assert item.group
        assert not item.note


def test_it_asks_for_the_date_that_the_card_asked_for() -> None:
    company = told_company()
    (block,) = card_of(company).blocks
    assert "5 月 21 日" in block.body
    company.at(19, 10)
    assert "5 月 21 日" in items(company)[0].body


def test_it_asks_for_no_date_that_is_over() -> None:
    company = told_company()
    policy = company.world.ports.policy()
    check = policy.checks[NOTICE]
    hasty = policy._replace(
        checks={**policy.checks, NOTICE: check._replace(pace=check.pace._replace(remind=1))}
    )
    company.world = company.world.but(policy=lambda: hasty)
    assert "5 月 15 日" in items(company)[0].body
    company.at(19, 10)
    assert "5 月 19 日" in items(company)[0].body


def test_a_draft_is_copied_in_lines() -> None:
    (item,) = items(told_company())
    assert item.draft is not None
    lines = item.draft.split("\n")
    assert [line[:2] for line in lines] == ["目的", "功能", "成员", "约定", "群主"]


def test_it_speaks_the_language_of_whoever_reads_it() -> None:
    (item,) = items(told_company(), lang=Lang.EN)
    assert "announcement" in item.title


@pytest.mark.parametrize("reference", ["", "0", "f" * 32, "../x", "A" * 32, "f" * 33])
def test_a_link_that_is_broken_leads_to_nothing(reference: str) -> None:
    company = told_company()
    assert message_of(reference, who(company), company.world.ports) is None


def test_a_link_leads_to_its_items_for_seven_days_and_not_before_its_message() -> None:
    company = told_company()
    sent = company.now
    company.world.clock.at = sent + timedelta(days=7) - timedelta(seconds=1)
    assert items(company)
    company.world.clock.at = sent + timedelta(days=7)
    assert not items(company)
    assert sends(company) is None
    company.world.clock.at = sent - timedelta(seconds=1)
    assert not items(company)


def test_somebody_else_who_opens_a_link_finds_nothing_and_can_do_nothing() -> None:
    company = told_company()
    company.im.texts["g0"] = FULL
    assert items(company)
    for account in (ZHOU, "pigeon:chen"):
        assert not items(company, account)
        assert sends(company, account) is None
    assert case_of(company, "g0").is_open


def test_whoever_the_account_was_given_to_sees_nothing_of_who_had_it_before() -> None:
    company = told_company()
    new = Profile(WANG, "王小明", "市场部", employment=Employment.ACTIVE, holder="2")
    company.im.people["wang"] = company.im.people["wang"]._replace(holder="1")
    ledger = company.world.ledger
    ledger.directory.save("pigeon", [company.im.people["wang"]], [], company.now)
    company.world.clock.forward(timedelta(minutes=5))
    ledger.directory.save("pigeon", [new], [], company.now)
    company.world.clock.forward(timedelta(minutes=5))
    assert not items(company)
    assert sends(company) is None


def test_with_another_account_of_theirs_they_see_the_same_and_their_answer_is_the_message_s() -> None:
    company = Branches(NOTICE)
    company.connect(wecom=company.wecom.connected()._replace(login=LOGIN))
    company.world = company.world.but(pages="https://pages.example.com/pages")
    company.register(Person(FANG))
    company.add("g0")
    found(company)
    company.morning(14)
    company.nudge()
    (item,) = items(company, "wecom:wangfang")
    assert item.case == case_id()
    company.im.texts["g0"] = FULL
    assert sends(company, "wecom:wangfang") is not None
    assert nudge_of(company).answers[case_id()].deed == "done"
    assert not items(company, "wecom:wang")


def test_a_group_that_somebody_else_looks_after_by_now_is_not_shown() -> None:
    company = told_company(2)
    company.add("g0", "陈立改过的名字", owner="zhou", admins=())
    company.world.ledger.inventory.mark_dirty("pigeon:g0", company.now)
    company.collect()
    assert [item.case for item in items(company)] == [case_id("g1")]


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_over_or_unknown_is_left_out(*, gone: bool) -> None:
    company = told_company(2)
    if gone:
        company.world.ledger.inventory.forget_group("pigeon:g0")
    else:
        company.im.texts["g0"] = FULL
        company.world.ledger.inventory.mark_dirty("pigeon:g0", company.now)
        found(company)
    assert [item.case for item in items(company)] == [case_id("g1")]


def test_what_waits_for_a_decision_is_not_asked_about() -> None:
    company = told_company(2)
    case = case_of(company, "g0")
    company.world.ledger.cases.save(case._replace(request="r1"))
    assert [item.case for item in items(company)] == [case_id("g1")]


def test_an_answer_says_what_came_of_it_and_the_others_stay() -> None:
    company = told_company(2)
    company.im.texts["g0"] = FULL
    assert sends(company) is not None
    first, second = items(company)
    assert (first.case, first.deeds) == (case_id("g0"), ())
    assert "办好了" in first.note
    assert "新品推广0组" in first.title
    assert second.deeds
    assert second.note == ""
    assert not case_of(company, "g0").is_open


def test_card_and_page_agree_whichever_was_pressed() -> None:
    company = told_company(2)
    company.im.texts["g0"] = FULL
    sends(company)
    edited = {block.case: block for block in company.im.edits[-1].card.blocks}
    assert "办好了" in edited[case_id("g0")].note
    assert edited[case_id("g0")].buttons == ()
    assert len(edited[case_id("g1")].buttons) == 2
    assert company.im.edits[-1].card.link == card_of(company).link
    pressed = press(company, "explain", "g1")
    assert absorb([Message("m1", {"platform": "pigeon", **pressed.to_queue()})], company.world.ports) == []
    assert ["已转给" in item.note for item in items(company)] == [False, True]
    assert not any(item.deeds for item in items(company))


def test_what_may_still_change_can_be_answered_again() -> None:
    company = told_company()
    sends(company)
    (item,) = items(company)
    assert "还没有看到变化" in item.note
    assert [deed.id for deed in item.deeds] == ["done", "explain"]
    company.im.texts["g0"] = FULL
    company.world.clock.forward(timedelta(minutes=1))
    sends(company)
    assert "办好了" in items(company)[0].note


def test_a_form_that_is_sent_twice_acts_once() -> None:
    company = told_company()
    once = company.world.ports.token()
    sends(company, once=once)
    company.im.texts["g0"] = FULL
    company.world.clock.forward(timedelta(hours=1))
    sends(company, once=once)
    assert "还没有看到变化" in items(company)[0].note
    assert len(company.world.ledger.audit.of("pigeon:g0", 9)) == 1


def test_before_it_is_known_that_a_message_arrived_its_page_takes_answers_and_no_card_is_looked_for() -> None:
    company = in_business(NOTICE)
    company.add("g0")
    with_pages(company)
    found(company)
    company.at(14, 10, 20)
    company.im.after = lambda operation: (
        raised(OutcomeUnknown("pigeon", operation)) if operation == "send" else None
    )
    company.nudge()
    assert nudge_of(company).state is State.SENDING
    company.im.texts["g0"] = FULL
    assert sends(company) is not None
    assert "办好了" in items(company)[0].note
    assert company.im.edits == []


def test_what_the_card_had_no_room_for_is_answered_on_the_page() -> None:
    company = told_company(4, 1_500)
    beyond = nudge_of(company).beyond[-1].key
    assert sends(company, case=beyond.id, deed="explain") is not None
    answered = next(item for item in items(company) if item.case == beyond.id)
    assert "已转给" in answered.note
    assert beyond.group.removeprefix("pigeon:g") in answered.title
    (request,) = company.world.ledger.waivers.pending()
    assert (request.group, request.check) == beyond


@pytest.mark.parametrize(("choice", "until"), [("90", "2026-08-12"), ("180", "2026-11-10")])
def test_on_the_page_a_quiet_group_is_kept_for_longer(choice: str, until: str) -> None:
    company = idle_company()
    (item,) = items(company)
    assert [deed.id for deed in item.deeds] == ["done", "keep", "keep_longer", "explain"]
    assert sends(company, case=case_id(check=IDLE), deed="keep_longer", choice=choice) is not None
    assert f"{until} 之前不再提醒" in items(company)[0].note
    (waiver,) = stored(company, "pigeon:g0").group.waivers
    assert waiver.until is not None
    assert waiver.until.isoformat() == until


@pytest.mark.parametrize(
    "changed",
    [
        {"m": "f" * 32},
        {"case": "0" * 16},
        {"case": ""},
        {"deed": "dissolve"},
        {"deed": ""},
        {"deed": "keep"},
        {"deed": "keep_longer", "choice": "90"},
        {"once": ""},
        {"once": "x" * 65},
        {"choice": "90"},
    ],
    ids=str,
)
def test_a_form_that_no_page_of_theirs_could_send_does_nothing(changed: dict[str, str]) -> None:
    company = told_company()
    assert sends(company, **changed) is None
    assert company.world.ledger.audit.of("pigeon:g0", 9) == []
    assert company.im.edits == []


@pytest.mark.parametrize("choice", ["", "7", "ninety", "-1"])
def test_a_group_is_kept_for_as_long_as_the_page_offers_and_no_other_time(choice: str) -> None:
    company = idle_company()
    assert sends(company, case=case_id(check=IDLE), deed="keep_longer", choice=choice) is None
    assert stored(company, "pigeon:g0").group.waivers == ()


def test_an_answer_outlives_the_group_and_its_owner() -> None:
    """On the card it stands anyway: the page says it under the same title, and nothing of what the group became."""
    company = told_company(2)
    sends(company, deed="explain")
    company.add("g0", "陈立改过的名字", owner="zhou", admins=())
    company.world.ledger.inventory.mark_dirty("pigeon:g0", company.now)
    company.collect()
    first, _ = items(company)
    assert "新品推广0组" in first.title
    assert "已转给" in first.note


def test_of_what_the_card_never_named_an_answer_is_shown_only_while_the_group_is_theirs() -> None:
    company = told_company(4, 1_500)
    beyond = nudge_of(company).beyond[-1].key
    sends(company, case=beyond.id, deed="explain")
    identity = beyond.group.removeprefix("pigeon:")
    company.add(identity, "陈立改过的名字", owner="zhou", admins=())
    company.world.ledger.inventory.mark_dirty(beyond.group, company.now)
    company.collect()
    assert beyond.id not in {item.case for item in items(company)}
    company.world.ledger.inventory.forget_group(beyond.group)
    assert beyond.id not in {item.case for item in items(company)}


def test_an_admin_who_was_asked_sees_the_item_and_no_page_of_the_group() -> None:
    company = in_business(NOTICE)
    company.add("g0", owner=None, admins=("wang",))
    with_pages(company)
    found(company)
    company.at(14, 10, 20)
    company.nudge()
    (item,) = items(company)
    assert item.deeds
    assert item.group == ""


def test_a_confidential_group_is_named_no_more_on_the_page_than_on_its_card() -> None:
    company = told_company()
    group = stored(company, "pigeon:g0").group._replace(kind=Fact(Kind.CONFIDENTIAL, company.now))
    company.world.ledger.inventory.save(GroupFile(group, company.now), [Part.META], company.now)
    (item,) = items(company)
    assert "新品推广" not in item.title
    assert (item.body, item.draft) == ("", None)
    assert item.deeds

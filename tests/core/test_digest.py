"""What the preview foresees: one message a person and day, what is in it, in which order, and when it goes out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.core.card import Card
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.judge import Plan, inspect
from shared.core.findings.survey import Digest, Row
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.ladder.forecast import digests
from shared.core.lang import Lang
from shared.core.message.voice import Voice
from shared.core.message.writer import foreseen
from shared.core.model import Announcement, Group, Source
from shared.core.outbox import MOST_ITEMS
from shared.core.recipient import Role
from shared.core.scene import Scene
from tests.core.company import BEIJING, SCENE, group, voice

BY_ID = {check.id: check for check in CHECKS}
NONE = Announcement("", 0)
MISSING = Judgement(Outcome.VIOLATION, Level.DUTY)
SETTINGS: dict[str, Any] = {"days": 60}


def told(*groups: Group, speaking: Voice | None = None, where: Scene = SCENE) -> tuple[Digest, ...]:
    plans = tuple(Plan(check, SETTINGS) for check in CHECKS)
    found = inspect(groups, plans, where)
    rows = [Row(one, check, judgement) for one, check, judged in found for judgement in judged]
    return digests(rows, where, speaking or voice())


def written(digest: Digest, speaking: Voice | None = None) -> Card:
    return foreseen(digest, SCENE, speaking or voice())


def test_a_person_gets_one_message_about_everything_that_is_theirs() -> None:
    one, two = group("g1", owner="wang", announcement=NONE), group("g2", owner="wang", announcement=NONE)
    (digest,) = told(one, two)
    assert [item.row.group.id for item in digest.items] == ["g1", "g2"]
    assert written(digest).intro == "王芳，您好。"


def test_duties_stand_before_advice() -> None:
    (digest,) = told(group(owner="wang", admins=(), announcement=NONE))
    assert [item.row.judgement.level for item in digest.items] == [Level.DUTY, Level.ADVICE]


def test_unknown_is_told_to_nobody() -> None:
    assert told(group(owner="wang")) == ()


def test_the_footer_names_each_clause_once() -> None:
    (digest,) = told(*(group(f"g{n}", owner="wang", announcement=NONE) for n in range(2)))
    assert written(digest).footer == "依据《工作群管理规范》三.4 · 仅您可见 · 有误请点“说明情况”"


def test_the_first_message_comes_after_three_work_days_at_the_first_slot() -> None:
    (digest,) = told(group(owner="wang", announcement=NONE))
    assert digest.send_at == datetime(2026, 6, 3, 10, 20, tzinfo=BEIJING)


def test_a_group_created_yesterday_gets_its_grace_from_its_creation_or_the_finding_whichever_is_later() -> (
    None
):
    (digest,) = told(group(owner="wang", announcement=NONE, created=datetime(2026, 5, 28, tzinfo=UTC)))
    assert digest.send_at == datetime(2026, 6, 3, 10, 20, tzinfo=BEIJING)


def test_the_date_in_the_message_is_when_the_reminder_would_come() -> None:
    (digest,) = told(group(owner="wang", announcement=NONE))
    assert "6 月 10 日前发布" in written(digest).blocks[0].body


def test_operations_are_told_what_belongs_to_nobody() -> None:
    (digest,) = told(group(owner=None, announcement=NONE))
    assert str(digest.recipient.role) == "operations"
    assert written(digest).intro == "您好。以下各群暂时没有联系得上的群主、管理员或部门负责人。"


def test_owners_come_before_those_who_stand_in_and_nobody_is_ranked() -> None:
    many = [group(f"m{n}", owner="wang", announcement=NONE) for n in range(3)]
    stand_in = group("s", owner="gone", admins=("wu",), announcement=NONE)
    found = told(group("o", owner=None), stand_in, *many, group("f", owner="chen", announcement=NONE))
    assert [str(digest.recipient.role) for digest in found] == ["owner", "owner", "admin", "operations"]
    assert [digest.recipient.name for digest in found[:2]] == sorted(["王芳", "陈立"])


def test_somebody_who_is_asked_in_two_roles_still_gets_one_message() -> None:
    own = group("own", owner="wang", announcement=NONE)
    (digest,) = told(own, group("other", owner="gone", admins=("wang",)))
    assert str(digest.recipient.role) == "owner"
    assert {item.role for item in digest.items} == {Role.OWNER, Role.ADMIN}
    assert written(digest).intro == "王芳，您好。有的群暂时没有能联系上的群主，您是管理员，所以来问您。"


def test_an_owner_is_not_told_why_they_are_asked() -> None:
    (digest,) = told(group(owner="wang", announcement=NONE))
    assert written(digest).intro == "王芳，您好。"


def test_where_the_owner_is_a_guess_the_message_says_so() -> None:
    (digest,) = told(group(source=Source.GUESSED, owner="wang", announcement=NONE))
    assert str(digest.recipient.role) == "creator"
    assert "您是建群人" in written(digest).intro


def test_while_a_group_has_no_owner_its_other_chores_wait() -> None:
    (digest,) = told(group(owner="gone", admins=("wang",), announcement=NONE))
    assert [item.row.check.id for item in digest.items] == ["missing_owner"]


def test_a_draft_never_names_an_owner_who_left() -> None:
    rows = [Row(group(owner="gone", announcement=NONE), BY_ID["missing_announcement"], MISSING)]
    (digest,) = digests(rows, SCENE, voice())
    assert "〔群主姓名〕" in (written(digest).blocks[0].draft or "")


def test_before_the_policy_takes_effect_nothing_falls_due() -> None:
    later = voice()._replace(effective_from=lambda _: date(2026, 7, 1))
    (digest,) = told(group(owner="wang", announcement=NONE), speaking=later)
    assert digest.send_at == datetime(2026, 7, 6, 10, 20, tzinfo=BEIJING)


def test_what_one_message_cannot_show_waits_for_the_next_work_day() -> None:
    first, second = told(*(group(f"g{n}", owner="wang", announcement=NONE) for n in range(MOST_ITEMS + 5)))
    assert [len(digest.items) for digest in (first, second)] == [MOST_ITEMS, 5]
    assert [digest.send_at.date().isoformat() for digest in (first, second)] == ["2026-06-03", "2026-06-04"]


def test_however_much_waits_duties_go_first_and_nothing_is_lost() -> None:
    rows = [
        Row(
            group(f"g{n}", owner="wang", admins=()),
            BY_ID[check],
            Judgement(Outcome.VIOLATION, level, {"admins": 0}),
        )
        for n in range(MOST_ITEMS + 20)
        for check, level in (("missing_admin", Level.ADVICE), ("missing_announcement", Level.DUTY))
    ]
    found = digests(rows, SCENE, voice())
    assert [len(digest.items) for digest in found] == [MOST_ITEMS, MOST_ITEMS, 40]
    levels = [item.row.judgement.level for digest in found for item in digest.items]
    assert levels == [Level.DUTY] * (MOST_ITEMS + 20) + [Level.ADVICE] * (MOST_ITEMS + 20)
    assert len({(item.row.group.id, item.row.check.id) for digest in found for item in digest.items}) == len(
        rows
    )


def test_what_takes_effect_in_a_far_year_is_not_told_at_all() -> None:
    never = voice()._replace(effective_from=lambda _: date.max)
    assert told(group(owner="wang", announcement=NONE), speaking=never) == ()


def test_a_group_created_in_a_far_year_is_told_as_if_created_now() -> None:
    (digest,) = told(group(owner="wang", announcement=NONE, created=datetime.max.replace(tzinfo=UTC)))
    assert digest.send_at == datetime(2026, 6, 3, 10, 20, tzinfo=BEIJING)


def test_posting_after_hours_is_never_told_to_a_head() -> None:
    night = Judgement(Outcome.VIOLATION, Level.ADVICE, _last_night(), ("k",))
    rows = [Row(group(owner="gone", department="市场部"), BY_ID["after_hours_posting"], night)]
    assert digests(rows, SCENE, voice()) == ()


@pytest.mark.parametrize("lang", Lang)
def test_the_draft_holds_what_is_known_and_leaves_blanks_for_the_rest(lang: Lang) -> None:
    known = group(name="市场部-新品推广组", owner="wang", announcement=NONE)
    (digest,) = told(known, speaking=voice(lang))
    draft = written(digest, voice(lang)).blocks[0].draft or ""
    assert "王芳" in draft
    assert "新品推广" in draft
    assert "新品推广组" not in draft
    assert "〔" in draft


def test_a_guessed_owner_is_not_written_into_a_draft_as_a_fact() -> None:
    (digest,) = told(group(source=Source.GUESSED, owner="wang", announcement=NONE))
    assert digest.recipient.account == "wecom:wang"
    assert "王芳" not in (written(digest).blocks[0].draft or "")


def test_a_policy_may_say_it_in_its_own_words_but_values_are_never_templates() -> None:
    own = {Lang.ZH: {"missing": {"title": "请给{group}写公告", "body": "最迟 {by}。"}}}
    hostile = group(name="{by.__class__}{0}", owner="wang", announcement=NONE)
    speaking = voice(missing_announcement=own)
    (digest,) = told(hostile, speaking=speaking)
    blocks = {block.title: block.body for block in written(digest, speaking).blocks}
    assert blocks["请给{by.__class__}{0}写公告"] == "最迟 6 月 10 日。"


def test_what_falls_due_on_different_days_comes_on_different_days() -> None:
    quick = next(check for check in CHECKS if check.grace == 0)
    rows = [
        Row(group(owner="wang", announcement=NONE), check, judgement)
        for check, judgement in (
            (BY_ID["missing_announcement"], MISSING),
            (quick, Judgement(Outcome.VIOLATION, Level.ADVICE, _last_night(), ("k",))),
        )
    ]
    first, second = digests(rows, SCENE, voice())
    assert [digest.send_at.date().isoformat() for digest in (first, second)] == ["2026-05-29", "2026-06-03"]
    assert first.recipient == second.recipient
    assert "昨晚" in written(first).blocks[0].body


def _last_night() -> dict[str, Any]:
    sender = {"id": "u1", "count": 12, "groups": 1, "mentions_all": False}
    span = {"first": "2026-05-28T15:00:00+00:00", "last": "2026-05-28T15:30:00+00:00"}
    return {"period": "2026-05-28", "senders": [sender | span]}

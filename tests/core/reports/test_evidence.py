"""What was found is said by its check in one line, with counts and times and never a sender."""

from collections.abc import Mapping
from datetime import timedelta, timezone
from typing import Any

import pytest

from shared.core.checks.catalogue import CHECKS
from shared.core.judgement import Level
from shared.core.lang import Lang
from shared.core.model import Kind
from shared.core.reports.evidence import evidence_words, proposed_name
from tests.core.reports.surveys import a_group, a_survey, found, unseen

BY_ID = {check.id: check for check in CHECKS}
SENDERS = [
    {
        "id": "U99",
        "count": 24,
        "groups": 1,
        "mentions_all": True,
        "first": "2026-11-22T14:40:10+00:00",
        "last": "2026-11-22T15:55:00+00:00",
    },
    {
        "id": "U98",
        "count": 12,
        "groups": 3,
        "mentions_all": False,
        "first": "2026-11-22T15:10:00+00:00",
        "last": "2026-11-22T16:15:00+00:00",
    },
]
ONE_POST = {"id": "U1", "count": 1, "mentions_all": False}
AT_HALF_PAST_TEN = {"first": "2026-11-22T02:30:05+00:00", "last": "2026-11-22T02:30:09+00:00"}


@pytest.mark.parametrize(
    ("check", "evidence", "zh", "en"),
    [
        ("missing_announcement", {}, "", ""),
        ("inactive_group", {"last_active": "2026-09-05T20:00:00+00:00", "idle_days": 78}, "78 天没有发言（自 2026-09-06）", "78 days without a post, since 2026-09-06"),
        ("inactive_group", {"last_active": None, "idle_days": 1}, "1 天没有看到发言", "1 day without a post seen"),
        ("inactive_group", {"last_active": None, "idle_days": 90, "bots_only": True}, "90 天没有看到发言；只有机器人在发", "90 days without a post seen; only bots post"),
        ("group_name", {"problem": "says_nothing", "proposed": "A-B"}, "看不出部门、项目或用途", "says no department, project or use"),
        ("incomplete_announcement", {"missing": ["purpose", "rules"]}, "缺目的、约定", "lacks purpose, rules"),
        ("missing_owner", {"owner": "U1", "state": "left"}, "群主已离职", "the owner has left"),
        ("missing_owner", {"owner": "U1", "state": "left", "guessed": True}, "创建人账号已停用", "the creator's account is no longer in use"),
        ("missing_owner", {"owner": None, "state": "none"}, "没有登记", "nobody on record"),
        ("missing_admin", {"admins": 2, "active_admins": 0}, "2 位管理员都已不在岗", "2 admins, none active"),
        ("missing_admin", {"admins": 0, "active_admins": 0}, "", ""),
        ("after_hours_posting", {"period": "2026-11-22", "senders": SENDERS}, "36 条，2 人，22:40–00:15，含 @所有人，2026-11-22", "36 posts by 2 people, 22:40–00:15, with @all, 2026-11-22"),
        ("after_hours_posting", {"period": "2026-11-22", "senders": [ONE_POST | AT_HALF_PAST_TEN]}, "1 条，1 人，10:30，2026-11-22", "1 post by 1 person, 10:30, 2026-11-22"),
    ],
)  # fmt: skip
def test_a_check_says_its_evidence_in_both_languages(
    check: str, evidence: Mapping[str, Any], zh: str, en: str
) -> None:
    row = found(a_group(), Level.DUTY, BY_ID[check], **evidence)
    assert evidence_words(row, a_survey(row), Lang.ZH) == zh
    assert evidence_words(row, a_survey(row), Lang.EN) == en


def test_times_are_those_of_the_survey_s_zone() -> None:
    row = found(a_group(), Level.ADVICE, BY_ID["after_hours_posting"], period="2026-11-22", senders=SENDERS)
    survey = a_survey(row)
    later = survey._replace(now=survey.now.astimezone(timezone(timedelta(hours=9))))
    assert "23:40–01:15" in evidence_words(row, later, Lang.ZH)


def test_no_sender_is_ever_named() -> None:
    row = found(a_group(), Level.ADVICE, BY_ID["after_hours_posting"], period="2026-11-22", senders=SENDERS)
    said = "".join(evidence_words(row, a_survey(row), lang) for lang in Lang)
    assert "U98" not in said
    assert "U99" not in said


def test_what_is_no_violation_has_no_evidence_to_tell() -> None:
    row = unseen(a_group(), BY_ID["inactive_group"])
    assert evidence_words(row, a_survey(row), Lang.ZH) == ""


@pytest.mark.parametrize(
    ("proposed", "shown"),
    [("技术部-\u202e支付", "技术部-支付"), (None, ""), (["x"], ""), ("x" * 99, "x" * 39 + "…")],
)
def test_a_proposed_name_is_shown_harmless(proposed: object, shown: str) -> None:
    assert proposed_name(found(a_group(), proposed=proposed)) == shown


def test_a_confidential_group_gets_no_proposal() -> None:
    assert proposed_name(found(a_group(kind=Kind.CONFIDENTIAL), proposed="并购-尽调")) == ""

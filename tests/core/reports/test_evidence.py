"""What was found is said in words, with counts and times and never a sender."""

from datetime import UTC, timedelta
from typing import Any

import pytest

from shared.core.lang import Lang
from shared.core.model import Kind
from shared.core.reports.evidence import evidence_words, proposed_name
from tests.core.reports.surveys import BEIJING, a_group, found

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


@pytest.mark.parametrize(
    ("evidence", "zh", "en"),
    [
        ({}, "", ""),
        ({"last_active": "2026-09-05T20:00:00+00:00", "idle_days": 78}, "2026-09-06 起 78 天", "78 days, since 2026-09-06"),
        ({"last_active": None, "idle_days": 1}, "未见有人发言，已 1 天", "no post seen, 1 day so far"),
        ({"last_active": "not a date", "idle_days": 3}, "未见有人发言，已 3 天", "no post seen, 3 days so far"),
        ({"last_active": None, "idle_days": 90, "bots_only": True}, "未见有人发言，已 90 天；只有机器人在发", "no post seen, 90 days so far; only bots post"),
        ({"problem": "says_nothing", "proposed": "A-B"}, "看不出部门、项目或用途", "says no department, project or use"),
        ({"problem": "heard of tomorrow"}, "", ""),
        ({"missing": ["purpose", "rules"]}, "目的、约定", "purpose, rules"),
        ({"missing": ["weather"]}, "weather", "weather"),
        ({"owner": "U1", "state": "left"}, "群主已离职", "the owner has left"),
        ({"owner": None, "state": "none"}, "没有登记", "nobody on record"),
        ({"admins": 2, "active_admins": 0}, "2 位管理员都已不在岗", "2 admins, none active"),
        ({"admins": 0, "active_admins": 0}, "", ""),
        (
            {"period": "2026-11-22", "senders": SENDERS},
            "36 条，2 人，22:40–00:15，含 @所有人，2026-11-22",
            "36 posts by 2 people, 22:40–00:15, with @all, 2026-11-22",
        ),
        ({"period": "2026-11-22", "senders": [{"count": 3}]}, "3 条，1 人，2026-11-22", "3 posts by 1 person, 2026-11-22"),
        (
            {"period": "2026-11-22", "senders": [{"count": 1, "first": "2026-11-22T10:30:05+08:00", "last": "2026-11-22T10:30:09+08:00"}]},
            "1 条，1 人，10:30，2026-11-22",
            "1 post by 1 person, 10:30, 2026-11-22",
        ),
        ({"period": "2026-11-22", "senders": "nobody"}, "", ""),
        ({"idle_days": "many", "missing": None, "senders": [7], "state": ["left"]}, "", ""),
    ],
)  # fmt: skip
def test_evidence_is_said_in_words_and_what_is_not_known_is_left_out(
    evidence: dict[str, Any], zh: str, en: str
) -> None:
    row = found(a_group(), **evidence)
    assert evidence_words(row, Lang.ZH, BEIJING) == zh
    assert evidence_words(row, Lang.EN, BEIJING) == en


def test_times_are_those_of_the_zone_or_as_they_were_written() -> None:
    row = found(a_group(), period="2026-11-22", senders=SENDERS)
    assert "14:40–16:15" in evidence_words(row, Lang.ZH)
    assert "14:40–16:15" in evidence_words(row, Lang.ZH, UTC)
    assert BEIJING.utcoffset(None) == timedelta(hours=8)


def test_no_sender_is_ever_named() -> None:
    row = found(a_group(), period="2026-11-22", senders=SENDERS)
    assert not any(name in evidence_words(row, lang) for name in ("U98", "U99") for lang in Lang)


@pytest.mark.parametrize(
    ("proposed", "shown"),
    [("技术部-\u202e支付", "技术部-支付"), (None, ""), (["x"], ""), ("x" * 99, "x" * 39 + "…")],
)
def test_a_proposed_name_is_shown_harmless(proposed: object, shown: str) -> None:
    assert proposed_name(found(a_group(), proposed=proposed)) == shown


def test_a_confidential_group_gets_no_proposal() -> None:
    assert proposed_name(found(a_group(kind=Kind.CONFIDENTIAL), proposed="并购-尽调")) == ""

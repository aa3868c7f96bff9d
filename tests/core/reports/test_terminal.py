"""What a person reads at a terminal: complete, aligned, never a flood, harmless."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.core.errors import Fault
from shared.core.findings.survey import Count, Row, Survey
from shared.core.judgement import Level
from shared.core.lang import Lang, both
from shared.core.message.writer import foreseen
from shared.core.model import Kind
from shared.core.reports.columns import width_of
from shared.core.reports.terminal import FAULTS, FINDINGS, OWNERS, terminal
from shared.core.reports.terminal_messages import ITEMS, MESSAGES
from tests.core.company import SCENE, voice
from tests.core.reports.surveys import NAME, NOW, QUIET, a_check, a_group, a_message, a_survey, found, unseen

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "a\nb\r\nc",
    "x" * 10_000,
    "市场部" * 3000,
    "half \ud83d",
    "{name} %s \x9b2J",
    "👨\u200d👩\u200d👧 家属",
)


def shown(survey: Survey, width: int = 80, *, colour: bool = False) -> str:
    return "\n".join(terminal(survey, width=width, colour=colour))


def hostile_rows() -> Iterator[Row]:
    for number, name in enumerate(HOSTILE):
        group = a_group(f"C{number}{name[:9]}", name, owner=f"U{name[:50]}")
        yield found(group, Level.DUTY, proposed=name)
        yield found(group, Level.ADVICE, QUIET, last_active=name, idle_days=99)
        yield unseen(group, QUIET, reason=name)


def hostile_survey(lang: Lang) -> Survey:
    rows = tuple(hostile_rows())
    messages = tuple(
        a_message(row, name=name, title=name, draft=name) for row, name in zip(rows, HOSTILE, strict=False)
    )
    faults = tuple(Fault(name, 3, name, name) for name in HOSTILE)
    return a_survey(
        *rows,
        checks=(NAME, QUIET),
        lang=lang,
        messages=messages,
        faults=faults,
        notes=HOSTILE,
        label=both(HOSTILE[0], HOSTILE[0]),
    )


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("width", [20, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces_or_steers_it(lang: Lang, width: int) -> None:
    lines = list(terminal(hostile_survey(lang), width=width, colour=False))
    assert all(width_of(line) < max(width, 60) for line in lines)
    assert all(line == line.rstrip() for line in lines)
    assert all(line.isprintable() for line in lines)
    assert "\n".join(lines).encode()


def test_colours_are_the_only_escape_codes_and_change_nothing_else() -> None:
    survey = hostile_survey(Lang.ZH)
    coloured = shown(survey, colour=True)
    assert set(re.findall(r"\x1b[^m]*m", coloured)) <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[33m"}
    assert re.sub(r"\x1b\[\d+m", "", coloured) == shown(survey)


@pytest.mark.parametrize("lang", Lang)
def test_numbers_stand_beneath_each_other_whatever_the_language_of_their_headings(lang: Lang) -> None:
    checks = tuple(
        NAME._replace(id=title, title={Lang.ZH: title, Lang.EN: title})
        for title in ("short", "市场部的检查", "🎨")
    )
    lines = shown(a_survey(checks=checks, lang=lang)).splitlines()
    ends = {width_of(line) for line in lines if re.search(r" 5 +4 +3 +2 +1$", line)}
    assert len(ends) == 1


def test_the_findings_of_one_owner_line_up() -> None:
    rows = [found(a_group(name, name), problem="says_nothing") for name in ("兄弟们冲", "general", "设计 🎨")]
    lines = [line for line in shown(a_survey(*rows)).splitlines() if "says_nothing" in line]
    assert len({width_of(line.partition("群名不易")[0]) for line in lines}) == 1


def test_a_finding_is_one_line_with_name_title_and_evidence_and_its_proposal_stands_below() -> None:
    text = shown(
        a_survey(found(a_group(name="兄弟们冲"), problem="says_nothing", proposed="技术部-支付")), 100
    )
    lines = text.splitlines()
    at = lines.index("    兄弟们冲  群名不易辨认  zh says_nothing；zh 技术部-支付")
    assert lines[at + 1] == "              → 技术部-支付"


def test_duties_come_before_advice() -> None:
    text = shown(a_survey(found(a_group("C1", "甲"), Level.ADVICE), found(a_group("C2", "乙"), Level.DUTY)))
    assert text.index("待完善 1 项") < text.index("乙") < text.index("建议 1 项") < text.index("甲")


def test_a_long_list_is_cut_and_says_how_to_see_all() -> None:
    rows = [found(a_group(f"C{number}", f"第{number}群")) for number in range(FINDINGS + 7)]
    text = shown(a_survey(*rows))
    assert "另有 7 项，用 --json 看全部" in text
    assert f"第{FINDINGS}群" not in text


def test_many_owners_are_cut_too() -> None:
    rows = [found(a_group(f"C{number}", owner=f"owner{number}x")) for number in range(OWNERS + 3)]
    text = shown(a_survey(*rows, lang=Lang.EN))
    assert "and 3 more of 3 other owners, --json shows all" in text
    assert f"owner{OWNERS}x" not in text


def test_what_is_unknown_is_one_line_a_check_and_reason_however_many_groups() -> None:
    rows = [unseen(a_group(f"C{number}"), QUIET) for number in range(1000)]
    text = shown(a_survey(*rows, checks=(NAME, QUIET)))
    assert "近期没有发言  1,000 个群  所需信息暂看不见" in text
    assert "C999" not in text


def test_messages_about_different_things_are_shown_in_full_and_the_rest_counted() -> None:
    checks = [a_check(f"check_{number}") for number in range(MESSAGES + 2)]
    messages = tuple(
        a_message(found(a_group(), check=check), name=f"第{number}位{twin}", draft="目的：推广")
        for number, check in enumerate(checks)
        for twin in ("甲", "乙")
    )
    text = shown(a_survey(found(a_group()), messages=messages))
    for part in (
        "发给 第0位甲（群主）", "拟于 2026-11-24 周二 10:20 (UTC+8) 发送", "第0位甲，您好。", "还差一份群公告", "草稿已替您拟好。",
        "目的：推广", "[已处理] [说明情况]", "依据《工作群管理规范》三.4 · 仅您可见", f"另有 {len(messages) - MESSAGES} 条消息",
        f"第{MESSAGES - 1}位甲",
    ):  # fmt: skip
        assert part in text
    assert f"第{MESSAGES}位" not in text
    assert "乙" not in text


def test_a_message_about_many_things_shows_the_first_few_and_counts_the_rest() -> None:
    row = found(a_group())
    text = shown(a_survey(row, messages=(a_message(*[row] * (ITEMS + 2)),)))
    assert text.count("还差一份群公告") == ITEMS
    assert "│ … 另有 2 项" in text


def test_a_finding_without_a_button_ends_with_its_last_line_of_text() -> None:
    row = found(a_group())
    digest, card = a_message(row)
    bare = card._replace(blocks=tuple(block._replace(buttons=()) for block in card.blocks))
    lines = shown(a_survey(row, messages=((digest, bare),))).splitlines()
    at = next(number for number, line in enumerate(lines) if "草稿已替您拟好" in line)
    assert lines[at + 1].strip() == "│"


def test_greeting_findings_and_footer_of_a_message_are_set_apart_from_each_other() -> None:
    row = found(a_group())
    lines = shown(a_survey(row, messages=(a_message(row, row),))).splitlines()
    apart = [lines[place + 1] for place, line in enumerate(lines) if line == "  │"]
    assert apart == ["  │ 还差一份群公告", "  │ 还差一份群公告", "  │ 依据《工作群管理规范》三.4 · 仅您可见"]


def test_notes_age_and_urgent_posts_are_worth_knowing() -> None:
    survey = a_survey(
        found(a_group("C1", "应急值班")),
        lang=Lang.EN,
        urgent_posts={"slack:C1": 3},
        notes=("owner_is_creator",),
        newest=NOW - timedelta(days=30),
    )
    text = " ".join(shown(survey, 120).split())
    assert "This input shows no owners: the creator stands in as a guess" in text
    assert "30 days before the moment judged for" in text
    assert "--now 2026-10-25T09:00+08:00" in text
    assert "Urgent posts: 3 in 1 group" in text
    assert "应急值班 3" in text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (Lang.ZH, "其后一段时间内的发言不计。应急 3、slack:C9 1"),
        (Lang.EN, "is not counted. 应急 3, slack:C9 1"),
    ],
)
def test_groups_with_urgent_posts_follow_the_sentence_as_the_language_writes_a_list(
    lang: Lang, said: str
) -> None:
    row, posts = found(a_group("C1", "应急")), {"slack:C1": 3, "slack:C9": 1}
    assert said in shown(a_survey(row, lang=lang, urgent_posts=posts), 140).replace("\n    ", " ")


def test_what_was_left_out_is_counted_and_the_first_ten_named() -> None:
    faults = tuple(
        Fault("messages.jsonl", number, "no sender", "Add sender_id") for number in range(1, FAULTS + 6)
    )
    text = shown(a_survey(faults=faults))
    assert "没有读入的 15 处" in text
    assert "messages.jsonl:10: no sender. Add sender_id" in text
    assert "messages.jsonl:11" not in text
    assert "另有 5 处" in text


def test_a_confidential_group_is_never_named() -> None:
    row = found(a_group("C42", "并购项目", kind=Kind.CONFIDENTIAL), proposed="并购-项目")
    survey = a_survey(
        row,
        digests=(a_message(row)[0],),
        write=lambda digest: foreseen(digest, SCENE, voice()),
        urgent_posts={"slack:C42": 1},
    )
    assert "并购" not in shown(survey)
    assert "C42" in shown(survey)


def test_an_empty_survey_says_that_there_is_nothing_to_do() -> None:
    text = shown(a_survey(checks=(), coverage=(), lang=Lang.EN))
    assert "nothing was sent" in text
    assert "No duties are open." in text
    assert "No message would go out." in text


def test_a_survey_in_which_no_check_ran_has_no_table_of_results() -> None:
    assert "检查结果" in shown(a_survey())
    assert "检查结果" not in shown(a_survey(checks=()))
    assert "看得见什么" in shown(a_survey())
    assert "看得见什么" not in shown(a_survey(coverage=()))


def test_an_empty_line_stands_between_two_messages_and_not_before_the_first() -> None:
    rows = [found(a_group(), check=a_check(f"check_{number}")) for number in range(2)]
    messages = [
        a_message(row, name=f"第{number}位", title=f"第{number}件") for number, row in enumerate(rows)
    ]
    lines = shown(a_survey(*rows, messages=messages)).splitlines()
    first, second = (lines.index(f"  发给 第{number}位（群主）") for number in range(2))
    assert (lines[first - 1] == "", lines[second - 1] == "") == (False, True)


@pytest.mark.parametrize("lang", Lang)
def test_the_table_of_results_fits_a_narrow_terminal_also_with_six_digits(lang: Lang) -> None:
    many = tuple(
        Count(check, ok=100_000, duty=100_000, advice=100_000, unknown=100_000, not_applicable=100_000)
        for check in (
            NAME._replace(title=dict.fromkeys(Lang, "a title of a check that is rather long")),
            QUIET,
        )
    )
    checks = [line for line in shown(a_survey(counts=many, lang=lang), 60).splitlines() if "100,000" in line]
    assert len(checks) == len(many)
    assert {width_of(line) for line in checks} == {59}, "a long title gives way, and no more than it must"

"""Drafts of announcements: what is known stands in them, what is not stays a blank; and which text they come with."""

from typing import Any

import pytest

from shared.core.announcements import draft_fields, read_announcement
from shared.core.checks.base import Filling, Telling
from shared.core.checks.incomplete_announcement import CHECK
from shared.core.checks.missing_announcement import CHECK as MISSING
from shared.core.findings.survey import Row
from shared.core.judgement import Level, violation
from shared.core.lang import Lang, both
from shared.core.message.wording import render
from shared.core.model import Element, Kind, Member, Profile
from shared.core.scene import Scene
from tests.core.company import COMPANY, NOW, SCENE, group

NAMED = SCENE._replace(platform_names={"wecom": both("企业微信", "WeCom")})
LATIN = SCENE._replace(platform_names={"wecom": both("Slack", "Slack")})


@pytest.mark.parametrize(
    ("scene", "lang", "platform"),
    [
        (NAMED, Lang.ZH, "企业微信"),
        (NAMED, Lang.EN, "WeCom"),
        (LATIN, Lang.ZH, " Slack "),
        (LATIN, Lang.EN, "Slack"),
        (SCENE, Lang.ZH, " wecom "),
        (SCENE, Lang.EN, "wecom"),
    ],
)
def test_only_a_latin_name_in_a_chinese_sentence_has_spaces_around_it(
    scene: Scene, lang: Lang, platform: str
) -> None:
    assert draft_fields(group(), scene, lang)["platform"] == platform


def with_members(*departments: str | None) -> tuple[Any, Scene]:
    """A group with one member of each of these departments (None: of nobody knows which)."""
    profiles = {
        (one := f"wecom:m{number}"): Profile(one, department=name) for number, name in enumerate(departments)
    }
    members = tuple(Member(one) for one in (*profiles, "wecom:stranger"))
    return group(department="技术部", members=members), SCENE._replace(
        company=COMPANY._replace(profiles=profiles)
    )


@pytest.mark.parametrize(
    ("departments", "members"),
    [
        (["甲", "乙", "乙"], "乙、甲相关同事"),
        (["甲", "乙", "丙", "丁", "丁", "丙", "乙"], "乙、丙、丁相关同事"),
        (["甲", None, None], "甲相关同事"),
        # of no member a department is known: the group's own
        ([None], "技术部相关同事"),
        ([], "技术部相关同事"),
    ],
)
def test_a_draft_names_the_departments_of_most_members_three_at_most(
    departments: list[str | None], members: str
) -> None:
    one, scene = with_members(*departments)
    assert draft_fields(one, scene, Lang.ZH)["members"] == members


def test_where_nothing_tells_the_department_its_place_stays_blank() -> None:
    assert draft_fields(group(), SCENE, Lang.ZH)["members"] == "〔哪些部门或同事〕"
    assert draft_fields(group(), SCENE, Lang.EN)["members"] == "〔which departments or colleagues〕"


@pytest.mark.parametrize(
    ("facts", "purpose"),
    [
        ({"purpose": "每周排期。"}, "每周排期"),
        ({"name": "市场部-新品推广群"}, "新品推广的协同与进度同步"),
        ({"name": "市场部-推广"}, "推广的协同与进度同步"),
        ({"name": "市场部-兄弟们"}, "〔本群用来做什么〕"),
        ({"name": "新品推广群"}, "〔本群用来做什么〕"),
        ({"name": "市场部-工作群"}, "〔本群用来做什么〕"),
        ({}, "〔本群用来做什么〕"),
    ],
)
def test_the_purpose_is_the_one_on_record_else_what_the_name_clearly_says(
    facts: dict[str, Any], purpose: str
) -> None:
    assert draft_fields(group(**facts), SCENE, Lang.ZH)["purpose"] == purpose


def filling(lang: Lang, *missing: str) -> Filling:
    (judgement,) = violation(Level.ADVICE, {"missing": list(missing)}, ())
    return CHECK.words(group(), judgement, Telling(SCENE, lang, NOW.date()))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (["contact"], "some"),
        (["rules", "contact"], "some"),
        (["members", "rules", "contact"], "most"),
        (["purpose", "functions", "members", "rules", "contact"], "most"),
    ],
)
def test_an_announcement_lacks_a_line_or_two_or_can_be_filled_out_from_three_on(
    lang: Lang, missing: list[str], text: str
) -> None:
    assert filling(lang, *missing).variant == text


def test_only_the_lines_that_are_missing_are_drafted_and_named_in_order() -> None:
    fields = filling(Lang.ZH, "members", "contact").fields
    assert fields["missing"] == "成员范围、现任群主"
    assert fields["lines"] == "成员：〔哪些部门或同事〕｜群主：〔群主姓名〕（在 wecom 上直接联系）"


def test_a_blank_that_nobody_filled_in_leaves_the_words_around_it_whole() -> None:
    assert Element.RULES in read_announcement("group rules〔群名〕", owner_id=None, owner_name=None).elements


ASIDE = "不发涉密及客户信息"
"""What is said among colleagues alone."""


@pytest.mark.parametrize(
    ("facts", "reads", "never"),
    [
        ({"external": False}, ASIDE, "我方"),
        ({"kind": Kind.DEPARTMENT}, ASIDE, "我方"),
        ({"external": True}, "我方对接人：王芳", ASIDE),
        ({"kind": Kind.EXTERNAL}, "我方对接人：王芳", ASIDE),
        ({}, "群主：王芳", ASIDE),
    ],
    ids=["colleagues", "a department's", "with outsiders", "an external one", "nobody knows"],
)
def test_a_draft_says_what_whoever_reads_it_may_read(facts: dict[str, Any], reads: str, never: str) -> None:
    lacking = {"missing": ["rules", "contact"]}
    for check, evidence in ((MISSING, {}), (CHECK, lacking)):
        row = Row(group(owner="wang", **facts), check, violation(Level.DUTY, evidence, ("",))[0])
        draft = render(row, Telling(NAMED, Lang.ZH, by=NOW.date())).draft or ""
        assert reads in draft
        assert never not in draft


def test_a_draft_for_outsiders_names_the_matter_and_no_department() -> None:
    known = group(owner="wang", external=True, name="市场部-新品推广群")
    row = Row(known, MISSING, violation(Level.DUTY, {}, ("",))[0])
    draft = render(row, Telling(NAMED, Lang.ZH, by=NOW.date())).draft
    said = "本群用于新品推广对接。22:00–8:00 的消息次日回复，紧急事项请电话联系对接人。我方对接人：王芳"
    assert draft == said


def test_members_of_a_group_with_outsiders_are_those_of_both_sides() -> None:
    row = Row(group(external=True), CHECK, violation(Level.ADVICE, {"missing": ["members"]}, ("",))[0])
    assert render(row, Telling(NAMED, Lang.ZH, by=NOW.date())).draft == "成员：〔双方对接人员〕"

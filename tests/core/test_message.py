"""The one message of a day: what stands on the card, in which order, and how it reads."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from shared.app.inbound.deeds.catalogue import DEEDS
from shared.core.case import Case, CaseKey, GroupFile, Step
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.survey import Row
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.ladder.forecast import digests
from shared.core.lang import Lang
from shared.core.message.wording import footer, why
from shared.core.message.writer import (
    Told,
    answered,
    card_of,
    foreseen,
    in_order,
    leaving_out,
)
from shared.core.model import Fact, Kind
from shared.core.outbox import MOST_ITEMS
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene
from tests.core.company import SCENE, group, voice

DAY = date(2026, 5, 29)
WANG = Recipient(Role.OWNER, "wang", "王芳")
BY_ID = {check.id: check for check in CHECKS}
SETTINGS: dict[str, Any] = {"stop_words": (), "use_words": (), "days": 60}


def told(
    check: str = "missing_admin",
    identity: str = "g1",
    *,
    role: Role = Role.OWNER,
    scene: Scene = SCENE,
    **case: Any,
) -> Told:
    facts: dict[str, Any] = {"name": "市场部-新品推广组", "owner": "wang", "admins": ()}
    if check == "group_name":
        facts["name"] = "兄弟们冲"
    if check == "missing_owner":
        facts |= {"owner": "gone"}
    made = group(identity, **facts)
    judgement = BY_ID[check].judge(made, SETTINGS, scene)[-1]
    assert judgement.outcome is Outcome.VIOLATION
    key = CaseKey(made.key, check)
    held = Case(
        key, judgement.level or Level.DUTY, {}, judgement.key, scene.now, step=Step.TOLD, due=scene.now
    )
    return Told(GroupFile(made, scene.now), BY_ID[check], held._replace(**case), judgement, role)


def card(*some: Told, lang: Lang = Lang.ZH, reader: Recipient = WANG) -> Any:
    items = [one.item for one in some]
    return card_of(items, reader, SCENE, voice(lang), nudge="n1", day=DAY)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (Lang.ZH, "另有 3 项，改天再请您看，今天不用管。"),
        (Lang.EN, "3 more will wait for another day; nothing to do about that today."),
    ],
)
def test_what_has_no_room_is_counted_in_one_line(lang: Lang, said: str) -> None:
    assert leaving_out(card(told(), lang=lang), 3).rest == said
    assert leaving_out(card(told(), lang=lang), 0) == card(told(), lang=lang)


def test_one_finding_is_the_heading_itself() -> None:
    made = card(told())
    assert made.heading == "「市场部-新品推广组」建议再加一位管理员"
    assert made.blocks[0].title == ""
    assert made.intro == "王芳，您好。"
    assert made.footer == "依据《工作群管理规范》三.3 · 仅您可见 · 有误请点“说明情况”"
    assert (made.nudge, made.day) == ("n1", "2026-05-29")


def test_several_findings_have_titles_of_their_own_and_each_clause_is_cited_once() -> None:
    made = card(told(), told("missing_admin", "g2"), told("group_name", "g3"))
    assert made.heading == "您的工作群有 3 件小事，方便时看看"
    assert [bool(block.title) for block in made.blocks] == [True, True, True]
    assert made.footer.startswith("依据《工作群管理规范》三.2、三.3 ·")


def test_every_finding_can_be_answered_in_the_same_two_ways() -> None:
    (block,) = card(told()).blocks
    assert [(button.deed, button.label) for button in block.buttons] == [
        ("done", "已处理"),
        ("explain", "说明情况"),
    ]
    assert {button.case for button in block.buttons} == {block.case}


def test_a_reminder_says_so_and_says_that_there_is_no_other() -> None:
    assert card(told(step=Step.REMINDED)).blocks[0].body.startswith("之前提过一次")
    english = card(told(step=Step.REMINDED), lang=Lang.EN).blocks[0].body
    assert english.startswith("We mentioned this before; this is the only reminder. Only the owner")


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.OWNER, "王芳，您好。"),
        (Role.ADMIN, "王芳，您好。有的群暂时没有能联系上的群主，您是管理员，所以来问您。"),
        (Role.HEAD, "王芳，您好。有的群暂时没有能联系上的群主，群属于您的部门，所以请您看看。"),
    ],
)
def test_whoever_is_not_the_owner_learns_why_they_are_asked(role: Role, said: str) -> None:
    assert card(told("missing_owner", role=role)).intro == said


def test_a_reader_without_a_name_is_greeted_all_the_same() -> None:
    assert card(told(), reader=Recipient(Role.OWNER, "wang")).intro == "您好。"


def test_duties_come_first_then_what_fell_due_first() -> None:
    later = SCENE.now + timedelta(days=1)
    some = [
        told("group_name", "g1"),
        told("missing_owner", "g2", due=later),
        told("missing_owner", "g3"),
        told("missing_admin", "g4", due=SCENE.now - timedelta(days=1)),
    ]
    assert [one.file.group.id for one in in_order(some)] == ["g1", "g3", "g2", "g4"]


def test_no_more_stand_on_a_card_than_one_transaction_can_record() -> None:
    assert len(in_order([told(identity=f"g{number}") for number in range(MOST_ITEMS + 9)])) == MOST_ITEMS


def test_a_card_about_nothing_is_never_written() -> None:
    with pytest.raises(ValueError, match="nothing"):
        card()


def test_a_final_answer_takes_the_buttons_and_another_one_leaves_them() -> None:
    made = card(told(), told("group_name", "g2"))
    first = made.blocks[0].case
    final = answered(made, first, "办好了")
    assert [(block.note, len(block.buttons)) for block in final.blocks] == [("办好了", 0), ("", 3)]
    still = answered(made, first, "还没有", is_final=False)
    assert [(block.note, len(block.buttons)) for block in still.blocks] == [("还没有", 2), ("", 3)]
    assert answered(made, "0" * 16, "x") == made


def test_a_name_is_text_whatever_it_looks_like() -> None:
    hostile = "{by}<at id=all>]\n\u202e夜里"
    one = told()
    named = one.file.group._replace(
        name=one.file.group.name._replace(value=hostile) if one.file.group.name else None
    )
    made = card(one._replace(file=one.file._replace(group=named)))
    assert "\n" not in made.heading
    assert "\u202e" not in made.heading
    assert "{by}" in made.heading


def test_of_a_confidential_group_nothing_is_said_but_its_id_and_what_it_is_about() -> None:
    one = told("group_name", "g7")
    hidden = one.file.group._replace(kind=Fact(Kind.CONFIDENTIAL, SCENE.now))
    made = card(one._replace(file=one.file._replace(group=hidden)))
    assert made.heading == "g7 · 群名不易找"
    assert [(block.title, block.body, block.draft, len(block.buttons)) for block in made.blocks] == [
        ("", "", None, 3)
    ]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("check", ["group_name", "missing_owner", "missing_admin"])
def test_no_text_shouts_blames_or_leaves_a_field_open(check: str, lang: Lang) -> None:
    made = card(told(check), lang=lang)
    text = "".join((made.heading, made.intro, *(block.body for block in made.blocks)))
    for word in ("违规", "处罚", "逾期", "！", "!", "{", "}"):
        assert word not in text


@pytest.mark.parametrize("lang", Lang)
def test_no_text_asks_to_press_what_is_not_on_the_card(lang: Lang) -> None:
    """Whatever a text says of pressing names an answer that stands below a finding of its check."""
    pressing = {
        Lang.ZH: r"点(?:“([^”]*)”)?|按钮|一键",
        Lang.EN: r"choose(?: “([^”]*)”)?|\btap\b|\bpress\b|button",
    }
    around = why(Role, lang) + footer((), lang)
    for check in CHECKS:
        said = "".join((*(text.body for text in check.texts[lang].values()), around))
        pressed = [
            found[1] for found in re.finditer(pressing[lang], re.sub("早点|晚点|choose one", "", said))
        ]
        assert pressed
        assert set(pressed) <= {deed.label[lang] for deed in DEEDS if deed.answers(check.id)}, check.id


@pytest.mark.parametrize("lang", Lang)
def test_a_night_is_foreseen_in_the_words_in_which_it_will_be_told(lang: Lang) -> None:
    """What rests on posts is told as it was found; the rest is held by tests/app/test_one_writer.py."""
    sender = {"id": "u1", "count": 12, "groups": 1, "mentions_all": False}
    span = {"first": "2026-05-28T15:00:00+00:00", "last": "2026-05-28T15:30:00+00:00"}
    evidence = {"period": "2026-05-28", "senders": [sender | span]}
    night = Judgement(Outcome.VIOLATION, Level.ADVICE, evidence, ("k",))
    file = GroupFile(group(owner="wang", name="华东销售群"), SCENE.now)
    check = BY_ID["after_hours_posting"]
    (digest,) = digests([Row(file.group, check, night)], SCENE, voice(lang))
    case = Case(CaseKey(file.group.key, check.id), Level.ADVICE, {}, ("k",), SCENE.now, step=Step.TOLD)
    due = Told(file, check, case, night, Role.OWNER)
    then = SCENE._replace(now=digest.send_at)
    assert foreseen(digest, SCENE, voice(lang)) == card_of(
        [due.item], WANG, then, voice(lang), nudge="", day=DAY
    )

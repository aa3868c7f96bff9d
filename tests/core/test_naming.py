"""What a name says, what is wrong with it, and that a proposal is always better."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.core.checks.base import Telling
from shared.core.checks.group_name import CHECK
from shared.core.judgement import Judgement, Level, Outcome
from shared.core.lang import Lang
from shared.core.model import Company, Department, Fact, Group, Kind, Profile, Project, Source
from shared.core.naming.problems import Problem, judge_name, plainly_fine
from shared.core.naming.reading import clean, key, read
from shared.core.naming.vocabulary import Vocabulary, vocabulary
from shared.core.scene import Scene

NOW = datetime(2026, 4, 16, 1, 0, tzinfo=UTC)
CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "group_name.toml").read_text("utf-8"))


def fact(value: Any, source: Source = Source.OBSERVED) -> Fact[Any]:
    return Fact(value, NOW, source)


def company_of(data: Mapping[str, Any]) -> Company:
    people = [Profile(row["id"], row.get("name"), row.get("department")) for row in data.get("people", [])]
    return Company(
        profiles={one.account: one for one in people},
        departments=tuple(
            Department(row["name"], tuple(row.get("aliases", ()))) for row in data.get("departments", [])
        ),
        projects=tuple(
            Project(row["name"], tuple(row.get("aliases", ()))) for row in data.get("projects", [])
        ),
    )


def group_of(data: Mapping[str, Any]) -> Group:
    fields: dict[str, Any] = {
        key: fact(data[key]) for key in ("name", "department", "purpose", "external") if key in data
    }
    if "kind" in data:
        fields["kind"] = fact(Kind(data["kind"]))
    if "owner_id" in data:
        fields["owner"] = fact(data["owner_id"])
    return Group(data.get("platform", "wecom"), "g1")._replace(**fields)


def scene_of(company: Company, **words: Any) -> Scene:
    return Scene(NOW, company, vocabulary(company, lower_case_platforms={"telegraph"}, **words))


def with_projects(scene: Scene) -> Scene:
    """As a run sets it: with the department of every project."""
    projects = {key(clean(one.name)): one.department for one in scene.company.projects}
    return scene._replace(project_departments=projects)


def judged(group: Group, scene: Scene) -> Judgement:
    (row,) = CHECK.judge(group, {}, scene)
    return row


def cases() -> Iterator[Any]:
    for case in CASES["case"]:
        yield pytest.param(case, id=case["name"])


@pytest.mark.parametrize("case", list(cases()))
def test_case_with_its_evidence_complete(case: Mapping[str, Any]) -> None:
    """The common runner cannot say null, and `proposed` is null where nothing can be proposed."""
    group, want = group_of(case["group"]), case["expect"]
    if group.kind is not None and group.kind.value in CHECK.not_for:
        assert want["outcome"] == "not_applicable"
        return
    company = company_of(CASES["companies"].get(case.get("company"), {}))
    row = judged(group, with_projects(scene_of(company)))
    expected = {"proposed": None, **want["evidence"]} if "evidence" in want else {}
    assert (row.outcome, row.level, row.evidence, row.reason) == (
        want["outcome"], want.get("level"), expected, want.get("reason", ""),
    )  # fmt: skip


MILL = scene_of(company_of(CASES["companies"]["mill"]))
NO_LISTS = scene_of(Company())


def named(name: str, **facts: Any) -> Group:
    return Group("wecom", "g1", name=fact(name), **facts)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("市场部-新品推广组", ("市场部", "新品推广组")),
        ("  市场部 — 新品推广组  ", ("市场部", "新品推广组")),
        ("市场部- -推广", ("市场部", "推广")),
        ("市场部-", ("市场部", "")),
        ("市场部-!!!", ("市场部", "")),
        ("A&B 客服对接群", ("A&B 客服对接群",)),
        ("「市场部」-『推广』", ("市场部", "推广")),
        ("“市场部”-推广（华东）", ("市场部", "推广(华东)")),
        ("[[市场部]]-推广", ("市场部", "推广")),
        ("[市场部-华东]-推广", ("市场部", "华东", "推广")),
        ("[a]b[c]-d", ("[a]b[c]", "d")),
        ("市场部-用途", ("市场部", "")),
        ("[[[[市场部]]]]-推广", ("市场部", "推广")),
        ("[[[[[市场部]]]]]-推广", ("[市场部]", "推广")),  # nobody means five
        ("市场部-((推广)", ("市场部", "推广")),
        ("((推广)-x", ("推广", "x")),
        ("市场部-(推广))", ("市场部", "(推广))")),
        ("C++-用途", ("C++", "")),
        ("群聊 (14人)", ("群聊",)),
        ("年会(2025)", ("年会(2025)",)),
        ("cafe\u0301-menu", ("café", "menu")),
        ("", ("",)),
    ],
)
def test_a_name_is_read_in_parts(name: str, parts: tuple[str, ...]) -> None:
    assert read(name).parts == parts


@pytest.mark.parametrize(
    ("name", "tags", "untagged"),
    [
        ("【重要】市场部-推广", ("重要",), ("市场部", "推广")),
        ("【重要】(勿退)市场部", ("重要", "勿退"), ("市场部",)),
        ("【市场部】-推广", (), ("市场部", "推广")),
        ("【市场部】", (), ("市场部",)),
        ("【重要市场部-推广", (), ("重要市场部", "推广")),
        ("[[a]b]c-d", ("[a]b",), ("c", "d")),
        # opened twice and closed once is not closed: nothing can be told apart
        ("【【重要】市场部-推广", (), ("【重要】市场部", "推广")),
    ],
)
def test_brackets_in_front_of_more_are_tags(
    name: str, tags: tuple[str, ...], untagged: tuple[str, ...]
) -> None:
    assert (read(name).tags, read(name).untagged) == (tags, untagged)


def test_a_member_who_joins_does_not_make_the_finding_new() -> None:
    keys = {judged(named(name), MILL).key for name in ("兄弟们冲", "兄弟们冲(14)", "兄弟们冲（15）")}
    assert keys == {("兄弟们冲", "says_nothing")}


def test_another_wrong_name_is_a_new_finding() -> None:
    assert judged(named("兄弟们冲"), MILL).key != judged(named("姐妹们冲"), MILL).key


@pytest.mark.parametrize("source", [Source.OBSERVED, Source.DECLARED])
def test_a_department_on_record_is_proposed(source: Source) -> None:
    row = judged(named("兄弟们冲", department=fact("技术部", source)), MILL)
    assert row.evidence["proposed"] == "技术部-〔用途〕"


def test_a_guess_is_never_proposed() -> None:
    group = named(
        "618大促作战群",
        owner=fact("fang", Source.GUESSED),
        department=fact("技术部", Source.GUESSED),
        purpose=fact("排期", Source.GUESSED),
    )
    assert judged(group, MILL).evidence["proposed"] == "〔部门/项目〕-618大促作战群"


def test_a_name_on_record_does_not_replace_what_the_name_says_exactly() -> None:
    group = named("MES-", department=fact("技术部"), purpose=fact("现场问题"))
    assert judged(group, MILL).evidence["proposed"] == "MES升级项目-现场问题"


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("MES上线排期", "技术部-MES上线排期"),
        ("MES群", "技术部-MES升级项目-〔用途〕"),
        ("【MES】上线排期", "技术部-MES升级项目-上线排期"),
        ("集团-技术部上线排期", "集团-技术部-上线排期"),
    ],
)
def test_a_department_on_record_loses_nothing_that_the_name_mentions(name: str, proposed: str) -> None:
    assert judged(named(name, department=fact("技术部")), MILL).evidence["proposed"] == proposed


def test_the_policy_can_add_stop_words_and_words_of_use() -> None:
    company = company_of(CASES["companies"]["mill"])
    scene = scene_of(company, stop_words=["摸鱼"], use_words=["双周", "okr", "交流群"])
    problems = {
        name: judged(named(name), scene).evidence.get("problem") for name in ("华南-摸鱼", "双周", "OKR 2026")
    }
    assert problems == {"华南-摸鱼": "says_nothing", "双周": "no_department", "OKR 2026": "no_department"}
    assert judged(named("交流群"), scene).level is Level.ADVICE


def test_departments_that_groups_were_filed_under_prove_a_name_right() -> None:
    scene = scene_of(Company(), seen=["筹建办"])
    assert judged(named("筹建办-选址"), scene).outcome is Outcome.OK
    assert judged(named("市场部-选址"), scene).outcome is Outcome.UNKNOWN
    assert scene.names.seen_departments == {"筹建办"}


def test_what_is_only_seen_does_not_count_as_a_list() -> None:
    assert not scene_of(Company(), seen=["筹建办"]).names.has_lists
    assert MILL.names.has_lists


def known(words: Vocabulary, name: str) -> str | None:
    return words.known.get(name)


def test_of_two_owners_of_a_spelling_names_come_before_aliases_and_departments_before_projects() -> None:
    words = vocabulary(
        Company(
            departments=(Department("研发中心", ("技术部",)), Department("技术部")),
            projects=(Project("技术部"), Project("ERP项目", ("技术部",))),
        )
    )
    assert (known(words, "技术部"), known(words, "研发中心"), known(words, "erp")) == (
        "技术部",
        "研发中心",
        "ERP项目",
    )


def test_a_project_that_is_called_project_leaves_no_empty_stem() -> None:
    words = vocabulary(
        Company(projects=(Project("项目"), Project("Project"), Project("")), departments=(Department("🎉"),))
    )
    assert judged(named("项目-测试"), Scene(NOW, Company(), words)).outcome is Outcome.VIOLATION
    assert "" not in words.known


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("HR招聘", "HR-招聘"),
        ("chr招聘", None),
        ("今年HR招聘", None),
        ("hrx hiring", None),
        ("产品发布会", "产品-发布会"),
        ("新产品发布会", None),
    ],
)
def test_a_department_inside_a_name_is_a_whole_word_and_a_short_one_stands_in_front(
    name: str, proposed: str | None
) -> None:
    scene = scene_of(
        Company(departments=(Department("HR"), Department("产品"), Department("Human Resources", ("HR",))))
    )
    found = judged(named(name), scene).evidence["proposed"]
    assert found == (proposed or f"〔部门/项目〕-{name}")


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("市场部推广", "市场部-推广"),
        ("推广市场部", "市场部-推广"),
        # what stands around the department belongs together: nobody can say to what
        ("原市场部推广", "市场部-原市场部推广"),
        ("新的市场部推广", "市场部-新的市场部推广"),
        # a letter that two stand for when case is folded: where to cut is not known
        ("市场部İ推广", "市场部-市场部İ推广"),
    ],
)
def test_a_department_is_cut_out_of_a_word_only_at_its_ends(name: str, proposed: str) -> None:
    assert judged(named(name), MILL).evidence["proposed"] == proposed


@pytest.mark.parametrize("name", ["财务部交流群", "财务部群聊", "财务部的大群2"])
def test_a_group_called_after_a_department_that_no_list_has_says_no_use(name: str) -> None:
    assert judged(named(name), MILL).evidence == {"problem": "no_use", "proposed": None}


@pytest.mark.parametrize(
    ("department", "parts"), [("A - B", 2), ("A-B", 2), ("A B C", 3), ("市场部", 1), ("A  -  B - C", 3)]
)
def test_the_spaces_around_a_departments_own_hyphen_are_no_parts_of_it(department: str, parts: int) -> None:
    words = vocabulary(Company(departments=(Department(department),)))
    assert words.widest == parts
    assert judge_name(f"{department}-周会", Group("wecom", "g1"), words).problem is None


HOSTILE = [
    "群" * 10_000,
    "[" * 10_000,
    "]" * 10_000,
    "[]" * 5_000,
    "【" * 5_000 + "】" * 5_000,
    "-" * 10_000,
    "a-" * 5_000,
    "市场部" * 3_333,
    "群聊" * 5_000 + "冲",
    "a " * 5_000,
    " " * 10_000,
    "🎉" * 10_000,
    "\u202e" * 10_000,
    "a" + "\u0301\u0327" * 5_000,
    "\ud800市场部-推广\udfff",
    "市场部-{group.__class__}",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "%s%n{0}{}",
    "\x00\x1b[31m\r\n",
    "①②③-㈱",
    "ﷺ" * 3_000,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("scene", [MILL, NO_LISTS], ids=["lists", "no lists"])
def test_a_hostile_name_is_judged_like_any_other(name: str, scene: Scene) -> None:
    row = judged(named(name, department=fact("市场部"), external=fact(name.startswith("a"))), scene)
    proposed = row.evidence.get("proposed") or ""
    assert len(proposed) <= 60
    assert not set('<>{}[]\\`|*"@') & set(proposed)
    "".join((proposed, *row.key)).encode()


SHREDS = st.sampled_from(
    ["市场部", "技術部", "MES", "ERP项目", "项目", "群", "群聊", "交流群", "兄弟们", "推广", "值班", "测试", "的", "冲", "用途",
     "-", "—", "_", " ", "  ", "--", "(", ")", "[", "]", "【", "】", "〔", "〕", "(14)", "<b>", "{", "🎉", "\u200b", "\u202e",
     "&", "A", "b", "Product Team", "e-learning", "C++", "1.0", "2026", "release", "ı", "ß", "İ", "\u0301", "\u3164", "\ud800"]
)  # fmt: skip
NAMES = st.lists(SHREDS, max_size=7).map("".join) | st.text(max_size=12)
PLACES = st.lists(NAMES, max_size=4)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Group, Scene]:
    """Any group in any company."""
    departments = [Department(name, tuple(draw(PLACES))) for name in draw(PLACES)]
    projects = [Project(name, tuple(draw(PLACES))) for name in draw(PLACES)]
    people = {"u1": Profile("u1", department=draw(st.none() | NAMES))}
    facts: dict[str, Any] = {
        key: fact(draw(NAMES)) for key in ("department", "purpose") if draw(st.booleans())
    }
    platform = draw(st.sampled_from(["wecom", "slack"]))
    group = Group(
        platform, "g1", name=fact(draw(NAMES)), owner=fact("u1"), external=fact(draw(st.booleans()))
    )
    group = group._replace(**facts)
    return group, scene_of(Company(profiles=people, departments=tuple(departments), projects=tuple(projects)))


@given(situations())
@settings(max_examples=200, derandomize=True)
def test_a_complete_proposal_is_itself_fine_and_an_open_one_says_what_to_fill_in(
    situation: tuple[Group, Scene],
) -> None:
    group, scene = situation
    row = judged(group, scene)
    proposed = row.evidence.get("proposed")
    if proposed is None:
        return
    assert group.name is not None
    assert proposed != group.name.value
    if "〔" not in proposed:
        assert judged(group._replace(name=fact(proposed)), scene).outcome is Outcome.OK
    else:
        assert {"〔用途〕", "〔部门/项目〕"} & {proposed[proposed.index("〔") : proposed.index("〕") + 1]}


@given(situations())
@settings(max_examples=200, derandomize=True)
def test_the_quick_look_never_passes_what_a_close_look_would_not(situation: tuple[Group, Scene]) -> None:
    group, scene = situation
    assert group.name is not None
    if plainly_fine(group.name.value, scene.names):
        assert judge_name(group.name.value, group, scene.names).problem is None


@given(situations(), st.sampled_from(Lang))
@settings(max_examples=200, derandomize=True)
def test_every_finding_has_words_and_every_word_its_place(situation: tuple[Group, Scene], lang: Lang) -> None:
    group, scene = situation
    row = judged(group, scene)
    if row.outcome is not Outcome.VIOLATION:
        return
    filling = CHECK.words(group, row, Telling(scene, lang, NOW.date()))
    text = CHECK.texts[lang][filling.variant]
    said = text.body.format_map({**filling.fields, "by": "3 June"})
    assert (row.evidence["proposed"] is None) == (text.draft is None)
    assert ("{by}" in text.body) == (row.level is Level.DUTY)
    assert filling.fields["why"] in said


def body(lang: Lang, name: str, **facts: Any) -> str:
    group = named(name, **facts)
    row = judged(group, MILL)
    filling = CHECK.words(group, row, Telling(MILL, lang, NOW.date()))
    return CHECK.texts[lang][filling.variant].body.format_map({**filling.fields, "by": "12 月 3 日"})


def test_the_text_says_where_a_proposal_comes_from() -> None:
    filed = {"department": fact("技术部"), "purpose": fact("支付系统开发群")}
    assert "技术部-支付系统开发群（依据：登记的部门和用途）" in body(Lang.ZH, "兄弟们冲", **filed)
    assert "技术部-〔用途〕（依据：群主所在部门），〔 〕处请您补上" in body(
        Lang.ZH, "兄弟们冲", owner=fact("qiang")
    )
    assert "市场部-新品推广（依据：现在的群名）" in body(Lang.ZH, "市场部新品推广")
    assert "市场部-年会筹备（依据：群主所在部门和现在的群名）" in body(
        Lang.ZH, "年会筹备", owner=fact("fang")
    )
    assert "〔department or project〕-年会筹备 (from the current name)" in body(Lang.EN, "年会筹备")


def test_without_a_proposal_the_text_shows_the_format_with_a_department_of_the_company() -> None:
    assert "「部门-用途」的写法，如 市场部-工作通知群" in body(Lang.ZH, "兄弟们冲")
    assert "“department-use”, for example 市场部-announcements" in body(Lang.EN, "兄弟们冲")


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", ["群聊(5)", "客户对接群", "市场部宏达对接群", "宏达-", ""])
def test_a_text_about_a_group_with_outsiders_names_no_department_of_ours(lang: Lang, name: str) -> None:
    said = body(lang, name, external=fact(True), department=fact("技术部"), owner=fact("fang"))  # noqa: FBT003
    assert not [ours for ours in ("技术部", "市场部", "部门-", "department-") if ours in said]


def test_without_a_proposal_a_group_with_outsiders_is_shown_the_format_of_its_own() -> None:
    assert "「对方-用途」的写法，如 某某公司-项目对接群" in body(Lang.ZH, "客户对接群", external=fact(True))  # noqa: FBT003
    assert "“partner-use” is easiest to find" in body(Lang.EN, "客户对接群", external=fact(True))  # noqa: FBT003


@given(situations())
@settings(max_examples=200, derandomize=True)
def test_outsiders_are_shown_no_word_that_the_name_or_the_use_on_record_has_not(
    situation: tuple[Group, Scene],
) -> None:
    group, scene = situation
    group = group._replace(platform="wecom", external=fact(True), department=fact("绝密筹备处"), purpose=None)  # noqa: FBT003
    proposed = judged(group, with_projects(scene)).evidence.get("proposed")
    if proposed is not None and group.name is not None:
        assert "绝密筹备处" not in proposed
        assert set(proposed.replace("〔用途〕", "")) <= set(f"-{clean(group.name.value)}")


def test_a_group_that_sounds_on_call_is_asked_to_say_so_with_a_button_of_the_card() -> None:
    group = named("机房值班")
    row = judged(group, MILL)
    filling = CHECK.words(group, row, Telling(MILL, Lang.ZH, NOW.date()))
    assert CHECK.texts[Lang.ZH][filling.variant].body.endswith("如果是，点“说明情况”即可。")


def test_a_group_without_a_name_is_told_so() -> None:
    assert body(Lang.ZH, "").startswith("这个群还没有名字")


def test_only_a_name_that_says_nothing_is_a_duty() -> None:
    levels = {
        (row.evidence["problem"], row.level)
        for case in CASES["case"]
        if (row := judged(group_of(case["group"]), MILL)).outcome is Outcome.VIOLATION
    }
    assert {problem for problem, level in levels if level is Level.DUTY} == {Problem.SAYS_NOTHING}
    assert {problem for problem, level in levels if level is Level.ADVICE} == set(Problem) - {
        Problem.SAYS_NOTHING
    }


@pytest.mark.parametrize(("length", "is_used"), [(30, True), (31, False)])
def test_a_purpose_on_record_is_part_of_a_name_while_it_is_short(length: int, *, is_used: bool) -> None:
    purpose = "支付系统上线" * 6
    group = named("兄弟们冲", department=fact("技术部"), purpose=fact(purpose[:length]))
    assert (purpose[:length] in judged(group, MILL).evidence["proposed"]) is is_used

"""三.2: a group's name shows its department or project and its use, so that colleagues find it."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, unknown, violation
from shared.core.lang import Lang, both
from shared.core.model import SYSTEM_NAMED, Group, Kind
from shared.core.naming.problems import Named, Problem, is_external, judge_name, plainly_fine, says_on_call
from shared.core.naming.proposal import OPEN_LEFT, OPEN_USE, Origin, Proposal, propose, styled
from shared.core.scene import Scene
from shared.core.schema.scalars import Text as Words
from shared.core.schema.structures import ListOf, Setting


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    """The settings are compiled into the scene's vocabulary, once a run."""
    name = group.name
    if name is None:
        return unknown("not_observed")
    if plainly_fine(name.value, scene.names):
        return OK
    named = judge_name(name.value, group, scene.names)
    if not named.judged:
        return unknown("lists_not_observed")
    return OK if named.problem is None else _violation(named, named.problem, group, scene)


def _violation(named: Named, problem: Problem, group: Group, scene: Scene) -> tuple[Judgement, ...]:
    """The key has the name without its member count: one more member is no new finding."""
    proposal = propose(named, group, scene)
    evidence: dict[str, Any] = {"problem": problem.value, "proposed": proposal.name if proposal else None}
    if says_on_call(named.reading.text) and not (group.kind and group.kind.value is Kind.ON_CALL):
        evidence["suggested_kind"] = Kind.ON_CALL.value
    level = Level.DUTY if problem is Problem.SAYS_NOTHING else Level.ADVICE
    return violation(level, evidence, (named.reading.text, problem.value))


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    named = judge_name(group.name.value if group.name else "", group, telling.scene.names)
    proposal = None if group.key in telling.scene.unproposed else propose(named, group, telling.scene)
    level = "duty" if judgement.level is Level.DUTY else "advice"
    on_call = "_on_call" if "suggested_kind" in judgement.evidence else ""
    voice = _VOICES[telling.lang]
    fields = {
        "why": _why(Problem(judgement.evidence["problem"]), group, voice)
        if named.reading.text
        else voice.unnamed,
        "proposed": _in_words(proposal.name, voice) if proposal else "",
        "basis": _basis(proposal, voice) if proposal else "",
        "example": styled(
            voice.example.format(telling.scene.names.example or voice.department), group, telling.scene.names
        ),
    }
    return Filling(f"{level}_{_fix(proposal, group)}{on_call}", fields)


def _why(problem: Problem, group: Group, voice: "_Voice") -> str:
    outside = voice.why_outside if is_external(group) else {}
    return outside.get(problem) or voice.why[problem]


def _fix(proposal: Proposal | None, group: Group) -> str:
    """What the text can offer: a name, a name with 〔 〕, or only the format, which is another one with outsiders."""
    if proposal is None:
        return "partner" if is_external(group) else "format"
    return "open" if Origin.OPEN in (proposal.left, proposal.use) else "proposed"


class _Voice(NamedTuple):
    """What one language says, in pieces; `_texts` puts them together."""

    titles: Mapping[str, str]
    """By level."""
    fixes: Mapping[str, str]
    endings: Mapping[str, str]
    """By level."""
    on_call: str
    why: Mapping[Problem, str]
    why_outside: Mapping[Problem, str]
    """The same of groups with outsiders, where it is not the same."""
    unnamed: str
    sources: Mapping[Origin, tuple[str, str]]
    """Of the left part and of the use."""
    both_filed: str
    and_: str
    open: tuple[str, str]
    """Department or project; use."""
    example: str
    department: str


def _basis(proposal: Proposal, voice: _Voice) -> str:
    """Where the known sides of the proposal come from: a guess never looks like a fact."""
    sides = (voice.sources[proposal.left][0], voice.sources[proposal.use][1])
    if proposal.left is proposal.use is Origin.FILED:
        return voice.both_filed
    return voice.and_.join(dict.fromkeys(filter(None, sides)))


def _in_words(proposed: str, voice: _Voice) -> str:
    for mark, word in zip((OPEN_LEFT, OPEN_USE), voice.open, strict=True):
        proposed = proposed.replace(mark, word)
    return proposed


def _texts(voice: _Voice) -> Iterator[tuple[str, Text]]:
    for level, title in voice.titles.items():
        for fix, offer in voice.fixes.items():
            draft = None if fix in {"format", "partner"} else "{proposed}"
            body = offer + voice.endings[level]
            yield f"{level}_{fix}", Text(title, body, draft)
            yield f"{level}_{fix}_on_call", Text(title, body + voice.on_call, draft)


_VOICES: Mapping[Lang, _Voice] = {
    Lang.ZH: _Voice(
        titles={"duty": "「{group}」想请您换个好找的名字", "advice": "「{group}」的群名可以更好找一些"},
        fixes={
            "proposed": "{why}，建议改为 {proposed}（依据：{basis}）。",
            "open": "{why}，建议写成 {proposed}（依据：{basis}），〔 〕处请您补上。",
            "format": "{why}，可参考「部门-用途」的写法，如 {example}。",
            "partner": "{why}，可参考「对方-用途」的写法，如 某某公司-项目对接群。群里有公司以外的人，群名里不用写本公司的部门。",
        },
        endings={
            "duty": "方便时在 {by}前改一下就行；不合适可自行修改，有原因保留也行，说明后不再提醒。",
            "advice": "仅供参考，只提这一次；不合适可自行修改，保留原名也行。",
        },
        on_call="看名字像是值班或应急群，如果是，点“说明情况”即可。",
        why={
            Problem.SAYS_NOTHING: "新同事从群名看不出部门和用途",
            Problem.NO_SEPARATOR: "群名意思清楚，部门和用途分开写更好找",
            Problem.NO_DEPARTMENT: "群名写清了用途，再加上部门或项目就更好找",
            Problem.UNKNOWN_LEFT: "群名写了用途，前半部分不在公司的部门和项目名单里，按部门不容易找到",
            Problem.NO_USE: "从群名还看不出这个群是做什么用的",
            Problem.TAG_IN_FRONT: "群名前面带了标记，按部门不容易找到",
        },
        why_outside={
            Problem.SAYS_NOTHING: "从群名看不出是和哪家单位、为什么事联系",
            Problem.NO_SEPARATOR: "群名意思清楚，对方和用途分开写更好找",
        },
        unnamed="这个群还没有名字，新同事不容易找到",
        sources={
            Origin.FILED: ("登记的部门", "登记的用途"),
            Origin.NAME: ("现在的群名", "现在的群名"),
            Origin.OWNER: ("群主所在部门", ""),
            Origin.OPEN: ("", ""),
        },
        both_filed="登记的部门和用途",
        and_="和",
        open=(OPEN_LEFT, OPEN_USE),
        example="{}-工作通知群",
        department="市场部",
    ),
    Lang.EN: _Voice(
        titles={
            "duty": "A name for “{group}” that is easier to find",
            "advice": "“{group}” could be easier to find",
        },
        fixes={
            "proposed": "{why}. We suggest {proposed} (from {basis}). ",
            "open": "{why}. We suggest {proposed} (from {basis}); please fill in what stands in 〔 〕. ",
            "format": "{why}. Names are easiest to find as “department-use”, for example {example}. ",
            "partner": "{why}. With people from outside in the group, “partner-use” is easiest to find, for example Acme-project; no department of ours is needed in it. ",
        },
        endings={
            "duty": "Any time before {by} is fine. Change it as you like; if you have a reason to keep the name, tell us and we will not ask again.",
            "advice": "This is a suggestion and we make it once; another name is fine, and so is keeping this one.",
        },
        on_call=" The name sounds like an on-call group; if it is one, choose “Explain”.",
        why={
            Problem.SAYS_NOTHING: "New colleagues cannot tell the department or the use from the name",
            Problem.NO_SEPARATOR: "The name is clear; with department and use set apart it is easier to find",
            Problem.NO_DEPARTMENT: "The name says the use; with a department or project in front it is easier to find",
            Problem.UNKNOWN_LEFT: "The name says the use, but its first part is in no list of departments or projects",
            Problem.NO_USE: "The name does not say yet what the group is for",
            Problem.TAG_IN_FRONT: "With a tag in front of the name, those who look by department may miss it",
        },
        why_outside={
            Problem.SAYS_NOTHING: "The name does not say who the group is with, or what for",
            Problem.NO_SEPARATOR: "The name is clear; with partner and use set apart it is easier to find",
        },
        unnamed="The group has no name yet, so new colleagues may not find it",
        sources={
            Origin.FILED: ("the department on record", "the use on record"),
            Origin.NAME: ("the current name", "the current name"),
            Origin.OWNER: ("the owner's department", ""),
            Origin.OPEN: ("", ""),
        },
        both_filed="the department and use on record",
        and_=" and ",
        open=("〔department or project〕", "〔use〕"),
        example="{}-announcements",
        department="Marketing",
    ),
}

_SETTINGS = (
    Setting(
        "stop_words",
        ListOf(Words(40)),
        (),
        both("还有哪些词等于没说", "more words that say nothing by themselves"),
        everywhere=True,
    ),
    Setting(
        "use_words",
        ListOf(Words(40)),
        (),
        both(
            "还有哪些词说明了用途，如公司内部的简称",
            "more words that say a use, e.g. the company's own terms",
        ),
        everywhere=True,
    ),
)


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    """What is wrong; tables say the proposed name in a column of its own."""
    return _WRONG[Problem(evidence["problem"])][lang]


_WRONG = {
    Problem.SAYS_NOTHING: both("看不出部门、项目或用途", "says no department, project or use"),
    Problem.NO_SEPARATOR: both(
        "部门（或对方）与用途没有分开写", "department (or partner) and use run together"
    ),
    Problem.NO_DEPARTMENT: both("没有写部门或项目", "no department or project in it"),
    Problem.UNKNOWN_LEFT: both(
        "开头不是已知的部门或项目", "does not begin with a known department or project"
    ),
    Problem.NO_USE: both("没有写用途", "says no use"),
    Problem.TAG_IN_FRONT: both("部门前面还有别的标记", "something stands before the department"),
}

CHECK = Check(
    id="group_name",
    title=both("群名不易找", "Name hard to find"),
    clause=Clause(
        "三.2", both("群名能看出部门或项目和用途", "the name shows the department or project and the use")
    ),
    level=Level.ADVICE,
    other_level=Level.DUTY,
    needs=("name",),
    not_for=SYSTEM_NAMED,
    settings=_SETTINGS,
    judge=judge,
    words=words,
    brief=brief,
    texts={lang: dict(_texts(voice)) for lang, voice in _VOICES.items()},
    reasons={
        "lists_not_observed": both(
            "没有部门和项目名单，前半部分无法核对",
            "there is no list of departments or projects to look the first part up in",
        ),
    },
)

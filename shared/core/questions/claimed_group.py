"""PAGES, rule 1: a colleague says that a group is theirs by now, and whoever was filed as its owner is asked."""

from collections.abc import Mapping
from typing import Any

from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.handover import Way
from shared.core.judgement import Judgement, Level
from shared.core.lang import Lang, both
from shared.core.model import Group
from shared.core.questions.handing_over import asked_for, fields
from shared.core.scene import Scene


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    return asked_for(Way.CLAIM, group, scene)


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    return fields(group, telling, "to")


QUESTION = Check(
    id="claimed_group",
    title=both("确认群主", "Whose group it is"),
    clause=Clause("三.3", both("每个群都有在职的群主负责", "every group has an owner who works here")),
    level=Level.DUTY,
    needs=(),
    not_for=frozenset(),
    settings=(),
    judge=judge,
    words=words,
    brief=lambda *_: "",  # who asked whom is theirs to know
    grace=0,
    grace_existing=0,
    comes_first=True,
    never_escalates=True,
    is_question=True,
    texts={
        Lang.ZH: {
            "asked": Text(
                "「{group}」现在由{who}负责吗",
                "{who}登记说，这个群（{platform}）现在由自己负责，之前登记的是您。请您在 {until}前点一下确认；"
                "没有答复的，由负责工作群的部门来确认。",
            ),
        },
        Lang.EN: {
            "asked": Text(
                "Does {who} look after “{group}” now?",
                "{who} says that this group ({platform}) is theirs by now; it was filed as yours. Please say by {until} "
                "whether that is so; without an answer the department that looks after work groups will find out.",
            ),
        },
    },
)

"""PAGES, rule 6: whoever looks after a group asks a colleague to take it over, and the colleague is asked once."""

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
    return asked_for(Way.OFFER, group, scene)


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    return fields(group, telling, "owner")


QUESTION = Check(
    id="offered_group",
    title=both("请您接手", "Offered to you"),
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
                "{who}想请您接手「{group}」",
                "这个群（{platform}）目前由{who}负责。方便的话点“接手”；不方便也没关系，点“暂不方便”即可，不用说明原因。"
                "{until}前没有答复，就按暂不方便处理。",
            ),
        },
        Lang.EN: {
            "asked": Text(
                "{who} would like you to take over “{group}”",
                "{who} looks after this group ({platform}) at present. If you can, choose “Take over”; if not, “Not now” is "
                "all it takes, and no reason is needed. Without an answer by {until} it counts as not now.",
            ),
        },
    },
)

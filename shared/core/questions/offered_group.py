"""PAGES, rule 6: whoever looks after a group asks a colleague to take it over, and the colleague is asked once."""

from shared.core.checks.base import Text
from shared.core.handover import Way
from shared.core.lang import Lang, both
from shared.core.questions.handing_over import question

QUESTION = question(
    "offered_group",
    both("请您接手", "Offered to you"),
    Way.OFFER,
    {
        Lang.ZH: Text(
            "{who}想请您接手「{group}」",
            "这个群（{platform}）目前由{who}负责。方便的话点“接手”；不方便也没关系，点“暂不方便”即可，不用说明原因。"
            "{until}前没有答复，就按暂不方便处理。",
        ),
        Lang.EN: Text(
            "{who} would like you to take over “{group}”",
            "{who} looks after this group ({platform}) at present. If you can, choose “Take over”; if not, “Not now” is "
            "all it takes, and no reason is needed. Without an answer by {until} it counts as not now.",
        ),
    },
)

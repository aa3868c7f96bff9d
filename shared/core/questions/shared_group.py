"""PAGES: whoever looks after a group asks a colleague to look after it as well, and the colleague must say yes."""

from shared.core.checks.base import Text
from shared.core.handover import Way
from shared.core.lang import Lang, both
from shared.core.questions.handing_over import question

QUESTION = question(
    "shared_group",
    both("请您一起管", "To look after together"),
    Way.JOIN,
    {
        Lang.ZH: Text(
            "{who}想请您一起管「{group}」",
            "这个群（{platform}）由{who}负责，想请您一起管：对方不在时，有同事能照看。方便的话点“一起管”；不方便也没关系，"
            "点“暂不方便”即可，不用说明原因。{until}前没有答复，就按暂不方便处理。",
        ),
        Lang.EN: Text(
            "{who} would like you to look after “{group}” together",
            "{who} looks after this group ({platform}) and would like you to do so as well, so that somebody can when they "
            "are not there. If you can, choose “Together”; if not, “Not now” is all it takes, and no reason is needed. "
            "Without an answer by {until} it counts as not now.",
        ),
    },
)

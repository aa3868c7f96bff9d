"""PAGES, rule 1: a colleague says that a group is theirs by now, and whoever was filed as its owner is asked."""

from shared.core.checks.base import Text
from shared.core.handover import Way
from shared.core.lang import Lang, both
from shared.core.questions.handing_over import question

QUESTION = question(
    "claimed_group",
    both("确认群主", "Whose group it is"),
    Way.CLAIM,
    {
        Lang.ZH: Text(
            "「{group}」现在由{who}负责吗",
            "{who}登记说，这个群（{platform}）现在由自己负责，之前登记的是您。请您在 {until}前点一下确认；"
            "没有答复的，由负责工作群的部门来确认。",
        ),
        Lang.EN: Text(
            "Does {who} look after “{group}” now?",
            "{who} says that this group ({platform}) is theirs by now; it was filed as yours. Please say by {until} "
            "whether that is so; without an answer the department that looks after work groups will find out.",
        ),
    },
)

"""PAGES, Invitation: whoever leads a department or a project is asked to put the groups that they look after on record."""

from shared.core.checks.base import Filling, Telling, Text
from shared.core.handover import Way
from shared.core.judgement import Judgement
from shared.core.lang import Lang, both
from shared.core.model import Group
from shared.core.questions.handing_over import last_day_to_answer, question

_TITLE = both("登记工作群", "Groups to put on record")


def _words(group: Group, _: Judgement, telling: Telling) -> Filling:
    return Filling("asked", {"until": last_day_to_answer(group, telling)})


QUESTION = question(
    "invited_person",
    _TITLE,
    Way.INVITE,
    {
        Lang.ZH: Text(
            "请登记您负责的工作群，约 2 分钟",
            "有的群系统读取不到，只有群主知道。每个群三个问题，约 20 秒；登记完当场给出群名建议和公告草稿。"
            "只登记工作群，不收集成员名单和聊天内容。请在 {until}前登记；没有要登记的群，点“没有要登记的”即可。",
        ),
        Lang.EN: Text(
            "Please put your work groups on record, about 2 minutes",
            "Some groups cannot be seen by any app: only their owners know them. Three "
            "questions and about 20 seconds a group; the page then proposes a name and drafts the announcement. Only work "
            "groups, no members and no messages. Please do it by {until}; if there are none, choose “None to file”.",
        ),
    },
    words=_words,
    goes_to=both("去登记", "Put them on record"),
)

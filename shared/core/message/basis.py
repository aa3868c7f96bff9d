"""What a message rests on, in words: what was filed is never told as if it had been seen."""

from collections.abc import Sequence

from shared.core.checks.base import Check
from shared.core.display import shown_name
from shared.core.filed import Filing
from shared.core.lang import Lang, both
from shared.core.model import Group, Source
from shared.core.recipient import Role

_OWN = both("按您登记的信息：", "From what you filed: ")
_FILED = both("按登记的信息：", "From what was filed: ")
_ASK = both(
    "顺便想请您确认一件事：{groups}登记的信息已满有效期，系统暂时按“不清楚”处理。方便时请告诉负责群台账的同事是否仍然属实，"
    "重新登记一次即可，不急，谢谢。",
    "One more thing, in no hurry: what was filed about {groups} is past its date and counts as unknown for now. Please tell "
    "whoever keeps the register of groups whether it still holds, so that it can be filed again. Thank you.",
)
_ON_PAGE = both(
    "顺便想请您确认一件事：您登记的{groups}都还在用吗？打开“我的群”点一下“都在用”就好，半年一次，谢谢。",
    "One more thing: please confirm that what you filed about {groups} still holds. One press of “All of them” in “My groups” "
    "is all it takes, twice a year. Thank you.",
)
_ONE = both("「{name}」", "“{name}”")
_MORE = both("「{name}」等群", "“{name}” and other groups")


def basis(group: Group, check: Check, role: Role, lang: Lang) -> str:
    """What stands before the text of a finding that rests on anything filed; empty where all of it was seen.

    Only an owner filed it themselves, or had it filed.
    """
    facts = (getattr(group, name) for name in check.needs)
    if not any(fact is not None and fact.source is Source.DECLARED for fact in facts):
        return ""
    return (_OWN if role is Role.OWNER else _FILED)[lang]


def ask_again(lapsed: Sequence[Filing], lang: Lang, *, on_page: bool = False) -> str:
    """The line that asks somebody to confirm what was filed about their groups: at least one. What they filed themselves they
    confirm on their page, where they have one; about anything else they tell whoever keeps the register."""
    own = [filing for filing in lapsed if filing.is_own] if on_page else []
    asked = own or lapsed
    name = shown_name(asked[0].group)
    groups = (_ONE if len(asked) == 1 else _MORE)[lang].format(name=name)
    return (_ON_PAGE if own else _ASK)[lang].format(groups=groups)

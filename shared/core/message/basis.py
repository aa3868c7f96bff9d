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


def ask_again(lapsed: Sequence[Filing], lang: Lang) -> str:
    """The line that asks somebody to confirm what was filed about their groups: at least one."""
    name = shown_name(lapsed[0].group)
    groups = (_ONE if len(lapsed) == 1 else _MORE)[lang].format(name=name)
    return _ASK[lang].format(groups=groups)

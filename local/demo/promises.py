"""What the demonstration promises: where one of these does not hold, it fails."""

from collections.abc import Callable

from local.demo.tally import Tally
from shared.core.lang import Bilingual, both

_NEVER_EMPTY = ("table", "bucket", "logs")
"""Places that hold something after a fortnight; the queues may be empty."""
_ONCE_AND_A_REMINDER = 2
_PROMISES: tuple[tuple[Callable[[Tally], bool], Bilingual], ...] = (
    (
        lambda tally: tally.most_a_day <= 1,
        both("有人一天收到了不止一条消息", "somebody got more than one message on one day"),
    ),
    (
        lambda tally: tally.at_night == 0,
        both("有人在夜里或假日收到了消息", "somebody got a message at night or on a day off"),
    ),
    (
        lambda tally: tally.reminded_of_kept == 0,
        both("有人留下的群又提醒了", "somebody was told again of a group that they keep"),
    ),
    (
        lambda tally: tally.silent.isdisjoint(tally.told),
        both("只看不提醒的检查提醒了人", "a check that only looks told somebody"),
    ),
    (
        lambda tally: tally.filed == tally.said,
        both("群主登记的和产品记下的不一样", "what owners filed is not what the product has"),
    ),
    (
        lambda tally: tally.invited_letters <= _ONCE_AND_A_REMINDER,
        both("有人被邀请登记了两次以上", "somebody was invited more often than once and reminded once"),
    ),
    (
        lambda tally: tally.told_of_filed == 0,
        both("页面上登记的群又发了消息", "somebody got a message about a group that was filed on a page"),
    ),
    (
        lambda tally: tally.planted == 0,
        both("粘贴的群公告里的内容留了下来", "something of a pasted announcement was kept"),
    ),
    (
        lambda tally: tally.can_find and all(tally.searched.get(place) for place in _NEVER_EMPTY),
        both("没有真正查过", "nothing was really looked through"),
    ),
)


def broken(tally: Tally) -> list[Bilingual]:
    return [words for holds, words in _PROMISES if not holds(tally)]

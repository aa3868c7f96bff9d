"""What the pages say of leave: until when, and never why."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

LEAVE_WORDS: Mapping[str, Bilingual] = {
    "me": both("我", "Me"),
    "leave_until": both("休假到", "On leave until"),
    "leave_set": both("定下来", "Set it"),
    "leave_change": both("改日期", "Change the day"),
    "leave_hint": both(
        "到那天为止不给您发消息，也不算天数；不用填原因，也不会告诉别人。",
        "No messages reach you until then, and no day of it counts. No reason is needed, and nobody else is told.",
    ),
    "on_leave": both(
        "休假到 {day}，在那之前不给您发消息", "On leave until {day}; no messages reach you before that"
    ),
    "leave_back": both("我回来了", "I am back"),
    "leave_noted": both("好的，祝您休假愉快", "Noted; enjoy your time off"),
    "leave_over": both("欢迎回来", "Welcome back"),
}

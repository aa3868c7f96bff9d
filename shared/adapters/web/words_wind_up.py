"""What the pages say of groups that are to be dissolved."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

WORDS: Mapping[str, Bilingual] = {
    "wind_up": both("准备解散", "Wind it up"),
    "wind_up_on": both("计划哪天解散", "On which day"),
    "plan_it": both("定下来", "Plan it"),
    "change_day": both("改日期", "Change the day"),
    "planned_for": both(
        "计划 {day}解散，在那之前不再提醒", "Planned for {day}; you are not reminded of it before then"
    ),
    "wind_up_hint": both(
        "系统不会自动解散任何群，到那天也不会。", "No group is ever dissolved for you, on that day neither."
    ),
    "before_then": both("在那之前", "Before then"),
    "step_files": both(
        "保存需要留的文件和群公告", "Save the files and the announcement that are still needed"
    ),
    "step_tasks": both("未完成的事项交接给相关同事", "Hand over what is not finished"),
    "step_farewell": both("在群里发一条告别，文字已备好", "Say so in the group; the words are ready"),
    "step_dissolve": both(
        "到那天由群主在群里解散", "On that day its owner dissolves it in the group's settings"
    ),
    "dissolved_it": both("已解散", "It is dissolved"),
    "keep_after_all": both("还在用，不解散了", "It is still needed after all"),
    "dissolved": both("好的，已从您的列表移走，辛苦了", "Thank you; it is off your list"),
    "kept": both("好的，继续保留", "It is kept"),
    "ends_on": both("计划 {day}解散", "to be dissolved on {day}"),
}

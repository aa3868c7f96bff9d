"""What 「运营」 says."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

OPERATIONS_WORDS: Mapping[str, Bilingual] = {
    "operations": both("运营", "Operations"),
    "sending_on": both("正在正常发送", "Sending goes on as usual"),
    "sending_off": both("只出报告，不发送", "Reports only: nothing is sent"),
    "sending_paused": both("已暂停发送，到 {day}（含当天）", "Sending is paused until {day}, inclusive"),
    "sending_unreadable": both(
        "暂停设置读不出来，为稳妥起见没有发送", "A pause is kept that cannot be read, so nothing is sent"
    ),
    "paused_by": both("{name} {day}暂停：{reason}", "{name}, {day}: {reason}"),
    "pause_somebody": both("有同事", "A colleague"),
    "pause": both("暂停发送", "Pause sending"),
    "resume": both("恢复发送", "Resume sending"),
    "pause_hint": both(
        "暂停期间不给任何人发消息，正在进行的发送也会在下一条之前停下。到期自动恢复，不会丢，也不会补发多条。",
        "Nobody gets a message meanwhile; what is under way stops before the next one. It ends by itself, nothing is lost, "
        "and nobody gets several messages for it.",
    ),
    "pause_reason": both("为什么", "Why"),
    "pause_until": both("暂停到哪一天（含当天）", "Until which day, inclusive"),
    "paused_now": both("已暂停发送", "Sending is paused"),
    "resumed_now": both("已恢复发送，从下一个发送时间开始", "Sending goes on with the next digests"),
    "policy_is": both("规范版本 {version}", "Policy {version}"),
    "health": both("需要留意", "Needs attention"),
    "healthy": both("没有发现问题。", "Nothing is known to be wrong."),
    "whole_check": both(
        "这里只看系统自己的记录；平台权限、队列等完整检查请运行 groupkeeper doctor。",
        "This looks at the product's own records alone; permissions, queues and the rest: groupkeeper doctor.",
    ),
    "last_runs": both("最近运行", "Last runs"),
    "never": both("还没有运行过", "never"),
    "coming": both("接下来", "What comes next"),
    "coming_people": both("{n} 位同事", "{n} people"),
    "coming_none": both("七天内没有要提醒的", "Nobody is due to be told within seven days"),
    "coming_hint": both(
        "按目前情况最早的日期；发送前会重新核对，实际可能更少。",
        "At the earliest, as things stand; everything is looked at again before it leaves, so it may be fewer.",
    ),
    "seen_by_check": both("看得到多少", "What can be seen"),
    "seen_counts": both(
        "{groups} 个群，{found} 个待完善，{unknown} 个暂无数据",
        "{groups} groups: {found} to be done, {unknown} without data",
    ),
    "not_inspected": both("还没有检查过", "Nothing was inspected yet"),
    "operations_foot": both(
        "只有运营同事能看到这一页；暂停和恢复会记下是谁。",
        "Only operators can see this page; who pauses and resumes is kept.",
    ),
    "count_sent": both("发出 {n} 条", "{n} sent"),
    "count_unclear": both("{n} 条结果待定", "{n} without outcome yet"),
    "count_judged": both("判断 {n} 次", "{n} verdicts"),
    "count_resolved": both("{n} 项已办好", "{n} resolved"),
    "count_read": both("读取 {n} 个群", "{n} groups read"),
    "count_failed": both("{n} 次失败", "{n} failures"),
    "count_none": both("没有要做的", "nothing to do"),
}

"""The fortnight at a glance, for a person at a terminal."""

from collections.abc import Iterable, Iterator, Mapping

from local.demo.policy import PATIENCE
from local.demo.tally import Tally
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang, both
from shared.core.reports.columns import pad, width_of, wrap

_TITLE = both(
    "{company} · 模拟{platforms} · 2026-09-28 至 10-12：含国庆、调休上班的周六、节后第一天",
    "{company} · simulated {platforms} · 28 September to 12 October 2026: National Day, a worked Saturday, the day back",
)
_LABELS = {
    "seen": both("看见", "seen"),
    "filed": both("登记", "filed"),
    "found": both("发现", "found"),
    "told": both("告知", "told"),
    "fixed": both("办好", "fixed"),
    "reminded": both("提醒", "reminded"),
    "explained": both("说明", "explained"),
    "unseen": both("看不见", "unseen"),
    "kept": both("说到做到", "kept"),
    "calls": both("调用", "calls"),
}


def summary(tally: Tally, lang: Lang, width: int = 120) -> list[str]:
    """Lines of text, without colour, none wider than `width` columns."""
    rows = [
        ("seen", [_seen(tally, lang)]),
        ("filed", _filed(tally, lang)),
        ("found", _found(tally, lang)),
        ("told", _told(tally, lang)),
        ("fixed", [_fixed(tally, lang)]),
        ("reminded", [_reminded(tally, lang)]),
        ("explained", [_explained(tally, lang), *_kept_groups(tally, lang)]),
        ("unseen", _unseen(tally, lang)),
        ("kept", _kept(tally, lang)),
        ("calls", [_calls(tally, lang)]),
    ]
    platforms = both("、", ", ")[lang].join(name[lang] for name in tally.platforms)
    title = _TITLE[lang].format(company=tally.company, platforms=platforms)
    return [*wrap(title, width), "", *_table(rows, lang, width)]


def _table(rows: Iterable[tuple[str, list[str]]], lang: Lang, width: int) -> Iterator[str]:
    wide = max(width_of(label[lang]) for label in _LABELS.values())
    for key, lines in rows:
        pieces = [piece for line in lines for piece in wrap(line, width - wide - 5)]
        for number, piece in enumerate(pieces):
            yield f"  {pad('' if number else _LABELS[key][lang], wide)}   {piece}"


def _seen(tally: Tally, lang: Lang) -> str:
    return both(
        f"平台上的 {tally.groups} 个群中，系统读取到 {tally.seen} 个",
        f"{tally.seen} of the {tally.groups} groups on the platform",
    )[lang]


def _filed(tally: Tally, lang: Lang) -> list[str]:
    return [
        both(
            f"邀请 {tally.invited} 位部门和项目负责人登记，{tally.invited_answered} 位已登记或答复；没有答复的只提醒一次，也不列名单",
            f"{tally.invited} heads and project leads invited, {tally.invited_answered} answered; one reminder, no list",
        )[lang],
        both(
            f"另有 {tally.filed} 个系统读不到的群，由 {tally.filers} 位群主在“我的群”登记；共 {tally.confirmed_all} 人确认过都登记了，或没有要登记的",
            f"{tally.filed} groups that no platform shows, by {tally.filers} owners; {tally.confirmed_all} people said: all of mine",
        )[lang],
        both(
            f"这些群的提醒 {tally.told_of_filed} 条：页面上看过的，{PATIENCE} 个工作日内不再提醒（规范未写明时为 20 个）",
            f"{tally.told_of_filed} messages about these: a page promises {PATIENCE} work days (20 where no policy says so)",
        )[lang],
    ]


def _found(tally: Tally, lang: Lang) -> list[str]:
    speaks = {check: number for check, number in tally.found.items() if check not in tally.silent}
    quiet = {check: number for check, number in tally.found.items() if check in tally.silent}
    right = sum(right for right, _ in tally.reviewed.values())
    looked = sum(of for _, of in tally.reviewed.values())
    return [
        both(
            f"{sum(speaks.values())} 件：{_listed(speaks, lang)}",
            f"{sum(speaks.values())}: {_listed(speaks, lang)}",
        )[lang],
        both(
            f"另有 {sum(quiet.values())} 件只看不提醒：{_listed(quiet, lang)}",
            f"and {sum(quiet.values())} of checks that only look: {_listed(quiet, lang)}",
        )[lang],
        both(
            f"提醒之前运营抽查 {looked} 件，{right} 件正确",
            f"before anybody was told an operator looked at {looked}, {right} of them right",
        )[lang],
    ]


def _told(tally: Tally, lang: Lang) -> list[str]:
    total = sum(tally.told.values())
    return [
        both(
            f"{tally.people} 位同事，{tally.messages} 条消息，{total} 件：{_listed(tally.told, lang)}",
            f"{tally.people} people by {tally.messages} messages of {total} findings: {_listed(tally.told, lang)}",
        )[lang]
    ]


def _fixed(tally: Tally, lang: Lang) -> str:
    total = sum(tally.fixed.values())
    later = total - tally.same_day
    return both(
        f"{total} 件由群主自己办好：{_listed(tally.fixed, lang)}；{tally.same_day} 件当天，{later} 件最迟 {tally.slowest} 天后；其中 {tally.confirmed} 件产品已核对并关闭",
        f"{total} by their owners: {_listed(tally.fixed, lang)}; {tally.same_day} on the same day, {later} within {tally.slowest} days; {tally.confirmed} of them seen and closed by the product",
    )[lang]


def _reminded(tally: Tally, lang: Lang) -> str:
    return both(
        f"{tally.reminded} 件提醒过一次，此后不再打扰；其中 {tally.mended_after_reminder} 件随后办好",
        f"{tally.reminded} once, and never again; {tally.mended_after_reminder} of them were mended then",
    )[lang]


def _explained(tally: Tally, lang: Lang) -> str:
    waiting, refused = tally.explained - tally.decided, tally.decided - tally.granted
    return both(
        f"{tally.explained} 件群主点了“说明情况”：运营同意 {tally.granted} 件、没同意 {refused} 件，{waiting} 件等您在桌面上决定",
        f"{tally.explained} explanations by owners: {tally.granted} granted, {refused} refused, {waiting} wait for you at the desk",
    )[lang]


def _kept_groups(tally: Tally, lang: Lang) -> list[str]:
    if not tally.kept:
        return []
    return [
        both(
            f"{tally.kept} 个群的群主点了“再留 30 天”，此后又提醒 {tally.reminded_of_kept} 次",
            f"kept for 30 days by their owners: {tally.kept}, and told of these again since: {tally.reminded_of_kept}",
        )[lang]
    ]


def _unseen(tally: Tally, lang: Lang) -> list[str]:
    return [
        both(
            f"另有 {tally.never_filed} 个群没有人登记：产品看不到，也不推算比例（这个数只有这家虚构的公司知道）",
            f"{tally.never_filed} groups that nobody filed: only the made-up company knows, the product cannot",
        )[lang],
        *_not_judged(tally, lang),
    ]


def _not_judged(tally: Tally, lang: Lang) -> list[str]:
    if not tally.unknown:
        return []
    return [
        both(
            f"{tally.without_bot} 个群没有邀请机器人，产品不知道它们；{tally.external} 个外部群，平台不让应用读取",
            f"{tally.without_bot} have not invited the bot, so they are unknown; {tally.external} are external: no app may read them",
        )[lang],
        both(
            f"按检查，不下结论的群：{_listed(tally.unknown, lang)}；不算问题，也不提醒",
            f"groups not judged, by check: {_listed(tally.unknown, lang)}; no finding, and nobody hears of it",
        )[lang],
    ]


def _kept(tally: Tally, lang: Lang) -> list[str]:
    looked = sum(tally.searched.values())
    return [
        both(
            f"同一个人一天最多 {tally.most_a_day} 条消息",
            f"at most {tally.most_a_day} message to one person on one day",
        )[lang],
        both(
            f"夜里、假日和节后第一天 {tally.at_night} 条；其间提醒任务被叫醒过 {tally.woken} 次",
            f"{tally.at_night} at night, on days off and on the day back, when nudge was woken {tally.woken} times",
        )[lang],
        both(
            "以上两项数的是模拟平台自己的记录，不是产品的",
            "both counted in the simulated platforms' own logs, not the product's",
        )[lang],
        both(
            f"粘贴的群公告原文、手机号、证件号：表、存储桶、队列、日志 {looked:,} 处查过，{tally.planted} 处发现",
            f"{tally.planted} traces of a pasted announcement in {looked:,} places of table, bucket, queues, logs",
        )[lang],
    ]


def _calls(tally: Tally, lang: Lang) -> str:
    cold = tally.first_calls / max(1, tally.seen)
    warm = tally.later_calls / max(1, tally.seen) / max(1, tally.days_played - 1)
    return both(
        f"第一次看全 {tally.first_calls} 次，每群 {cold:.1f} 次；此后每群每天 {warm:.2f} 次。收到 {tally.webhooks} 个签名推送",
        f"{tally.first_calls} to see everything once, {cold:.1f} a group; then {warm:.2f} a group and day; {tally.webhooks} webhooks taken",
    )[lang]


def _listed(numbers: Mapping[str, int], lang: Lang) -> str:
    found = [f"{check.title[lang]} {numbers[check.id]}" for check in CHECKS if numbers.get(check.id)]
    return (" · " if lang is Lang.ZH else ", ").join(found)

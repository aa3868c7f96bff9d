"""五.6: nobody posts much, or to many, in rest hours; the owner sees counts and times, never a name."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from shared.core.calendar.workdays import HOLIDAYS
from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, Outcome, unknown
from shared.core.lang import Lang, both, counted
from shared.core.mass_posting.spoken import said
from shared.core.mass_posting.values import EXEMPT_KINDS, DayOff, Rules
from shared.core.model import Group
from shared.core.scene import Scene
from shared.core.schema.scalars import Choice, TimeOfDay, Whole
from shared.core.schema.structures import ListOf, Setting

if TYPE_CHECKING:
    from shared.core.mass_posting.values import MassPosting


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    """The tally has judged by the settings already; here its rows become judgements."""
    if scene.mass_posting is None or group.activity is None:
        return unknown("not_observed")
    found = scene.mass_posting.get(group.key)
    frequent = Rules.of(settings).frequent_posts
    return tuple(_judgement(row, frequent) for row in found) if found else OK


def _judgement(row: "MassPosting", frequent: int) -> Judgement:
    period = row.period.isoformat()
    if row.last is not None:
        evidence = {"periods": row.periods, "first": period, "last": row.last.isoformat()}
        return Judgement(Outcome.UNKNOWN, None, evidence, (), row.reason)
    if row.reason:
        return Judgement(Outcome.UNKNOWN, None, {"period": period}, (), row.reason)
    evidence = {"period": period, "senders": _senders(row)}
    if frequent != _DEFAULTS.frequent_posts:  # what the words go by, where it is the company's own
        evidence["frequent_posts"] = frequent
    key = (period, *sorted(sender.id for sender in row.senders))
    return Judgement(Outcome.VIOLATION, Level.ADVICE, evidence, key)


def _senders(row: "MassPosting") -> list[dict[str, Any]]:
    return [
        {
            "id": sender.id,
            "count": sender.posts,
            "groups": sender.groups,
            "mentions_all": sender.mentions_all,
            "first": sender.first.isoformat(),
            "last": sender.last.isoformat(),
        }
        for sender in row.senders
    ]


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    """Counts and times only: who it was is nobody's business but theirs."""
    senders = judgement.evidence["senders"]
    time = said(group, judgement.evidence, senders, telling)
    count = sum(sender["count"] for sender in senders)
    variant = _variant(judgement.evidence, by_day=time.by_day)
    return Filling(variant, {"when": time.when, "span": time.span, "count": str(count)})


def _variant(evidence: Mapping[str, Any], *, by_day: bool) -> str:
    """What the owner would notice first: many messages, else an @all, else that they went to many groups."""
    senders = evidence["senders"]
    frequent = evidence.get("frequent_posts", _DEFAULTS.frequent_posts)
    if any(_is_many(sender, frequent) for sender in senders):
        return "many"
    if any(sender["mentions_all"] for sender in senders):
        return "loud_by_day" if by_day else "loud"
    return "broadcast"


def _is_many(sender: Mapping[str, Any], frequent: int) -> bool:
    neither = sender["groups"] == 1 and not sender["mentions_all"]
    return neither or sender["count"] >= frequent


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    senders = evidence["senders"]
    posts = sum(sender["count"] for sender in senders)
    first = min(datetime.fromisoformat(sender["first"]) for sender in senders).astimezone(zone)
    last = max(datetime.fromisoformat(sender["last"]) for sender in senders).astimezone(zone)
    span = "–".join(dict.fromkeys((f"{first:%H:%M}", f"{last:%H:%M}")))
    loud = any(sender["mentions_all"] for sender in senders)
    if lang is Lang.ZH:
        said = [f"{posts} 条，{len(senders)} 人", span, "含 @所有人" if loud else "", evidence["period"]]
        return "，".join(part for part in said if part)
    people = counted(len(senders), "person", "people")
    said = [f"{counted(posts, 'post')} by {people}", span, "with @all" if loud else "", evidence["period"]]
    return ", ".join(part for part in said if part)


_DEFAULTS = Rules()
_MINUTES = both("分钟", "minutes")
_SETTINGS = (
    Setting(
        "rest_start", TimeOfDay(), _DEFAULTS.rest_start, both("休息时间从几点起", "when rest hours begin")
    ),
    Setting("rest_end", TimeOfDay(), _DEFAULTS.rest_end, both("休息时间到几点止", "and when they end")),
    Setting(
        "frequent_posts",
        Whole(2, 1000),
        _DEFAULTS.frequent_posts,
        both("一人在一个群里发多少条算频繁", "how many posts of one person in one group are frequent"),
    ),
    Setting(
        "frequent_minutes",
        Whole(1, 600, _MINUTES),
        _DEFAULTS.frequent_minutes,
        both("在多长时间内", "within how long"),
    ),
    Setting(
        "broadcast_groups",
        Whole(2, 1000),
        _DEFAULTS.broadcast_groups,
        both("一人发到多少个群算群发", "posts of one person in how many groups are a broadcast"),
    ),
    Setting(
        "broadcast_minutes",
        Whole(1, 600, _MINUTES),
        _DEFAULTS.broadcast_minutes,
        both("在多长时间内", "within how long"),
    ),
    Setting(
        "media_seconds",
        Whole(0, 3600, both("秒", "seconds")),
        _DEFAULTS.media_seconds,
        both(
            "多长时间内连发的图片、文件只算一条", "pictures and files sent within this time count as one post"
        ),
    ),
    Setting(
        "small_group",
        Whole(1, 1000),
        _DEFAULTS.small_group,
        both("不足多少人的群不看", "groups with fewer members are left out"),
    ),
    Setting(
        "urgent_minutes",
        Whole(0, 1440, _MINUTES),
        _DEFAULTS.urgent_minutes,
        both("【紧急】消息之后多久内的消息不计", "posts this long after an urgent one do not count"),
    ),
    Setting(
        "day_off",
        Choice(DayOff),
        _DEFAULTS.day_off,
        both("休息日只看夜间，还是全天", "on days off, only nights count or the whole day"),
    ),
    Setting(
        "amnesty",
        ListOf(Choice(HOLIDAYS)),
        _DEFAULTS.amnesty,
        both("哪些节日完全不看，方便大家互致问候", "holidays on which people may greet each other all night"),
    ),
)

_SLEEP_ZH = "非紧急事项咱们白天再沟通，晚上大家早点休息，辛苦各位。"
_LOUD_ZH = "非紧急事项晚上先不提醒全员，咱们白天再沟通，大家早点休息，辛苦各位。"
_OFF_ZH = "休息日非紧急事项先不提醒全员，上班后再沟通，大家好好休息，辛苦各位。"
_SLEEP_EN = "Let us talk about what is not urgent during the day. Have a good night, and thank you all."
_LOUD_EN = "At night, let us notify everyone only when it is urgent. Have a good night, and thank you all."
_OFF_EN = "On days off, let us notify everyone only when it is urgent. Enjoy your day, and thank you all."
_THEN_ZH = "属紧急或值班，点“说明情况”即可；不急的话，可把下面这句发到群里。不显示具体人员，不计入考核。"
_THEN_EN = "If it was urgent or on-call work, just choose “Explain”; if not, you could post the sentence below. No names are shown, and this is not used in appraisals."


def _zh(title: str, body: str, sentence: str) -> Text:
    return Text(f"「{{group}}」{title}，供您参考", body + _THEN_ZH, sentence)


def _en(title: str, body: str, sentence: str) -> Text:
    return Text(f"“{{group}}” {title}, for your information", body + _THEN_EN, sentence)


CHECK = Check(
    id="after_hours_posting",
    title=both("休息时间消息较多", "Busy in rest hours"),
    clause=Clause(
        "五.6",
        both("休息时间非紧急消息不频繁发、不群发", "in rest hours, no frequent or mass posts unless urgent"),
    ),
    level=Level.ADVICE,
    needs=("activity",),
    not_for=EXEMPT_KINDS,
    # One tally counts for the whole company: a broadcast spans groups of several departments.
    settings=tuple(setting._replace(everywhere=True) for setting in _SETTINGS),
    never_escalates=True,
    rests_on_posts=True,
    grace=0,
    grace_existing=0,
    judge=judge,
    words=words,
    brief=brief,
    texts={
        Lang.ZH: {
            "many": _zh("{when}消息较多", "{when} {span} 共 {count} 条。", _SLEEP_ZH),
            "broadcast": _zh(
                "{when}收到群发消息", "{when} {span} 有消息同时发到了几个群，本群 {count} 条。", _SLEEP_ZH
            ),
            "loud": _zh(
                "{when}有提醒全员的消息", "{when} {span} 的消息里有提醒全员的，共 {count} 条。", _LOUD_ZH
            ),
            "loud_by_day": _zh(
                "休息日有提醒全员的消息",
                "{when}是休息日，{span} 的消息里有提醒全员的，共 {count} 条。",
                _OFF_ZH,
            ),
        },
        Lang.EN: {
            "many": _en("was busy {when}", "{count} messages {when}, {span}. ", _SLEEP_EN),
            "broadcast": _en(
                "got messages that went to several groups {when}",
                "Messages went to several groups at once {when}, {span}; {count} of them here. ",
                _SLEEP_EN,
            ),
            "loud": _en(
                "had a message to everyone {when}",
                "Of the messages {when}, {span} ({count} in all), at least one notified everyone. ",
                _LOUD_EN,
            ),
            "loud_by_day": _en(
                "had a message to everyone on a day off",
                "Of the messages {when}, {span} ({count} in all), at least one notified everyone. ",
                _OFF_EN,
            ),
        },
    },
    reasons={
        "calendar_not_known": both(
            "当年放假安排未公布，无法判断是否休息日",
            "the holidays of that year are not published, so whether it was a day off is not known",
        ),
        "not_observed_then": both("那几天的消息暂看不见", "messages of those days could not be seen"),
    },
)

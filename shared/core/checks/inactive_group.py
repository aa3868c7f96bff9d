"""三.6: a group that nobody uses any more is asked about, and never dissolved by us."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.judgement import OK, Judgement, Level, unknown, violation
from shared.core.lang import Lang, both, counted, day
from shared.core.model import SYSTEM_NAMED, Activity, Fact, Group, Kind, Source
from shared.core.scene import Scene
from shared.core.schema.scalars import Whole
from shared.core.schema.structures import Setting

_DAYS = 60
_ONE_DAY = timedelta(days=1)
# A hundred thousand groups share one limit; making it anew would be a fifth of the whole judgement.
_days = lru_cache(maxsize=64)(timedelta)


def judge(group: Group, settings: Mapping[str, Any], scene: Scene) -> tuple[Judgement, ...]:
    """Strictly more than `days` × 24 h without a post of a person.

    What was filed says nothing of the time after it was filed.
    """
    activity = group.activity
    if activity is None:
        return unknown("not_observed")
    if activity.source is Source.DECLARED:
        return _as_filed(group, activity, settings, scene)
    return _judged(group, activity, settings, scene)


def _as_filed(
    group: Group, activity: Fact[Activity], settings: Mapping[str, Any], scene: Scene
) -> tuple[Judgement, ...]:
    """As it was when it was filed; a group that was alive then may have gone quiet since, which nobody can see."""
    rows = _judged(group, activity, settings, scene._replace(now=min(scene.now, activity.at)))
    is_idle_now = rows is OK and _judged(group, activity, settings, scene) is not OK
    return unknown("filed_too_long_ago") if is_idle_now else rows


def _judged(
    group: Group, activity: Fact[Activity], settings: Mapping[str, Any], scene: Scene
) -> tuple[Judgement, ...]:
    limit = _days(settings.get("days", _DAYS))
    last = activity.value.last_human
    if last is not None:
        return OK if scene.now - last <= limit else _idle(activity.value, last, limit, scene)
    return _never_seen(group, activity.value, limit, scene)


def _never_seen(group: Group, activity: Activity, limit: timedelta, scene: Scene) -> tuple[Judgement, ...]:
    since, from_creation = _quiet_since(group, activity)
    if since is None:
        return unknown("created_not_observed")
    if scene.now - since > limit:
        return _idle(activity, since, limit, scene)
    return OK if from_creation else unknown("observed_too_short")


def _quiet_since(group: Group, activity: Activity) -> tuple[datetime | None, bool]:
    """From when on nobody posted, and whether that is the creation; where no post was ever seen.

    Quiet counts from creation only if observation covers it, else from when observation began.
    """
    created = group.created.value if group.created else None
    observed_from = activity.observed_from
    if observed_from is None or (created is not None and observed_from <= created):
        return created, True
    return observed_from, False


def _idle(activity: Activity, since: datetime, limit: timedelta, scene: Scene) -> tuple[Judgement, ...]:
    if not activity.is_complete:
        return unknown("posts_lost")
    last = activity.last_human.isoformat() if activity.last_human else None
    evidence: dict[str, Any] = {"last_active": last, "idle_days": (scene.now - since) // _ONE_DAY}
    if activity.last_bot is not None and scene.now - activity.last_bot <= limit:
        evidence["bots_only"] = True
    return violation(Level.DUTY, evidence, (last or "",))


def words(group: Group, judgement: Judgement, telling: Telling) -> Filling:
    scene = telling.scene
    since, variant = _since(group, judgement.evidence, scene)
    if judgement.evidence.get("bots_only"):
        variant = "bots" if variant == "quiet" else "bots_never"
    today = scene.now.astimezone(scene.zone).date()
    return Filling(variant, {"since": day(since.astimezone(scene.zone).date(), telling.lang, today)})


def _since(group: Group, evidence: Mapping[str, Any], scene: Scene) -> tuple[datetime, str]:
    """From when on it is quiet, and which words say so without saying more than was seen."""
    if evidence["last_active"] is not None:
        return datetime.fromisoformat(evidence["last_active"]), "quiet"
    since, from_creation = _quiet_since(group, group.activity.value) if group.activity else (None, False)
    if since is None:
        return scene.now - evidence["idle_days"] * _ONE_DAY, "unseen"
    return since, "never" if from_creation else "unseen"


_TITLE_ZH = "「{group}」近期没有发言，请您看看是否还用"
_BOTS_ZH = "「{group}」只有机器人在发，还有人看吗"
_THEN_ZH = "还要用，点“再留 30 天”即可；要长期留，点“说明情况”；已完成使命，请在 {by}前收尾，告别语已替您拟好。系统不会自动解散任何群。"
_FAREWELL_ZH = "各位同事，本群的工作已告一段落，近期将解散。群里的文件和待办，请需要的同事在此之前存档、交接。感谢大家一路支持。"
_TITLE_EN = "“{group}” has been quiet; is it still needed?"
_BOTS_EN = "Only bots post in “{group}”; is anybody still reading?"
_THEN_EN = "If it is still needed, choose “Keep 30 days”; to keep it for good, choose “Explain”. If it has done its work, please wind it up by {by}; a farewell is drafted below. No group is ever dissolved for you."
_FAREWELL_EN = "Dear colleagues, the work of this group is done and it will be closed soon. Please save the files and hand over the tasks that you still need before then. Thank you all."


def _zh(title: str, quiet: str) -> Text:
    return Text(title, quiet + _THEN_ZH, _FAREWELL_ZH)


def _en(title: str, quiet: str) -> Text:
    return Text(title, quiet + _THEN_EN, _FAREWELL_EN)


def brief(evidence: Mapping[str, Any], lang: Lang, zone: tzinfo) -> str:
    days, last = evidence["idle_days"], evidence["last_active"]
    since = datetime.fromisoformat(last).astimezone(zone).date().isoformat() if last else None
    if lang is Lang.ZH:
        said = f"{days} 天没有发言（自 {since}）" if since else f"{days} 天没有看到发言"
        return said + ("；只有机器人在发" if evidence.get("bots_only") else "")
    said = (
        f"{counted(days, 'day')} without a post, since {since}"
        if since
        else f"{counted(days, 'day')} without a post seen"
    )
    return said + ("; only bots post" if evidence.get("bots_only") else "")


CHECK = Check(
    id="inactive_group",
    title=both("近期没有发言", "Quiet for long"),
    clause=Clause("三.6", both("不再使用的群及时收尾", "a group that is no longer used is wound up")),
    level=Level.DUTY,
    needs=("activity",),
    not_for=SYSTEM_NAMED | {Kind.NOTICE, Kind.ON_CALL, Kind.LEGAL_HOLD},
    settings=(
        Setting(
            "days",
            Whole(1, 3650, both("天", "days")),
            _DAYS,
            both("多久没有同事发言就问一问", "how long without a post of a person before the owner is asked"),
        ),
    ),
    judge=judge,
    words=words,
    brief=brief,
    comes_first=True,
    texts={
        Lang.ZH: {
            "quiet": _zh(_TITLE_ZH, "最近一次同事发言是 {since}。"),
            "never": _zh(_TITLE_ZH, "{since}建群以来还没有同事发言。"),
            "unseen": _zh(_TITLE_ZH, "{since}以来没有看到同事发言。"),
            "bots": _zh(_BOTS_ZH, "最近一次同事发言是 {since}，之后只有机器人在发消息。"),
            "bots_never": _zh(_BOTS_ZH, "{since}以来没有看到同事发言，只有机器人在发消息。"),
        },
        Lang.EN: {
            "quiet": _en(_TITLE_EN, "A colleague last posted on {since}. "),
            "never": _en(_TITLE_EN, "Nobody has posted since it was created on {since}. "),
            "unseen": _en(_TITLE_EN, "We have seen no post of a colleague since {since}. "),
            "bots": _en(_BOTS_EN, "A colleague last posted on {since}; since then only bots have. "),
            "bots_never": _en(
                _BOTS_EN, "We have seen no post of a colleague since {since}, only those of bots. "
            ),
        },
    },
    reasons={
        "posts_lost": both(
            "有消息没能读入，不能断定没人发言",
            "some messages could not be read, so its silence proves nothing",
        ),
        "filed_too_long_ago": both(
            "登记时还有人发言，之后的情况看不到",
            "people posted when it was filed; what came after is not visible",
        ),
        "observed_too_short": both("观察时间还不够长", "it has not been observed for long enough"),
        "created_not_observed": both(
            "没有发言，也不知道何时建群", "no post was seen, and when it was created is not known"
        ),
    },
)

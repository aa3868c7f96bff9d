"""The tally of posts: any order, a slow second opinion, what else it tells, and the words. The rest is in cases/."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.calendar import work_calendar, zone
from shared.core.checks import after_hours_posting
from shared.core.checks.base import Telling
from shared.core.judgement import Judgement
from shared.core.lang import Lang
from shared.core.mass_posting.tally import PostTally
from shared.core.mass_posting.values import MassPosting, Rules
from shared.core.model import Activity, Company, Department, DutyShift, Fact, Group, Post, PostKind, Waiver
from shared.core.scene import Scene

Json = dict[str, Any]
NO_NAMES: Any = None
"""Nothing here judges names."""


def tally(groups: Iterable[Group], scene: Scene, **options: Any) -> PostTally:
    return PostTally(groups, scene, department_of=filed_under, **options)


def filed_under(group: Group) -> str | None:
    return group.department.value if group.department else None


# A few days in one zone, seen twice.

SHANGHAI = zone("Asia/Shanghai")
NOW = datetime(2026, 4, 20, 1, tzinfo=UTC)
THURSDAY = datetime(2026, 4, 16, tzinfo=SHANGHAI)
SEEN = Fact(Activity(None, None, None), NOW)
GROUPS = tuple(Group("pigeon", f"g{number}", activity=SEEN) for number in range(5))
SCENE = Scene(now=NOW, company=Company(), names=NO_NAMES, zone=SHANGHAI, calendar=work_calendar())
SMALL = {"frequent_posts": 4, "frequent_minutes": 10, "broadcast_minutes": 5}
"""Fewer posts make a pattern, so that random ones do."""


def post_at(minutes: float, **given: Any) -> Post:
    """A post so many minutes after the midnight that begins Thursday, 16 April."""
    said = {"group": "pigeon:g0", "sender": "u1", "kind": PostKind.HUMAN} | given
    return Post(ts=THURSDAY.timestamp() + minutes * 60, **said)


some_posts = st.lists(
    st.builds(
        Post,
        group=st.sampled_from(["pigeon:g0", "pigeon:g1", "pigeon:g2", "pigeon:g3", "pigeon:strange"]),
        sender=st.sampled_from(["u1", "u1", "u2", None]),
        # Half a minute apart, about the edges of two nights and one day off.
        ts=st.one_of(
            st.integers(0, 40).map(lambda n: THURSDAY.timestamp() + (21.9 * 60 + n / 2) * 60),
            st.integers(0, 40).map(lambda n: THURSDAY.timestamp() + ((72 + 7.8) * 60 + n / 2) * 60),
            st.integers(0, 40).map(lambda n: THURSDAY.timestamp() + (60 * 60 + n / 2) * 60),
            st.just(NOW.timestamp() + 1),
        ),
        kind=st.sampled_from([PostKind.HUMAN] * 6 + [PostKind.BOT, PostKind.SYSTEM]),
        mentions_all=st.sampled_from([False] * 15 + [True]),
        urgent=st.sampled_from([False] * 40 + [True]),
        reply=st.sampled_from([False] * 4 + [True]),
        media=st.sampled_from([False] * 2 + [True]),
    ),
    max_size=60,
)
choices = st.fixed_dictionaries(
    {"day_off": st.sampled_from(["night_only", "whole_day"]), "urgent_minutes": st.sampled_from([0, 3, 120])}
)


def seen_by_tally(batches: Iterable[list[Post]], chosen: Json) -> Mapping[str, tuple[MassPosting, ...]]:
    found = tally(GROUPS, SCENE, lookback_days=5, settings=SMALL | chosen)
    for batch in batches:
        found.add(batch)
    return found.mass_posting()


@given(some_posts, choices, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_posts_and_batches_never_matters(posts: list[Post], chosen: Json, random: Any) -> None:
    shuffled = random.sample(posts, len(posts))
    cut = random.randint(0, len(posts))
    assert seen_by_tally([posts], chosen) == seen_by_tally([shuffled[:cut], shuffled[cut:]], chosen)


@given(some_posts, choices)
@settings(max_examples=200, deadline=None)
def test_a_slow_count_of_every_window_finds_the_same(posts: list[Post], chosen: Json) -> None:
    found = {
        (key, row.period): {(one.id, one.posts, one.groups, one.mentions_all) for one in row.senders}
        for key, rows in seen_by_tally([posts], chosen).items()
        for row in rows
    }
    assert found == slow_count(posts, Rules.of(SMALL | chosen))


Place = tuple[str, date]


def slow_count(posts: list[Post], rules: Rules) -> dict[Place, set[tuple[str, int, int, bool]]]:
    """Looks at every window from every start; Shanghai, five-day week, no holiday."""
    urgent = [
        post
        for post in posts
        if post.urgent and post.kind is not PostKind.SYSTEM and post.ts <= NOW.timestamp()
    ]
    counting = [
        post
        for post in sorted(posts, key=lambda post: post.ts)
        if post.kind is PostKind.HUMAN
        and post.sender
        and post.ts <= NOW.timestamp()
        and post.group != "pigeon:strange"
        if not any(
            alarm.group == post.group and alarm.ts <= post.ts <= alarm.ts + rules.urgent_minutes * 60
            for alarm in urgent
        )
    ]
    found: dict[Place, set[tuple[str, int, int, bool]]] = {}
    for sender in {post.sender for post in counting if post.sender}:
        for place, said in slow_sender([post for post in counting if post.sender == sender], rules).items():
            found.setdefault(place, set()).add((sender, *said))
    return found


def slow_sender(posts: list[Post], rules: Rules) -> dict[Place, tuple[int, int, bool]]:
    nights = [post for post in posts if is_night(post, rules)]
    loud_days = [post for post in posts if post not in nights and post.mentions_all and is_off(period(post))]
    found = {}
    for place in {(post.group, period(post)) for post in nights + loud_days}:
        here = [post for post in posts if (post.group, period(post)) == place]
        own = [post for post in here if post in nights or post in loud_days]
        times = [post.ts for post in once(post for post in own if post in nights)]
        frequent = any(
            sum(first <= ts <= first + rules.frequent_minutes * 60 for ts in times) >= rules.frequent_posts
            for first in times
        )
        groups = widest(nights, place, rules)
        loud = any(post.mentions_all for post in own)
        if frequent or groups or loud:
            found[place] = (len(list(once(own))), groups or 1, loud)
    return found


def widest(nights: list[Post], place: Place, rules: Rules) -> int:
    most = 0
    top = [post for post in nights if not post.reply]
    for first in top:
        window = [post for post in top if first.ts <= post.ts <= first.ts + rules.broadcast_minutes * 60]
        groups = {post.group for post in window}
        if len(groups) >= 3 and place in {(post.group, period(post)) for post in window}:
            most = max(most, len(groups))
    return most


def once(posts: Iterable[Post]) -> Iterator[Post]:
    until = 0.0
    for post in posts:
        if not post.media or post.ts > until:
            yield post
            until = post.ts + 60 if post.media else until


def local(post: Post) -> datetime:
    return datetime.fromtimestamp(post.ts, SHANGHAI)


def period(post: Post) -> date:
    return (local(post) - timedelta(hours=8)).date()


def is_off(day: date) -> bool:
    return day.weekday() >= 5


def is_night(post: Post, rules: Rules) -> bool:
    by_clock = not time(8) <= local(post).time() < time(22)
    return by_clock or (rules.day_off == "whole_day" and is_off(period(post)))


# What else the tally tells.


def test_signs_of_life_are_the_latest_of_each_kind_up_to_now() -> None:
    found = tally(GROUPS, SCENE)
    found.add([post_at(3), post_at(1), post_at(2, sender=None), post_at(9, kind=PostKind.SYSTEM)])
    found.add([post_at(7, kind=PostKind.BOT), post_at(5, kind=PostKind.BOT)])
    assert found.activity(GROUPS[0]) == Activity(
        last_human=THURSDAY + timedelta(minutes=3),
        last_bot=THURSDAY + timedelta(minutes=7),
        observed_from=None,
    )
    assert found.activity(GROUPS[1]) == Activity(None, None, None)


def test_since_when_a_group_is_observed_is_handed_on() -> None:
    since = NOW - timedelta(days=9)
    found = tally(GROUPS, SCENE, observed_from={"pigeon:g0": since})
    assert found.activity(GROUPS[0]) == Activity(None, None, since)
    assert found.activity(GROUPS[1]) == Activity(None, None, None)


def test_a_post_at_this_very_moment_has_happened_and_a_later_one_is_counted_as_future() -> None:
    found = tally(GROUPS, SCENE)
    now = NOW.timestamp()
    found.add(
        [
            Post("pigeon:g0", "u1", now, PostKind.HUMAN),
            Post("pigeon:g0", "u1", now + 0.000001, PostKind.HUMAN),
        ]
    )
    assert found.activity(GROUPS[0]).last_human == NOW
    assert found.future == 1


def test_posts_of_unknown_groups_are_counted_as_orphans_and_nothing_else() -> None:
    found = tally(GROUPS, SCENE)
    found.add([post_at(22 * 60 + number, group="pigeon:g9") for number in range(20)])
    assert (found.orphans, found.future) == (20, 0)
    assert found.mass_posting() == {}


def test_urgent_posts_are_counted_in_the_periods_looked_at_by_day_and_night() -> None:
    found = tally(GROUPS, SCENE._replace(now=THURSDAY + timedelta(hours=32)))
    edges = (8 * 60 - 0.01, 8 * 60, 12 * 60, 32 * 60 - 0.01, 32 * 60)
    found.add([post_at(minutes, urgent=True) for minutes in edges])
    found.add([post_at(12 * 60, urgent=True, group="pigeon:g1", kind=PostKind.BOT)])
    found.add([post_at(12 * 60, urgent=True, group="pigeon:g2", kind=PostKind.SYSTEM)])
    assert found.urgent_posts() == {"pigeon:g0": 3, "pigeon:g1": 1}


@pytest.mark.parametrize(("account_there", "is_found"), [("wecom:wang", False), ("pigeon:wang", True)])
def test_one_id_on_two_platforms_is_two_senders(account_there: str, *, is_found: bool) -> None:
    """The same word in two groups and in a third is a broadcast where one account said it."""
    found = tally((*GROUPS[:2], Group("wecom", "g0", activity=SEEN)), SCENE, lookback_days=5, settings=SMALL)
    places = [("pigeon:g0", "pigeon:wang"), ("pigeon:g1", "pigeon:wang"), ("wecom:g0", account_there)]
    found.add([post_at(23 * 60, group=group, sender=sender) for group, sender in places])
    assert bool(found.mass_posting()) is is_found


def test_the_tally_can_be_asked_and_added_to_again() -> None:
    found = tally(GROUPS, SCENE._replace(now=THURSDAY + timedelta(hours=32)))
    found.add([post_at(22 * 60 + number) for number in range(9)])
    assert found.mass_posting() == {}
    found.add([post_at(22 * 60 + 30)])
    assert [row.senders[0].posts for row in found.mass_posting()["pigeon:g0"]] == [10]


@pytest.mark.parametrize(
    ("until", "periods"),
    [
        (date(2026, 4, 15), [date(2026, 4, 16), date(2026, 4, 17)]),
        (date(2026, 4, 16), [date(2026, 4, 17)]),
        (date(2026, 4, 17), []),
        (None, []),
    ],
)
@pytest.mark.parametrize("check", [None, "after_hours_posting"])
def test_a_waiver_holds_for_periods_up_to_its_last_day(
    until: date | None, periods: list[date], check: str | None
) -> None:
    group = GROUPS[0]._replace(
        waivers=(Waiver(check, "fair", "wang", until), Waiver("group_name", "old", "wang", None))
    )
    found = tally([group], SCENE, lookback_days=4)
    found.add([post_at(23 * 60, mentions_all=True), post_at(47 * 60, mentions_all=True)])
    assert [row.period for row in found.mass_posting().get(group.key, ())] == periods


def test_zones_that_nobody_knows_are_the_companys() -> None:
    departments = {
        "eu": Department("Berlin", zone="Europe/Berlin"),
        "space": Department("Space", zone="Moon/Crater"),
    }
    scene = SCENE._replace(
        departments=departments, company=Company(zones={"Europe/Berlin": zone("Europe/Berlin")})
    )
    named = {"g0": "EU", "g1": "Space", "g2": "unheard of"}
    found = PostTally(GROUPS, scene, lookback_days=4, department_of=lambda group: named.get(group.id))
    found.add([post_at(30 * 60, mentions_all=True, group=group.key) for group in GROUPS])
    zones = {key: str(rows[0].zone) for key, rows in found.mass_posting().items()}
    assert zones.pop("pigeon:g0") == "Europe/Berlin"
    assert zones == {f"pigeon:g{number}": "Asia/Shanghai" for number in (1, 2, 3, 4)}


def test_duty_that_is_long_over_or_somebody_elses_excuses_nobody() -> None:
    night = THURSDAY + timedelta(hours=22)
    duty = (
        DutyShift("u1", night - timedelta(days=9), night - timedelta(days=8)),
        DutyShift("u1", night + timedelta(minutes=2), night + timedelta(minutes=3)),
        DutyShift("u2", night, night + timedelta(hours=9)),
    )
    found = tally(GROUPS, SCENE._replace(company=Company(duty=duty)), lookback_days=4)
    found.add([post_at(22 * 60 + number) for number in range(12)])
    assert [row.senders[0].posts for row in found.mass_posting()["pigeon:g0"]] == [10]


@pytest.mark.parametrize(("ended", "posts"), [(0, []), (1, [2])])
def test_duty_excuses_its_last_second_also_where_what_is_looked_at_begins_with_it(
    ended: int, posts: list[int]
) -> None:
    """The night before is waived, so that the very first moment is 8:00 of Saturday, a day off."""
    saturday = THURSDAY + timedelta(days=2, hours=8)
    over = saturday - timedelta(seconds=ended)
    scene = SCENE._replace(company=Company(duty=(DutyShift("u1", over - timedelta(hours=9), over),)))
    group = GROUPS[0]._replace(waivers=(Waiver(None, "fair", "wang", date(2026, 4, 17)),))
    found = tally([group], scene, lookback_days=4, settings={"urgent_minutes": 0})
    found.add([post_at(56 * 60, mentions_all=True), post_at(56 * 60, mentions_all=True)])
    assert [row.senders[0].posts for row in found.mass_posting().get(group.key, ())] == posts


def test_the_settings_documented_are_the_rules_that_hold_without_a_policy() -> None:
    documented = {setting.name: setting.default for setting in after_hours_posting.CHECK.settings}
    assert documented == Rules()._asdict()


# The words.


def finding(group: Group, posts: list[Post], scene: Scene = SCENE) -> tuple[Judgement, Telling]:
    """The last violation of the group and what it is told with."""
    found = tally(GROUPS, scene, lookback_days=5)
    found.add(posts)
    scene = scene._replace(mass_posting=found.mass_posting())
    *_, judgement = after_hours_posting.judge(group, {}, scene)
    telling = Telling(scene, Lang.ZH, by=date(2026, 4, 27), read_on=scene.now.astimezone(SHANGHAI).date())
    return judgement, telling


def said(posts: list[Post], scene: Scene = SCENE, lang: Lang = Lang.ZH) -> tuple[str, str]:
    """Title and body as the owner reads them."""
    judgement, telling = finding(GROUPS[0], posts, scene)
    filling = after_hours_posting.words(GROUPS[0], judgement, telling._replace(lang=lang))
    text = after_hours_posting.CHECK.texts[lang][filling.variant]
    fields = dict(filling.fields) | {"group": "华东销售群"}
    return text.title.format_map(fields), text.body.format_map(fields)


FRIDAY_MORNING = SCENE._replace(now=THURSDAY + timedelta(hours=33))
BUSY = [post_at(22 * 60 + 40 + number * 2, sender=f"u{number % 2}") for number in range(36)]


def test_the_owner_reads_counts_and_times_and_no_names() -> None:
    title, body = said(BUSY, FRIDAY_MORNING)
    assert title == "「华东销售群」昨晚消息较多，供您参考"
    assert body == (
        "昨晚 22:40–23:50 共 36 条。属紧急或值班，点“说明情况”即可；不急的话，可把下面这句发到群里。"
        "不显示具体人员，不计入考核。"
    )
    assert "u1" not in body


def test_a_night_that_is_past_when_the_message_comes_is_named_by_its_date() -> None:
    title, _ = said(BUSY)
    assert title == "「华东销售群」4 月 16 日晚消息较多，供您参考"
    title, body = said(BUSY, lang=Lang.EN)
    assert title == "“华东销售群” was busy on the night of 16 April, for your information"
    assert body.startswith("36 messages on the night of 16 April, 22:40–23:50. If it was urgent")


def test_a_message_to_everyone_is_named_as_such() -> None:
    title, body = said([post_at(24 * 60 + 30, mentions_all=True)], FRIDAY_MORNING)
    assert title == "「华东销售群」今天凌晨有提醒全员的消息，供您参考"
    assert body.startswith("今天凌晨 0:30 的消息里有提醒全员的，共 1 条。")


def test_by_day_on_a_day_off_nobody_is_sent_to_bed() -> None:
    title, body = said([post_at((72 + 15) * 60, mentions_all=True)])
    assert title == "「华东销售群」休息日有提醒全员的消息，供您参考"
    assert body.startswith("昨天是休息日，15:00 的消息里有提醒全员的，共 1 条。")
    assert "早点休息" not in body


def test_a_broadcast_is_named_as_such() -> None:
    title, body = said([post_at(23 * 60, group=f"pigeon:g{number}") for number in range(4)], FRIDAY_MORNING)
    assert title == "「华东销售群」昨晚收到群发消息，供您参考"
    assert body.startswith("昨晚 23:00 有消息同时发到了几个群，本群 1 条。")


def test_times_are_those_of_the_groups_own_clocks() -> None:
    berlin = Department("Berlin", zone="Europe/Berlin")
    company = Company(zones={"Europe/Berlin": zone("Europe/Berlin")})
    group = GROUPS[0]._replace(department=Fact("Berlin", NOW))
    scene = SCENE._replace(company=company, departments={"berlin": berlin})
    found = tally([group], scene, lookback_days=4)
    found.add([post_at(28 * 60 + number, mentions_all=True) for number in range(3)])
    scene = scene._replace(mass_posting=found.mass_posting())
    (judgement,) = after_hours_posting.judge(group, {}, scene)
    filling = after_hours_posting.words(group, judgement, Telling(scene, Lang.ZH, date(2026, 4, 27)))
    assert filling.fields["span"] == "22:00–22:02"
    assert filling.fields["when"] == "4 月 16 日晚"


def test_where_the_row_is_no_longer_at_hand_times_are_the_companys() -> None:
    judgement, telling = finding(GROUPS[0], BUSY)
    later = telling._replace(scene=SCENE, read_on=None)
    filling = after_hours_posting.words(GROUPS[0], judgement, later)
    assert (filling.fields["when"], filling.fields["span"]) == ("4 月 16 日晚", "22:40–23:50")


@pytest.mark.parametrize(
    ("read_on", "when"),
    [
        (date(2026, 4, 17), "昨晚"),
        (date(2026, 4, 20), "4 月 16 日晚"),
        (date(2027, 1, 4), "2026 年 4 月 16 日晚"),
    ],
)
def test_yesterday_is_said_only_where_it_is_true_when_read(read_on: date, when: str) -> None:
    judgement, telling = finding(GROUPS[0], BUSY)
    filling = after_hours_posting.words(GROUPS[0], judgement, telling._replace(read_on=read_on))
    assert filling.fields["when"] == when


def test_a_group_whose_messages_are_not_part_of_the_input_is_unknown() -> None:
    scene = SCENE._replace(mass_posting={})
    (judgement,) = after_hours_posting.judge(GROUPS[0]._replace(activity=None), {}, scene)
    assert judgement.reason == "not_observed"


def test_what_counts_as_new_is_period_and_people_never_counts() -> None:
    few, _ = finding(GROUPS[0], BUSY[:24])
    more, _ = finding(GROUPS[0], BUSY)
    assert few.key == more.key == ("2026-04-16", "u0", "u1")
    assert few.evidence != more.evidence

"""Collecting: what a listing shows, what may have changed, and what one tick may ask for."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.app.im import Life, Written
from shared.app.state import Part
from shared.core.cases import GroupFile
from shared.core.errors import NotVisible, PlatformDenied, PlatformUnavailable
from shared.core.model import Element, Fact, Group
from shared.core.records import Run
from tests.app.company import FULL, MONDAY, Company, speaking_policy

WANG = "目的：新品推广的协同。功能：排期、物料确认。成员：市场部同事。约定：围绕工作。群主：王芳"


def stored(company: Company, group: str = "feishu:g1") -> GroupFile:
    file = company.world.ledger.inventory.get(group)
    assert file is not None
    return file


def notice_read(company: Company, group: str) -> datetime:
    notice = stored(company, group).group.announcement
    assert notice is not None
    return notice.at


def calls(company: Company) -> Counter[str]:
    """What the platform was asked since the last look, by kind."""
    asked = Counter(company.im.asked)
    company.im.asked.clear()
    return asked


def reading(company: Company, **capabilities: Any) -> None:
    """Some of the platform's readings behave otherwise from now on; None: there is no such reading."""
    im = company.im.connected()._replace(**capabilities)
    company.world = company.world.but(ims=lambda: {"feishu": im})


def refuses(group: str, error: Exception) -> Callable[[Group, str | None], Written]:
    """Announcements that cannot be read of one group."""

    def announcement(asked: Group, known: str | None) -> Written:
        if asked.id == group:
            raise error
        return Written("r1", FULL)

    return announcement


def denied(missing: str) -> PlatformDenied:
    error = PlatformDenied("feishu", "im.message.list", "99991672")
    error.missing = missing
    return error


def _raise(error: BaseException) -> Any:
    raise error


def test_a_new_group_is_read_whole_and_its_owner_is_known_by_name() -> None:
    company = Company()
    company.add("g1", text=WANG)
    company.im.lives["g1"] = Life(MONDAY - timedelta(days=2), None)
    assert company.collect()["counts"] == {
        "calls": 7, "listed": 1, "new": 1, "people": 3, "read": 1, "unavailable": 0,
    }  # fmt: skip
    group = stored(company).group
    assert group.announcement is not None
    assert Element.CONTACT in group.announcement.value.elements
    assert group.activity is not None
    assert group.activity.value.last_human == MONDAY - timedelta(days=2)
    assert company.world.ledger.directory.people("feishu")["wang"].name == "王芳"


def test_a_tick_without_news_asks_for_nothing() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    calls(company)
    company.at(11, 9, 15)
    assert company.collect()["counts"] == {"calls": 0}


def test_the_listing_is_asked_for_once_a_day_and_only_what_it_shows_changed_is_read_again() -> None:
    company = Company()
    company.add("g1")
    company.add("g2")
    company.collect()
    calls(company)
    company.at(12, 8, 30)
    company.add("g2", "市场部-秋季推广组")
    counts = company.collect()["counts"]
    assert (counts["listed"], counts["changed"], counts["read"]) == (2, 1, 1)
    assert calls(company) == Counter(list=1, detail=1, announcement=1)
    name = stored(company, "feishu:g2").group.name
    assert name is not None
    assert name.value == "市场部-秋季推广组"


def test_a_group_that_is_listed_no_more_is_out_of_sight_until_it_is_listed_again() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    away = company.im.groups.pop("g1")
    company.at(12, 9)
    assert company.collect()["counts"]["out_of_sight"] == 1
    assert stored(company).gone == company.now
    company.im.groups["g1"] = away
    company.at(13, 9)
    assert company.collect()["counts"]["changed"] == 1
    assert stored(company).gone is None


def test_a_group_that_is_listed_and_refused_is_asked_for_again_after_a_week() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    company.im.refused.add("g1")
    calls(company)
    company.world.ledger.inventory.mark_dirty("feishu:g1", company.now)
    asked = []
    for day in range(12, 23):
        company.at(day, 9)
        company.collect()
        asked.append(calls(company)["detail"])
    assert stored(company).gone is not None
    assert asked == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_a_listing_that_breaks_off_puts_nothing_out_of_sight_and_is_asked_for_again() -> None:
    company = Company()
    company.add("g1")
    company.collect()
    company.at(12, 9)

    def listing() -> Iterator[Group]:
        for page in range(2):
            if page:
                raise PlatformUnavailable("feishu", "im.chat.list", "99991400")
            yield Group("feishu", "g0")

    reading(company, groups=listing)
    assert company.collect()["counts"]["failed"] == 1
    assert stored(company).gone is None
    reading(company)
    company.at(12, 9, 15)
    assert company.collect()["counts"]["listed"] == 1
    assert stored(company).gone is None


def test_a_group_that_was_only_filed_by_hand_is_not_missed_by_a_listing() -> None:
    company = Company()
    company.add("g1")
    key = "register/incoming/groups.csv"
    company.world.bucket.objects[key] = "平台,群ID,群名\nfeishu,filed,市场部-备案组\n".encode()
    from shared.app.register import register

    assert "refused" not in register({"key": key}, company.world.ports)
    assert "out_of_sight" not in company.collect()["counts"]


def test_what_changed_first_is_read_first() -> None:
    company = Company()
    for name in ("g1", "g2", "g3"):
        company.add(name)
    company.collect()
    for minute, name in enumerate(("g2", "g3", "g1")):
        company.world.ledger.inventory.mark_dirty(f"feishu:{name}", MONDAY + timedelta(minutes=minute))
    order: list[str] = []

    def detail(group: Group) -> Group:
        order.append(group.id)
        return company.im.groups[group.id]

    reading(company, detail=detail)
    company.at(11, 9, 15)
    company.collect()
    assert order == ["g2", "g3", "g1"]
    assert company.world.ledger.inventory.dirty("feishu", 10) == []


def test_a_change_that_comes_while_a_group_is_read_is_not_lost() -> None:
    company = Company()
    group = company.add("g1")
    inventory = company.world.ledger.inventory

    def detail(asked: Group) -> Group:
        inventory.mark_dirty(group, company.now + timedelta(seconds=1))
        return company.im.groups[asked.id]

    reading(company, detail=detail)
    company.collect()
    assert [key for key, _ in inventory.dirty("feishu", 10)] == [group]


def test_a_permission_that_is_missing_leaves_the_fact_unknown_and_is_remembered_until_it_is_granted() -> None:
    company = Company()
    company.add("g1")
    company.add("g2")
    reading(company, life=lambda _: _raise(denied("im:message.group_msg")))
    summary = company.collect()
    assert summary["denied"] == {"feishu:life": "im:message.group_msg"}
    assert len(company.world.log.named("permission_missing")) == 1, "one line a run, not one a group"
    assert stored(company).group.activity is None
    assert stored(company).group.announcement is not None
    for minute in (15, 30):
        company.at(11, 9, minute)
        company.collect()
    assert company.operate("coverage")["denied"] == {"feishu": "life=im:message.group_msg"}

    reading(company)
    company.at(12, 9)
    company.add("g1", "市场部-秋季推广组")
    company.collect()
    company.at(12, 9, 15)
    company.collect()
    assert company.operate("coverage")["denied"] == {}
    assert stored(company, "feishu:g2").group.activity is not None, "nothing else said that it changed"


@pytest.mark.parametrize(("capability", "fact"), [("groups", None), ("directory", None)])
def test_without_the_listing_or_the_directory_the_rest_goes_on(capability: str, fact: None) -> None:
    company = Company()
    group = company.add("g1")
    company.collect()
    reading(company, **{capability: lambda *_: _raise(denied("contact:user"))})
    company.world.ledger.inventory.mark_dirty(group, company.now)
    company.at(15, 9)
    summary = company.collect()
    assert summary["denied"] == {f"feishu:{capability}": "contact:user"}
    assert summary["counts"]["read"] == 1


def test_what_a_platform_cannot_show_is_not_asked_for() -> None:
    company = Company()
    company.add("g1")
    reading(company, announcement=None, life=None, directory=None)
    company.collect()
    assert calls(company) == Counter(list=1, detail=1)
    assert stored(company).group.announcement is None


@pytest.mark.parametrize(
    "error",
    [PlatformUnavailable("feishu", "doc"), ValueError("a shape that nobody has seen")],
    ids=["unavailable", "a bug of ours"],
)
def test_one_bad_group_costs_only_itself_and_waits_behind_the_others(error: Exception) -> None:
    company = Company()
    for name in ("g1", "g2"):
        company.add(name)
    reading(company, announcement=refuses("g1", error))
    company.collect()
    assert stored(company, "feishu:g2").group.announcement is not None
    assert stored(company, "feishu:g1").group.announcement is None
    assert [key for key, _ in company.world.ledger.inventory.dirty("feishu", 10)] == ["feishu:g1"]


def test_groups_that_never_answer_do_not_keep_the_others_from_being_read() -> None:
    company = Company()
    for number in range(60):
        company.add(f"bad{number:02}")
    company.add("good")
    answer = company.im.connected().detail
    assert answer is not None

    def detail(group: Group) -> Group:
        if group.id.startswith("bad"):
            raise PlatformUnavailable("feishu", "im.chat.get")
        return answer(group)

    nothing = {"announcement": None, "life": None, "directory": None}
    reading(company, detail=detail, **nothing)
    for minute in (0, 15, 30):
        company.at(11, 9, minute)
        company.collect()
    kind = stored(company, "feishu:good").group.admins
    assert kind is not None, "sixty others stand before it in every queue of fifty"


def test_an_announcement_that_is_hidden_from_us_is_unknown_and_not_missing() -> None:
    company = Company()
    company.add("g1", text=FULL)
    company.collect()
    reading(company, announcement=refuses("g1", NotVisible("feishu", "doc", "232011")))
    company.world.ledger.inventory.mark_dirty("feishu:g1", company.now)
    company.at(11, 9, 15)
    company.collect()
    assert stored(company).group.announcement is None
    assert stored(company).gone is None


@pytest.mark.parametrize("found_by", ["listing", "event"])
def test_a_new_owner_gets_fresh_grace_and_the_announcement_is_read_with_them_in_mind(found_by: str) -> None:
    company = Company()
    group = company.add("g1", text=WANG)
    company.collect()
    company.add("g1", text=WANG, owner="zhou")
    if found_by == "listing":
        company.at(12, 9)
    else:
        company.world.ledger.inventory.mark_dirty(group, company.now)
        company.at(11, 9, 15)
    company.collect()
    file = stored(company)
    assert file.owner_changed == company.now
    assert file.group.announcement is not None
    assert Element.CONTACT not in file.group.announcement.value.elements, "it still names the one before"


def test_an_unchanged_announcement_is_not_fetched_again() -> None:
    company = Company()
    company.add("g1", text=WANG)
    known: list[str | None] = []
    original = company.im.connected().announcement
    assert original is not None

    def announcement(group: Group, revision: str | None) -> Written:
        known.append(revision)
        return original(group, revision)

    reading(company, announcement=announcement)
    company.collect()
    company.world.ledger.inventory.mark_dirty("feishu:g1", company.now)
    company.at(11, 9, 15)
    company.collect()
    assert [revision is None for revision in known] == [True, False]


def test_every_announcement_is_read_again_within_three_weeks_a_few_a_tick() -> None:
    company = Company()
    for number in range(32):
        company.add(f"g{number}")
    company.collect()
    reading(company, groups=None, directory=None)
    calls(company)
    most, total, oldest = 0, 0, timedelta()
    for hours in range(0, 56 * 24, 12):
        company.world.clock.at = MONDAY + timedelta(hours=hours)
        company.collect()
        asked = calls(company)
        assert set(asked) <= {"announcement"}
        most, total = max(most, asked["announcement"]), total + asked["announcement"]
        oldest = max(oldest, *(company.now - notice_read(company, f"feishu:g{one}") for one in range(32)))
    assert total <= 32 * 56 / 14, "once a fortnight"
    assert most <= 8
    assert oldest <= timedelta(days=21)


def test_a_fact_that_was_never_seen_has_its_turn_as_well() -> None:
    company = Company()
    company.add("g1")
    reading(company, announcement=refuses("g1", denied("docx:document")), life=lambda _: _raise(denied("im")))
    company.collect()
    reading(company, groups=None)
    for day in range(12, 27):
        company.at(day, 9)
        company.collect()
    assert stored(company).group.announcement is not None
    assert stored(company).group.activity is not None


def test_what_the_month_allows_is_taken_before_it_is_spent() -> None:
    policy = speaking_policy()
    budgets = policy.budgets._replace(api_calls_per_month=200)
    company = Company(policy._replace(budgets=budgets))
    for number in range(60):
        company.add(f"g{number}")
    summary = company.collect()
    assert summary["budget_spent"] == "api:feishu:2026-05"
    assert summary["counts"]["calls"] <= 200
    company.at(12, 9)
    assert company.collect()["counts"]["calls"] <= 200 - summary["counts"]["calls"]
    company.at(1, 9, month=6)
    assert company.collect()["counts"]["calls"] > 0


def test_ticks_that_ask_for_nothing_use_nothing_of_the_month() -> None:
    policy = speaking_policy()
    company = Company(policy._replace(budgets=policy.budgets._replace(api_calls_per_month=500)))
    company.add("g1")
    company.collect()
    for hour in range(10, 20):
        company.at(11, hour)
        assert "budget_spent" not in company.collect()
    company.at(12, 9)
    assert company.collect()["counts"]["listed"] == 1


def test_only_one_run_at_a_time_does_the_work() -> None:
    company = Company()
    company.add("g1")
    now = company.now
    token = company.world.ledger.runs.lease("collect", now=now, until=now + timedelta(minutes=6))
    assert company.collect()["skipped"] == "leased"
    assert token is not None
    company.world.ledger.runs.unlease("collect", token)
    assert company.collect()["counts"]["listed"] == 1


def test_a_run_that_died_holds_the_lease_no_longer_than_it_could_have_lived() -> None:
    company = Company(remaining=lambda: 300.0)
    company.add("g1")
    company.im.before = lambda _: _raise(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        company.collect()
    company.im.before = lambda _: None
    assert company.collect()["counts"]["listed"] == 1
    assert company.world.ledger.runs.recent("collect", 5)[0].counts["listed"] == 1


def test_what_a_tick_has_no_time_for_the_next_one_does() -> None:
    left = iter((300.0,) * 8 + (10.0,) * 100)
    company = Company(remaining=lambda: next(left))
    for number in range(10):
        company.add(f"g{number}")
    read = company.collect()["counts"]["read"]
    assert 0 < read < 10
    company.world = company.world.but(remaining=lambda: 300.0)
    company.at(11, 9, 15)
    assert company.collect()["counts"]["read"] == 10 - read


def test_a_dry_run_reads_and_keeps_nothing() -> None:
    company = Company()
    company.add("g1")
    summary = company.collect(dry_run=True)
    assert summary["dry_run"] is True
    assert summary["counts"]["new"] == 1
    assert list(company.world.ledger.inventory.shard("feishu", 0)) == []
    assert company.world.ledger.inventory.get("feishu:g1") is None
    assert company.world.ledger.runs.recent("collect", 5) == []
    assert company.collect()["counts"]["new"] == 1


def test_groups_that_are_asked_for_by_hand_are_read_and_nothing_else_is() -> None:
    company = Company()
    for name in ("g1", "g2"):
        company.add(name)
    company.collect()
    calls(company)
    company.at(30, 9)
    assert company.collect(groups=["feishu:g1", "feishu:strange"])["counts"]["read"] == 1
    assert calls(company) == Counter(detail=1, announcement=1, directory=2)


def test_a_group_costs_four_calls_when_it_is_new_and_two_when_it_changed() -> None:
    company = Company()
    for number in range(20):
        company.add(f"g{number}", text=WANG)
    company.collect()
    cold = calls(company)
    assert cold == Counter(list=1, directory=3, detail=20, announcement=20, life=20)
    for number in range(20):
        company.world.ledger.inventory.mark_dirty(f"feishu:g{number}", company.now)
    company.at(11, 9, 15)
    company.collect()
    assert calls(company) == Counter(detail=20, announcement=20)


def test_a_run_is_recorded_with_its_counts() -> None:
    company = Company()
    company.add("g1")
    summary = company.collect()
    (run,) = company.world.ledger.runs.recent("collect", 5)
    assert isinstance(run, Run)
    assert (run.id, run.started, run.counts["new"]) == (summary["run"], MONDAY, 1)


def test_an_older_reading_does_not_overwrite_a_newer_one() -> None:
    company = Company()
    company.add("g1", "市场部-新名字组")
    company.collect()
    old = stored(company)
    name = Fact("市场部-旧名字组", MONDAY)
    late = old._replace(group=old.group._replace(name=name))
    company.world.ledger.inventory.save(late, {Part.META}, datetime(2026, 5, 1, tzinfo=UTC))
    kept = stored(company).group.name
    assert kept is not None
    assert kept.value == "市场部-新名字组"

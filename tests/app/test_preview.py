"""The preview as a use case: what it counts, what it leaves out and says, and that the policy decides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.app.ports.ports import FactSet
from shared.app.preview import Wish, preview
from shared.bootstrap.world import world
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.survey import Survey
from shared.core.judgement import Level, Outcome
from shared.core.lang import Lang, both
from shared.core.model import Activity, Announcement, Company, Fact, Group, Post, PostKind
from shared.core.policy.reading import default_policy
from tests.conftest import Previewer
from tests.support import JUDGED, NoProgress

OLD = (JUDGED - timedelta(days=70)).timestamp()


def group(number: int = 1, **facts: Any) -> dict[str, Any]:
    return {"platform": "wecom", "group_id": f"g{number}", **facts}


def rows(survey: Survey, check_id: str) -> list[tuple[str, str]]:
    found = (row for row in survey.rows if row.check.id == check_id)
    return [(row.group.id, str(row.judgement.level or row.judgement.outcome)) for row in found]


def test_every_group_counts_once_for_every_check(survey_folder: Previewer) -> None:
    survey = survey_folder(
        files={"groups": [group(1), group(2, announcement=""), group(3, status="dissolved")]}
    )
    for count in survey.counts:
        assert count.ok + count.duty + count.advice + count.unknown + count.not_applicable == 3
    assert (survey.groups, survey.dissolved) == (3, 1)


def test_messages_become_activity_and_are_counted(survey_folder: Previewer) -> None:
    messages = [{"group_id": "g1", "sender_id": "u1", "ts": OLD, "kind": "human"}]
    survey = survey_folder(files={"groups": [group(1), group(2)], "messages": messages})
    assert survey.posts == 1
    assert rows(survey, "inactive_group") == [("g1", "duty"), ("g2", "unknown")]
    assert survey.newest == datetime.fromtimestamp(OLD, UTC)


def test_only_groups_that_somebody_would_be_told_of_can_lack_somebody_in_reach() -> None:
    facts = FactSet(
        both("群台账", "sheet"),
        Company(),
        tuple(
            Group(
                "lantern",
                name,
                announcement=None if known is None else Fact(known, JUDGED),
                owner=Fact(f"lantern:{name}", JUDGED),
            )
            for name, known in (("A", Announcement("", 0)), ("B", None))
        ),
        lambda _: iter(()),
        [],
        set(),
    )
    survey = preview(facts, default_policy(CHECKS), world(), Wish(JUDGED, 1, Lang.ZH), NoProgress())
    assert {row.group.id for row in survey.rows} == {"A", "B"}
    assert survey.no_reach == 1


def test_without_messages_nothing_is_said_of_activity(survey_folder: Previewer) -> None:
    survey = survey_folder(files={"groups": [group(1)]})
    assert rows(survey, "inactive_group") == [("g1", "unknown")]
    assert rows(survey, "after_hours_posting") == [("g1", "unknown")]


def test_a_group_whose_messages_are_no_part_of_the_input_is_not_called_silent() -> None:
    """A Slack export of some channels lists them all."""
    seen = Group("slack", "C1", activity=Fact(Activity(None, None, None), JUDGED))
    posts = [Post("slack:C1", "U1", OLD, PostKind.HUMAN)]
    facts = FactSet(
        both("Slack 导出", "Slack export"),
        Company(),
        (seen, Group("slack", "C2")),
        lambda _: iter([posts]),
        [],
        set(),
    )
    survey = preview(facts, default_policy(CHECKS), world(), Wish(JUDGED, 1, Lang.ZH), NoProgress())
    assert rows(survey, "inactive_group") == [("C1", "duty"), ("C2", "unknown")]


def test_messages_of_the_future_are_left_out_and_counted(survey_folder: Previewer) -> None:
    late = {"group_id": "g1", "sender_id": "u1", "ts": JUDGED.timestamp() + 1, "kind": "human"}
    survey = survey_folder(files={"groups": [group(1)], "messages": [late]})
    assert [fault.reason for fault in survey.faults] == ["1 message later than the moment that is judged"]
    assert survey.newest is None


def test_a_group_with_a_message_that_could_not_be_read_is_not_called_silent(survey_folder: Previewer) -> None:
    in_milliseconds = {"group_id": "g1", "sender_id": "u1", "ts": JUDGED.timestamp() * 1000, "kind": "human"}
    old = [{"group_id": f"g{n}", "sender_id": "u1", "ts": OLD, "kind": "human"} for n in (1, 2)]
    survey = survey_folder(files={"groups": [group(1), group(2)], "messages": [*old, in_milliseconds]})
    assert rows(survey, "inactive_group") == [("g1", "unknown"), ("g2", "duty")]
    assert len(survey.faults) == 1


def test_a_message_that_could_be_of_either_of_two_groups_leaves_neither_silent(
    survey_folder: Previewer,
) -> None:
    twins = [group(1), group(1) | {"platform": "pigeon"}, group(2)]
    old = [{"group_id": "g2", "sender_id": "u1", "ts": OLD, "kind": "human"}]
    old += [{**old[0], "group_id": "g1", "platform": name} for name in ("wecom", "pigeon")]
    unclear = {"group_id": "g1", "sender_id": "u1", "ts": JUDGED.timestamp() - 60, "kind": "human"}
    survey = survey_folder(files={"groups": twins, "messages": [*old, unclear]})
    assert rows(survey, "inactive_group") == [("g1", "unknown"), ("g1", "unknown"), ("g2", "duty")]


def test_the_policy_s_thresholds_and_levels_decide(survey_folder: Previewer) -> None:
    messages = [{"group_id": "g1", "sender_id": "u1", "ts": OLD, "kind": "human"}]
    files = {"groups": [group(1)], "messages": messages}
    assert (
        rows(
            survey_folder(files=files, policy={"checks": {"inactive_group": {"days": 90}}}), "inactive_group"
        )
        == []
    )
    milder = survey_folder(files=files, policy={"checks": {"inactive_group": {"level": "advice"}}})
    assert rows(milder, "inactive_group") == [("g1", "advice")]
    assert next(count for count in milder.counts if count.check.id == "inactive_group").advice == 1


def test_an_override_holds_for_its_departments_groups_only(survey_folder: Previewer) -> None:
    messages = [{"group_id": f"g{n}", "sender_id": "u1", "ts": OLD, "kind": "human"} for n in (1, 2, 3)]
    groups = [group(1, department="市场部"), group(2, name="市场部-推广"), group(3, name="技术部-推广")]
    files = {"groups": groups, "messages": messages, "departments": [{"name": "市场部"}, {"name": "技术部"}]}
    override = {"departments": ["市场部"], "days": 90}
    survey = survey_folder(files=files, policy={"checks": {"inactive_group": {"overrides": [override]}}})
    assert rows(survey, "inactive_group") == [("g3", "duty")]
    milder = {"departments": ["市场部"], "level": "advice"}
    survey = survey_folder(files=files, policy={"checks": {"inactive_group": {"overrides": [milder]}}})
    assert rows(survey, "inactive_group") == [("g1", "advice"), ("g2", "advice"), ("g3", "duty")]


def test_the_policy_s_departments_come_before_the_directory_s(survey_folder: Previewer) -> None:
    files = {
        "groups": [group(1, owner_id="gone", department="市场部", announcement="")],
        "people": [
            {"id": "gone", "active": False},
            {"id": "a", "name": "甲", "active": True},
            {"id": "b", "name": "乙", "active": True},
        ],
        "departments": [{"name": "市场部", "head_id": "a"}],
    }
    assert survey_folder(files=files).digests[0].recipient.account == "wecom:a"
    policy = {"departments": [{"name": "市场部", "head": "wecom:b"}]}
    assert survey_folder(files=files, policy=policy).digests[0].recipient.account == "wecom:b"


def test_a_reader_is_told_in_their_own_department_s_zone(survey_folder: Previewer) -> None:
    files = {
        "groups": [group(1, owner_id="a", announcement="")],
        "people": [{"id": "a", "name": "Anna", "active": True, "department": "Europe"}],
        "departments": [{"name": "Europe", "zone": "Europe/Berlin"}],
    }
    (digest,) = survey_folder(files=files).digests
    assert f"{digest.send_at:%H:%M %z}" == "10:20 +0200"


@pytest.mark.parametrize("name", ["欧洲中心（柏林）", "R_D", "欧洲－中心"])
def test_a_department_is_found_however_its_name_is_spelt(survey_folder: Previewer, name: str) -> None:
    files = {
        "groups": [group(1, name=f"{name}-推广", owner_id="gone", announcement="")],
        "people": [{"id": "gone", "active": False}, {"id": "h", "name": "Hanna", "active": True}],
        "departments": [{"name": name, "head_id": "h"}],
    }
    (digest,) = survey_folder(files=files).digests
    assert (str(digest.recipient.role), digest.recipient.account) == ("head", "wecom:h")


def test_a_calendar_that_nobody_knows_is_named(survey_folder: Previewer) -> None:
    departments = [{"name": "门店", "calendar": "six-day"}, {"name": "工厂", "calendar": "nope"}]
    survey = survey_folder(files={"groups": [group(1)], "departments": departments})
    assert [fault.reason for fault in survey.faults] == ["there is no work calendar “nope”"]


def test_the_clause_is_the_company_s_own(survey_folder: Previewer) -> None:
    policy = {"clauses": {"missing_announcement": {"number": "第 9 条", "paraphrase": {"zh-CN": "要有公告"}}}}
    files = {"groups": [group(1, owner_id="a", announcement="")]}
    survey = survey_folder(files=files, policy=policy)
    assert "第 9 条" in survey.write(survey.digests[0]).footer


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ({}, True),
        ({"departments": [{"name": "市场部"}]}, False),
        ({"projects": [{"name": "MES升级"}]}, False),
    ],
)
def test_without_any_list_of_departments_or_projects_the_preview_says_so(
    survey_folder: Previewer, lists: dict[str, Any], *, said: bool
) -> None:
    survey = survey_folder(files={"groups": [group(1)], **lists})
    assert ("no_lists" in survey.notes) is said


def test_the_lists_of_the_policy_are_lists_too(survey_folder: Previewer) -> None:
    survey = survey_folder(files={"groups": [group(1)]}, policy={"departments": [{"name": "市场部"}]})
    assert "no_lists" not in survey.notes


def test_groups_of_two_platforms_may_share_an_id(survey_folder: Previewer) -> None:
    twins = [group(1, announcement=""), group(1, announcement="") | {"platform": "pigeon"}]
    survey = survey_folder(files={"groups": twins})
    assert len(rows(survey, "missing_announcement")) == 2


def test_posts_at_night_are_advice_about_the_night_they_began_in(survey_folder: Previewer) -> None:
    night = datetime(2026, 5, 28, 15, tzinfo=UTC).timestamp()
    posts = [{"group_id": "g1", "sender_id": "u1", "ts": night + n, "kind": "human"} for n in range(12)]
    survey = survey_folder(files={"groups": [group(1)], "messages": posts})
    (row,) = [row for row in survey.rows if row.judgement.outcome is Outcome.VIOLATION]
    assert row.judgement.level is Level.ADVICE
    assert row.judgement.evidence["period"] == "2026-05-28"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_rest_hours_of_the_policy_stand_in_the_draft(survey_folder: Previewer, language: str) -> None:
    policy = {
        "language": language,
        "checks": {"after_hours_posting": {"rest_start": "21:30", "rest_end": "7:00"}},
    }
    files = {"groups": [group(1, owner_id="a", announcement="")]}
    survey = survey_folder(files=files, policy=policy)
    (block,) = survey.write(survey.digests[0]).blocks
    assert "21:30–7:00" in (block.draft or "")


def test_owners_are_named_as_the_directory_or_the_group_s_own_list_names_them(
    survey_folder: Previewer,
) -> None:
    people = [{"platform": "wecom", "id": "u1", "name": "王芳"}]
    groups = [group(1, owner_id="u1", announcement=""), group(2, owner_id="u2", announcement="")]
    survey = survey_folder(files={"groups": groups, "people": people})
    assert survey.names == {"wecom:u1": "王芳"}

"""The preview finds in the made-up company what was planted there, and nothing that was not."""

import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from shared.adapters.files.open import open_source
from shared.adapters.policy_file import load_policy
from shared.app.preview import Wish, preview
from shared.bootstrap.world import world
from shared.core.account import id_of
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.survey import Row, Survey
from shared.core.judgement import Outcome
from shared.core.lang import Lang
from tests.support import NoProgress

Json = dict[str, Any]
NOT_IN_SLACK = {"missing_admin"}


@pytest.fixture(scope="module", params=["slack-export", "facts"])
def survey(request: pytest.FixtureRequest, company_files: Path, record: Json) -> Survey:
    now = datetime.fromisoformat(record["now"])
    facts = open_source(company_files / request.param, at=now).read(NoProgress())
    policy = load_policy(company_files / "policy.yaml", CHECKS)
    return preview(facts, policy, world(), Wish(now, record["lookback_days"], Lang.ZH), NoProgress())


@pytest.fixture(scope="module")
def record(company_files: Path) -> Json:
    loaded: Json = json.loads((company_files / "planted.json").read_text("utf-8"))
    return loaded


def _found(survey: Survey, check_id: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in survey.rows:
        if row.check.id == check_id and row.judgement.outcome is Outcome.VIOLATION:
            found[row.group.id].append(row)
    return found


PLANTED = (
    "group_name",
    "missing_owner",
    "missing_admin",
    "missing_announcement",
    "incomplete_announcement",
    "inactive_group",
    "after_hours_posting",
)
"""The checks that the made-up company was made for."""


@pytest.mark.parametrize("check_id", PLANTED)
def test_everything_planted_is_found_and_nothing_else(survey: Survey, record: Json, check_id: str) -> None:
    if check_id in NOT_IN_SLACK and survey.label[Lang.EN] == "Slack export":
        assert not _found(survey, check_id)
        return
    found, planted = set(_found(survey, check_id)), record["checks"][check_id]
    sure = {group for group, why in planted["violation"].items() if not _hangs_on_the_owner(survey, why)}
    assert sure - found == set(), "planted and not found"
    assert found - set(planted["violation"]) - set(planted["open"]) == set(), "found and never planted"


def _hangs_on_the_owner(survey: Survey, why: Json) -> bool:
    """Slack shows no owner, so whether today's is named in an announcement cannot be judged there."""
    return survey.label[Lang.EN] == "Slack export" and why.get("missing") == ["contact"]


def test_idle_days_are_counted_to_the_day(survey: Survey, record: Json) -> None:
    planted = record["checks"]["inactive_group"]["violation"]
    for group, (row,) in _found(survey, "inactive_group").items():
        assert row.judgement.evidence["idle_days"] == planted[group]["idle_days"]
        assert row.judgement.evidence.get("bots_only", False) == planted[group]["robots"]


def test_names_are_duties_and_advice_as_planted(survey: Survey, record: Json) -> None:
    planted = record["checks"]["group_name"]["violation"]
    found = {group: str(row.judgement.level) for group, (row,) in _found(survey, "group_name").items()}
    assert {group: found[group] for group in planted} == {
        group: one["level"] for group, one in planted.items()
    }


def test_mass_posting_names_the_planted_senders_in_the_planted_periods(survey: Survey, record: Json) -> None:
    found = {
        group: {
            row.judgement.evidence["period"]: {id_of(one["id"]) for one in row.judgement.evidence["senders"]}
            for row in rows
        }
        for group, rows in _found(survey, "after_hours_posting").items()
    }
    for group, periods in record["checks"]["after_hours_posting"]["violation"].items():
        assert {day: set(senders) for day, senders in periods.items()}.items() <= found[group].items()


def test_missing_elements_are_those_that_were_left_out(survey: Survey, record: Json) -> None:
    planted = record["checks"]["incomplete_announcement"]["violation"]
    for group, (row,) in _found(survey, "incomplete_announcement").items():
        missing = set(row.judgement.evidence["missing"])
        if group in planted:
            certain, perhaps = set(planted[group]["missing"]), set(planted[group]["perhaps"])
            certain -= {"contact"} if survey.label[Lang.EN] == "Slack export" else set()
            assert certain <= missing | perhaps
            assert missing <= certain | perhaps


def test_nothing_was_left_out_of_the_input(survey: Survey) -> None:
    assert survey.faults == ()
    assert survey.groups == 300


def test_no_message_text_reaches_the_survey(survey: Survey) -> None:
    from local.company import lines

    shown = repr(survey._replace(counts=()))
    texts = [*lines.CHATTER, *lines.ANNOUNCED, *lines.URGENT, *lines.ROBOT_LINES]
    assert not [text for text in texts if text in shown]


def test_everybody_gets_at_most_one_message_a_day_and_in_working_hours(survey: Survey) -> None:
    days = [(digest.recipient, digest.send_at.date()) for digest in survey.digests]
    assert len(days) == len(set(days))
    assert {f"{digest.send_at:%H:%M}" for digest in survey.digests} <= {"10:20", "14:40"}
    assert all(digest.send_at > survey.now for digest in survey.digests)


def test_no_message_says_who_posted_at_night(survey: Survey) -> None:
    for digest in survey.digests:
        card = survey.write(digest)
        for item, block in zip(digest.items, card.blocks, strict=True):
            senders = {id_of(one["id"]) for one in item.row.judgement.evidence.get("senders", ())}
            said = " ".join((card.heading, block.title, block.body, block.draft or ""))
            assert not [sender for sender in senders if sender in said]

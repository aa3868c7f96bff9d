"""Owners and admins as findings: what makes one new, which text fits, and how a guess is worded."""

from typing import Any

import pytest

from shared.core.checks import incomplete_announcement, missing_admin, missing_owner
from shared.core.checks.base import Telling
from shared.core.findings.survey import Row
from shared.core.judgement import Judgement
from shared.core.lang import Lang, Roles, both
from shared.core.message.wording import render
from shared.core.model import Announcement, Element, Source
from tests.core.company import NOW, SCENE, group

TELLING = Telling(SCENE, Lang.ZH, NOW.date())


def owned_by(owner: str | None, **other: Any) -> Judgement:
    (judgement,) = missing_owner.judge(group(owner=owner, **other), {}, SCENE)
    return judgement


def test_another_owner_who_is_gone_too_is_a_new_finding_and_the_same_one_is_not() -> None:
    keys = [owned_by(owner).key for owner in ("gone", "off", None, "gone")]
    assert len(set(keys)) == 3
    assert keys[0] == keys[-1]
    assert keys[0][0] == owned_by("gone").evidence["owner"]


def test_a_guessed_owner_who_is_gone_is_said_to_be_a_guess() -> None:
    one = group(owner="gone", source=Source.GUESSED)
    (judgement,) = missing_owner.judge(one, {}, SCENE)
    assert judgement.evidence["guessed"] is True
    assert missing_owner.words(one, judgement, TELLING).variant == "guessed"
    assert missing_owner.brief(judgement.evidence, Lang.ZH, SCENE.zone) == "创建人账号已停用"
    assert "guessed" not in owned_by("gone").evidence


@pytest.mark.parametrize(("owner", "text"), [("gone", "left"), ("off", "disabled"), (None, "none")])
def test_the_owners_text_says_in_which_way_they_are_missing(owner: str | None, text: str) -> None:
    assert missing_owner.words(group(owner=owner), owned_by(owner), TELLING).variant == text


@pytest.mark.parametrize(
    ("platform", "lang", "title"),
    [
        ("pigeon", Lang.ZH, "「新品推广」还没有群主，想请您看看由谁负责"),
        ("telegraph", Lang.ZH, "「新品推广」还没有局长，想请您看看由谁负责"),
        ("telegraph", Lang.EN, "“新品推广” has no postmaster yet"),
    ],
)
def test_an_owner_is_called_what_the_group_s_platform_calls_them(
    platform: str, lang: Lang, title: str
) -> None:
    roles = {"telegraph": Roles(both("局长", "postmaster"), both("报务员", "clerk"))}
    one = group(owner=None, name="新品推广")._replace(platform=platform)
    row = Row(one, missing_owner.CHECK, owned_by(None))
    assert render(row, Telling(SCENE._replace(roles=roles), lang, NOW.date())).title == title


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"owner": "wang", "admins": ()}, "none"),
        ({"owner": "wang", "admins": ("gone",)}, "gone"),
        ({"owner": "gone", "admins": ()}, "no_owner"),
        ({"owner": None, "admins": ()}, "no_owner"),
        ({"admins": ()}, "none"),
    ],
)
def test_whether_an_admin_is_asked_for_beside_an_owner_depends_on_there_being_one(
    facts: dict[str, Any], text: str
) -> None:
    one = group(**facts)
    (judgement,) = missing_admin.judge(one, {}, SCENE)
    assert missing_admin.words(one, judgement, TELLING).variant == text


def test_admins_that_nobody_shows_are_unknown() -> None:
    (judgement,) = missing_admin.judge(group(owner="wang"), {}, SCENE)
    assert judgement.reason == "not_observed"


@pytest.mark.parametrize(
    ("announcement", "reason"),
    [
        (Announcement("r1", 0, readable=False), "unreadable"),
        (Announcement("", 0), "no_announcement"),
        (
            Announcement("r1", 9, frozenset(Element) - {Element.CONTACT}, frozenset({Element.CONTACT})),
            "contact_unclear",
        ),
        (Announcement("r1", 9, frozenset(Element)), ""),
    ],
)
def test_what_cannot_be_read_in_an_announcement_is_never_missing(
    announcement: Announcement, reason: str
) -> None:
    (judgement,) = incomplete_announcement.judge(group(announcement=announcement), {}, SCENE)
    assert judgement.reason == reason

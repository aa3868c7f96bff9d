"""What is claimed of a platform is exercised, and what is not claimed does not happen: one comparison of two sets."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.adapters.im.kit.vendor import Vendor
from shared.app.ports.im import Never
from shared.core.checks.catalogue import CHECKS
from shared.core.claims import CLAIMS, CONNECTS, SEES, Because
from shared.core.findings.judge import Plan, inspect
from shared.core.judgement import Outcome
from shared.core.lang import Lang
from shared.core.model import Fact, Group
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from tests.contract.recording import Recorded, connected, recording_of
from tests.core.company import SCENE
from tests.platforms import EVERY, TRIED

KNOWS = ("name", "employment", "department", "holder")
SIGNALS = {"Heard": "hears.posts", "Changed": "hears.changes"}


def shown(vendor: Vendor) -> Iterator[str]:
    """What the scenes of its recording show."""
    recording = recording_of(vendor)
    im = connected(vendor, recording, Recorded(recording, {}))
    yield CONNECTS
    if im.sending is not None and not isinstance(im.sending.proof, Never):
        yield "proof"
    for scene in recording.scenes:
        if not scene.raises:
            yield from _shown_by(scene.do, scene.comes_to)


def _shown_by(do: str, comes_to: Any) -> Iterator[str]:
    if do == "list":
        yield from ("lists" for _ in comes_to)
    if do in {"list", "detail"}:
        groups = comes_to if do == "list" else [comes_to]
        yield from (f"{SEES}{fact}" for group in groups for fact in group if fact != "id")
    elif do == "announcement":
        yield from (f"{SEES}announcement" for _ in comes_to.get("text", ""))
    elif do == "life":
        yield f"{SEES}activity"
    elif do == "directory":
        yield from (f"knows.{fact}" for one in comes_to["people"] for fact in KNOWS if fact in one)
        yield from ("knows.head" for one in comes_to.get("departments", ()) if "head" in one)
    elif do == "hook":
        yield from (SIGNALS[one["is"]] for one in comes_to.get("signals", ()))
        yield from ("answers" for name in comes_to if name == "press")
    else:
        yield {"send": "sends", "edit": "edits", "login": "login"}[do]


@pytest.mark.parametrize("vendor", TRIED, ids=lambda vendor: vendor.id)
def test_what_is_shown_is_what_is_claimed_and_nothing_else(vendor: Vendor) -> None:
    """The day on which a vendor shows more, this fails, and its limit is taken out."""
    assert set(shown(vendor)) == CLAIMS.keys() - vendor.limits().keys()


@pytest.mark.parametrize("vendor", EVERY, ids=lambda vendor: vendor.id)
def test_a_limit_is_about_something_that_can_be_claimed_and_says_why_in_both_languages(
    vendor: Vendor,
) -> None:
    for claim, limit in vendor.limits().items():
        assert claim in CLAIMS
        assert all(limit.why[lang].strip() for lang in Lang)
        assert limit.page == "" or limit.page.startswith("https://")
        assert limit.page or claim == CONNECTS or limit.because is Because.OURS


@pytest.mark.parametrize(
    "vendor", [one for one in TRIED if one.ids.by_administrator], ids=lambda vendor: vendor.id
)
def test_where_the_administrator_gives_ids_another_name_is_another_holder(vendor: Vendor) -> None:
    """Nothing else tells that an id was given to somebody else: DESIGN section 10, Holders."""
    people = [one for scene in recording_of(vendor).of("directory") for one in scene.comes_to["people"]]
    assert people
    assert all(one.get("holder") == one.get("name") for one in people)


@pytest.mark.parametrize("vendor", EVERY, ids=lambda vendor: vendor.id)
def test_a_platform_that_is_not_connected_says_so_and_need_not_say_more(vendor: Vendor) -> None:
    assert (vendor.connect is None) == (set(vendor.limits()) == {CONNECTS})


@pytest.mark.parametrize("vendor", TRIED, ids=lambda vendor: vendor.id)
def test_what_a_platform_does_not_show_is_unknown_to_every_check_that_needs_it(vendor: Vendor) -> None:
    limited = {claim.removeprefix(SEES) for claim in vendor.limits() if claim.startswith(SEES)}
    scene, policy = SCENE, default_policy(ALL)
    group = Group(vendor.id, "g1", name=Fact("市场部-新品推广组", scene.now))
    blind = tuple(
        Plan(check, policy.checks[check.id].settings)
        for check in CHECKS
        if not limited.isdisjoint(check.needs)
    )
    rows = {check.id: row for _, check, found in inspect((group,), blind, scene) for row in found}
    assert rows.keys() == {plan.check.id for plan in blind}
    assert {row.outcome for row in rows.values()} <= {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}


def test_some_platform_lacks_what_a_check_needs_so_that_the_test_before_means_something() -> None:
    needed = {f"{SEES}{fact}" for check in CHECKS for fact in check.needs}
    assert any(not needed.isdisjoint(vendor.limits()) for vendor in TRIED)

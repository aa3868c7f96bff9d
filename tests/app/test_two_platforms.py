"""One company on the pigeon post and WeCom: what is foreseen, what a dry run says and what is sent, by person and by account."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.app.inbound.absorb import Message, absorb
from shared.app.ports.ports import FactSet
from shared.app.preview import Wish, preview
from shared.app.scene.company import by_account, every_file
from shared.core.account import platform_of
from shared.core.lang import Lang, both
from shared.core.message.leaving import plain
from shared.core.model import (
    NOBODY_REGISTERED,
    Department,
    Employment,
    Fact,
    Group,
    Person,
    Post,
    PostKind,
    Profile,
    Status,
)
from shared.core.model import Company as Directory
from shared.core.outbox import State
from shared.core.policy.values import DepartmentRule
from shared.core.reports.json_lines import message_lines
from shared.core.signals import Heard
from tests.app.business import EARLY, NOTICE, in_business
from tests.app.company import FULL, speaking_policy
from tests.fakes.im import FakeIM
from tests.support import NoProgress

Json = dict[str, Any]
BOTH = ("wecom:wangfang", "pigeon:ou_1")
THURSDAY = 14


class Spread:
    """A company whose groups lie on two platforms; `joined` are one person's accounts."""

    def __init__(
        self, *joined: str, reach: tuple[str, ...] = (), checks: tuple[str, ...] = (NOTICE, "missing_owner")
    ) -> None:
        self.company = in_business(*checks, policy=speaking_policy(*checks, reach=reach))
        self.ims = {on: FakeIM(self.company.world.clock, platform=on) for on in ("pigeon", "wecom")}
        self.company.world = self.company.world.but(
            ims=lambda: {on: im.connected() for on, im in self.ims.items()}
        )
        if joined:
            people = [Person(joined, "王芳")]
            self.company.world.ledger.people.publish("v1", people, EARLY, NOBODY_REGISTERED)

    def has(self, account: str, name: str, employment: Employment = Employment.ACTIVE) -> None:
        on, _, identity = account.partition(":")
        self.ims[on].people[identity] = Profile(account, name, "市场部", employment=employment)

    def add(self, on: str, identity: str, owner: str | None, **facts: Any) -> None:
        """A group without an announcement."""
        now = self.company.now
        given: Json = {"name": f"市场部-推广组{identity}", "owner": owner, "admins": (), "external": False}
        given |= {"size": 8, "status": Status.ACTIVE} | facts
        known: Json = {fact: Fact(value, now) for fact, value in given.items()}
        self.ims[on].groups[identity] = Group(on, identity, **known)

    def due(self) -> None:
        """Collected, inspected, and Thursday morning."""
        self.company.collect()
        self.company.inspect()
        self.company.at(THURSDAY, 10, 20)

    def foreseen(self) -> list[Json]:
        """The preview of what the company remembers."""
        ports = self.company.world.ports
        ledger = ports.ledger()
        version = ledger.people.version()
        facts = FactSet(
            label=both("资料文件夹", "facts folder"),
            company=Directory(
                profiles={one.account: one for im in self.ims.values() for one in im.people.values()},
                people=by_account(ledger.people.people(version)),
                people_version=version,
                departments=tuple(one for im in self.ims.values() for one in im.departments),
            ),
            groups=tuple(file.group for on in self.ims for file in every_file(ledger, on)),
            posts=None,
            faults=[],
            lost=set(),
        )
        wish = Wish(self.company.now, 1, Lang.ZH)
        checks = {NOTICE, "missing_owner"}
        wish = wish._replace(checks=tuple(check for check in wish.checks if check.id in checks))
        return list(
            map(json.loads, message_lines(preview(facts, ports.policy(), ports.world(), wish, NoProgress())))
        )

    def foretold(self) -> list[Json]:
        lines: list[Json] = self.company.nudge(dry_run=True, messages=True).get("messages", [])
        return lines

    def told(self) -> dict[str, str]:
        """Whom each platform has brought a message to, and what it greets them with."""
        return {
            f"{on}:{one.to}": str(one.card[4]).splitlines()[0]  # type: ignore[index]
            for on, im in self.ims.items()
            for one in im.inbox
        }


def one_of_two(reach: tuple[str, ...] = ()) -> Spread:
    """王芳 has both accounts and a group on each platform."""
    spread = Spread(*BOTH, reach=reach)
    spread.has("wecom:wangfang", "王芳")
    spread.has("pigeon:ou_1", "Fang Wang")
    spread.add("pigeon", "oc_1", "pigeon:ou_1")
    spread.add("wecom", "wr_1", "wecom:wangfang")
    return spread


@pytest.mark.parametrize(("reach", "to"), [((), "pigeon:ou_1"), (("wecom",), "wecom:wangfang")])
def test_one_person_is_foreseen_foretold_and_sent_the_same_one_message_at_the_same_account(
    reach: tuple[str, ...], to: str
) -> None:
    spread = one_of_two(reach)
    spread.company.collect()
    spread.company.inspect()
    (foreseen,) = spread.foreseen()
    spread.company.at(THURSDAY, 10, 20)
    assert spread.foretold() == [foreseen]
    assert (foreseen["account"], foreseen["person"], len(foreseen["shown"])) == (to, "wecom:wangfang", 2)
    spread.company.nudge()
    outbox = spread.company.world.ledger.outbox
    rows = {account: outbox.since(account, EARLY.date()) for account in BOTH}
    (sent,) = rows[to]
    assert sent.card is not None
    assert plain(sent.card) == foreseen["text"]
    (other,) = set(BOTH) - {to}
    assert [row.state for row in rows[other]] == [State.TAKEN]
    assert sum(len(im.inbox) for im in spread.ims.values()) == 1


def test_one_bare_id_on_two_platforms_is_two_people_each_greeted_by_their_own_name() -> None:
    spread = Spread()
    for on, name in (("pigeon", "王芳"), ("wecom", "王强")):
        spread.has(f"{on}:wang", name)
        spread.add(on, "g", f"{on}:wang")
    spread.due()
    lines = spread.foretold()
    assert {line["account"]: line["person"] for line in lines} == {
        "pigeon:wang": "pigeon:wang",
        "wecom:wang": "wecom:wang",
    }
    spread.company.nudge()
    assert spread.told() == {"pigeon:wang": "王芳，您好。", "wecom:wang": "王强，您好。"}


@pytest.mark.parametrize("off", BOTH)
def test_whoever_left_one_platform_is_told_of_it_all_on_the_other(off: str) -> None:
    spread = one_of_two()
    spread.has(off, "王芳", Employment.LEFT)
    spread.due()
    (line,) = spread.foretold()
    (there,) = set(BOTH) - {off}
    assert (line["account"], len(line["shown"])) == (there, 2)
    spread.company.nudge()
    assert list(spread.told()) == [there]


def of_one_name(policy_head: str | None = None) -> Spread:
    """财务部 exists on both platforms, each with a head of its own; its groups have no owner."""
    spread = Spread(checks=("missing_owner",))
    if policy_head is not None:
        policy = spread.company.world.ports.policy()
        rule = DepartmentRule("财务部", (), policy_head, None, None, None)
        spread.company.world = spread.company.world.but(policy=lambda: policy._replace(departments=(rule,)))
    for on, im in spread.ims.items():
        im.departments = (Department("财务部", head=f"{on}:head", platform=on),)
        spread.has(f"{on}:head", "陈立")
        spread.add(on, "g", None, name="财务部-报销")
        # A directory is asked about people, and says of which departments they are.
        spread.has(f"{on}:clerk", "周杰")
        spread.add(on, "mended", f"{on}:clerk")
        im.texts["mended"] = FULL
    spread.due()
    return spread


def test_of_two_departments_of_one_name_each_head_is_told_of_their_own_platform_s_groups_alone() -> None:
    assert {
        line["account"]: [one["group"] for one in line["shown"]] for line in of_one_name().foretold()
    } == {
        "pigeon:head": ["pigeon:g"],
        "wecom:head": ["wecom:g"],
    }


def test_a_head_whom_the_policy_names_by_account_is_told_of_every_platform_s_groups() -> None:
    (line,) = of_one_name("wecom:head").foretold()
    assert (line["account"], line["why_this_person"]) == ("wecom:head", "head")
    assert [one["group"] for one in line["shown"]] == ["pigeon:g", "wecom:g"]


def test_posts_at_night_are_counted_under_the_account_that_posted_whoever_has_it() -> None:
    spread = one_of_two()
    spread.due()
    spread.company.at(THURSDAY, 23)
    late = datetime(2026, 5, THURSDAY, 14, 40, tzinfo=UTC)
    posts = [
        Post("pigeon:oc_1", "pigeon:ou_1", late.timestamp(), PostKind.HUMAN),
        Post("wecom:wr_1", "wecom:wangfang", late.timestamp(), PostKind.HUMAN),
        Post("wecom:wr_1", "wecom:ou_1", late.timestamp(), PostKind.HUMAN),
    ]
    messages = [
        Message(post.sender or "", {"platform": platform_of(post.group), **Heard(post, "om_1").to_queue()})
        for post in posts
    ]
    assert absorb(messages, spread.company.world.ports) == []
    kept = spread.company.world.ledger.quiet.posts([late.date()])
    assert {(post.group, post.sender) for post in kept} == {(post.group, post.sender) for post in posts}

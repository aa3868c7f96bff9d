"""People of the made-up company file what no app can see, on the real pages, as their browsers would."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytest

from local.company.unseen import PHONE, PLANTED, Story, UnseenGroup, unseen_groups
from local.company.weeks import ZONE
from local.demo.browser import Browser, PageFailed
from local.demo.filers import Filers
from local.demo.fortnight import CHECKS
from local.demo.kept import search
from local.demo.review import Reviewer
from local.demo.silence import Silence
from local.demo.stage import START, Stage, put_in_force
from local.desk.front import Front
from local.desk.server import Desk
from local.im.clock import Clock
from local.platforms import PLATFORMS, UNSEEN
from shared.core.declaration import identity
from shared.core.filed import Filing
from tests.browser.product import Product
from tests.support_simulated import simulated

DAYS = (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9))


class Town(NamedTuple):
    stage: Stage
    product: Product
    filers: Filers
    silence: Silence

    def at(self, day: date, wall: time) -> None:
        self.stage.set_clock(datetime.combine(day, wall, ZONE))

    def filing(self, group: UnseenGroup) -> Filing | None:
        key = f"{group.platform}:{identity(group.platform, group.name)}"
        file = self.product.ports.ledger().inventory.get(key)
        return file.filed if file else None

    def of(self, *stories: Story) -> list[UnseenGroup]:
        return [group for group in self.filers.groups if group.story in stories]

    def account(self, person: str) -> str:
        return self.stage.simulators[0].company.tenant.account(person)

    def browser(self, person: str) -> Browser:
        assert self.stage.front is not None
        return Browser(self.stage.front.url, self.stage.simulators, person)


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    clock = Clock()
    clock.set(START)
    with simulated(PLATFORMS[0], clock) as running:
        product = Product(running.simulator)
        with Desk((running,), product) as desk, Front(product.gateway) as front:
            groups = unseen_groups(running.simulator.company, UNSEEN)
            filers = Filers(front.url, [running.simulator], groups, DAYS)
            silence = Silence([running.simulator], groups)
            yield _lived(Town(Stage((running,), desk, product, front), product, filers, silence))
        product.stop()


def _lived(town: Town) -> Town:
    put_in_force(town.stage)
    town.product.run("collect")
    town.product.run("inspect")
    reviewer = Reviewer([town.stage.simulators[0].company], town.product)
    for check in CHECKS:
        reviewer.look(check)
    reviewer.release()
    for day in DAYS:
        town.at(day, time(11))
        town.filers.come(day)
    return town


def test_what_each_owner_filed_is_theirs_on_record(town: Town) -> None:
    for group in town.of(Story.ALONE, Story.LISTED, Story.TALKATIVE, Story.SHARED, Story.MISTAKEN):
        filing = town.filing(group)
        assert filing is not None
        assert (filing.owner, filing.is_own) == (town.account(group.owner_id), True)
        assert filing.group.external is not None
        assert filing.group.external.value is group.external


def test_what_nobody_files_is_not_known(town: Town) -> None:
    assert town.of(Story.NEVER)
    assert {town.filing(group) for group in town.of(Story.NEVER)} == {None}


def test_the_product_counts_what_was_filed_and_who_said_that_these_are_all(town: Town) -> None:
    owners = {group.owner_id for group in town.filers.filed.values()}
    lists = {group.owner_id for group in town.of(Story.LISTED)}
    number = len(town.filers.filed)
    assert town.product.operate("coverage")["filed"] == {
        "groups": number,
        "by_owners": number,
        "owners": len(owners),
        "confirmed": len(lists),
    }


def test_it_takes_several_days(town: Town) -> None:
    assert town.filers.visits > len({group.owner_id for group in town.filers.filed.values()})
    dated = Counter(
        filing.at.date() for group in town.filers.filed.values() if (filing := town.filing(group))
    )
    assert len(dated) > 1


def test_some_of_what_a_page_advises_is_done_at_once(town: Town) -> None:
    named = {
        group.name: filing.group.name
        for group in town.of(Story.ALONE)
        if (filing := town.filing(group)) is not None
    }
    assert [name for name, fact in named.items() if fact is not None and fact.value != name]


def test_nothing_of_a_pasted_announcement_is_kept_and_the_names_are(town: Town) -> None:
    pieces = list(town.product.kept())
    assert search(pieces, PLANTED).found == ()
    assert set(search(pieces, [group.name for group in town.of(Story.LISTED)]).found) == {"table"}


def test_somebody_who_left_comes_no_further_than_the_login(town: Town) -> None:
    gone = next(one for one in town.stage.simulators[0].company.people if one.state == "left")
    with town.browser(gone.id) as browser, pytest.raises(PageFailed, match="has no link"):
        browser.open().link("＋ 登记一个群")


def test_a_page_that_has_no_such_form_or_link_is_said(town: Town) -> None:
    with town.browser(town.of(Story.ALONE)[0].owner_id) as browser:
        home = browser.open()
        with pytest.raises(PageFailed, match="has no form for /pages/nowhere"):
            home.form("/pages/nowhere")
        with pytest.raises(PageFailed, match="has no link"):
            home.link("没有登记过的群")
        with pytest.raises(PageFailed, match="/pages/confirm: the page does not ask for colour"):
            browser.send(home.form("/pages/confirm"), colour="red")


def test_a_word_that_is_kept_after_all_is_found_where_it_stands(town: Town) -> None:
    town.product.ports.log.event("leaked", text=f"电话 {PHONE}")
    assert search(town.product.kept(), PLANTED).found == ("logs",)


def test_a_message_about_what_was_filed_is_noticed(town: Town) -> None:
    """Long after what the page promised, the product reminds of a duty; until then nobody hears of any of these groups."""
    town.silence.look()
    assert town.silence.broken == []
    day = DAYS[-1]
    while not town.silence.broken and day < DAYS[-1] + timedelta(days=30):
        day += timedelta(days=1)
        for wall, function in ((time(9), "inspect"), (time(10, 20), "nudge")):
            town.at(day, wall)
            town.product.run(function)
        town.silence.look()
    assert town.silence.broken
    assert day > date(2026, 10, 12)

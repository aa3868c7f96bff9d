"""How the company's people file what no app can see: on the product's own pages, over several days, or never."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from local.company.dice import Dice
from local.company.unseen import PHONE, Story, UnseenGroup
from local.demo.browser import Browser, Screen
from local.im.simulator import Simulator

Groups = Sequence[UnseenGroup]


class Visit(NamedTuple):
    """Somebody opens the pages, does what they came for, and goes."""

    day: int
    """Of the days on which anybody does."""
    person: str
    does: Callable[[Browser], tuple[UnseenGroup, ...]]
    """What is theirs on record afterwards."""


class Filers:
    def __init__(
        self, home: str, simulators: Sequence[Simulator], groups: Groups, days: Sequence[date]
    ) -> None:
        """`home`: where 「我的群」 is. `days`: when somebody opens it."""
        self._home, self._simulators, self._days = home, simulators, days
        self._visits = sorted(_visits(groups, len(days)), key=lambda visit: visit.day)
        self.groups = tuple(groups)
        self.filed: dict[str, UnseenGroup] = {}
        """By name: what its owner said is theirs."""
        self.visits = 0

    def come(self, today: date) -> None:
        """Everybody who opens the pages on this day. Raises PageFailed."""
        for visit in self._visits:
            if self._days[visit.day] == today:
                with Browser(self._home, self._simulators, visit.person) as browser:
                    self.filed |= {group.name: group for group in visit.does(browser)}
                self.visits += 1


def _visits(groups: Groups, days: int) -> Iterator[Visit]:
    """Whoever owns several comes once for all of them."""
    theirs: dict[tuple[str, Story], list[UnseenGroup]] = {}
    for group in groups:
        theirs.setdefault((group.owner_id, group.story), []).append(group)
    for (owner, story), its in theirs.items():
        if story in _STORIES:
            yield from _STORIES[story](owner, its, Dice("filers", its[0].name).below(days - 1))


def _alone(owner: str, groups: Groups, day: int) -> Iterator[Visit]:
    yield Visit(day, owner, lambda browser: tuple(_file(browser, group) for group in groups))


def _listed(owner: str, groups: Groups, day: int) -> Iterator[Visit]:
    yield Visit(day, owner, lambda browser: _list(browser, groups))


def _shared(owner: str, groups: Groups, day: int) -> Iterator[Visit]:
    yield from _alone(owner, groups, day)
    yield Visit(day + 1, groups[0].colleague_id, lambda browser: _ask_for_known(browser, groups[0]))


def _mistaken(owner: str, groups: Groups, _: int) -> Iterator[Visit]:
    (group,) = groups
    yield Visit(0, group.colleague_id, lambda browser: (_file(browser, group),))
    yield Visit(1, group.colleague_id, lambda browser: _give_up(browser, group))
    yield Visit(2, owner, lambda browser: (_take(browser, group),))


def _talkative(owner: str, groups: Groups, day: int) -> Iterator[Visit]:
    yield Visit(day, owner, lambda browser: (_talk(browser, groups[0]),))


_STORIES = {
    Story.ALONE: _alone,
    Story.LISTED: _listed,
    Story.SHARED: _shared,
    Story.MISTAKEN: _mistaken,
    Story.TALKATIVE: _talkative,
}


def _filled(browser: Browser, group: UnseenGroup, **said: str) -> Screen:
    form = browser.open("/pages/file").form("/pages/file")
    known = {"platform": group.platform, "name": group.name, "external": "yes" if group.external else "no"}
    return browser.send(form, **known | {"announcement": "yes" if group.notice else "no"} | said)


def _file(browser: Browser, group: UnseenGroup) -> UnseenGroup:
    """Of what the page advises, some is done at once."""
    screen = _filled(browser, group).says(f"已登记「{group.name}」")
    advised = [form for form in screen.forms if form.fields.get("act") == "done"]
    if advised and Dice("advised", group.name).chance(0.5):
        browser.send(advised[0]).says("好的，已记下")
    return group


def _list(browser: Browser, groups: Groups) -> tuple[UnseenGroup, ...]:
    """Pastes them, ticks those with people from outside, and says that these are all."""
    form = browser.open("/pages/many").form("/pages/many", step="look")
    names = "\n".join(group.name for group in groups)
    found = browser.send(form, platform=groups[0].platform, names=names).form("/pages/many", step="file")
    outside = {group.name for group in groups if group.external}
    ticked = {
        name.replace("name-", "outside-"): "yes"
        for name, value in found.fields.items()
        if name.startswith("name-") and value in outside
    }
    browser.send(found, **ticked).says(f"已登记 {len(groups)} 个群")
    browser.send(browser.open().form("/pages/confirm")).says("好的，已记下")
    return tuple(groups)


def _ask_for_known(browser: Browser, group: UnseenGroup) -> tuple[UnseenGroup, ...]:
    """「是，群主是…」 leads back to one's own groups, and files nothing."""
    _filled(browser, group).says("是同一个群吗")
    browser.open()
    return ()


def _give_up(browser: Browser, group: UnseenGroup) -> tuple[UnseenGroup, ...]:
    page = browser.open(browser.open().link(group.name))
    browser.send(page.form("/pages/group", act="give_up")).says("已从您的列表移走")
    return ()


def _take(browser: Browser, group: UnseenGroup) -> UnseenGroup:
    asked = _filled(browser, group).says("现在没有登记群主")
    browser.send(asked.form("/pages/file", take="yes")).says(f"已登记「{group.name}」")
    return group


def _talk(browser: Browser, group: UnseenGroup) -> UnseenGroup:
    """The number is refused where a few words are asked for; in an announcement it is read past, and nothing of it is kept."""
    _filled(browser, group, purpose=f"找我 {PHONE}").says("这里有手机号或证件号")
    _filled(browser, group, text=group.notice).says(f"已登记「{group.name}」")
    return group

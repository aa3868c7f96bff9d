"""How the company's owners take a message: some mend at once, some later, some explain, some press too soon, some do nothing."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from local.company.dice import Dice
from local.company.model import WorkGroup
from local.demo.letters import Letters, Told
from local.im.acts import Acts
from local.im.simulator import Simulator
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.core.account import id_of, platform_of
from shared.core.lang import Lang

_FIXED_NOTICE = "目的：{use}相关工作的协同与进度同步｜功能：进度同步、问题反馈、资料共享｜成员：{unit}及相关同事｜约定：围绕工作、简明扼要，22:00–8:00 非紧急不发，不发涉密及客户信息｜群主：{owner}"


_LABELS = {deed.id: deed.label[Lang.ZH] for deed in DEEDS}
"""People press what they read; the cards of the demonstration are in Chinese."""
_AT_ONCE = 2
"""Buttons that are pressed at the same moment."""


class Temper(StrEnum):
    PROMPT = "prompt"
    """Mends it within hours and presses 已处理."""
    QUIET = "quiet"
    """Mends it within hours and says nothing."""
    SLOW = "slow"
    """Needs the reminder."""
    EXPLAINING = "explaining"
    """Presses 说明情况."""
    HASTY = "hasty"
    """Presses 已处理 without having done anything."""
    SILENT = "silent"


_TEMPERS = (
    (Temper.PROMPT, 0.22),
    (Temper.QUIET, 0.24),
    (Temper.SLOW, 0.26),
    (Temper.EXPLAINING, 0.10),
    (Temper.HASTY, 0.05),
)
"""Shares; the rest is silent."""


class Deed(NamedTuple):
    """What somebody did about one finding."""

    told: Told
    day: date
    what: str
    """`fixed`, or the button: `done`, `explain` or `keep`."""
    toast: str = ""


class Owners:
    def __init__(self, simulators: Sequence[Simulator], letters: Letters) -> None:
        self._simulators = {each.platform: each for each in simulators}
        self._letters = letters
        self._groups = {
            each.company.tenant.key(group.id): group for each in simulators for group in each.company.groups
        }
        self._has_kept = False
        self.deeds: list[Deed] = []

    def react(self, today: date) -> int:
        """Everybody takes what reached them since the last time; how many buttons were pressed."""
        presses = [
            (told, action)
            for told in self._letters.fresh()
            if (action := self._take(told, today)) is not None
        ]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            done = list(pool.map(lambda press: self._press(press[0], press[1], today), presses))
        self.deeds += [deed for deed in done if deed]
        return len(presses)

    def _take(self, told: Told, today: date) -> str | None:
        """Mends it or does not; which button is to be pressed."""
        if self._keeps(told):
            return "keep"
        temper = _temper(told)
        if temper is Temper.EXPLAINING or temper is Temper.HASTY:
            action = "done" if temper is Temper.HASTY else "explain"
            return None if told.reminder else action
        if temper is Temper.SILENT or (temper is Temper.SLOW and not told.reminder):
            return None
        if self._mend(told):
            self.deeds.append(Deed(told, today, "fixed"))
        return None if temper is Temper.QUIET else "done"

    def _keeps(self, told: Told) -> bool:
        """One owner of a quiet group, who would have done nothing, still needs it for a while."""
        if self._has_kept or told.check != "inactive_group" or _temper(told) is not Temper.SILENT:
            return False
        group = self._simulators[platform_of(told.group)].group(id_of(told.group))
        self._has_kept = group.owner == told.person
        return self._has_kept

    def _press(self, told: Told, action: str, today: date) -> Deed | None:
        """None where the button is not on the card any more."""
        place = self._button(told, action)
        if place is None:
            return None
        flash = self._simulators[told.platform].press(told.person, told.message, place)
        return Deed(told, today, action, flash.toast.content if flash.toast else "")

    def _button(self, told: Told, action: str) -> int | None:
        """Its place: of those that say this, the one that is about this case."""
        inbox = self._simulators[told.platform].inbox(told.person)
        letter = next(each for each in inbox if each.id == told.message)
        places = (
            place
            for place, button in enumerate(letter.buttons)
            if button.text == _LABELS[action] and told.case in button.sends
        )
        return next(places, None)

    def _mend(self, told: Told) -> bool:
        """On the group's platform, by hand; False where there is nothing to be mended there."""
        simulator = self._simulators[platform_of(told.group)]
        mend = _MENDS.get(told.check)
        if mend is None:
            return False
        mend(simulator.acts, told, simulator.person(told.person).name, self._groups[told.group])
        return True


def _announce(acts: Acts, told: Told, name: str, group: WorkGroup) -> None:
    text = _FIXED_NOTICE.format(use=group.use, unit=group.unit, owner=name)
    acts.announce(id_of(told.group), text, told.person)


def _rename(acts: Acts, told: Told, _: str, group: WorkGroup) -> None:
    proposed = told.draft.replace("〔用途〕", group.use)
    acts.rename(id_of(told.group), proposed or f"{group.unit}-{group.use}群", told.person)


def _speak(acts: Acts, told: Told, *_: object) -> None:
    acts.post(told.person, id_of(told.group), "这个群还要用，后面的进展继续发在这里")


def _take_over(acts: Acts, told: Told, *_: object) -> None:
    acts.transfer(id_of(told.group), told.person, told.person)


_MENDS: Mapping[str, Callable[[Acts, Told, str, WorkGroup], None]] = {
    "missing_announcement": _announce,
    "group_name": _rename,
    "inactive_group": _speak,
    "missing_owner": _take_over,
}


def _temper(told: Told) -> Temper:
    """Of this person about this group: the same in every demonstration."""
    roll = Dice("owners", told.person, id_of(told.group), told.check).roll()
    for temper, share in _TEMPERS:
        if roll < share:
            return temper
        roll -= share
    return Temper.SILENT

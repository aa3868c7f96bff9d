"""How the company's owners take a message: some mend at once, some later, some explain, some press too soon, some do nothing."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from local.company.dice import Dice
from local.demo.letters import Letters, Told
from local.feishu.acts import Acts
from local.feishu.cards import buttons
from local.feishu.simulator import Simulator

_FIXED_NOTICE = "目的：{use}相关工作的协同与进度同步｜功能：进度同步、问题反馈、资料共享｜成员：{unit}及相关同事｜约定：围绕工作、简明扼要，22:00–8:00 非紧急不发，不发涉密及客户信息｜群主：{owner}"


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
    """`fixed`, or the button: `done` or `explain`."""
    toast: str = ""


class Owners:
    def __init__(self, simulator: Simulator, letters: Letters) -> None:
        self._simulator = simulator
        self._letters = letters
        self._groups = {f"oc_{group.id}": group for group in simulator.company.groups}
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
        temper = _temper(told)
        if temper is Temper.EXPLAINING or temper is Temper.HASTY:
            action = "done" if temper is Temper.HASTY else "explain"
            return None if told.reminder else action
        if temper is Temper.SILENT or (temper is Temper.SLOW and not told.reminder):
            return None
        if self._mend(told):
            self.deeds.append(Deed(told, today, "fixed"))
        return None if temper is Temper.QUIET else "done"

    def _press(self, told: Told, action: str, today: date) -> Deed | None:
        """None where the button is not on the card any more."""
        place = self._button(told, action)
        if place is None:
            return None
        user = self._simulator.acts.user(told.person)
        seen = self._simulator.presses.press(user, told.message, place)
        return Deed(told, today, action, (seen.get("toast") or {}).get("content", ""))

    def _button(self, told: Told, action: str) -> int | None:
        card = json.loads(self._simulator.world.messages[told.message].content)
        sent = [(button["value"].get("case"), button["value"].get("deed")) for button in buttons(card)]
        return sent.index((told.case, action)) if (told.case, action) in sent else None

    def _mend(self, told: Told) -> bool:
        """In Feishu, by hand; False where there is nothing to be mended there."""
        acts, group = self._simulator.acts, self._groups[told.group]
        mend = _MENDS.get(told.check)
        if mend is None:
            return False
        mend(acts, told, group.use, group.unit)
        return True


def _announce(acts: Acts, told: Told, use: str, unit: str) -> None:
    owner = acts.user(told.person).name
    acts.announce(told.group, _FIXED_NOTICE.format(use=use, unit=unit, owner=owner), told.person)


def _rename(acts: Acts, told: Told, use: str, unit: str) -> None:
    acts.rename(told.group, told.draft.replace("〔用途〕", use) or f"{unit}-{use}群", told.person)


def _speak(acts: Acts, told: Told, use: str, unit: str) -> None:  # noqa: ARG001 - every mend has the same shape
    acts.post(told.person, told.group, "这个群还要用，后面的进展继续发在这里")


def _take_over(acts: Acts, told: Told, use: str, unit: str) -> None:  # noqa: ARG001 - same
    acts.transfer(told.group, told.person, told.person)


_MENDS = {
    "missing_announcement": _announce,
    "group_name": _rename,
    "inactive_group": _speak,
    "missing_owner": _take_over,
}


def _temper(told: Told) -> Temper:
    """Of this person about this group: the same in every demonstration."""
    roll = Dice("owners", told.person, told.group, told.check).roll()
    for temper, share in _TEMPERS:
        if roll < share:
            return temper
        roll -= share
    return Temper.SILENT

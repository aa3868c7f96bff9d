"""Mistakes that somebody could make about who looks after a group, planted like those of `bugs`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from shared.app.ports.ports import Ports
from shared.core.case import GroupFile
from shared.core.filed import Filing, joined
from shared.core.handover import Handover, Reply, Way
from tests.faults.bugs import Changed, with_part
from tests.faults.harness import Bug, Play


def _with_inventory(ports: Ports, part: Changed) -> Ports:
    return with_part(ports, "inventory", part)


class _Forced(Changed):
    """Writes over whatever is there."""

    def __init__(self, part: Any, play: Play) -> None:
        super().__init__(part)
        self.below = play.ledger.inventory

    def _force(self, filing: Filing) -> bool:
        file = self.below.get(filing.group.key)
        return self.below.move_filing(filing, file.filed if file else None)


class _AnybodyFiles(_Forced):
    def put_filing(self, filing: Filing, by: Sequence[str] = (), *, over: Handover | None = None) -> bool:
        return self.real.put_filing(filing, by, over=over) or self._force(filing)


def filed_without_its_condition(ports: Ports, play: Play) -> Ports:
    return _with_inventory(ports, _AnybodyFiles(ports.ledger().inventory, play))


class _LastOneWins(_Forced):
    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        return self.real.move_filing(filing, seen) or self._force(filing)


def moved_without_comparing(ports: Ports, play: Play) -> Ports:
    return _with_inventory(ports, _LastOneWins(ports.ledger().inventory, play))


class _NeverLapses(Changed):
    def __init__(self, part: Any) -> None:
        super().__init__(part)
        self.until: dict[str, datetime] = {}

    def get(self, group: str) -> GroupFile | None:
        file: GroupFile | None = self.real.get(group)
        handover = file.filed.handover if file and file.filed else None
        if file is None or file.filed is None or handover is None or handover.reply is not None:
            return file
        self.until[group] = handover.until
        longer = handover._replace(until=handover.until + timedelta(days=30))
        return file._replace(filed=file.filed._replace(handover=longer))

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        until = self.until.get(filing.group.key)
        if seen is not None and seen.handover is not None and until and seen.handover.reply is None:
            seen = seen._replace(handover=seen.handover._replace(until=until))
        return bool(self.real.move_filing(filing, seen))


def accepted_after_it_lapsed(ports: Ports, play: Play) -> Ports:
    return _with_inventory(ports, _NeverLapses(ports.ledger().inventory))


class _AskedOnAndOn(Changed):
    """What is settled goes on being asked."""

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        if filing.handover is None and seen is not None:
            filing = filing._replace(handover=seen.handover)
        return bool(self.real.move_filing(filing, seen))


def asked_on_and_on(ports: Ports, play: Play) -> Ports:
    return _with_inventory(ports, _AskedOnAndOn(ports.ledger().inventory))


class _NobodyIsAsked(Changed):
    def get(self, group: str) -> GroupFile | None:
        file: GroupFile | None = self.real.get(group)
        if file is None or file.filed is None:
            return file
        return file._replace(filed=file.filed._replace(handover=None))


class _NoIsYes(Changed):
    """Whoever says no looks after the group beside its owner from then on."""

    def move_filing(self, filing: Filing, seen: Filing | None) -> bool:
        asked = filing.handover
        if asked is not None and asked.way is Way.JOIN and asked.reply is Reply.DECLINED:
            filing = joined(filing, asked)._replace(handover=asked)
        return bool(self.real.move_filing(filing, seen))


def beside_its_owner_without_a_yes(ports: Ports, play: Play) -> Ports:
    return _with_inventory(ports, _NoIsYes(ports.ledger().inventory))


def told_while_somebody_is_asked(ports: Ports, play: Play) -> Ports:
    """A run that tells what is due does not look at what is asked."""
    is_telling = not getattr(play, "book").doing  # noqa: B009 (a play of hands has one)
    return _with_inventory(ports, _NobodyIsAsked(ports.ledger().inventory)) if is_telling else ports


BUGS_OF_HANDS: Mapping[str, Bug] = {
    bug.__name__: bug
    for bug in (
        filed_without_its_condition,
        moved_without_comparing,
        accepted_after_it_lapsed,
        asked_on_and_on,
        beside_its_owner_without_a_yes,
        told_while_somebody_is_asked,
    )
}

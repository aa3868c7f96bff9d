"""A Slack export as a source of facts: who and what at once, the messages day file by day file."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from shared.adapters.files.faultlog import FaultLog, refuse
from shared.adapters.files.tree import Tree
from shared.adapters.im.slack.export_days import DayFile, Days
from shared.adapters.im.slack.export_workspace import (
    CHANNELS,
    USERS,
    Json,
    group_of,
    person_of,
    records,
    twice,
)
from shared.app.ports.ports import FactSet, Progress
from shared.core.account import Account, id_of
from shared.core.display import harmless
from shared.core.errors import Fault
from shared.core.lang import both
from shared.core.model import Activity, Company, Fact, Group, Profile
from shared.core.schema.node import quoted

PRIVATE = ("dms.json", "mpims.json")
"""Conversations between persons: never read."""
NOTES = ("owner_is_creator", "no_admins", "zone_is_policy")
PRIVATE_NOTE = "private_conversations_not_read"

_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_PRIVATE_FOLDER = re.compile(r"D[A-Z0-9]{8,}|mpdm-.*")
_BY_PRODUCT = re.compile(r"FC:.*|canvas.*|attachments|__.*")
"""Folders that exports have beside those of channels."""


class SlackExport:
    """Reads a tree with channels.json and users.json. `at` is when the reading happens: what facts are dated."""

    def __init__(self, tree: Tree, *, at: datetime) -> None:
        self._tree = tree
        self._at = at

    def read(self, progress: Progress) -> FactSet:
        wrong: list[Fault] = []
        users = (person_of(user) for _, user in records(self._tree, USERS, wrong))
        people = {profile.account: profile for profile in users}
        found = [(file, *record) for file in CHANNELS for record in records(self._tree, file, wrong)]
        wrong.extend(twice(found))
        if not found and not wrong:
            wrong.append(Fault(CHANNELS[0], None, "holds no channel", "Export the workspace again."))
        if wrong:
            refuse(wrong)
        return self._facts(people, [channel for _, _, channel in found], progress)

    def _facts(
        self, people: Mapping[Account, Profile], channels: Sequence[Json], progress: Progress
    ) -> FactSet:
        groups = [group_of(channel, people, self._at) for channel in channels]
        faults = list(self._tree.faults)
        owners = _folders(self._tree, groups, faults)
        seen = Fact(Activity(None, None, None), self._at)
        bots = {id_of(profile.account) for profile in people.values() if profile.bot}
        days = Days(self._tree, list(_day_files(self._tree, owners, faults)), bots, faults)
        return FactSet(
            label=both("Slack 导出", "Slack export"),
            company=Company(profiles=people),
            groups=tuple(
                group._replace(activity=seen if group.key in owners.values() else None) for group in groups
            ),
            posts=days.posts,
            faults=faults,
            lost=days.lost,
            newest=days.newest(progress),
            notes=(*NOTES, *_private_notes(self._tree), *_range_notes(groups, days.first_day)),
        )


def _folders(tree: Tree, groups: Sequence[Group], faults: list[Fault]) -> dict[str, str]:
    """Whose messages lie in which folder: `Group.key` by folder, where that is certain."""
    log = FaultLog(faults)
    names = Counter(_folder(group) for group in groups)
    there = set(tree.folders())
    owners: dict[str, str] = {}
    for group in groups:
        if names[_folder(group)] > 1:
            reason = (
                f"several channels are named {quoted(_folder(group))}: whose its messages are is not clear"
            )
            log.add(Fault(CHANNELS[0], None, reason, "Rename one of them in Slack and export again."))
        elif _folder(group) not in there:
            reason = f"channel {quoted(_folder(group))} has no folder: its messages were not exported"
            log.add(Fault(CHANNELS[0], None, reason, "Export a longer time, or all channels."))
        else:
            owners[_folder(group)] = group.key
    for folder in sorted(there - names.keys()):
        if not _is_known(folder):
            log.add(_unclaimed(folder), over_files=True)
    log.close()
    return owners


def _folder(group: Group) -> str:
    """Where its messages should lie; a channel without a name has its id as name."""
    return group.name.value if group.name else group.id


def _unclaimed(folder: str) -> Fault:
    reason = f"no channel is named {quoted(folder)}; the messages in this folder were not read"
    return Fault(harmless(folder), None, reason, "Export the workspace again, whole.")


def _is_known(folder: str) -> bool:
    return _PRIVATE_FOLDER.fullmatch(folder) is not None or _BY_PRODUCT.fullmatch(folder) is not None


_SLACK_DAYS = timedelta(days=2)
"""A file's day is that of the workspace's zone, which the export does not say."""


def _range_notes(groups: list[Group], first_day: str | None) -> tuple[str, ...]:
    """An export of a range of dates does not say so; but a channel's first day has at least its creator joining."""
    created = [group.created.value.date() for group in groups if group.created]
    if first_day is None or not created or min(created) > date.max - _SLACK_DAYS:
        return ()
    return ("export_begins_late",) if first_day > (min(created) + _SLACK_DAYS).isoformat() else ()


def _private_notes(tree: Tree) -> tuple[str, ...]:
    there = any(name in tree.files() for name in PRIVATE) or any(
        map(_PRIVATE_FOLDER.fullmatch, tree.folders())
    )
    return (PRIVATE_NOTE,) if there else ()


def _day_files(tree: Tree, owners: Mapping[str, str], faults: list[Fault]) -> Iterator[DayFile]:
    log = FaultLog(faults)
    for folder, group in owners.items():
        for name in tree.files(folder):
            if _DAY.fullmatch(name):
                yield DayFile(f"{folder}/{name}", group)
            elif not name.startswith("canvas"):
                reason = "is not named after a day; it was not read"
                log.add(Fault(harmless(f"{folder}/{name}"), None, reason, "Take it out."), over_files=True)
    log.close()

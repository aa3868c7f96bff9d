"""What the desk shows, as JSON: people with what is unread, one person's screens, one group."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.desk.subjects import Subject, Subjects
from local.im.acts import EVERY
from local.im.platform import Platform
from local.im.seen import Letter, Person, as_json
from local.im.simulator import Simulator
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang

Json = dict[str, Any]

_LATEST = 4
"""Messages of a group that are shown."""


class Views:
    """Raises KeyError for a person, platform or group that there is not."""

    def __init__(
        self,
        platforms: Sequence[Platform],
        simulators: Mapping[str, Simulator],
        subjects: Subjects,
        phone: str = "",
    ) -> None:
        """`phone`: where the product's pages can be shown in a frame; empty: nowhere."""
        self._platforms = platforms
        self._simulators = simulators
        self._subjects = subjects
        self._phone = phone

    def desk(self) -> Json:
        """Everybody; who got something lately comes first."""
        rows = [self._row(accounts) for accounts in self._colleagues().values()]
        shown = [row for row in rows if row["letters"]]
        others = [row for row in rows if not row["letters"] and row["state"] == "active"]
        shown.sort(key=lambda row: str(row["last_at"]), reverse=True)
        shown.sort(key=lambda row: row["unread"] == 0)
        first = next(iter(self._simulators.values()))
        return {
            "company": first.company.name,
            "bot": first.bot,
            "now": as_json(first.clock.moment()),
            "checks": {check.id: [check.title[lang] for lang in Lang] for check in CHECKS},
            "platforms": {each.id: [each.name[lang] for lang in Lang] for each in self._platforms},
            "phone": self._phone,
            "people": shown + sorted(others, key=lambda row: str(row["department"])),
        }

    def _colleagues(self) -> dict[str, dict[str, tuple[Person, list[Letter]]]]:
        """By person and platform, with what the bot wrote to them."""
        found: dict[str, dict[str, tuple[Person, list[Letter]]]] = {}
        for platform, simulator in self._simulators.items():
            inboxes: dict[str, list[Letter]] = {}
            for letter in simulator.letters():
                inboxes.setdefault(letter.to, []).append(letter)
            for person in simulator.people():
                if person.is_colleague:
                    found.setdefault(person.id, {})[platform] = (person, inboxes.get(person.id, []))
        return found

    def _row(self, accounts: Mapping[str, tuple[Person, list[Letter]]]) -> Json:
        letters = sorted((letter for _, inbox in accounts.values() for letter in inbox), key=_at)
        return {
            **_profile([person for person, _ in accounts.values()]),
            "letters": len(letters),
            "unread": _unread(letters),
            "last_at": as_json(letters[-1].at) if letters else "",
            "last": letters[-1].title if letters else "",
        }

    def person(self, name: str) -> Json:
        """With one inbox for each platform on which they have an account."""
        found = [each for each in self._simulators.values() if any(one.id == name for one in each.people())]
        if not found:
            raise KeyError(f"no such person: {name}")
        screens = [self._screen(name, simulator) for simulator in found]
        return {
            **_profile([simulator.person(name) for simulator in found]),
            "unread": sum(screen["unread"] for screen in screens),
            "screens": screens,
        }

    def _screen(self, name: str, simulator: Simulator) -> Json:
        letters = simulator.inbox(name)
        return {
            "platform": simulator.platform,
            "unread": _unread(letters),
            "inbox": [self._letter(letter, simulator) for letter in letters],
        }

    def _letter(self, letter: Letter, simulator: Simulator) -> Json:
        return {
            "message_id": letter.id,
            "platform": simulator.platform,
            "at": as_json(letter.at),
            "card": letter.card,
            "text": letter.text,
            "subjects": [self._subject(each) for each in self._subjects.of(simulator.platform, letter.id)],
        }

    def _subject(self, subject: Subject) -> Json:
        return {**subject._asdict(), "name": self._simulators[subject.platform].group(subject.group).name}

    def group(self, platform: str, name: str) -> Json:
        simulator = self._simulators[platform]
        page = simulator.page(name)
        return {
            **as_json(page.group),
            "platform": platform,
            "announcement": page.announcement,
            "owner": page.owner,
            "owner_id": page.group.owner,
            "managers": [person.name for person in page.managers],
            "manager_ids": [person.id for person in page.managers],
            "people": as_json(page.people),
            "messages": as_json(page.latest[-_LATEST:]),
            "last_post": as_json(page.last_post) if page.last_post else "",
            "can": [act for act in EVERY if act in simulator.acts.can],
        }


def _profile(people: Sequence[Person]) -> Json:
    """Of one person's accounts: as on the first platform, and at work where any of them is."""
    shown = as_json(people[0])
    states = [person.state for person in people]
    return {**shown, "state": "active" if "active" in states else states[0]}


def _at(letter: Letter) -> Any:
    return letter.at


def _unread(letters: Sequence[Letter]) -> int:
    return sum(not letter.is_read for letter in letters)

"""What can be seen on a simulated platform, as values that every platform shares: people, letters, groups, presses."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

Json = dict[str, Any]


class Person(NamedTuple):
    id: str
    """The company's own, the same on every platform."""
    account: str
    """As the product names them: the platform and the id that it shows."""
    name: str
    title: str
    department: str
    """Its name; empty: none is known."""
    state: str
    """`active`, `frozen` or `resigned`."""
    is_colleague: bool = True
    """False: of another company."""


class Button(NamedTuple):
    text: str
    """What stands on it."""
    sends: str
    """What a press carries, as the platform hands it on."""


class Link(NamedTuple):
    text: str
    """What stands on it."""
    address: str
    """What a browser opens: nothing is sent to anybody."""


class Part(NamedTuple):
    """What a letter says about one thing, between two lines across it."""

    buttons: tuple[Button, ...]
    draft: str = ""
    """The text that it offers to be copied; empty: none."""
    links: tuple[Link, ...] = ()


class Letter(NamedTuple):
    """What the bot wrote to one person."""

    id: str
    to: str
    """`Person.id`."""
    at: datetime
    """Aware UTC, as all moments here."""
    title: str
    """Its heading, or the text of one that has none."""
    text: str
    """Of a letter without a card."""
    card: Json | None
    """As it is by now, in the vendor's own form, for whoever draws it."""
    parts: tuple[Part, ...]
    is_read: bool
    is_urgent: bool = False
    edits: int = 0
    updated: datetime | None = None
    """When it was last edited; None: never."""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """In the order in which they are seen."""
        return tuple(button for part in self.parts for button in part.buttons)

    @property
    def links(self) -> tuple[Link, ...]:
        """Likewise."""
        return tuple(link for part in self.parts for link in part.links)


class Group(NamedTuple):
    id: str
    """The platform's."""
    name: str
    owner: str
    """`Person.id`; empty: nobody is shown."""
    members: int
    created: datetime
    has_bot: bool
    is_external: bool
    is_dissolved: bool
    has_announcement: bool


class Line(NamedTuple):
    """One message in a group."""

    id: str
    at: datetime
    sender: str
    """A person's or robot's name; empty: the platform itself."""
    kind: str
    """Who speaks: `user`, `app` or `system`."""
    text: str
    reply_to: str = ""


class Page(NamedTuple):
    """A group as its members see it."""

    group: Group
    announcement: str
    owner: str
    """Their name; empty: nobody is shown."""
    managers: tuple[Person, ...]
    people: tuple[Person, ...]
    latest: tuple[Line, ...]
    """The last ones, oldest first."""
    last_post: datetime | None
    """When a human last wrote; None: nobody ever did."""


class Toast(NamedTuple):
    """What flashes up: `info`, `success`, `warning` or `error`."""

    type: str
    content: str


class Flash(NamedTuple):
    """What somebody sees of a press."""

    toast: Toast | None
    is_replaced: bool = False
    """Whether the answer brought another card."""
    error: int = 0
    """The vendor's number for what went wrong with the callback; 0: nothing."""
    token: str = ""
    """With which the card may be updated later, where the vendor gives one."""
    at: datetime | None = None
    seconds: float = 0.0
    """Of real time that the answer took."""


def as_json(value: object) -> Any:
    """Values as JSON: records by their fields, moments as ISO."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: as_json(part) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {name: as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        parts = [as_json(part) for part in value]
        return sorted(parts) if isinstance(value, set | frozenset) else parts
    return value

"""Takes what the hooks queued: signs of life, quiet-time counters, marks on what must be read again, and answers."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from shared.app.collect.people import refresh_one
from shared.app.inbound.answer import answer
from shared.app.inbound.deeds.catalogue import ANSWERS_BY_ID
from shared.app.inbound.listening import Listening, listening
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.core import queued
from shared.core.card import Press
from shared.core.errors import PlatformUnavailable, RejectedRequest
from shared.core.model import Fact, PostKind, Status
from shared.core.signals import Changed, Heard, signal_of

_FUTURE = timedelta(minutes=10)
"""How far a platform's clock may run ahead of ours before an event's time is not believed."""


Body = Mapping[str, Any] | None
"""What a message says, as JSON gives it; None: it is no JSON object."""


class Message(NamedTuple):
    """One message of a queue."""

    id: str
    """By which it is delivered again; empty: there is none."""
    body: Body


class Understood(NamedTuple):
    """What a message says."""

    platform: str
    said: Heard | Changed | Press


class _Heard(NamedTuple):
    """A post, with the message that brought it."""

    message: str
    platform: str
    heard: Heard


def absorb(messages: Sequence[Message], ports: Ports) -> list[str]:
    """Take every message; returns the ids of those that must be delivered again, and only of those."""
    ports.ledger().unreadable.begin()
    failed: list[str] = []
    posts: list[_Heard] = []
    for message in messages:
        one = _read(message, ports)
        if one is None:
            failed.append(message.id)
        elif isinstance(one.said, Heard):
            posts.append(_Heard(message.id, one.platform, one.said))
        else:
            failed += _attempt([message.id], partial(_take, one.said, one.platform, ports), ports)
    return failed + _hear(posts, ports)


def _read(message: Message, ports: Ports) -> Understood | None:
    """What cannot be understood today will not be tomorrow: None, and on to the dead letters, where somebody looks."""
    try:
        return understood(message.body, ports)
    except RejectedRequest as error:
        _not_understood(message.id, error.reason, ports)
    # Reading depends on the body alone, and whatever it breaks must not take the other messages with it.
    except Exception as error:  # noqa: BLE001
        _not_understood(message.id, type(error).__name__, ports)
    return None


def _not_understood(message: str, why: str, ports: Ports) -> None:
    """One line a message; `why` names a field or a kind of error, never what was said."""
    ports.log.alarm("message_not_understood", message=message, error=why)


def understood(body: Body, ports: Ports) -> Understood:
    """Raises RejectedRequest where no hook of ours could have queued it, or its platform is none that we know."""
    if body is None:
        raise RejectedRequest("no_object")
    platform = queued.text(body, "platform")
    if platform not in {known.id for known in ports.world().platforms}:
        raise RejectedRequest("platform_unknown")
    return Understood(platform, _press_of(body) if body.get("is") == "press" else signal_of(body))


def _press_of(body: Mapping[str, Any]) -> Press:
    press = Press.of(body)
    known = ANSWERS_BY_ID.get(press.deed)
    if known is None or not known.deed.is_for_cards:
        raise RejectedRequest("deed_unknown")
    return press


def _attempt(ids: list[str], work: Callable[[], None], ports: Ports) -> list[str]:
    """The ids, where the work failed: each key of the store fails alone and is delivered again alone."""
    try:
        work()
    except PlatformUnavailable as error:
        ports.log.event("answer_waits", platform=error.platform, code=error.code)
        return ids
    # Whatever is wrong with one message must not take the others with it; its queue counts and keeps it.
    except Exception as error:  # noqa: BLE001
        ports.log.alarm("message_failed", messages=len(ids), error=type(error).__name__)
        return ids
    return []


def _take(one: Changed | Press, platform: str, ports: Ports) -> None:
    if isinstance(one, Press):
        answer(one, ports)
    else:
        _changed(one, platform, ports)


def _changed(change: Changed, platform: str, ports: Ports) -> None:
    """An event only says that something changed; what it is now is read, but for a group that is no more."""
    ledger, now = ports.ledger(), ports.clock.now()
    im = ports.ims().get(platform) if change.account else None
    if im is not None:
        refresh_one(im, change.account, ledger, now)
    if not change.group:
        return
    if change.gone:
        file = ledger.inventory.get(change.group)
        if file is not None:
            # Never later than now: what is read of it afterwards must count as newer, whatever the platform's clock said.
            status = Fact(Status.DISSOLVED, min(now, datetime.fromtimestamp(change.at, UTC)))
            ledger.inventory.save(file._replace(group=file.group._replace(status=status)), {Part.META}, now)
        return
    ledger.inventory.mark_dirty(change.group, now)


def _hear(posts: list[_Heard], ports: Ports) -> list[str]:
    """Posts by the key that each is folded into: one write for a sender's bucket, one for a group's signs of life."""
    if not posts:
        return []
    now = ports.clock.now()
    believed = [one for one in posts if one.heard.post.ts <= (now + _FUTURE).timestamp()]
    for platform in sorted({one.platform for one in believed}):
        _note_since(platform, ports, now)
    return sorted({*_count(believed, listening(ports), ports), *_live(believed, ports, now)})


def _note_since(platform: str, ports: Ports, now: datetime) -> None:
    """Since when message events come: nights before that were not seen."""
    runs = ports.ledger().runs
    if runs.cursor(f"events:{platform}") is None:
        runs.set_cursor(f"events:{platform}", now.isoformat())


def _count(posts: list[_Heard], rule: Listening, ports: Ports) -> list[str]:
    folded: dict[tuple[str | None, int], list[_Heard]] = defaultdict(list)
    for one in posts:
        if rule.counts(one.heard.post):
            folded[one.heard.post.sender, int(one.heard.post.ts) // 86_400].append(one)
    failed: list[str] = []
    for some in folded.values():
        work = partial(ports.ledger().quiet.add, [one.heard for one in some])
        failed += _attempt([one.message for one in some], work, ports)
    return failed


def _live(posts: list[_Heard], ports: Ports, now: datetime) -> list[str]:
    folded: dict[str, list[_Heard]] = defaultdict(list)
    for one in posts:
        folded[one.heard.post.group].append(one)
    failed: list[str] = []
    for group, some in folded.items():
        human, bot = _latest(some, PostKind.HUMAN), _latest(some, PostKind.BOT)
        if human is not None or bot is not None:
            work = partial(_heard, group, human, bot, ports, now)
            failed += _attempt([one.message for one in some], work, ports)
    return failed


def _heard(group: str, human: datetime | None, bot: datetime | None, ports: Ports, now: datetime) -> None:
    ports.ledger().inventory.heard(group, human, bot, now)


def _latest(some: Sequence[_Heard], kind: PostKind) -> datetime | None:
    times = [one.heard.post.ts for one in some if one.heard.post.kind is kind]
    return datetime.fromtimestamp(max(times), UTC) if times else None

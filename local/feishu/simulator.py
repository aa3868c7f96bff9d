"""A Feishu on loopback with the made-up company in it: for tests in the same process, and for the demo in its own."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from local.company.model import Company
from local.feishu import snapshot
from local.feishu.acts import Acts
from local.feishu.cast import Cast
from local.feishu.gateway import FAULTS, FeishuApi
from local.feishu.limits import Limits
from local.feishu.options import CHOICES, Options
from local.feishu.presses import FeishuPresses
from local.feishu.town import populate
from local.feishu.webhooks import SIGNING, challenge, envelope, outgoing
from local.feishu.world import World
from local.im.calls import Calls
from local.im.clock import Clock, machine_time
from local.im.faults import Faults
from local.im.gateway import Gateway
from local.im.pushes import Pushes
from local.im.script import Script
from local.im.seen import Group, Json, Letter, Page, Person
from local.im.simulator import Simulator
from local.im.variants import switched
from local.im.webhook import Outcome, checked, send


class Feishu(Simulator):
    """Everything that can be asked of it by HTTP is also here; `world` is what exists in it."""

    acts: Acts
    presses: FeishuPresses

    def __init__(self, company: Company, options: Options, clock: Clock) -> None:
        super().__init__(options.port)
        checked(options.webhook.url)
        self.options = options
        self.company, self.clock = company, clock
        self.bot = options.app.name
        self.secret = {"app_id": options.app.id, "app_secret": options.app.secret}
        self.world = World(clock, app=options.app, variants=options.variants, scopes=set(options.scopes))
        self.lock = self.world.lock
        self.limit(options.limits)
        start = clock.now()
        populate(self.world, company, start)
        self.calls, self.faults = Calls(), Faults(FAULTS)
        self.pushes = Pushes(options.webhook, SIGNING, clock, partial(self.world.new_id, "ev_"))
        self.world.emit = self._emit
        self.acts = Acts(self.world)
        self.presses = FeishuPresses(self.world, options.webhook)
        self.script = Script(Cast(self.world, company, self.acts), company, start, self.lock)
        self.gateway = Gateway(FeishuApi(self.world), self.faults, self.calls)
        self._robots = {f"cli_{robot.bot_id}": robot.name for robot in company.robots}

    def start(self) -> str:
        base_url = super().start()
        if self.options.pushing == "by itself":
            self.pushes.start()
        return base_url

    def limit(self, mode: str) -> None:
        """`off`, `machine` or `clock`. Raises KeyError for another one."""
        self.world.limits = Limits({"off": None, "machine": machine_time, "clock": self.clock.now}[mode])

    def _emit(self, kind: str, event: Json) -> None:
        app = self.options.app.id

        def seal(hook: Any, event_id: str, now: float) -> bytes:
            at_ms = int(now * 1000)
            return envelope(hook, kind=kind, event=event, app_id=app, event_id=event_id, at_ms=at_ms)

        self.pushes.put(kind, _subject(event), seal, is_message=kind == "im.message.receive_v1")

    def verify_url(self, word: str) -> Outcome:
        return send(outgoing(self.hook, challenge(self.hook, word), self.clock.now()), self.hook.deadline)

    def is_echo(self, outcome: Outcome, word: str) -> bool:
        try:
            return bool(json.loads(outcome.body or b"null") == {"challenge": word})
        except ValueError:
            return False

    def through(self, login: str, person: str) -> str:
        return f"{login}&as={quote(self.acts.user(person).open_id)}"

    def people(self) -> list[Person]:
        return [self._person(user.id) for user in self.world.people.values()]

    def person(self, name: str) -> Person:
        return self._person(self.acts.user(name).id)

    def _person(self, user_id: str) -> Person:
        return snapshot.person(self.world, self.company.tenant, self.world.people[user_id])

    def letters(self) -> list[Letter]:
        with self.lock:
            return [snapshot.letter(message) for message in self.world.messages.values() if message.receiver]

    def inbox(self, person: str) -> list[Letter]:
        with self.lock:
            return [snapshot.letter(message) for message in self.world.inboxes.get(person, ())]

    def groups(self) -> list[Group]:
        with self.lock:
            return [snapshot.group(chat) for chat in self.world.chats.values()]

    def group(self, name: str) -> Group:
        return snapshot.group(self.acts.group(name))

    def page(self, name: str) -> Page:
        with self.lock:
            return snapshot.page(self.world, self.company.tenant, self.acts.group(name), self._robots)

    def own_looks(self) -> Mapping[str, Callable[[], Any]]:
        return {
            "variants": lambda: {"now": self.world.variants, "choices": CHOICES},
            "scopes": lambda: {"scopes": self.world.scopes},
        }

    def own_orders(self) -> Mapping[str, Callable[..., Any]]:
        acts = self.acts
        return {
            "post": lambda **said: {"message_id": acts.post(**said).id},
            "whisper": acts.whisper,
            "invite_bot": acts.invite_bot,
            "remove_bot": acts.remove_bot,
            "join": acts.join,
            "leave": acts.leave,
            "resign": acts.resign,
            "account": acts.set_account,
            "scopes": self._scopes,
            "variants": self._variants,
            "limits": self.limit,
            "forget_tokens": self.world.tokens.revoke,
        }

    def _scopes(self, grant: list[str] | None = None, revoke: list[str] | None = None) -> Json:
        scopes = self.world.scopes
        scopes |= set(grant or ())
        scopes -= set(revoke or ())
        return {"scopes": scopes}

    def _variants(self, **changes: str | int) -> object:
        self.world.variants = switched(self.world.variants, CHOICES, changes)
        return self.world.variants


def _subject(event: Json) -> str:
    message = event.get("message", {})
    return str(message.get("chat_id") or event.get("chat_id") or event.get("object", {}).get("open_id", ""))

"""The simulator's own door (`/_sim/…`): what the desk, the demo and tests in other processes may see and do."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from local.feishu import snapshot
from local.feishu.options import CHOICES, switched
from local.im.clock import iso
from local.im.faults import KINDS, Fault
from local.im.wire import Answer, Request

if TYPE_CHECKING:
    from local.feishu.simulator import Simulator

Json = dict[str, Any]

_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Stage:
    """POST bodies are the arguments by name. A wrong one is a 400 that says why."""

    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator
        self._posts: Mapping[str, Callable[..., Any]] = self._actions()

    def answer(self, request: Request) -> Answer:
        if request.headers.get("host", "").rpartition(":")[0] not in _HOSTS:
            return _said(403, {"error": "this door opens from this machine only"})
        what = [unquote(part) for part in request.path.removeprefix("/_sim/").split("/")]
        try:
            if request.method == "GET":
                with self._simulator.world.lock:
                    return _said(200, self._shown(*what))
            arguments = json.loads(request.body or b"{}")
            return _said(200, self._posts[what[0]](**arguments) or {"ok": True})
        except (KeyError, TypeError, ValueError) as problem:
            return _said(400, {"error": str(problem.args[0]) if problem.args else "wrong"})

    def _shown(self, what: str, name: str = "", part: str = "") -> Any:
        """Raises KeyError for what there is not."""
        world = self._simulator.world
        if what == "users" and name:
            user = self._simulator.acts.user(name)
            groups = [
                chat for chat in world.chats.values() if user.id in chat.members or chat.owner == user.id
            ]
            return (
                [snapshot.group_line(chat, world) for chat in groups]
                if part == "groups"
                else snapshot.screen(world, user)
            )
        if what == "groups" and name:
            return snapshot.group_page(self._simulator.acts.group(name), world)
        return self._lists()[what]()

    def _lists(self) -> Mapping[str, Callable[[], Any]]:
        simulator, world = self._simulator, self._simulator.world
        return {
            "world": lambda: snapshot.summary(world),
            "snapshot": lambda: snapshot.screens(world),
            "users": lambda: [snapshot.profile(world, user) for user in world.people.values()],
            "groups": lambda: [snapshot.group_line(chat, world) for chat in world.chats.values()],
            "deliveries": simulator.pushes.log,
            "calls": lambda: {"calls": dict(world.calls), "results": dict(world.results)},
            "faults": lambda: {
                "ordered": [each._asdict() for each in simulator.faults.pending()],
                "kinds": KINDS,
            },
            "variants": lambda: {"now": world.variants._asdict(), "choices": CHOICES},
            "clock": self._time,
        }

    def _actions(self) -> Mapping[str, Callable[..., Any]]:
        acts, pushes = self._simulator.acts, self._simulator.pushes
        return {
            "post": lambda **said: {"message_id": acts.post(**said).id},
            "whisper": acts.whisper,
            "announce": acts.announce,
            "rename": acts.rename,
            "transfer": acts.transfer,
            "appoint": acts.appoint,
            "invite_bot": acts.invite_bot,
            "remove_bot": acts.remove_bot,
            "join": acts.join,
            "leave": acts.leave,
            "dissolve": acts.dissolve,
            "resign": acts.resign,
            "account": acts.set_account,
            "read": acts.read,
            "press": self._press,
            "scopes": self._scopes,
            "variants": self._variants,
            "limits": self._simulator.limit,
            "webhook": self._webhook,
            "challenge": self._challenge,
            "faults": self._faults,
            "clock": self._set_clock,
            "play": self._play,
            "deliver": lambda **how: {"attempts": pushes.deliver_due(**how)},
            "settled": lambda: {"unsettled": pushes.unsettled()},
            "doubling": lambda every: setattr(pushes, "doubling", every),
            "forget": self._forget,
        }

    def _press(self, user: str, message: str, button: str | int, form: Json | None = None) -> Json:
        return self._simulator.presses.press(self._simulator.acts.user(user), message, button, form)

    def _scopes(self, grant: list[str] | None = None, revoke: list[str] | None = None) -> Json:
        scopes = self._simulator.world.scopes
        scopes |= set(grant or ())
        scopes -= set(revoke or ())
        return {"scopes": sorted(scopes)}

    def _variants(self, **changes: str | int) -> Json:
        world = self._simulator.world
        world.variants = switched(world.variants, changes)
        return world.variants._asdict()

    def _webhook(self, **changes: Any) -> Json:
        """`url`, `encrypt_key` (empty: plain), `verification_token`, `deadline`."""
        hook = self._simulator.pushes.hook
        unknown = set(changes) - set(hook._fields)
        if unknown:
            raise TypeError(f"no such setting: {sorted(unknown)}")
        self._simulator.subscribe(hook._replace(**changes))
        return {"url": self._simulator.pushes.hook.url}

    def _challenge(self, word: str = "ajls384kdj1234") -> Json:
        outcome = self._simulator.verify_url(word)
        try:
            echoed = json.loads(outcome.body or b"null")
        except ValueError:
            echoed = None
        passed = outcome.accepted and outcome.seconds <= 1 and echoed == {"challenge": word}
        return {"passed": passed, "status": outcome.status, "latency_ms": round(outcome.seconds * 1000)}

    def _faults(self, order: list[Json] | None = None, clear: bool = False) -> Json:  # noqa: FBT001, FBT002 - a name in JSON
        if clear:
            self._simulator.faults.clear()
        self._simulator.faults.order(*(Fault.of(each) for each in order or ()))
        return {"ordered": [each._asdict() for each in self._simulator.faults.pending()]}

    def _set_clock(self, advance: float = 0, set_to: str = "") -> Json:
        """`set_to`: ISO with an offset."""
        clock = self._simulator.clock
        if set_to:
            clock.set(datetime.fromisoformat(set_to))
        if advance:
            clock.advance(advance)
        return self._time()

    def _time(self) -> Json:
        clock = self._simulator.clock
        return {"now": iso(clock.now()), "offset": clock.offset()}

    def _play(self, until: str = "", pushed: str = "all") -> Json:
        """What is written to have happened by then, or by now."""
        end = datetime.fromisoformat(until).timestamp() if until else self._simulator.clock.now()
        return {"steps": self._simulator.script.play(end, pushed), "left": self._simulator.script.left()}

    def _forget(self, what: str) -> None:
        """`tokens`: none is good any more; `calls`: counting begins anew."""
        {"tokens": self._simulator.world.tokens.revoke, "calls": self._simulator.world.forget_calls}[what]()


def _said(status: int, value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
    return Answer(status, body, (("Content-Type", "application/json; charset=utf-8"),))

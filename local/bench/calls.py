"""What the product asks of a platform and of the table: calls and capacity, counted on the simulated company.

Nothing here is timed. The platform is the first of the simulated ones, over HTTP, the table ministack's in this process.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from local.bench.figure import Aim, Figure
from local.bench.size import Size
from local.company.found import found
from local.company.weeks import NOW
from local.im.clock import Clock
from local.im.simulator import Simulator
from local.platforms import PLATFORMS
from local.stack.direct import DirectClient
from local.stack.inprocess import new_table
from shared.adapters.dynamodb.ledger import open_ledger
from shared.adapters.im.kit.connecting import Surroundings, connect
from shared.adapters.im.kit.http import Http
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.collect.tick import collect
from shared.app.inbound.absorb import Message, absorb
from shared.app.inspect.tick import inspect
from shared.app.ports.ports import Ports
from shared.app.scene.company import every_file, load_scene
from shared.app.scene.group import scene_of
from shared.bootstrap.functions import Parts
from shared.core.model import Profile
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from shared.settings import FunctionSettings

_TICKS_A_DAY, _BATCH = 96, 100
_SENDERS, _POSTED_IN = 40, 20
_PLATFORM = PLATFORMS[0]
_OTHERS = 15
"""People beside each group's own, whom nothing that is asked is about."""


class _Metered:
    """A DynamoDB client that adds up what it is charged."""

    def __init__(self) -> None:
        self._client = DirectClient()
        self.units: defaultdict[str, float] = defaultdict(float)

    def __getattr__(self, method: str) -> Any:
        inner = getattr(self._client, method)
        if method == "create_table":
            return inner

        def call(**given: Any) -> Any:
            answer = inner(**given, ReturnConsumedCapacity="TOTAL")
            charged = answer.get("ConsumedCapacity", ())
            for one in [charged] if isinstance(charged, dict) else charged:
                kind = "read" if method in {"get_item", "query", "batch_get_item"} else "write"
                self.units[kind] += float(one["CapacityUnits"])
            self.units["calls"] += 1
            self.units["items"] += _items(answer)
            return answer

        return call


def _items(answer: Mapping[str, Any]) -> int:
    """How many it gave; the emulator charges a page of thousands like one of few."""
    many = sum(map(len, answer.get("Responses", {}).values())) if "Responses" in answer else 0
    return many + len(answer.get("Items", ())) + ("Item" in answer)


class _Simulated:
    """The simulator's clock as the product reads one."""

    def __init__(self, simulator: Simulator) -> None:
        self._clock = simulator.clock

    def now(self) -> datetime:
        return self._clock.moment()


class _Silent:
    def event(self, name: str, **fields: Any) -> None: ...

    def alarm(self, name: str, **fields: Any) -> None: ...

    def count(self, metric: str, number: float = 1, **dimensions: str) -> None: ...


def calls(size: Size) -> Iterator[Figure]:
    clock = Clock()
    clock.set(NOW)
    company = found(groups=size.company, tenant=_PLATFORM.tenant)
    with _PLATFORM.simulate(company, clock) as simulator, closing(Http()) as http:
        client = _Metered()
        ports = _ports(simulator, client, http)
        yield from _cold(ports, client)
        yield from _warm(simulator, ports, client, size)
        yield from _messages(ports, client, size)
        yield from _about_one(simulator, ports, client, size)


def _ports(simulator: Simulator, client: _Metered, http: Http) -> Ports:
    clock = _Simulated(simulator)
    urls = {_PLATFORM.id: simulator.base_url}
    around = Surroundings(urls, lambda: http, clock.now, share=1.0, sleep=lambda _: None)
    ims = {_PLATFORM.id: connect(VENDORS_BY_ID[_PLATFORM.id], simulator.secret, around)}
    ledger = open_ledger(client, new_table(client), clock)
    settings = FunctionSettings("bench", "t", "b", "q", "q", "", "report", {}, {}, "", "")
    ports = Parts(settings).ports(lambda: 300.0)
    policy = default_policy(ALL)
    return ports._replace(
        clock=clock, log=_Silent(), ledger=lambda: ledger, ims=lambda: ims, policy=lambda: policy
    )


def _cold(ports: Ports, client: _Metered) -> Iterator[Figure]:
    counts = collect({}, ports)["counts"]
    groups = counts["listed"]
    per = counts["calls"] / groups
    about = f"calls a group, cold ({groups} groups, all facts)"
    yield Figure("calls.cold", about, per, "calls", 4, "one a reading", aim=Aim(1.1))
    written = client.units["write"] / groups
    yield Figure("table.cold", "  table writes a group, cold", written, "WCU")


def _warm(simulator: Simulator, ports: Ports, client: _Metered, size: Size) -> Iterator[Figure]:
    """Ticks in which nothing happens: the listing once a day, every announcement once a fortnight."""
    start, client.units = ports.clock.now(), defaultdict(float)
    asked = 0
    for tick in range(1, size.days * _TICKS_A_DAY + 1):
        simulator.clock.set(start + timedelta(minutes=15 * tick))
        asked += collect({}, ports)["counts"].get("calls", 0)
        if tick % 4 == 0:
            inspect({}, ports)
    days = size.company * size.days
    about = f"calls a group and day, warm ({size.days} days)"
    aim = Aim(0.1, of_ratio=False)
    yield Figure("calls.warm", about, asked / days, "calls", 4, "all facts daily", aim=aim)
    for kind, unit in (("read", "RCU"), ("write", "WCU")):
        spent = client.units[kind] * 1000 / days
        yield Figure(f"table.warm.{kind}", f"  table {kind}s for 1,000 groups and day", spent, unit)


def _about_one(simulator: Simulator, ports: Ports, client: _Metered, size: Size) -> Iterator[Figure]:
    """What a press reads before it acts, and a tick with one group to read, beside everybody who works there."""
    ledger, policy, now = ports.ledger(), ports.policy(), ports.clock.now()
    others = [
        Profile(f"{_PLATFORM.id}:other{n}", f"同事{n}", "市场部") for n in range(size.company * _OTHERS)
    ]
    ledger.directory.save(_PLATFORM.id, others, (), now)
    client.units = defaultdict(float)
    load_scene(ports, policy, now)
    everybody = client.units["items"]
    group = next(iter(every_file(ledger, _PLATFORM.id))).group.key
    client.units = defaultdict(float)
    scene_of(group, ports, policy)
    about = "items read before a press is acted on"
    yield Figure("press.reads", about, client.units["items"], "items", everybody, "everybody", aim=Aim(0.1))
    yield Figure("press.reads.calls", "  calls of the table", client.units["calls"], "calls")
    simulator.clock.set(now + timedelta(minutes=15))
    for what, name in (("nothing", "collect.reads.idle"), ("one group", "collect.reads")):
        if what != "nothing":
            ledger.inventory.mark_dirty(group, now)
        client.units = defaultdict(float)
        collect({}, ports)
        about = f"items read by a tick with {what} to read"
        yield Figure(name, about, client.units["items"], "items", everybody, "everybody", aim=Aim(0.1))


def _messages(ports: Ports, client: _Metered, size: Size) -> Iterator[Figure]:
    """A busy night: every post may matter, and they come in the template's batches, beside one item a message."""
    client.units = defaultdict(float)
    night = ports.clock.now().replace(hour=15, minute=0, second=0) - timedelta(days=1)
    bodies = [_post(number, night) for number in range(size.night)]
    for first in range(0, size.night, _BATCH):
        batch = [Message(str(n), body) for n, body in enumerate(bodies[first : first + _BATCH])]
        if absorb(batch, ports):
            raise SystemExit("a message was not absorbed")
    about = f"table writes for {size.night:,} posts at night"
    written = client.units["write"]
    yield Figure("table.posts", about, written, "WCU", size.night, "one item each", aim=Aim(1))


def _post(number: int, night: datetime) -> Mapping[str, Any]:
    sender = number % _SENDERS
    return {
        "is": "post",
        "platform": _PLATFORM.id,
        "group": _PLATFORM.tenant.key(str(number * 7 % _POSTED_IN)),
        "sender": _PLATFORM.tenant.account(str(sender)),
        "id": f"om_{number}",
        "ts": night.timestamp() + number * 3,
        "kind": "human",
        **dict.fromkeys(("mentions_all", "urgent", "reply", "media"), False),
    }

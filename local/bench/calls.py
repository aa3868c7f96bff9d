"""What the product asks of a platform and of the table: calls and capacity, counted on the simulated company.

Nothing here is timed. The platform is the simulated Feishu over HTTP, the table ministack's in this process.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from local.bench.measure import say
from local.company.found import found
from local.feishu.options import Options
from local.feishu.simulator import Simulator
from local.stack.direct import DirectClient
from local.stack.inprocess import new_table
from shared.adapters.dynamodb.ledger import open_ledger
from shared.adapters.http import Http
from shared.adapters.im.vendors import CONNECT, Access
from shared.app.collect.tick import collect
from shared.app.inbound.absorb import Message, absorb
from shared.app.inspect.tick import inspect
from shared.app.ports.ports import Ports
from shared.bootstrap.functions import Parts
from shared.core.checks.catalogue import CHECKS
from shared.core.policy.reading import default_policy
from shared.settings import FunctionSettings

GROUPS, DAYS, TICKS, MESSAGES, BATCH = 300, 14, 96, 1_000, 100
SENDERS, POSTED_IN = 40, 20


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
            return answer

        return call


class _Simulated:
    """The simulator's clock as the product reads one."""

    def __init__(self, simulator: Simulator) -> None:
        self._clock = simulator.clock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now(), UTC)


class _Silent:
    def event(self, name: str, **fields: Any) -> None: ...

    def alarm(self, name: str, **fields: Any) -> None: ...

    def count(self, metric: str, number: float = 1, **dimensions: str) -> None: ...


def bench_calls() -> None:
    with Simulator(found(groups=GROUPS), Options()) as simulator:
        client = _Metered()
        ports = _ports(simulator, client)
        _cold(ports, client)
        _warm(simulator, ports, client)
        _messages(ports, client)


def _ports(simulator: Simulator, client: _Metered) -> Ports:
    app, clock = simulator.options.app, _Simulated(simulator)
    http = Http()
    secret = {"app_id": app.id, "app_secret": app.secret}
    access = Access(simulator.base_url, secret, http, clock.now, sleep=lambda _: None)
    ims = {"feishu": CONNECT["feishu"](access)}
    ledger = open_ledger(client, new_table(client), clock)
    settings = FunctionSettings("bench", "t", "b", "q", "q", "", "report", {}, {}, "", "")
    ports = Parts(settings).ports(lambda: 300.0)
    policy = default_policy(CHECKS)
    return ports._replace(
        clock=clock, log=_Silent(), ledger=lambda: ledger, ims=lambda: ims, policy=lambda: policy
    )


def _cold(ports: Ports, client: _Metered) -> None:
    counts = collect({}, ports)["counts"]
    groups = counts["listed"]
    per = counts["calls"] / groups
    say(
        f"API calls a group, cold ({groups} groups, all facts)",
        f"{per:.2f}",
        "one a reading 4.00",
        f"{per / 4:.2f}",
        "≤ 1.1",
    )
    say("  table writes a group, cold", f"{client.units['write'] / groups:.1f} WCU")


def _warm(simulator: Simulator, ports: Ports, client: _Metered) -> None:
    """A fortnight of ticks in which nothing happens: the listing once a day, every announcement once."""
    start, client.units = ports.clock.now(), defaultdict(float)
    calls = 0
    for tick in range(1, DAYS * TICKS + 1):
        simulator.clock.set(start + timedelta(minutes=15 * tick))
        calls += collect({}, ports)["counts"].get("calls", 0)
        if tick % 4 == 0:
            inspect({}, ports)
    days = GROUPS * DAYS
    say(
        "API calls a group and day, warm (a fortnight)",
        f"{calls / days:.3f}",
        "all facts daily 4.00",
        f"{calls / days / 4:.3f}",
        "≤ 0.1",
    )
    scale = 1000 / days
    say(
        "capacity for 1,000 groups and day",
        f"{client.units['read'] * scale:,.0f} RCU",
        f"and {client.units['write'] * scale:,.0f} WCU",
    )


def _messages(ports: Ports, client: _Metered) -> None:
    """A busy night: every post may matter, and they come in the template's batches, beside one item a message."""
    client.units = defaultdict(float)
    night = ports.clock.now().replace(hour=15, minute=0, second=0) - timedelta(days=1)
    bodies = [_post(number, night) for number in range(MESSAGES)]
    for first in range(0, MESSAGES, BATCH):
        batch = [Message(str(n), body) for n, body in enumerate(bodies[first : first + BATCH])]
        if absorb(batch, ports):
            raise SystemExit("a message was not absorbed")
    written = client.units["write"]
    say(
        f"writes for {MESSAGES:,} message events at night",
        f"{written:,.0f} WCU",
        f"one item each {MESSAGES:,} WCU",
        f"{written / MESSAGES:.2f}",
        "≤ 1",
    )


def _post(number: int, night: datetime) -> Mapping[str, Any]:
    sender = number % SENDERS
    return {
        "is": "post",
        "platform": "feishu",
        "group": f"feishu:oc_{number * 7 % POSTED_IN}",
        "sender": f"feishu:ou_{sender}",
        "id": f"om_{number}",
        "ts": night.timestamp() + number * 3,
        "kind": "human",
        **dict.fromkeys(("mentions_all", "urgent", "reply", "media"), False),
    }

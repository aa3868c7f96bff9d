"""What a page costs: 「我的群」 of somebody who looks after many groups, with the table in memory behind a real boto3 client."""

import statistics
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from local.bench.collector import ports_on
from local.bench.figure import Aim, Figure
from local.bench.measure import cpu
from local.bench.shelf import Shelf
from local.bench.size import Size
from local.platforms import PLATFORMS
from shared.adapters.seal import Sealed
from shared.adapters.web.request import web_request
from shared.adapters.web.session import Session, kept
from shared.adapters.web.site import answer
from shared.app.pages.filing import file_group
from shared.app.pages.visitor import visitor
from shared.app.ports.ports import Ports, Seal
from shared.core.account import account
from shared.core.lang import Lang
from shared.core.model import Department, Profile

OWNER = account(PLATFORMS[0].id, "owner")


def pages(size: Size) -> Iterator[Figure]:
    shelf = Shelf()
    ports = _filled(shelf, size.owned)
    event = home(ports.seal(), ports.clock.now(), is_local=ports.is_local)
    body = str(answer(event, ports)["body"]).encode()
    about = f"a page of {size.owned} groups, HTML"
    yield Figure("pages.html", about, len(body) / 1000, "kB", aim=Aim(60, of_ratio=False))
    took = [cpu(lambda: answer(event, ports)) for _ in range(size.rounds + 2)]
    warm = statistics.median(took) * 1000
    yield Figure("pages.warm", "  warm CPU", warm, "ms", aim=Aim(100, of_ratio=False))


def home(seal: Seal, now: datetime, *, is_local: bool) -> dict[str, Any]:
    """「我的群」 as the gateway asks for it, of somebody who logged in a minute ago."""
    event: dict[str, Any] = {
        "rawPath": "/pages",
        "headers": {"host": "127.0.0.1"},
        "requestContext": {"domainName": "127.0.0.1", "http": {"method": "GET"}},
    }
    session = Session(OWNER, now - timedelta(minutes=1))
    cookie = kept(session, web_request(event, is_local=is_local), seal)
    return event | {"cookies": [cookie.partition(";")[0]]}


def _filled(shelf: Shelf, groups: int) -> Ports:
    ports = ports_on(shelf.client(), {}, lambda: 60.0)
    seal = Sealed(lambda: "k" * 32, ports.clock)
    ports = ports._replace(seal=lambda: seal)
    platform = PLATFORMS[0].id
    ledger, now = ports.ledger(), ports.clock.now()
    ledger.runs.set_cursor("platforms", platform)
    ledger.directory.save(platform, [Profile(OWNER, "王芳", "市场部")], [Department("市场部")], now)
    who = visitor(OWNER, now, ports, Lang.ZH)
    for number in range(groups):
        form = {"platform": platform, "name": f"市场部-第{number}号活动执行群", "external": "no"}
        file_group(form | {"announcement": "yes" if number % 10 else "no"}, who, ports)
    return ports

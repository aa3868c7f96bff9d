"""The deployed pages behind the local gateway, and a simulated Feishu that says who opened them."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from local.company.found import FEWEST_GROUPS, found
from local.desk.front import Front
from local.desk.phone import Phone
from local.feishu.options import Options
from local.feishu.people import User
from local.feishu.platform import FEISHU
from local.feishu.simulator import Feishu
from local.im.clock import Clock
from local.im.connection import parameters, secret
from local.stack.record import Stack
from shared.adapters.web.reply import PROTECTING
from shared.core.functions import FUNCTIONS
from tests.conftest import StackMaker


class Answered(NamedTuple):
    status: int
    to: str
    body: str
    cookies: dict[str, str]
    headers: dict[str, str]


class Town(NamedTuple):
    simulator: Feishu
    stack: Stack
    front: Front

    def ask(
        self, method: str, address: str, form: dict[str, str] | None = None, cookies: str = ""
    ) -> Answered:
        url = urlsplit(address)
        connection = HTTPConnection(url.netloc, timeout=60)
        headers = {"cookie": cookies, "accept-language": "zh-CN"}
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        path = f"{url.path}?{url.query}" if url.query else url.path
        connection.request(method, path, urlencode(form) if form is not None else None, headers)
        given = connection.getresponse()
        found = [
            cookie.partition(";")[0].partition("=") for cookie in given.headers.get_all("set-cookie", [])
        ]
        answered = Answered(
            given.status,
            given.headers.get("location", ""),
            given.read().decode(),
            {name: value for name, _, value in found},
            {name.lower(): value for name, value in given.getheaders()},
        )
        connection.close()
        return answered

    @property
    def base(self) -> str:
        return self.front.url.removesuffix("/pages")


@pytest.fixture(scope="module")
def town(new_stack: StackMaker) -> Iterator[Town]:
    company = found(1, FEWEST_GROUPS, tenant=FEISHU.tenant)
    with Feishu(company, Options(pushing="by hand"), Clock()) as simulator:
        front = Front()
        stack = new_stack("pages", PagesAddress=front.url, **parameters([simulator]))
        stack.client("secretsmanager").put_secret_value(
            SecretId=stack.secret, SecretString=json.dumps(secret([simulator]))
        )
        front.lead_to(stack.hooks.removesuffix("/hooks/"))
        with front:
            yield Town(simulator, stack, front)


def test_the_pages_are_behind_the_gateway_and_nothing_else_is(town: Town) -> None:
    seen = town.ask("GET", town.front.url)
    assert (seen.status, seen.to) == (303, "/pages/login?to=%2Fpages")
    assert town.ask("GET", f"{town.front.url}/nothing").status == 404
    assert town.ask("DELETE", f"{town.front.url}/file").status == 404
    assert town.ask("GET", f"{town.base}/hooks/feishu/events").status == 404


@pytest.mark.parametrize("name", FUNCTIONS)
def test_only_whoever_writes_cards_or_invites_is_told_where_the_pages_are(town: Town, name: str) -> None:
    told = town.stack.client("lambda").get_function_configuration(FunctionName=town.stack.functions[name])
    where = told["Environment"]["Variables"].get("GK_PAGES_URL")
    assert where == (town.front.url if name in {"nudge", "ops"} else None)


def test_cards_lead_to_the_stack_s_own_pages_where_nobody_says_otherwise(stack: Stack) -> None:
    told = stack.client("lambda").get_function_configuration(FunctionName=stack.functions["nudge"])
    outputs = stack.client("cloudformation").describe_stacks(StackName=stack.name)["Stacks"][0]["Outputs"]
    (own,) = [one["OutputValue"] for one in outputs if one["OutputKey"] == "PagesUrl"]
    assert told["Environment"]["Variables"]["GK_PAGES_URL"] == own


def test_a_link_from_a_card_leads_over_the_login_and_back(town: Town) -> None:
    link = f"{town.front.url}/items?m={'0' * 32}"
    assert town.ask("GET", link).to == f"/pages/login?to=%2Fpages%2Fitems%3Fm%3D{'0' * 32}"


@pytest.fixture(scope="module")
def owner(town: Town) -> User:
    return next(
        user
        for chat in town.simulator.world.chats.values()
        if (user := town.simulator.world.people.get(chat.owner)) and user.state == "active"
    )


def test_the_deployed_pages_forbid_every_frame_and_a_desk_s_phone_opens_them(town: Town, owner: User) -> None:
    gateway = town.stack.hooks.removesuffix("/hooks/")
    assert PROTECTING.items() <= town.ask("GET", f"{town.front.url}/login").headers.items()
    phone = Phone(gateway, {"feishu": town.simulator})
    phone.desk = "http://127.0.0.1:1"
    try:
        seen = town.ask("GET", f"{phone.url}/feishu/{owner.id}/zh-CN")
        cookies = seen.cookies
        while seen.to:
            address = seen.to if seen.to.startswith("http") else phone.origin + seen.to
            seen = town.ask("GET", address, cookies="; ".join(f"{name}={cookies[name]}" for name in cookies))
            cookies |= seen.cookies
    finally:
        phone.stop()
    assert "我的群" in seen.body
    assert "x-frame-options" not in seen.headers
    assert seen.headers["content-security-policy"].endswith("frame-ancestors http://127.0.0.1:1")


def test_somebody_logs_in_with_the_platform_and_files_a_group(town: Town, owner: User) -> None:
    begun = town.ask("GET", f"{town.front.url}/login?to=%2Fpages%2Ffile")
    assert begun.to.startswith(town.simulator.base_url)
    given = town.ask("GET", f"{begun.to}&as={owner.open_id}")
    assert parse_qs(urlsplit(given.to).query)["state"]
    cookies = "; ".join(f"{name}={value}" for name, value in begun.cookies.items())
    arrived = town.ask("GET", given.to, cookies=cookies)
    assert (arrived.status, arrived.to) == (303, "/pages/file")
    session = f"gk-session={arrived.cookies['gk-session']}"
    page = town.ask("GET", f"{town.base}{arrived.to}", cookies=session).body
    token = page.partition('name="token" value="')[2].partition('"')[0]
    form = {
        "token": token,
        "platform": "wechat",
        "name": "华东销售冲冲冲",
        "external": "no",
        "announcement": "no",
    }
    filed = town.ask("POST", f"{town.front.url}/file", form, session)
    assert filed.status == 303, filed.body
    shown = town.ask("GET", f"{town.base}{filed.to}", cookies=session)
    assert "已登记「华东销售冲冲冲」" in shown.body
    assert "缺群公告" in shown.body

"""The desk's phone: the pages in a frame of the desk, logged in as whoever holds it, and nothing else changed."""

from collections.abc import Iterator
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from local.desk.front import Front
from local.desk.phone import Phone
from local.desk.server import Desk
from local.im.simulator import Simulator
from local.platforms import PLATFORMS
from shared.adapters.web.reply import PROTECTING
from tests.browser.product import Product
from tests.support_simulated import simulated


class Answered(NamedTuple):
    status: int
    headers: dict[str, str]
    cookies: str
    """As a browser sends them back."""
    body: str


def ask(address: str, cookies: str = "") -> Answered:
    url = urlsplit(address)
    connection = HTTPConnection(url.netloc)
    connection.request("GET", f"{url.path}?{url.query}", headers={"cookie": cookies})
    given = connection.getresponse()
    set_ = [line.partition(";")[0] for line in given.headers.get_all("set-cookie", [])]
    headers = {name.lower(): value for name, value in given.getheaders()}
    answered = Answered(given.status, headers, "; ".join(set_), given.read().decode())
    connection.close()
    return answered


class Town(NamedTuple):
    simulator: Simulator
    product: Product
    desk: Desk

    @property
    def phone(self) -> Phone:
        assert self.desk.phone is not None
        return self.desk.phone

    def open(self, person: str, language: str = "zh-CN") -> Answered:
        """What a browser sees that opens the phone of this person and follows to where it leads."""
        seen = ask(f"{self.phone.url}/{self.simulator.platform}/{person}/{language}")
        jar = seen.cookies
        for _ in range(5):
            to = seen.headers.get("location", "")
            if not to:
                break
            seen = ask(to if to.startswith("http") else f"{self.phone.origin}{to}", jar)
            jar = f"{jar}; {seen.cookies}"
        return seen


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with simulated(PLATFORMS[0]) as running:
        product = Product(running.simulator)
        product.run("collect")
        with Desk((running,), product, gateway=product.gateway) as desk:
            yield Town(running.simulator, product, desk)
        product.stop()


def test_whoever_holds_it_is_logged_in_without_being_asked(town: Town) -> None:
    person = next(one for one in town.simulator.people() if one.is_colleague and one.state == "active")
    for language, word in (("zh-CN", "我的群"), ("en", "My groups")):
        seen = town.open(person.id, language)
        assert (seen.status, word in seen.body, person.name in seen.body) == (200, True, True)


def test_a_phone_of_nobody_is_none(town: Town) -> None:
    for written in ("pigeons", "a/b", "a//zh", "a/b/c/d"):
        assert ask(f"{town.phone.url}/{written}").status == 404


def test_somebody_who_is_not_there_is_asked_as_anybody_is(town: Town) -> None:
    seen = ask(f"{town.phone.url}/{town.simulator.platform}/nobody/zh-CN")
    led = ask(f"{town.phone.origin}{seen.headers['location']}", seen.cookies)
    assert led.headers["location"].startswith(town.simulator.base_url)


@pytest.mark.parametrize(
    "cookie", ["desk-phone=", "desk-phone=x", "desk-phone=other/someone/en", "\x01;=", ""]
)
def test_without_a_holder_it_is_the_pages_as_they_are(town: Town, cookie: str) -> None:
    seen = ask(f"{town.phone.origin}/pages", cookie)
    assert (seen.status, seen.headers["location"]) == (303, "/pages/login?to=%2Fpages")
    login = ask(f"{town.phone.origin}/pages/login", cookie)
    assert login.headers["location"].startswith(town.simulator.base_url)


def test_nothing_but_the_pages_is_behind_it(town: Town) -> None:
    assert ask(f"{town.phone.origin}/hooks/{town.simulator.platform}/events").status == 404


def test_what_is_deployed_still_forbids_every_frame_and_only_the_desk_may_frame_the_phone(town: Town) -> None:
    assert "frame-ancestors 'none'" in PROTECTING["content-security-policy"]
    with Front(town.product.gateway) as front:
        as_deployed = ask(front.url).headers
    on_the_phone = ask(f"{town.phone.origin}/pages").headers
    assert {name: as_deployed[name] for name in PROTECTING} == PROTECTING
    changed = {name for name in PROTECTING if on_the_phone.get(name) != PROTECTING[name]}
    assert changed == {"x-frame-options", "content-security-policy"}
    desk = town.desk.url.rstrip("/")
    assert on_the_phone["content-security-policy"].endswith(f"frame-ancestors {desk}")
    assert f"frame-src {town.phone.origin}" in ask(town.desk.url).headers["content-security-policy"]


def test_a_desk_without_pages_has_no_phone_and_frames_nothing() -> None:
    with simulated(PLATFORMS[0]) as running, Desk((running,)) as desk:
        assert desk.phone is None
        assert "frame-src" not in ask(desk.url).headers["content-security-policy"]
        assert '"phone": ""' in ask(f"{desk.url}api/desk").body

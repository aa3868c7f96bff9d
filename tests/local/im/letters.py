"""A message as the product's own adapters write and send it, for whichever platform."""

from local.im.seen import Letter
from local.im.simulator import Simulator
from shared.app.inbound.deeds.catalogue import DEEDS
from shared.app.ports.im import IM
from shared.core.account import id_of
from shared.core.card import Block, Button, Card, Link
from shared.core.lang import Lang

CASE = "0123456789abcdef"
PAGE = f"https://pages.example.com/pages/items?m={'0' * 32}"


def card(title: str) -> Card:
    buttons = tuple(Button(deed.id, deed.label[Lang.ZH], CASE) for deed in DEEDS)
    block = Block(CASE, title, "草稿已拟好", "目的：协同", buttons)
    link = Link(PAGE, "我的群")
    return Card("n1", "2026-10-12", Lang.ZH, title, "您好", (block,), "只发给您本人", link=link)


def sent(simulator: Simulator, im: IM, person: str, title: str = "还没有群公告") -> Letter:
    """What stands in their inbox then."""
    post(simulator, im, person, title)
    return simulator.inbox(person)[-1]


def post(simulator: Simulator, im: IM, person: str, title: str = "还没有群公告") -> None:
    """Raises what the product's adapter makes of a refusal."""
    sending = im.sending
    assert sending is not None
    to = id_of(simulator.person(person).account)
    sending.post(sending.letter(card(title), to, f"key-{person}-{title}"))

"""What a simulated Feishu is started with, and the questions on which the vendor's documents leave a choice."""

from typing import NamedTuple

from local.feishu.scopes import EVERYTHING
from local.im.variants import Choices
from local.im.webhook import Webhook


class Variants(NamedTuple):
    """How this Feishu answers where its documents are silent or contradict each other; switchable while it runs."""

    never_edited: str = "empty"
    """The announcement of a group in which nobody wrote one: `empty`, or the code that is answered."""
    repeated_uuid: str = "same"
    """A second send with a known `uuid`: the `same` message, a `fresh`-looking reply, or an `error`."""
    bad_secret: int = 10003
    bad_token_status: int = 400
    """HTTP status of 99991663: seen in the wild as both."""
    external: str = "refused"
    """What is read about a group with people of other companies: `refused` or `shown`."""
    dissolved: str = "hidden"
    """Whether dissolved groups are still `listed`."""
    frozen: str = "unreachable"
    """A message to a frozen account: `unreachable` (230013) or `delivered`."""
    token_length: int = 42
    """Of tenant tokens; the vendor warns of 4 KB and more."""


CHOICES: Choices = {
    "never_edited": ("empty", "1772001", "1770002", "232003"),
    "repeated_uuid": ("same", "fresh", "error"),
    "bad_secret": (10003, 10014),
    "bad_token_status": (400, 200),
    "external": ("refused", "shown"),
    "dissolved": ("hidden", "listed"),
    "frozen": ("unreachable", "delivered"),
    "token_length": (42, 4096, 6000),
}


class App(NamedTuple):
    """The one app that the company has installed: ours."""

    id: str = "cli_a5c1e0b7d93f100c"
    secret: str = "local-only-app-secret"  # noqa: S105 - opens nothing but the simulator
    name: str = "群管家"


WEBHOOK = Webhook(
    door="events",
    keys={"encrypt_key": "local-only-encrypt-key", "verification_token": "local-only-verification-token"},
)
"""An empty encrypt key: bodies are plain and unsigned."""


class Options(NamedTuple):
    port: int = 0
    """0: any free one."""
    app: App = App()
    webhook: Webhook = WEBHOOK
    variants: Variants = Variants()
    scopes: frozenset[str] = EVERYTHING
    limits: str = "off"
    """Rate limits: `off`, by the `machine`'s time, or by the simulated `clock`."""
    pushing: str = "by itself"
    """Events go out `by itself` as they happen, or `by hand` when somebody calls for what is due."""

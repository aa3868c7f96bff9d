"""What a simulated Feishu is started with, and the questions on which the vendor's documents leave a choice."""

from collections.abc import Mapping
from typing import NamedTuple

from local.feishu.scopes import EVERYTHING


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


CHOICES: Mapping[str, tuple[str | int, ...]] = {
    "never_edited": ("empty", "1772001", "1770002", "232003"),
    "repeated_uuid": ("same", "fresh", "error"),
    "bad_secret": (10003, 10014),
    "bad_token_status": (400, 200),
    "external": ("refused", "shown"),
    "dissolved": ("hidden", "listed"),
    "frozen": ("unreachable", "delivered"),
    "token_length": (42, 4096, 6000),
}


def switched(variants: Variants, changes: Mapping[str, str | int]) -> Variants:
    """Raises ValueError for a question or an answer that there is not."""
    for name, value in changes.items():
        if value not in CHOICES.get(name, ()):
            raise ValueError(f"{name}={value}: choose one of {CHOICES.get(name) or sorted(CHOICES)}")
    return variants._replace(**changes)  # type: ignore[arg-type]  # checked by CHOICES


class App(NamedTuple):
    """The one app that the company has installed: ours."""

    id: str = "cli_a5c1e0b7d93f100c"
    secret: str = "local-only-app-secret"  # noqa: S105 - opens nothing but the simulator
    name: str = "群管家"


class Webhook(NamedTuple):
    """Where events and card callbacks go, and how they are secured."""

    url: str = ""
    """Empty: nothing is sent; events are dropped."""
    encrypt_key: str = "local-only-encrypt-key"
    """Empty: bodies are plain and unsigned."""
    verification_token: str = "local-only-verification-token"  # noqa: S105 - same
    deadline: float = 3.0
    """Seconds of real time in which an answer counts."""


class Options(NamedTuple):
    port: int = 0
    """0: any free one."""
    app: App = App()
    webhook: Webhook = Webhook()
    variants: Variants = Variants()
    scopes: frozenset[str] = EVERYTHING
    limits: str = "off"
    """Rate limits: `off`, by the `machine`'s time, or by the simulated `clock`."""
    pushing: str = "by itself"
    """Events go out `by itself` as they happen, or `by hand` when somebody calls for what is due."""

"""Tenant access tokens: the same one while half an hour of it is left, else a new one beside the old."""

import secrets
from typing import NamedTuple

LIFE = 7200
RENEWED = 1800


class Token(NamedTuple):
    value: str
    expires: float


class Tokens:
    def __init__(self) -> None:
        self._given: list[Token] = []

    def issue(self, now: float, length: int) -> tuple[str, int]:
        """The token and how many seconds are left of it."""
        newest = self._given[-1] if self._given else Token("", 0)
        if newest.expires - now < RENEWED or newest.expires - now > LIFE:
            newest = Token("t-g104" + secrets.token_hex(length // 2)[: length - 6], now + LIFE)
            self._given = [*self._given[-20:], newest]
        return newest.value, int(newest.expires - now)

    def valid(self, value: str, now: float) -> bool:
        return any(token.value == value and now < token.expires for token in self._given)

    def revoke(self) -> None:
        """None is good any more, as after a change of the app's secret."""
        self._given = []

"""Logins under way: the code that a browser takes back with it, and the token that is had for it once."""

import secrets
from typing import NamedTuple

from local.feishu.codes import Refusal

CODE_LIFE = 300
TOKEN_LIFE = 7200


class _Code(NamedTuple):
    person: str
    """Their `id`."""
    back: str
    expires: float


class Logins:
    def __init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self._used: set[str] = set()
        self._tokens: dict[str, tuple[str, float]] = {}

    def code(self, person: str, back: str, now: float) -> str:
        made = secrets.token_urlsafe(12)
        self._codes[made] = _Code(person, back, now + CODE_LIFE)
        return made

    def token(self, code: str, back: str, now: float) -> str:
        """Once for each code. Raises Refusal as the vendor words it."""
        found = self._codes.get(code)
        if found is None or code in self._used:
            raise Refusal(20003)
        if now > found.expires:
            raise Refusal(20004)
        if back != found.back:
            raise Refusal(20071)
        self._used.add(code)
        made = "u-" + secrets.token_urlsafe(24)
        self._tokens[made] = (found.person, now + TOKEN_LIFE)
        return made

    def whose(self, token: str, now: float) -> str | None:
        """Their `id`; None: it is nobody's, or not good any more."""
        person, expires = self._tokens.get(token, ("", 0))
        return person if now < expires else None

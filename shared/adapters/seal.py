"""Seals what a browser keeps for us, so that nobody else can have written it: a session, a form's token, a login's state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from shared.app.ports.ports import Clock


class Sealed:
    def __init__(self, key: Callable[[], str], clock: Clock) -> None:
        """`key`: asked for when something is sealed or opened; random, and at least 32 characters."""
        self._key = key
        self._clock = clock

    def seal(self, what: Any, purpose: str) -> str:
        return str(self._serializer(purpose).dumps(what))

    def opened(self, text: str, purpose: str, within: timedelta) -> Any:
        """What was sealed for this purpose, and not longer ago; None for everything else."""
        try:
            return self._serializer(purpose).loads(text, max_age=int(within.total_seconds()))
        except BadData:
            return None

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        clock = self._clock

        class Signer(TimestampSigner):
            """By the installation's clock."""

            def get_timestamp(self) -> int:
                return int(clock.now().timestamp())

        return URLSafeTimedSerializer(self._key(), salt=f"groupkeeper.{purpose}", signer=Signer)

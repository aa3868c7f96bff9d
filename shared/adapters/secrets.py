"""The one secret: every platform's credentials, from Secrets Manager."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.app.ports.ports import Clock
from shared.core.errors import ConfigError, Fault, StoreUnavailable

_FRESH = timedelta(minutes=15)
"""How long a process goes on with what it read: a rotated secret is in use everywhere after that."""
_KEY_LENGTH = 32
_REMEDY = 'Write it as JSON, by platform: {"platform": {"field": "…"}}'

Credentials = Mapping[str, object]
"""By what should be a platform's id: what should be its fields, for its vendor to read."""


class PlatformSecret:
    """Read when it is first asked for; `client` is a boto3 Secrets Manager client."""

    def __init__(self, client: Any, name: str, clock: Clock) -> None:
        """`name`: its ARN, or its name."""
        self._client = client
        self._name = name
        self._clock = clock
        self._read: tuple[datetime, Credentials] | None = None

    def credentials(self) -> Credentials:
        """Raises ConfigError where it is no such JSON, StoreUnavailable where it was never read and cannot be."""
        now = self._clock.now()
        if self._read is None or not timedelta() <= now - self._read[0] < _FRESH:
            try:
                self._read = (now, _parsed(_fetched(self._client, self._name)))
            except StoreUnavailable:
                if self._read is None:
                    raise
        return self._read[1]


class SealKey:
    """The key that the stack made for itself: read once by each process."""

    def __init__(self, client: Any, name: str) -> None:
        """`name`: its ARN, or its name."""
        self._client = client
        self._name = name
        self._read = ""

    def __call__(self) -> str:
        """Raises StoreUnavailable where it cannot be read, ConfigError where it is too short to keep anything."""
        if not self._read:
            self._read = _fetched(self._client, self._name)
        if len(self._read) < _KEY_LENGTH:
            remedy = "Deploy with the template, which makes one"
            raise ConfigError(Fault("the pages' key", None, "it is too short", remedy))
        return self._read


def _fetched(client: Any, name: str) -> str:
    try:
        answer = client.get_secret_value(SecretId=name)
    except ClientError as error:
        raise StoreUnavailable("get_secret_value", str(error.response["Error"]["Code"])) from error
    except BotoCoreError as error:
        raise StoreUnavailable("get_secret_value", type(error).__name__) from error
    return str(answer.get("SecretString", ""))


def _parsed(text: str) -> Credentials:
    """Says what is wrong without a word of what is in it. What is wrong within one platform's part is that one's alone."""
    try:
        found = json.loads(text)
    except ValueError:
        raise _bad("it is no JSON") from None
    if not isinstance(found, dict):
        raise _bad("it is no JSON object")
    return found


def _bad(reason: str) -> ConfigError:
    return ConfigError(Fault("the platforms' secret", None, reason, _REMEDY))

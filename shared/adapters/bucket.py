"""A bucket in S3."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.core.display import harmless, shorten
from shared.core.errors import BadInput, Fault, StoreUnavailable

_ABSENT = frozenset({"NoSuchKey", "404", "NoSuchBucket"})
_SHOWN = 200


class S3Bucket:
    """A `Bucket`; `client` is a boto3 S3 client."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def read(self, key: str, largest: int) -> bytes:
        """Reads one byte more than `largest` at most, whatever the object's size. Raises BadInput, StoreUnavailable."""
        try:
            answer = self._client.get_object(Bucket=self._name, Key=key, Range=f"bytes=0-{largest}")
            data: bytes = answer["Body"].read()
        except ClientError as error:
            return _unread(key, error)
        except BotoCoreError as error:
            raise StoreUnavailable("get_object", type(error).__name__) from error
        if len(data) > largest:
            raise _bad(key, f"it has more than {largest} bytes", "Upload a smaller file")
        return data

    def write(self, key: str, data: bytes, content_type: str) -> None:
        """Raises StoreUnavailable."""
        try:
            self._client.put_object(Bucket=self._name, Key=key, Body=data, ContentType=content_type)
        except BotoCoreError as error:
            raise StoreUnavailable("put_object", type(error).__name__) from error
        except ClientError as error:
            raise StoreUnavailable("put_object", str(error.response["Error"]["Code"])) from error


def _unread(key: str, error: ClientError) -> bytes:
    code = str(error.response["Error"]["Code"])
    if code == "InvalidRange":  # an empty object has no first byte
        return b""
    if code == "AccessDenied":  # so S3 calls what is not there to whoever may not list
        remedy = "Look at the key; if it is right, at the function's role"
        raise _bad(key, "there is no such object, or it may not be read", remedy) from error
    if code in _ABSENT:
        raise _bad(key, "there is no such object", "Upload it, or look at the key") from error
    raise StoreUnavailable("get_object", code) from error


def _bad(key: str, reason: str, remedy: str) -> BadInput:
    return BadInput(Fault(shorten(harmless(key), _SHOWN), None, reason, remedy))

"""Reads `.local/stack.json`: where the local AWS of a checkout runs, and by which keys."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shared.app.ports.remote import Target
from shared.core.errors import BadInput, Fault

PLACE = Path(".local") / "stack.json"
"""Below the folder that the command is used in."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def local_target(folder: Path) -> Target | None:
    """The stack that runs on this machine; None: there is no record of any. Raises BadInput for a broken record."""
    try:
        text = (folder / PLACE).read_text("utf-8")
    except OSError:
        return None
    except UnicodeDecodeError:
        raise _broken("it is not UTF-8") from None
    try:
        record = json.loads(text)
        target = _target(record)
    except (ValueError, KeyError, TypeError):
        raise _broken("it does not say endpoint, region and name") from None
    if urlsplit(target.endpoint or "").hostname not in _LOOPBACK:
        raise _broken("its endpoint is not on this machine")
    return target


def _target(record: Any) -> Target:
    texts = ("name", "region", "endpoint", "access_key_id", "secret_access_key")
    name, region, endpoint, key_id, secret = (record[text] for text in texts)
    if not all(isinstance(one, str) for one in (name, region, endpoint, key_id, secret)):
        raise TypeError
    return Target(name, region=region, endpoint=endpoint, keys=(key_id, secret), is_local=True)


def _broken(reason: str) -> BadInput:
    return BadInput(Fault(str(PLACE), None, reason, "`make up` writes it anew"))

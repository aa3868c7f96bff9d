"""How a webhook leaves: its envelope, encryption and signature, and the one POST with its deadline."""

import base64
import hashlib
import json
import secrets
from http.client import HTTPConnection, HTTPException
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from local.feishu.options import Webhook
from local.feishu.people import TENANT

Json = dict[str, Any]

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Outcome(NamedTuple):
    """What came of one POST."""

    status: int
    """0: no answer."""
    body: bytes
    seconds: float
    problem: str = ""
    """`timeout` or `unreachable` where there was no answer."""

    @property
    def accepted(self) -> bool:
        return self.status == 200


def envelope(hook: Webhook, *, kind: str, event: Json, app_id: str, event_id: str, at_ms: int) -> bytes:
    """An event or callback of schema 2.0, as it is sent each time."""
    header = {
        "event_id": event_id,
        "event_type": kind,
        "create_time": str(at_ms),
        "token": hook.verification_token,
        "app_id": app_id,
        "tenant_key": TENANT,
    }
    return sealed(hook, {"schema": "2.0", "header": header, "event": event})


def challenge(hook: Webhook, word: str) -> bytes:
    return sealed(hook, {"challenge": word, "token": hook.verification_token, "type": "url_verification"})


def sealed(hook: Webhook, value: Json) -> bytes:
    plain = json.dumps(value, ensure_ascii=False).encode()
    if not hook.encrypt_key:
        return plain
    return json.dumps({"encrypt": encrypted(hook.encrypt_key, plain, secrets.token_bytes(16))}).encode()


def encrypted(key: str, plain: bytes, iv: bytes) -> str:
    """base64(iv ‖ AES-256-CBC), the key being the hash of the word that the console shows."""
    padder = PKCS7(128).padder()
    cipher = Cipher(AES256(hashlib.sha256(key.encode()).digest()), CBC(iv)).encryptor()
    padded = padder.update(plain) + padder.finalize()
    return base64.b64encode(iv + cipher.update(padded) + cipher.finalize()).decode()


def signature(key: str, timestamp: str, nonce: str, body: bytes) -> str:
    return hashlib.sha256(f"{timestamp}{nonce}{key}".encode() + body).hexdigest()


def signed(hook: Webhook, body: bytes, now: float) -> dict[str, str]:
    """The headers of one attempt; every attempt has its own."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "lark-webhook-simulator"}
    if hook.encrypt_key:
        timestamp, nonce = str(int(now)), secrets.token_hex(8)
        headers |= {
            "X-Lark-Request-Timestamp": timestamp,
            "X-Lark-Request-Nonce": nonce,
            "X-Lark-Signature": signature(hook.encrypt_key, timestamp, nonce, body),
        }
    return headers


def checked(hook: Webhook) -> Webhook:
    """Raises ValueError for an address beyond this machine."""
    target = urlsplit(hook.url)
    if hook.url and (target.hostname not in _LOOPBACK or target.scheme != "http"):
        raise ValueError(f"webhooks of the simulator stay on this machine, not {hook.url}")
    return hook


def post(hook: Webhook, body: bytes, now: float) -> Outcome:
    """One attempt; an answer after the deadline is none."""
    target = urlsplit(checked(hook).url)
    connection = HTTPConnection(target.hostname or "", target.port or 80, timeout=hook.deadline)
    path = target.path + (f"?{target.query}" if target.query else "")
    began = perf_counter()
    try:
        connection.request("POST", path or "/", body, signed(hook, body, now))
        response = connection.getresponse()
        said, status, problem = response.read(), response.status, ""
    except TimeoutError:
        said, status, problem = b"", 0, "timeout"
    except (OSError, HTTPException):
        said, status, problem = b"", 0, "unreachable"
    finally:
        connection.close()
    took = perf_counter() - began
    return Outcome(0, b"", took, "timeout") if took > hook.deadline else Outcome(status, said, took, problem)

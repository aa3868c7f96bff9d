"""How a webhook leaves: its envelope, encryption and signature, and when it comes again."""

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from local.feishu.people import TENANT
from local.im.pushes import Signing
from local.im.webhook import Outgoing, Webhook

Json = dict[str, Any]


def envelope(hook: Webhook, *, kind: str, event: Json, app_id: str, event_id: str, at_ms: int) -> bytes:
    """An event or callback of schema 2.0, as it is sent each time."""
    header = {
        "event_id": event_id,
        "event_type": kind,
        "create_time": str(at_ms),
        "token": hook.keys["verification_token"],
        "app_id": app_id,
        "tenant_key": TENANT,
    }
    return sealed(hook, {"schema": "2.0", "header": header, "event": event})


def challenge(hook: Webhook, word: str) -> bytes:
    return sealed(
        hook, {"challenge": word, "token": hook.keys["verification_token"], "type": "url_verification"}
    )


def sealed(hook: Webhook, value: Json) -> bytes:
    plain = json.dumps(value, ensure_ascii=False).encode()
    if not hook.keys["encrypt_key"]:
        return plain
    return json.dumps(
        {"encrypt": encrypted(hook.keys["encrypt_key"], plain, secrets.token_bytes(16))}
    ).encode()


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
    if hook.keys["encrypt_key"]:
        timestamp, nonce = str(int(now)), secrets.token_hex(8)
        headers |= {
            "X-Lark-Request-Timestamp": timestamp,
            "X-Lark-Request-Nonce": nonce,
            "X-Lark-Signature": signature(hook.keys["encrypt_key"], timestamp, nonce, body),
        }
    return headers


def outgoing(hook: Webhook, body: bytes, now: float) -> Outgoing:
    return Outgoing(hook.url, body, signed(hook, body, now))


SIGNING = Signing(lambda hook, attempt: outgoing(hook, attempt.body, attempt.now), (15, 300, 3600, 21_600))

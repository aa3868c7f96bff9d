"""Deliveries as Feishu makes them, encrypted and signed by code of the tests' own."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from shared.app.ports.im import HookRequest
from tests.adapters.im.kit.clock import START

KEY, TOKEN = "enc-key", "v-token"
BOTH = {"encrypt_key": KEY, "verification_token": TOKEN}
PLAIN = {"verification_token": TOKEN}
IV = bytes(range(16))


def encrypted(plain: bytes, key: str = KEY) -> str:
    padder = padding.PKCS7(128).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(algorithms.AES(hashlib.sha256(key.encode()).digest()), modes.CBC(IV)).encryptor()
    return base64.b64encode(IV + encryptor.update(padded) + encryptor.finalize()).decode()


def sealed(body: Any, key: str = KEY) -> bytes:
    plain = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return json.dumps({"encrypt": encrypted(plain, key)}).encode()


def bare(body: Any) -> bytes:
    return json.dumps(body).encode()


def request(body: bytes, headers: Mapping[str, str] | None = None, method: str = "POST") -> HookRequest:
    return HookRequest(method, "", {"content-type": "application/json", **(headers or {})}, body)


def signed(body: bytes, at: datetime = START, key: str = KEY) -> HookRequest:
    stamp = str(int(at.timestamp()))
    signature = hashlib.sha256(f"{stamp}nonce-1{key}".encode() + body).hexdigest()
    return request(body, _headers(stamp, signature))


def signed_of_old(body: bytes, at: datetime = START, token: str = TOKEN) -> HookRequest:
    stamp = str(int(at.timestamp()))
    signature = hashlib.sha1(f"{stamp}nonce-1{token}".encode() + body).hexdigest()
    return request(body, _headers(stamp, signature))


def resigned(asked: HookRequest, **headers: str) -> HookRequest:
    """With other headers than those that it was signed with."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return asked._replace(headers={**asked.headers, **names})


def _headers(stamp: str, signature: str) -> dict[str, str]:
    return {
        "x-lark-request-timestamp": stamp,
        "x-lark-request-nonce": "nonce-1",
        "x-lark-signature": signature,
    }

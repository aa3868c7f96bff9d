"""How Feishu encrypts and signs what it sends; imports nothing slower than it must, for a URL check has a second."""

import base64
import hmac
from hashlib import sha1, sha256

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK = 16


def decrypt(encrypted: str, encrypt_key: str) -> bytes:
    """The plain bytes. Raises ValueError for whatever this key did not encrypt, and for an empty one, which anybody has."""
    if not encrypt_key:
        raise ValueError("no key")
    raw = base64.b64decode(_bytes(encrypted), validate=True)
    if len(raw) < 2 * _BLOCK or len(raw) % _BLOCK:
        raise ValueError("no whole number of blocks")
    decryptor = Cipher(AES(sha256(_bytes(encrypt_key)).digest()), CBC(raw[:_BLOCK])).decryptor()
    padded = decryptor.update(raw[_BLOCK:]) + decryptor.finalize()
    length = padded[-1]
    if not 1 <= length <= _BLOCK or padded[-length:] != bytes([length]) * length:
        raise ValueError("wrong padding")
    return padded[:-length]


def signature(timestamp: str, nonce: str, encrypt_key: str, body: bytes) -> str:
    """Of an event or a card callback: over the body as it was received, still encrypted."""
    return sha256(_bytes(timestamp + nonce + encrypt_key) + body).hexdigest()


def old_signature(timestamp: str, nonce: str, verification_token: str, body: bytes) -> str:
    """Of a card callback of the old kind. The vendor's choice of hash, not ours."""
    return sha1(_bytes(timestamp + nonce + verification_token) + body).hexdigest()  # noqa: S324


def same(given: str, expected: str) -> bool:
    """In constant time, for texts that may hold anything."""
    return hmac.compare_digest(_bytes(given), _bytes(expected))


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")

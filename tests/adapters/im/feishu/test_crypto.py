"""Values that others published, and one golden signature of our own."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.im.feishu.crypto import decrypt, old_signature, same, signature
from tests.adapters.im.feishu.deliveries import encrypted

CHALLENGE = (
    "tT1xP+ovuc0T3b/rnZX3ax76exqAn0ANQ6/U45GcciC0mgNBc8JtvqOJGNAPMKpgRs2dVU1NYk9VDeqS8T4SYtU0hzNU54aS84WnxvZ3VFfDcy/RyABl"
    "NqlUiGyLDzFI0yxdCMT4KR/YEQXlt6nZi50KwRlZ+A75r645KesZuLMljezYyY8VeeXEVjPw35+e"
)


def test_the_vendor_s_sample_is_decrypted() -> None:
    assert decrypt("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=", "test key") == b"hello world"


def test_a_published_url_check_is_decrypted() -> None:
    body = json.loads(decrypt(CHALLENGE, "mazhe.nerd"))
    assert body["challenge"] == "5634b122-c042-4634-bc7f-b07a3c3e77ad"
    assert body["type"] == "url_verification"


def test_the_golden_signature() -> None:
    expected = "43c2418cfd9f4bb87faa600614f152bea7842892514c8db2fa2a192955d4d862"
    assert signature("1700000000", "nonce-1", "enc-key", b'{"encrypt":"abc"}') == expected


@given(st.binary(max_size=200), st.text(min_size=1))
def test_whatever_was_encrypted_is_decrypted(plain: bytes, key: str) -> None:
    key = key.encode("utf-8", "replace").decode()
    assert decrypt(encrypted(plain, key), key) == plain


def test_an_empty_key_decrypts_nothing_for_anybody_has_it() -> None:
    with pytest.raises(ValueError, match="no key"):
        decrypt(encrypted(b"{}", ""), "")


@pytest.mark.parametrize(
    "text",
    ["", "====", "abc", "令牌", "\ud800", base64.b64encode(bytes(16)).decode(), base64.b64encode(bytes(40)).decode(),
     encrypted(b"x", "another key"), encrypted(b"x")[:-4], "\n" + encrypted(b"x")],
)  # fmt: skip
def test_what_this_key_did_not_encrypt_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever text
        decrypt(text, "enc-key")


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert same(one, other) is (one == other)


def test_half_characters_can_be_signed_and_compared() -> None:
    assert not same(signature("\ud800", "", "", b""), old_signature("\ud800", "", "", b""))

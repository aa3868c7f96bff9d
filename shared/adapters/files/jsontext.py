"""Turns bytes into JSON values, and everything that can go wrong with that into one sentence without content."""

import json
from typing import Any

from shared.core.schema.node import quoted

BOM = b"\xef\xbb\xbf"


class NotJsonError(ValueError):
    """What was read is not JSON that can be used; `reason` never holds any of its text but keys."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def _no_constant(name: str) -> Any:
    raise NotJsonError(f"{name} is not a JSON number", "Write a number, or leave the key out.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        raise NotJsonError(f"the key {quoted(twice)} is given twice", "Keep the one that is right.")
    return found


LENIENT = json.JSONDecoder(parse_constant=_no_constant)
"""Of a key given twice, the last counts, as everywhere."""
STRICT = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_once)


def parse(raw: bytes, decoder: json.JSONDecoder = LENIENT) -> Any:
    """Raises NotJsonError, whatever the bytes are."""
    try:
        return decoder.decode(raw.decode("utf-8"))
    except NotJsonError:
        raise
    except UnicodeDecodeError as error:
        raise NotJsonError(f"not UTF-8 (byte {error.start + 1})", "Save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        said = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        raise NotJsonError(
            f"not JSON: {said} at character {error.pos + 1}", "Mend it, or write it anew with a JSON library."
        ) from None
    except RecursionError:
        raise NotJsonError("JSON nested too deeply", "Flatten it, or leave the key out.") from None
    except ValueError:  # json's own limit on the digits of a whole number
        raise NotJsonError("a number with too many digits", "Write a shorter number.") from None


def type_name(value: object) -> str:
    """What a JSON value is, for people."""
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")

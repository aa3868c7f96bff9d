"""What the vendor says of a card before it shows one: its form, its size, and which buttons are on it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from local.feishu.codes import Refusal
from local.im.seen import Button, Link, Part

Json = dict[str, Any]

MOST_BYTES, MOST_TEXT_BYTES = 30 * 1024, 150 * 1024
_MOST_TAGS = 200
_ELEMENT_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")
_ADDRESS = re.compile(r"https?://[!-~]+")
_GONE_IN_2 = frozenset({"action", "note"})
"""Components of cards 1.0 that cards 2.0 refuse."""
_TAGS = frozenset(
    [
        "audio",
        "button",
        "chart",
        "checker",
        "collapsible_panel",
        "column",
        "column_set",
        "custom_icon",
        "date_picker",
        "div",
        "fallback_text",
        "form",
        "hr",
        "img",
        "img_combination",
        "input",
        "interactive_container",
        "lark_md",
        "markdown",
        "multi_select_person",
        "multi_select_static",
        "overflow",
        "person",
        "person_list",
        "picker_datetime",
        "picker_time",
        "plain_text",
        "select_img",
        "select_person",
        "select_static",
        "standard_icon",
        "table",
        "text_tag",
    ]
)
"""Components that cards 2.0 have."""


def checked_content(kind: str, content: str) -> None:
    """Raises Refusal 230001, 230025 or, for a card, 230099 with the reason in its text."""
    if len(content.encode()) > (MOST_TEXT_BYTES if kind == "text" else MOST_BYTES):
        raise Refusal(230025)
    try:
        value = json.loads(content)
    except ValueError:
        raise Refusal(230001, "content is not in JSON format") from None
    if not isinstance(value, dict):
        raise Refusal(230001, "content is not a JSON object")
    if kind == "interactive":
        checked_card(value)
    elif kind == "text" and not isinstance(value.get("text"), str):
        raise Refusal(230001, "text is required")


def checked_card(card: Json) -> None:
    """Raises Refusal 230099."""
    if card.get("type") == "template":
        return
    if card.get("schema") != "2.0":
        if not isinstance(card.get("elements"), list) and not isinstance(card.get("i18n_elements"), dict):
            raise _bad(200621, "elements is required")
        return
    elements = card.get("body", {}).get("elements") if isinstance(card.get("body"), dict) else None
    if not isinstance(elements, list):
        raise _bad(200621, "body.elements is required")
    if card.get("config", {}).get("update_multi", True) is not True:
        raise _bad(200622, "update_multi must be true")
    _checked_parts(list(_tagged(card)))


def checked_replacement(before: str, after: str) -> None:
    """Raises Refusal 230099."""
    one, other = (json.loads(content).get("schema", "1.0") for content in (before, after))
    if one != other:
        raise _bad(200830, f"a card of schema {one} cannot be replaced by one of schema {other}")


def _checked_parts(parts: list[Json]) -> None:
    if len(parts) > _MOST_TAGS:
        raise _bad(200623, f"more than {_MOST_TAGS} components")
    ids = [part["element_id"] for part in parts if "element_id" in part]
    if len(set(ids)) < len(ids) or not all(_ELEMENT_ID.fullmatch(str(each)) for each in ids):
        raise _bad(200624, "element_id must be unique, begin with a letter and have at most 20 characters")
    for part in parts:
        if part["tag"] in _GONE_IN_2 or part["tag"] not in _TAGS:
            raise _bad(200861, f"unsupported tag {part['tag']} in schema V2")
        if part["tag"] == "button" and not isinstance(part.get("text"), dict) and "icon" not in part:
            raise _bad(200625, "a button needs text or icon")
        if not all(map(_is_behavior, part.get("behaviors", ()))):
            raise _bad(200626, "a behavior calls back with a value or opens an address")


def _is_behavior(behavior: Json) -> bool:
    """A button of cards 2.0 may have several; of those the product's have one."""
    if behavior.get("type") == "open_url":
        return _ADDRESS.fullmatch(str(behavior.get("default_url", ""))) is not None
    return behavior.get("type") == "form_action" or isinstance(behavior.get("value"), dict | str)


def _bad(code: int, why: str) -> Refusal:
    return Refusal(230099, f"Failed to create card content, ext=ErrCode: {code}; ErrMsg: {why}; ")


def _tagged(value: Any) -> Iterator[Json]:
    """Everything that has a tag, in the order in which it is seen; what a button sends is data, not a part."""
    if isinstance(value, dict):
        if isinstance(value.get("tag"), str):
            yield value
        for key, part in value.items():
            if key not in {"value", "behaviors"}:
                yield from _tagged(part)
    elif isinstance(value, list):
        for part in value:
            yield from _tagged(part)


def buttons(card: Json) -> list[Json]:
    """Those that call back, as `text` (what stands on it), `value` (what it sends) and `name`, in the order in which they are
    seen."""
    return [
        {"text": part.get("text", {}).get("content", ""), "value": _value(part), "name": part.get("name", "")}
        for part in _tagged(card)
        if part["tag"] == "button" and not _opens(part)
    ]


def _links(card: Json) -> Iterator[Link]:
    """Those that open an address instead."""
    for part in _tagged(card):
        if part["tag"] == "button" and (address := _opens(part)):
            yield Link(part.get("text", {}).get("content", ""), address)


def _opens(button: Json) -> str:
    """Where it leads, if it does nothing else."""
    behaviors = button.get("behaviors", ())
    addresses = [str(one["default_url"]) for one in behaviors if one.get("type") == "open_url"]
    return addresses[0] if addresses and len(addresses) == len(behaviors) else ""


def shown(button: Json) -> Button:
    """By what stands on it, or by its name where it shows a picture."""
    return Button(button["text"] or button["name"], json.dumps(button["value"], ensure_ascii=False))


def parts(card: Json) -> tuple[Part, ...]:
    """What stands between the lines across a card, each with the text on grey that it offers to be copied."""
    found: list[list[Json]] = [[]]
    for element in _elements(card):
        if element.get("tag") == "hr":
            found.append([])
        else:
            found[-1].append(element)
    return tuple(
        Part(tuple(map(shown, buttons({"in": block}))), _draft(block), tuple(_links({"in": block})))
        for block in found
    )


def title(card: Json) -> str:
    return str(card.get("header", {}).get("title", {}).get("content", ""))


def _elements(card: Json) -> list[Json]:
    """Of a card of either form."""
    return list(card.get("body", {}).get("elements", ()) or card.get("elements", ()))


def _draft(block: list[Json]) -> str:
    for element in block:
        for column in element.get("columns", ()):
            if column.get("background_style") == "grey":
                return "\n".join(each["text"]["content"] for each in column["elements"] if "text" in each)
    return ""


def _value(button: Json) -> Json:
    for behavior in button.get("behaviors", ()):
        if behavior.get("type") == "callback":
            value: Json = behavior.get("value", {})
            return value
    return dict(button.get("value", {}))

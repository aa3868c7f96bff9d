"""A policy as it is published: JSON whose scalars are all texts, so that a cold start needs no YAML."""

import json
from typing import Any

from shared.core.schema.node import Form, Node


def as_json(node: Node) -> bytes:
    """The same nodes for the same bytes, whatever the order of keys was."""
    return json.dumps(_plain(node), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(node: Node) -> Any:
    if node.form is Form.MAPPING:
        return {key.text: _plain(value) for key, value in node.entries}
    if node.form is Form.LIST:
        return [_plain(item) for item in node.items]
    return node.text


def from_json(data: bytes) -> Node:
    """Raises ValueError where it is no JSON of texts."""
    return _node(json.loads(data))


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        entries = tuple((Node(Form.SCALAR, key), _node(one)) for key, one in value.items())
        return Node(Form.MAPPING, entries=entries)
    if isinstance(value, list):
        return Node(Form.LIST, items=tuple(_node(one) for one in value))
    if isinstance(value, str):
        return Node(Form.SCALAR, value)
    msg = "a published policy holds texts only"
    raise ValueError(msg)

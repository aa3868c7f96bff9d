"""A file's nodes as JSON and back, so that what was validated once can be read again without a YAML parser."""

import json
from typing import Any

from shared.core.errors import ConfigError, Fault
from shared.core.schema.node import Form, Node


def to_json(node: Node) -> str:
    """The same values, in the same order; every scalar stays the text that was written, and nothing becomes null."""
    return json.dumps(_plain(node), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, file: str) -> Node:
    """The nodes of a published file; they have no lines. Raises ConfigError when it is not JSON."""
    try:
        # A number keeps its digits: whether 1.20 is text or a number, only its setting can say.
        return _node(json.loads(text, parse_int=str, parse_float=str))
    except json.JSONDecodeError as error:
        fault = Fault(file, error.lineno, f"this is not JSON ({error.msg})", "Publish the policy again")
        raise ConfigError(fault) from error


def _plain(node: Node) -> Any:
    if node.form is Form.LIST:
        return [_plain(item) for item in node.items]
    if node.form is Form.MAPPING:
        return {key.text: _plain(value) for key, value in node.entries}
    return node.text or None


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        entries = tuple((Node(Form.SCALAR, key), _node(item)) for key, item in value.items())
        return Node(Form.MAPPING, entries=entries)
    if isinstance(value, list):
        return Node(Form.LIST, items=tuple(map(_node, value)))
    if isinstance(value, bool):
        return Node(Form.SCALAR, "true" if value else "false")
    return Node(Form.SCALAR, value or "")

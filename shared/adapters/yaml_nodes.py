"""Turns YAML text into nodes with lines, and refuses what makes YAML mean more than it says.

It follows the parser's events instead of composing: anchors, aliases and tags are then seen as they were written,
and an alias can never unfold into more than the file holds.
"""

import re
from typing import NamedTuple

import yaml

from shared.core.errors import BadInput, Fault
from shared.core.schema.node import Form, Node, quoted

_DEEPEST = 20
"""Levels. A policy needs eight; a file with thousands means harm."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OUTDATED = "Write the value out again where it is needed"


def read_nodes(text: str, file: str, faults: list[Fault]) -> Node:
    """The root of the only document; an empty scalar when there is none.

    What can be left out is added to `faults`; text that is no YAML at all raises BadInput with those and its own.
    """
    control = _CONTROLS.search(text)
    if control:
        reason = f"there is a control character (U+{ord(control[0]):04X}) on this line"
        raise BadInput(Fault(file, text.count("\n", 0, control.start()) + 1, reason, "Type the line anew"))
    builder = _Builder(file, faults)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise BadInput(*faults, _syntax_fault(error, text, file)) from None
    return builder.root


class _Open(NamedTuple):
    """A list or mapping whose end was not seen yet."""

    form: Form
    parts: list[Node]
    """A list's items; a mapping's keys and values in turn."""
    line: int
    column: int


class _Builder:
    """Builds nodes from a parser's events, without recursion."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.root = Node(Form.SCALAR)
        self._file = file
        self._faults = faults
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                is_nothing = not event.style and event.value in _NULLS
                self._add(_scalar(event, "" if is_nothing else event.value))
            case yaml.AliasEvent():
                self._blame(
                    event, f"{quoted(f'*{event.anchor}')} stands for another place of the file", _OUTDATED
                )
                self._add(_scalar(event, ""))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._begin(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._end()
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents == 2:
                    self._blame(event, "a second document begins here (---)", "Keep one document in the file")

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_extras(event)
        line, column = _place(event)
        if len(self._open) == _DEEPEST:
            fault = Fault(self._file, line, "this lies too deep", "Check that this is the policy")
            raise BadInput(*self._faults, fault)
        form = Form.LIST if isinstance(event, yaml.SequenceStartEvent) else Form.MAPPING
        self._open.append(_Open(form, [], line, column))

    def _end(self) -> None:
        done = self._open.pop()
        if done.form is Form.LIST:
            self._add(Node(Form.LIST, items=tuple(done.parts), line=done.line, column=done.column))
        else:
            entries = tuple(self._entries(done.parts))
            self._add(Node(Form.MAPPING, entries=entries, line=done.line, column=done.column))

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].parts.append(node)
        elif self._documents == 1:
            self.root = node

    def _entries(self, parts: list[Node]) -> list[tuple[Node, Node]]:
        """Pairs of key and value; of a key that is there twice, the first."""
        first: dict[str, Node] = {}
        entries = []
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            if self._is_usable(key, first):
                first[key.text] = key
                entries.append((key, value))
        return entries

    def _is_usable(self, key: Node, first: dict[str, Node]) -> bool:
        if key.form is not Form.SCALAR:
            self._blame_at(key, f"{key.form} cannot be a key", "Write a single word before the colon")
        elif key.text == "<<":
            self._blame_at(key, "“<<” merges in another place of the file", _OUTDATED)
        elif key.text in first:
            reason = f"{quoted(key.text)} is already on line {first[key.text].line}"
            self._blame_at(key, reason, "Keep one of the two")
        else:
            return True
        return False

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._blame(
                event, f"{quoted('&' + event.anchor)} names this place for use elsewhere", "Remove the name"
            )
        if event.tag is not None:
            self._blame(event, f"{quoted(event.tag)} is a type tag", "Remove it: the policy knows its types")

    def _blame(self, event: yaml.Event, reason: str, remedy: str) -> None:
        self._faults.append(Fault(self._file, _place(event)[0], reason, remedy))

    def _blame_at(self, node: Node, reason: str, remedy: str) -> None:
        self._faults.append(Fault(self._file, node.line, reason, remedy))


def _scalar(event: yaml.Event, text: str) -> Node:
    line, column = _place(event)
    return Node(Form.SCALAR, text, line=line, column=column)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column, 1-based; every event has a mark when text is parsed."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    begun, mark = error.context_mark, error.problem_mark
    if mark is None:
        return Fault(file, None, f"this is not YAML ({error.problem})", _CHECK)
    where = (
        f", in what begins on line {begun.line + 1}" if begun is not None and begun.line != mark.line else ""
    )
    reason = f"this is not YAML ({error.problem}, column {mark.column + 1}{where})"
    return Fault(file, mark.line + 1, reason, _hint(text.splitlines(), mark.line))


def _hint(lines: list[str], row: int) -> str:
    near = lines[max(0, row - 1) : row + 1]
    if any(re.match(r" *\t", line) for line in near):
        return "Indent with spaces, not with tabs"
    if any("：" in line.split("#")[0] for line in near):
        return "Write a half-width colon and a space after each key: `key: value`"
    return _CHECK


_CHECK = "Check colons, quotation marks and indentation here and on the line above"

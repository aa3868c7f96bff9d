"""The types that hold other values: lists, maps, texts in two languages, and records of settings."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Final, NamedTuple, Protocol

from shared.core.lang import Bilingual, Lang, both
from shared.core.schema.node import Form, Node, Reading, listed, quoted, suggestion
from shared.core.schema.scalars import Scalar, Text


class Type(Protocol):
    """What a setting can be."""

    def read(self, node: Node, reading: Reading) -> Any:
        """The value; None after a fault, which `reading` then holds."""
        ...

    def schema(self) -> dict[str, Any]: ...

    def phrase(self) -> Bilingual: ...

    def show(self, value: Any) -> str: ...


class _Required(Enum):
    REQUIRED = "required"


REQUIRED: Final = _Required.REQUIRED
"""The default of a setting that has none: leaving it out is a fault."""


class Setting(NamedTuple):
    """One thing that can be set: its key, what may be written, what holds when it is not, and what it means."""

    name: str
    type: Type
    default: Any
    """A value as `type` reads it (a `time`, a tuple); None: nothing; REQUIRED: it must be written."""
    doc: Bilingual
    everywhere: bool = False
    """Whether it holds for the whole company, because it is not about one group: no override can change it."""


class Wrong(NamedTuple):
    """What a rule finds of a record whose parts are all well-formed; `key` is where to point."""

    key: str
    reason: str
    remedy: str


def _is_form(node: Node, form: Form, reading: Reading, remedy: str) -> bool:
    if node.form is not form:
        scalar = f"{quoted(node.text)} is not one" if node.text else "nothing is written here"
        seen = scalar if node.form is Form.SCALAR else f"this is {node.form}"
        reading.blame(node, f"{form} is wanted, {seen}", remedy)
    return node.form is form


class ListOf:
    """Any number of values of one type, none of them twice; read as a tuple."""

    __slots__ = ("of",)

    def __init__(self, of: Type) -> None:
        self.of = of

    def read(self, node: Node, reading: Reading) -> Any:
        if not _is_form(node, Form.LIST, reading, "Write [one, two], or one line with a dash for each"):
            return None
        seen: set[str] = set()
        for number, item in enumerate(node.items, 1):
            if item.text and item.text in seen:
                reading.item(number).blame(item, f"{quoted(item.text)} is listed twice", "Remove one of them")
            seen.add(item.text)
        return tuple([self.of.read(item, reading.item(number)) for number, item in enumerate(node.items, 1)])

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.of.schema()}

    def phrase(self) -> Bilingual:
        said = self.of.phrase()
        return both(f"列表：{said[Lang.ZH]}", f"a list: {said[Lang.EN]}")

    def show(self, value: Any) -> str:
        return "[" + ", ".join(self.of.show(item) for item in value) + "]"


class MapOf:
    """Values of one type under keys of the writer's choice; read as a dict."""

    __slots__ = ("keys", "of")

    def __init__(self, keys: Scalar, of: Type) -> None:
        self.keys = keys
        self.of = of

    def read(self, node: Node, reading: Reading) -> Any:
        if not _is_form(node, Form.MAPPING, reading, "Write one `name: …` line for each"):
            return None
        return {
            self.keys.read(key, reading): self.of.read(value, reading.at(key.text))
            for key, value in node.entries
        }

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.of.schema()}

    def phrase(self) -> Bilingual:
        said = self.of.phrase()
        return both(f"名称 → {said[Lang.ZH]}", f"name → {said[Lang.EN]}")

    def show(self, value: Any) -> str:
        return "{" + ", ".join(f"{key}: {self.of.show(item)}" for key, item in value.items()) + "}"


class Localized:
    """Words in the company's language, or in each: a text, or a mapping `{zh-CN: …, en: …}`."""

    __slots__ = ("text",)

    def __init__(self, longest: int = 200) -> None:
        self.text = Text(longest)

    def read(self, node: Node, reading: Reading) -> Any:
        if node.form is not Form.MAPPING:
            said = self.text.read(node, reading)
            return dict.fromkeys(Lang, said)
        said = Record(tuple(Setting(lang, self.text, None, both("", "")) for lang in Lang), dict).read(
            node, reading
        )
        given = [text for text in (said or {}).values() if text is not None]
        if said is not None and not given:
            reading.blame(node, "nothing is written here", "Write the text, or remove the key")
        return {lang: said[lang] or given[0] for lang in Lang} if given else None

    def schema(self) -> dict[str, Any]:
        each = {str(lang): self.text.schema() for lang in Lang}
        per_language = {
            "type": "object",
            "properties": each,
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [self.text.schema(), per_language]}

    def phrase(self) -> Bilingual:
        return both(
            "文字，或按语言分别给出 {zh-CN: …, en: …}", "text, or one for each language {zh-CN: …, en: …}"
        )

    def show(self, value: Any) -> str:
        return str(value[Lang.ZH])


class Record:
    """A mapping whose keys are known: settings, what they are built into, and rules between them."""

    __slots__ = ("build", "fields", "rules")

    def __init__(
        self,
        fields: tuple[Setting, ...],
        build: Callable[..., Any],
        rules: tuple[Callable[[Any], Iterable[Wrong]], ...] = (),
    ) -> None:
        self.fields = fields
        self.build = build
        """Called with every field by name, and only when all of them are well-formed."""
        self.rules = rules

    def default(self) -> Any:
        """What holds when nothing is written; only for records without a required field."""
        return self.build(**{field.name: field.default for field in self.fields})

    def read(self, node: Node, reading: Reading) -> Any:
        if not _is_form(
            node, Form.MAPPING, reading, f"Write `key: value` lines; keys here: {listed(self._keys())}"
        ):
            return None
        before = len(reading.faults)
        values = {field.name: self._value(field, node, reading) for field in self.fields}
        self._blame_strangers(node, reading)
        if len(reading.faults) > before:
            return None
        built = self.build(**values)
        for wrong in (wrong for rule in self.rules for wrong in rule(built)):
            reading.at(wrong.key).blame(node.get(wrong.key) or node, wrong.reason, wrong.remedy)
        return built

    def _keys(self) -> list[str]:
        return [field.name for field in self.fields]

    def _value(self, field: Setting, node: Node, reading: Reading) -> Any:
        child = node.get(field.name)
        if child is not None and not child.is_empty:
            return field.type.read(child, reading.at(field.name))
        if field.default is REQUIRED:
            example = f"Write `{field.name}: …`, {field.type.phrase()[Lang.EN]}"
            reading.blame(child or node, f"“{field.name}” is missing", example)
        return field.default

    def _blame_strangers(self, node: Node, reading: Reading) -> None:
        known = set(self._keys())
        strangers = [key for key, _ in node.entries if key.text not in known]
        for key in strangers[:_MOST_STRANGERS]:
            remedy = suggestion(key.text, known) or f"Keys here: {listed(self._keys())}"
            reading.blame(key, f"{quoted(key.text)} is not a key here", remedy)
        if len(strangers) > _MOST_STRANGERS:
            more = len(strangers) - _MOST_STRANGERS
            reading.blame(node, f"{more} more keys do not belong here", "Check that this is the right file")

    def schema(self) -> dict[str, Any]:
        required = [field.name for field in self.fields if field.default is REQUIRED]
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {field.name: _described(field) for field in self.fields},
            "additionalProperties": False,
        }
        return schema | ({"required": required} if required else {})

    def phrase(self) -> Bilingual:
        return both("一组设置，见下", "settings, see below")

    def show(self, value: Any) -> str:  # noqa: ARG002 -- a record's defaults stand in its own table
        return "…"


_MOST_STRANGERS = 20
"""A file of another kind has thousands of keys; nobody reads about each."""


def _described(field: Setting) -> dict[str, Any]:
    schema = field.type.schema() | {"description": f"{field.doc[Lang.ZH]} / {field.doc[Lang.EN]}"}
    if field.default is None or field.default is REQUIRED or isinstance(field.type, Record):
        return schema
    return schema | {"default": _plain(field.type, field.default)}


def _plain(type_: Type, value: Any) -> Any:
    """A default as JSON has it."""
    if isinstance(type_, ListOf):
        return [_plain(type_.of, item) for item in value]
    if isinstance(type_, MapOf):
        return {str(key): _plain(type_.of, item) for key, item in value.items()}
    return value if type(value) in {int, bool} else type_.show(value)

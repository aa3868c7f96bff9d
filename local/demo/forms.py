"""Reads the forms of a page as a browser does: which fields there are, and what is sent where nobody changes them."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple

_OPTIONAL = frozenset({"radio", "checkbox"})


class Form(NamedTuple):
    action: str
    fields: Mapping[str, str]
    """What is sent as the page stands."""
    choices: Mapping[str, tuple[str, ...]]
    """By field: what may be chosen, or written; a text that may be anything has none."""

    def filled(self, **said: str) -> dict[str, str]:
        """What is sent once somebody has written and chosen this. Raises KeyError for what the page does not offer."""
        for name, value in said.items():
            if name not in self.fields and name not in self.choices:
                raise KeyError(f"the page does not ask for {name}")
            if value not in self.choices.get(name, (value,)):
                raise KeyError(f"the page does not offer {value} as {name}")
        return {**self.fields, **said}


def forms_of(html: str) -> tuple[Form, ...]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.forms)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._fields: dict[str, str] = {}
        self._choices: dict[str, tuple[str, ...]] = {}
        self._writing = ""
        """The text field that stands open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields, self._choices = {}, {}
            self.forms.append(Form(given.get("action", ""), self._fields, self._choices))
        elif tag == "textarea":
            self._writing = given["name"]
            self._fields[self._writing] = ""
        elif tag == "input":
            self._input(given)

    def _input(self, given: Mapping[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if given.get("type") in _OPTIONAL:
            self._choices[name] = (*self._choices.get(name, ()), value)
            if "checked" not in given:
                return
        self._fields[name] = value

    def handle_data(self, data: str) -> None:
        if self._writing:
            self._fields[self._writing] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._writing = ""

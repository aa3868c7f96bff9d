"""Reads an answer's parts without trusting its shape, and prints it: as JSON for a program, as lines for a person."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from shared.cli.calling import Answer
from shared.cli.tools import Tools
from shared.core.reports.json_lines import as_line

DONE, ATTENTION = 0, 1
"""Exit codes: done; done, but something of it needs somebody."""


def show(options: argparse.Namespace, tools: Tools, answer: Answer, lines: Iterator[str]) -> None:
    """The answer itself with --json, else `lines`."""
    if options.json:
        tools.terminal.write_data([as_json(answer)])
    else:
        tools.terminal.write(line.rstrip() for line in lines)


def as_json(answer: Answer) -> str:
    return as_line(answer)


def part(answer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A mapping of the answer; empty where there is none."""
    found = answer.get(key)
    return found if isinstance(found, Mapping) else {}


def rows(answer: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The mappings in a list of the answer."""
    found = answer.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []

"""Reads a form with a file in it (multipart/form-data): strictly, within what a page sends, and nothing of it as a header."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_BOUNDARY = re.compile(
    r"multipart/form-data;\s*boundary=\"?([A-Za-z0-9'()+_,./:=?-]{1,70})\"?\s*", re.IGNORECASE
)
_NAME = re.compile(r'[;\s]name="([^"\r\n]{0,100})"')
_FILE = re.compile(r'[;\s]filename="((?:[^"\\\r\n]|\\.){0,400})"')
_MOST_PARTS = 20
_LONGEST_FIELD = 8 * 1024
"""Bytes of a field that is no file."""


class SentFile(NamedTuple):
    name: str
    """As the browser gave it: anything may stand there."""
    data: bytes


class Parts(NamedTuple):
    fields: Mapping[str, str] = {}
    files: Mapping[str, SentFile] = {}


def parts_of(content_type: str, body: bytes) -> Parts | None:
    """None: it is no such form, or not as a browser writes one."""
    said = _BOUNDARY.fullmatch(content_type)
    if said is None:
        return None
    mark = b"--" + said[1].encode()
    first, *parts = (b"\r\n" + body).split(b"\r\n" + mark, _MOST_PARTS + 1)
    if first or not parts or not parts[-1].startswith(b"--"):
        return None
    fields: dict[str, str] = {}
    files: dict[str, SentFile] = {}
    for part in parts[:-1]:
        head, found, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        text = head.decode("utf-8", "replace")
        name, file = _NAME.search(text), _FILE.search(text)
        if not found or name is None:
            return None
        if file is not None:
            files[name[1]] = SentFile(file[1], data)
        elif len(data) <= _LONGEST_FIELD:
            fields[name[1]] = data.decode("utf-8", "replace")
    return Parts(fields, files)

"""The files that every page uses, under addresses that change with what is in them."""

import hashlib
from functools import cache
from pathlib import Path

from shared.adapters.web.reply import WebReply, unchanging

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    "pages.css": "text/css; charset=utf-8",
    "desk.css": "text/css; charset=utf-8",
    "sheet.css": "text/css; charset=utf-8",
    "items.css": "text/css; charset=utf-8",
    "leave.css": "text/css; charset=utf-8",
    "copy.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@cache
def _content(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def address(name: str) -> str:
    digest = hashlib.sha256(_content(name).encode()).hexdigest()[:12]
    return f"/pages/static/{digest}/{name}"


def static_file(path: str) -> WebReply | None:
    """None: there is no such file. An address of an older release shows what there is now."""
    name = path.rpartition("/")[2]
    return unchanging(_content(name), _TYPES[name]) if name in _TYPES else None

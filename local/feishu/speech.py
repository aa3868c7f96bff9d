"""Turns what somebody types into the content and the mentions that the client sends."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from local.feishu.messages import EVERYONE, text_content

Json = dict[str, Any]

EVERYBODY = "@所有人"
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_MENTION = re.compile(r"<@(\w+)>")


class Content(NamedTuple):
    json: str
    mentions: list[Json]


def spoken(text: str, names: Mapping[str, str]) -> Content:
    """`<@id>` is a mention, EVERYBODY an @all; `names` by id."""
    mentions: list[Json] = []
    if "@" not in text:
        return Content(text_content(text), mentions)

    def mention(found: re.Match[str]) -> str:
        name = found[1].removeprefix("ou_")
        key = f"@_user_{len(mentions) + 1}"
        mentions.append({"key": key, "id": name, "name": names.get(name, name)})
        return key

    said = _MENTION.sub(mention, text)
    if EVERYBODY in said:
        said = said.replace(EVERYBODY, EVERYONE["key"])
        mentions.append(dict(EVERYONE))
    return Content(text_content(said), mentions)


def shared_file(name: str) -> Content:
    return Content(_AS_JSON({"file_key": "file_v3_local", "file_name": name}), [])

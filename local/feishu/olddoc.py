"""The old announcement system: one document as a JSON string, with a revision that is a string."""

import json
from dataclasses import dataclass, field
from typing import Any

from local.feishu.codes import Refusal
from local.feishu.pieces import SHEET, lines, pieces

Json = dict[str, Any]

OLDEST_REVISION = 100
"""How far behind an edit's revision may lie."""


@dataclass(slots=True)
class OldDoc:
    writer: str
    created: float
    updated: float = 0
    modifier: str = ""
    revision: int = 1
    blocks: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.updated = self.updated or self.created
        self.modifier = self.modifier or self.writer

    def edited(self, who: str, at: float) -> None:
        self.revision += 1
        self.modifier, self.updated = who, at

    def write(self, text: str) -> None:
        self.blocks = [_block(line) for line in lines(text)]

    def content(self) -> str:
        document = {"title": {"elements": [], "location": {"zoneId": "0"}}, "body": {"blocks": self.blocks}}
        return json.dumps(document, ensure_ascii=False)

    def apply(self, revision: str, requests: list[str]) -> None:
        """Insertions of blocks are all that is understood. Raises Refusal 232001 for anything else."""
        try:
            behind = self.revision - int(revision)
            added = [block for request in requests for block in _inserted(request)]
        except (ValueError, KeyError, TypeError):
            raise Refusal(232001) from None
        if not 0 <= behind <= OLDEST_REVISION:
            raise Refusal(232001, "revision is too old or unknown")
        self.blocks = [*self.blocks, *added]

    def text(self) -> str:
        return "\n".join(_read(block) for block in self.blocks)


def _block(line: str) -> Json:
    if line == SHEET:
        return {"type": "sheet", "sheet": {"token": "shtcnLocalOnly_a1b2c3"}}
    elements = [
        {"type": "person", "person": {"openId": f"ou_{piece.text}"}}
        if piece.mention
        else {"type": "textRun", "textRun": {"text": piece.text, "style": {}}}
        for piece in pieces(line)
    ]
    return {"type": "paragraph", "paragraph": {"elements": elements, "style": {}}}


def _inserted(request: str) -> list[Json]:
    asked = json.loads(request)
    if asked["requestType"] != "InsertBlocksRequestType":
        raise ValueError(request)
    payload = asked["insertBlocksRequest"]["payload"]
    blocks: list[Json] = json.loads(payload)["blocks"]
    return blocks


def _read(block: Json) -> str:
    if block["type"] != "paragraph":
        return SHEET
    return "".join(
        each["textRun"]["text"] if each["type"] == "textRun" else f"<@{each['person']['openId'][3:]}>"
        for each in block["paragraph"]["elements"]
    )

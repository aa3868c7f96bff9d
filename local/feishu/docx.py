"""The new announcement system: a tree of blocks, numbered revisions, edits that can be repeated without harm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from local.feishu.codes import Refusal
from local.feishu.pieces import SHEET, lines, pieces

Json = dict[str, Any]

PAGE, TEXT, SHEET_BLOCK = 1, 2, 30
KINDS = {
    TEXT: "text",
    **{n: f"heading{n - 2}" for n in range(3, 12)},
    12: "bullet",
    13: "ordered",
    14: "code",
    15: "quote",
    17: "todo",
    19: "callout",
    22: "divider",
    27: "image",
    SHEET_BLOCK: "sheet",
    31: "table",
    32: "table_cell",
    34: "quote_container",
}
"""Which key of a block holds its content."""


@dataclass(slots=True)
class Docx:
    id: str
    """The root block has the group's id."""
    writer: str
    """A user's `id`, or the app's: who owns it."""
    created: float
    updated: float = 0
    modifier: str = ""
    revision: int = 1
    blocks: dict[str, Json] = field(default_factory=dict)
    replies: dict[str, Json] = field(default_factory=dict)
    """What was answered, by `client_token`."""
    _made: int = 0

    def __post_init__(self) -> None:
        page = {"elements": [{"text_run": {"content": "", "text_element_style": {}}}], "style": {"align": 1}}
        self.blocks[self.id] = {
            "block_id": self.id, "parent_id": "", "children": [], "block_type": PAGE, "page": page,
        }  # fmt: skip
        self.updated = self.updated or self.created
        self.modifier = self.modifier or self.writer

    def edited(self, who: str, at: float) -> None:
        self.revision += 1
        self.modifier, self.updated = who, at

    def write(self, text: str) -> None:
        """Everything anew, as a person does who pastes a text."""
        self.remove(self.id, 0, len(self.blocks[self.id]["children"]))
        self.insert(self.id, 0, [_block(line) for line in lines(text)])

    def insert(self, parent: str, index: int, specs: Sequence[Json]) -> list[Json]:
        """Raises Refusal 1770001 for a block that cannot be, 1770002 for a parent that is not there."""
        above = self._known(parent)
        if any(KINDS.get(int(spec.get("block_type", 0))) not in spec for spec in specs):
            raise Refusal(1770001)
        made = [self._make(parent, spec) for spec in specs]
        place = index if index >= 0 else len(above["children"])
        above["children"][place:place] = [block["block_id"] for block in made]
        return made

    def _make(self, parent: str, spec: Json) -> Json:
        self._made += 1
        block = {
            **spec,
            "block_id": f"doxcn{self._made:04d}{self.id[-12:]}",
            "parent_id": parent,
            "children": [],
        }
        self.blocks[block["block_id"]] = block
        return block

    def remove(self, parent: str, start: int, end: int) -> None:
        children = self._known(parent)["children"]
        if not 0 <= start <= end <= len(children):
            raise Refusal(1770001)
        for gone in children[start:end]:
            self.remove(gone, 0, len(self.blocks[gone]["children"]))
            del self.blocks[gone]
        del children[start:end]

    def rewrite(self, block_id: str, elements: list[Json]) -> Json:
        block = self._known(block_id)
        block[KINDS.get(block["block_type"], "page")]["elements"] = elements
        return block

    def _known(self, block_id: str) -> Json:
        if block_id not in self.blocks:
            raise Refusal(1770002)
        return self.blocks[block_id]

    def in_order(self, block_id: str = "") -> Iterator[Json]:
        """Depth first, as the API lists them; a block without children does not show the key."""
        block = self.blocks[block_id or self.id]
        yield (
            block if block["children"] else {key: value for key, value in block.items() if key != "children"}
        )
        for child in block["children"]:
            yield from self.in_order(child)

    def text(self) -> str:
        """As a reader sees it; objects without text as their kind in brackets."""
        return "\n".join(_read(self.blocks[child]) for child in self.blocks[self.id]["children"])


def _block(line: str) -> Json:
    if line == SHEET:
        return {"block_type": SHEET_BLOCK, "sheet": {"token": "shtcnLocalOnly_a1b2c3"}}
    elements = [
        {"mention_user": {"user_id": f"ou_{piece.text}", "text_element_style": {}}}
        if piece.mention
        else {"text_run": {"content": piece.text, "text_element_style": {}}}
        for piece in pieces(line)
    ]
    return {"block_type": TEXT, "text": {"elements": elements, "style": {"align": 1}}}


def _read(block: Json) -> str:
    elements = block.get(KINDS.get(block["block_type"], ""), {}).get("elements")
    if elements is None:
        return SHEET
    return "".join(
        each["text_run"]["content"] if "text_run" in each else f"<@{_mentioned(each)}>" for each in elements
    )


def _mentioned(element: Json) -> str:
    return str(element.get("mention_user", {}).get("user_id", "")).removeprefix("ou_")

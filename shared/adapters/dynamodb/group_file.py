"""A group's file, made of its items."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.group_items import READERS, Listed
from shared.adapters.dynamodb.reading import Reader
from shared.adapters.dynamodb.refusals import Item
from shared.core.case import GroupFile
from shared.core.filed import Filing
from shared.core.model import Group
from shared.core.unreadable import Kept


def file_of(items: Iterable[Item], reader: Reader) -> GroupFile | None:
    """All items of one group; None where only signs of life or the like are kept of it, and nobody listed or filed it.

    What cannot be read is missing, and the file says so; of a group that is known by its key alone, everything is.
    """
    found = list(items)
    names = [keys.part_name(item["SK"]) for item in found]
    if "meta" not in names and "filed" not in names:
        return None
    parts: dict[str, list[Any]] = {}
    lost: list[tuple[Kept, str]] = []
    for name, item in zip(names, found, strict=True):
        known = READERS.get(name)
        if known is not None:
            value = reader.value(known[0], item, known[1])
            if value is not None:
                parts.setdefault(name, []).append(value)
            else:
                lost.append((known[0], item["SK"]))
    return _file(parts, lost, keys.group_of(keys.group_part(found[0]["SK"])))


def _file(
    parts: Mapping[str, list[Any]], lost: list[tuple[Kept, str]], group: tuple[str, str, str]
) -> GroupFile:
    """`parts`: what could be read, by the name of the part; `lost`: the kinds and sort keys of what could not."""
    said = parts.get
    filing = said("filed", _NONE)[0]
    unreadable = frozenset(kind.value for kind, _ in lost) if lost else _EMPTY
    listed = said("meta", _NONE)[0] or _not_listed(filing, unreadable)
    announcement, revision = said("notice", _NO_NOTICE)[0]
    return GroupFile(
        Group(
            *group[1:],
            **listed.facts,
            announcement=announcement,
            activity=said("activity", _NO_LIFE)[0][0],
            waivers=tuple(said("waiver", ())),
        ),
        listed.first_seen,
        listed.owner_changed,
        revision,
        listed.gone,
        listed.refused,
        tuple(said("case", ())),
        filing,
        unreadable,
        frozenset(keys.case_key(sk).check for kind, sk in lost if kind is Kept.CASE) if lost else _EMPTY,
    )


def _not_listed(filing: Filing | None, unreadable: frozenset[str]) -> Listed:
    """What is only filed is there since then; one of which nothing can be read is not taken for a new one."""
    return Listed({}, filing.first if filing and "meta" not in unreadable else _NOT_SEEN_YET)


_EMPTY: frozenset[str] = frozenset()
_NONE = (None,)
_NO_NOTICE = ((None, None),)
_NO_LIFE = ((None,),)
_NOT_SEEN_YET = datetime.max.replace(tzinfo=UTC)

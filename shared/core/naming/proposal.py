"""Proposes a better name, from known facts only; what is not known stays open for the owner to fill in."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from shared.core.model import Group, Source
from shared.core.naming.problems import (
    Named,
    Problem,
    is_external,
    judge_name,
    may_be_external,
    plainly_fine,
    words_for,
)
from shared.core.naming.reading import clean, fold, key, split, trimmed
from shared.core.naming.sense import worth_keeping
from shared.core.naming.vocabulary import Vocabulary, is_like_place, proper, says_use

if TYPE_CHECKING:
    from shared.core.scene import Scene

OPEN_USE = "〔用途〕"
OPEN_LEFT = "〔部门/项目〕"

_LONGEST = 60
_LONGEST_PURPOSE = 30
_MARKUP = re.compile(r"[<>{}\[\]\\`|*\"〔〕@]").search
"""What a card or page might take for markup: never part of a name that we propose."""
_SENTENCE = re.compile("[，。；：！？,;:!?]").search


class Origin(StrEnum):
    """Where one side of a proposal comes from."""

    FILED = "filed"
    """The department or purpose on record for the group."""
    NAME = "name"
    """The present name."""
    OWNER = "owner"
    """The owner's department."""
    OPEN = "open"
    """Not known: the proposal has a 〔 〕 there."""


class Proposal(NamedTuple):
    name: str
    left: Origin
    use: Origin


_Left: TypeAlias = tuple[str, Origin]


def propose(named: Named, group: Group, scene: "Scene") -> Proposal | None:
    """A name that is fine, or is once its 〔 〕 are filled in; None: too little is known."""
    words = words_for(group, scene.names)
    if is_external(group):
        proposal = _of_project(named, group, scene, words) or _partner(named, group, words)
    else:
        proposal = _composed(named, group, scene, words)
    if proposal is None or (proposal.left is not Origin.NAME and may_be_external(group)):
        return None
    if group.platform in words.lower_case_platforms:
        proposal = proposal._replace(name=styled(proposal.name, group, words))
    return proposal if _helps(proposal, named, group, words) else None


def styled(name: str, group: Group, words: Vocabulary) -> str:
    """`name` as the group's platform can hold it."""
    return name.lower().replace(" ", "_") if group.platform in words.lower_case_platforms else name


def _composed(named: Named, group: Group, scene: "Scene", words: Vocabulary) -> Proposal | None:
    left, left_from = _left(named, group, scene, words)
    use = _use_in_name(named, left, left_from, words)
    use_from = Origin.NAME
    if not use:
        use = _filed_purpose(group, left, words)
        use_from = Origin.FILED if use else Origin.OPEN
    if left_from is Origin.OPEN and (not use or named.problem is Problem.TAG_IN_FRONT):
        return None
    return Proposal(f"{left}-{use or OPEN_USE}", left_from, use_from)


def _left(named: Named, group: Group, scene: "Scene", words: Vocabulary) -> _Left:
    """What stands in the name already, else what is on record, else what the name mentions, else the owner's."""
    said = named.sense
    in_name = "-".join((*said.before, said.place)) if said.place else ""
    if said.exact and _fits(in_name):
        return in_name, Origin.NAME
    if said.place and key(clean(said.place)) in scene.project_departments and _fits(in_name):
        return in_name, Origin.NAME
    filed = _filed_department(group, words)
    if filed and filed != said.place:
        return (f"{filed}-{said.place}" if said.place and not said.use else filed), Origin.FILED
    if _fits(in_name):
        return in_name, Origin.FILED if filed else Origin.NAME
    owners = _owners_department(group, scene)
    if owners and named.problem is not Problem.NO_USE:  # then the name seems to say another department
        return owners, Origin.OWNER
    return OPEN_LEFT, Origin.OPEN


def _filed_department(group: Group, words: Vocabulary) -> str:
    filed = group.department
    return "" if filed is None or filed.source is Source.GUESSED else _proposable(filed.value, words)


def _owners_department(group: Group, scene: "Scene") -> str:
    if group.owner is None or group.owner.source is Source.GUESSED:
        return ""
    home = scene.home_of(group.owner.value)
    return _proposable(home, scene.names) if home else ""


def _proposable(department: str, words: Vocabulary) -> str:
    """A department by its proper name; empty where that cannot stand in a name."""
    name = words.known.get(department) or words.known.get(key(clean(department))) or proper(department)
    return name if _fits(name) else ""


def _use_in_name(named: Named, left: str, left_from: Origin, words: Vocabulary) -> str:
    """The use as the present name says it; empty where it does not, or not in words that can be proposed."""
    said, parts = named.sense, named.sense.use
    if len(parts) > 1 and left_from is Origin.OPEN and not words.says_nothing(fold(parts[-1])):
        parts = parts[-1:]
    elif parts and said.place and f"-{said.place}-" not in f"-{left}-":
        parts = (said.place, *parts) if named.reading.tags else tuple(filter(None, named.reading.untagged))
    if len(parts) > 1:
        parts = (*worth_keeping(parts[:-1], words), parts[-1])
    text = "-".join(parts)
    return text if _fits(text) else ""


def _filed_purpose(group: Group, left: str, words: Vocabulary) -> str:
    """The purpose on record, if it is short enough to be part of a name."""
    purpose = group.purpose
    if purpose is None or purpose.source is Source.GUESSED or len(purpose.value) > _LONGEST_PURPOSE:
        return ""
    parts = [part for part in split(clean(purpose.value)) if part and key(part) != key(left)]
    text = trimmed("-".join(parts).removeprefix(left))
    says = not words.says_nothing(fold(text)) and not _SENTENCE(text)
    return text if says and _fits(text) else ""


def _of_project(named: Named, group: Group, scene: "Scene", words: Vocabulary) -> Proposal | None:
    """With outsiders in the group: a project that its name calls by its full name already, and the use."""
    project = named.sense.place
    is_read = project is not None and project in named.reading.text
    if project is None or not is_read or key(clean(project)) not in scene.project_departments:
        return None
    use = _use_in_name(named, project, Origin.NAME, words)
    filed = "" if use else _filed_purpose(group, project, words)
    use_from = Origin.NAME if use else Origin.FILED if filed else Origin.OPEN
    return (
        Proposal(f"{project}-{use or filed or OPEN_USE}", Origin.NAME, use_from) if _fits(project) else None
    )


def _partner(named: Named, group: Group, words: Vocabulary) -> Proposal | None:
    """With outsiders in the group: `A&B 客服对接群` needs its space turned into a hyphen, `A&B` its use.

    No department of the company is put in front of what partners read.
    """
    parts = tuple(filter(None, named.reading.untagged))
    if len(parts) != 1 or named.sense.place or not _fits(parts[0]):
        return None
    partner, use = _at_first_use(parts[0].split(" "), words)
    if is_like_place(fold(partner or parts[0])):
        return None
    if partner and not words.says_nothing(fold(partner)):
        return Proposal(f"{partner}-{use}", Origin.NAME, Origin.NAME)
    if named.problem is not Problem.NO_USE:
        return None
    filed = _filed_purpose(group, parts[0], words)
    return Proposal(f"{parts[0]}-{filed or OPEN_USE}", Origin.NAME, Origin.FILED if filed else Origin.OPEN)


def _at_first_use(tokens: Sequence[str], words: Vocabulary) -> tuple[str, str]:
    for at, token in enumerate(tokens):
        if says_use(fold(token), words):
            return " ".join(tokens[:at]), " ".join(tokens[at:])
    return "", ""


def _fits(text: str) -> bool:
    return bool(text) and not _MARKUP(text)


def _helps(proposal: Proposal, named: Named, group: Group, words: Vocabulary) -> bool:
    """Whether the name is another than the present one, of a bearable length, and itself without fault."""
    name = proposal.name
    if len(name) > _LONGEST or name == named.reading.text or (group.name and name == group.name.value):
        return False
    if proposal.left is Origin.OPEN or proposal.use is Origin.OPEN or plainly_fine(name, words):
        return True
    judged = judge_name(name, group, words)
    return judged.problem is None and judged.judged

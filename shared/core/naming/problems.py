"""What is wrong with a name, if anything."""

import re
from enum import StrEnum
from typing import NamedTuple

from shared.core.model import Group, Kind
from shared.core.naming.reading import Reading, draws, fold, read
from shared.core.naming.sense import Place, Sense, find_place, sense
from shared.core.naming.vocabulary import Vocabulary, including, says_place
from shared.core.naming.words import ON_CALL_WORDS, OUTSIDER_WORDS

_ON_CALL = re.compile("|".join(ON_CALL_WORDS)).search
_OUTSIDERS = re.compile("|".join(OUTSIDER_WORDS)).search


class Problem(StrEnum):
    SAYS_NOTHING = "says_nothing"
    """No part says department, project or use: the only duty."""
    NO_SEPARATOR = "no_separator"
    """Department (or project) and use are both said, and not set apart."""
    NO_DEPARTMENT = "no_department"
    """A use is said; neither a department nor a project is."""
    UNKNOWN_LEFT = "unknown_left"
    """A use is said; what stands in front of it is in no list."""
    NO_USE = "no_use"
    """It says a department or something like one, and nothing else."""
    TAG_IN_FRONT = "tag_in_front"
    """Behind a bracketed word the name would be fine."""


class Named(NamedTuple):
    """A name as it was judged."""

    problem: Problem | None
    """None: none was found."""
    reading: Reading
    sense: Sense = Sense()
    judged: bool = True
    """False: the format is met, but there is no list to tell whether the left part is a department."""


def plainly_fine(name: str, words: Vocabulary) -> bool:
    """The cheap test that most good names pass: a known first part, hyphens, and a last part without decoration."""
    left, _, right = name.partition("-")
    return left in words.known and draws(right.rpartition("-")[2])


def is_external(group: Group) -> bool:
    """Whether people of other companies read the group: whatever else it is, they were seen in it, or it was made for them."""
    if group.external is not None and group.external.value:
        return True
    return group.kind is not None and group.kind.value is Kind.EXTERNAL


def may_be_external(group: Group) -> bool:
    """Whether nobody said or saw if outsiders are in the group, and its name sounds like it."""
    if group.external is not None or group.kind is not None or group.name is None:
        return False
    return _OUTSIDERS(fold(group.name.value)) is not None


def judge_name(name: str, group: Group, words: Vocabulary) -> Named:
    """What is wrong with `name` as the name of `group`."""
    words = words_for(group, words)
    reading = read(name)
    parts = reading.parts
    exact = find_place(parts, words)
    if exact and parts[-1] and _stands_left(exact, parts, words):
        return Named(None, reading)
    if reading.tags:
        exact = find_place(reading.untagged, words)
    said = sense(reading, exact, words)
    if not said.use and said.place is None and words.says_nothing(fold(" ".join(parts))):
        return Named(Problem.SAYS_NOTHING, reading)
    if is_external(group):
        return Named(_partner_problem(reading, said), reading, said)
    if words.has_lists:
        return Named(_problem(reading, said, exact), reading, said)
    problem = _shape_problem(reading, said)
    return Named(problem, reading, said, problem is not None)


def words_for(group: Group, words: Vocabulary) -> Vocabulary:
    """`words` with the department that the group was filed under, whether or not any list has it."""
    filed = group.department
    return words if filed is None or filed.value in words.known else including(filed.value, words)


def _stands_left(place: Place, parts: tuple[str, ...], words: Vocabulary) -> bool:
    return place.end < len(parts) or (place.start > 1 and find_place(parts[:-1], words) is not None)


def _partner_problem(reading: Reading, said: Sense) -> Problem | None:
    """Groups with partners: whatever stands on the left may be the partner's name, which is in no list."""
    if any(reading.parts[:-1]) and reading.parts[-1]:
        return None
    return Problem.NO_SEPARATOR if said.use else Problem.NO_USE


def _shape_problem(reading: Reading, said: Sense) -> Problem | None:
    """Without any list only the shape can be judged."""
    if _has_shape(reading):
        return Problem.TAG_IN_FRONT if reading.tags else None
    if not said.use or (len(reading.parts) > 1 and not any(reading.parts[1:])):
        return Problem.NO_USE
    return Problem.NO_SEPARATOR if _says_place(reading, said) else Problem.NO_DEPARTMENT


def _problem(reading: Reading, said: Sense, exact: Place | None) -> Problem:
    shaped = _has_shape(reading)
    if shaped and reading.tags and exact and exact.end < len(reading.untagged):
        return Problem.TAG_IN_FRONT
    if said.use:
        by_tag = reading.tags and said.place and not said.exact
        if shaped and not by_tag:
            return Problem.UNKNOWN_LEFT
        return Problem.NO_SEPARATOR if _says_place(reading, said) else Problem.NO_DEPARTMENT
    if _says_place(reading, said):
        return Problem.NO_USE
    return Problem.SAYS_NOTHING


def _says_place(reading: Reading, said: Sense) -> bool:
    return said.place is not None or any(says_place(fold(part)) for part in reading.parts)


def _has_shape(reading: Reading) -> bool:
    parts = reading.untagged
    return len(parts) > 1 and parts[-1] != "" and any(parts[:-1])


def says_on_call(name: str) -> bool:
    """Whether `name` suggests a group of people on duty; to be confirmed by its owner, never assumed."""
    return _ON_CALL(name) is not None

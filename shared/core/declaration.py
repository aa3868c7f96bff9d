"""What somebody says of a group on a page: read from the fields of a form, with what is wrong said field by field.

Never asked and never kept: members, customers' names, head counts, phones, what stands in an announcement (PAGES).
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from unicodedata import normalize

from shared.core.account import Account, id_of
from shared.core.announcements import read_announcement
from shared.core.display import harmless
from shared.core.lang import Bilingual, both
from shared.core.model import Announcement, Fact, Group, Source
from shared.core.naming.reading import clean, key, says_something

LONGEST_NAME, LONGEST_USE = 100, 60
"""Characters; no platform shows longer names."""
LONGEST_TEXT = 20_000
"""Characters of a pasted announcement that are looked at."""
_NUMBER = re.compile(r"(?<!\d)(?:\d{11}|\d{17}[\dxX])(?!\d)")
"""As long as a mobile number, or as one of an identity card, once what stands between digits is gone."""
_BETWEEN = re.compile(r"(?<=\d)[\s\-‐-―()·.]+(?=\d)")
_PRESENT = Announcement("declared", 1, readable=False)
"""There is one, somebody said; nobody has shown it."""
_ABSENT = Announcement("", 0)

WHERE = both("请选择群在哪里", "Please choose where the group is")
NO_NAME = both("请填写群名，和群里显示的一致", "Please write the group's name as it shows there")
TOO_LONG = both("最多 {most} 个字", "At most {most} characters")
OUTSIDERS = both(
    "请选择群里有没有公司以外的人", "Please say whether people from outside the company are in it"
)
HOLDS_NUMBER = both(
    "这里有手机号或证件号，请去掉后再登记", "This holds a phone or identity number; please take it out first"
)


class Wrong(NamedTuple):
    """One field that cannot be taken as it is."""

    field: str
    words: Bilingual


class Declaration(NamedTuple):
    """What was said. An empty text was not said."""

    platform: str
    name: str
    external: bool
    purpose: str = ""
    department: str = ""
    announcement: Announcement | None = None
    """None: nothing was said of it."""


def faults(form: Mapping[str, str], platforms: Collection[str]) -> Iterator[Wrong]:
    """Everything that is wrong with the fields, in their order; `platforms`: the ids that may be chosen."""
    if form.get("platform") not in platforms:
        yield Wrong("platform", WHERE)
    name = clean(form.get("name", "")[: 4 * LONGEST_NAME])
    if not says_something(name):
        yield Wrong("name", NO_NAME)
    yield from _faults_of_text("name", name, LONGEST_NAME)
    if form.get("external") not in {"yes", "no"}:
        yield Wrong("external", OUTSIDERS)
    for field in ("purpose", "department"):
        yield from _faults_of_text(field, clean(form.get(field, "")[: 4 * LONGEST_USE]), LONGEST_USE)


def _faults_of_text(field: str, text: str, most: int) -> Iterator[Wrong]:
    if len(text) > most:
        words = {lang: said.format(most=most) for lang, said in TOO_LONG.items()}
        yield Wrong(field, words)
    if holds_number(text):
        yield Wrong(field, HOLDS_NUMBER)


def holds_number(text: str) -> bool:
    """Whether something stands in it that may be a mobile number or one of an identity card, however it is spaced."""
    return _NUMBER.search(_BETWEEN.sub("", normalize("NFKC", text))) is not None


def declaration(form: Mapping[str, str], owner: Account, owner_name: str | None) -> Declaration:
    """What a form without `faults` says. The pasted announcement ends here: what is kept of it is what it holds."""
    return Declaration(
        platform=form["platform"],
        name=harmless(clean(form["name"])),
        external=form["external"] == "yes",
        purpose=harmless(clean(form.get("purpose", ""))),
        department=harmless(clean(form.get("department", ""))),
        announcement=announcement(form.get("announcement", ""), form.get("text", ""), owner, owner_name),
    )


def announcement(said: str, text: str, owner: Account, owner_name: str | None) -> Announcement | None:
    """`said`: `yes`, `no` or nothing; `text`: what was pasted, if anything was."""
    if said == "no":
        return _ABSENT
    if said != "yes":
        return None
    read = read_announcement(text[:LONGEST_TEXT], owner_id=id_of(owner), owner_name=owner_name)
    return read if read.length else _PRESENT


def identity(platform: str, name: str, salt: str = "") -> str:
    """The id of a group that no platform gives one: the same for the same name, so that two people who file one group at once
    meet; `salt` sets apart what is said to be another group of the same name."""
    text = "\0".join((platform, key(clean(name)), salt))
    return f"filed-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"


def declared(said: Declaration, group_id: str, owner: Account, at: datetime) -> Group:
    """The group as its owner files it."""

    def fact(value: Any) -> Any:
        return None if value in {None, ""} else Fact(value, at, Source.DECLARED)

    return Group(
        said.platform,
        group_id,
        name=fact(said.name),
        owner=fact(owner),
        external=fact(said.external),
        purpose=fact(said.purpose),
        department=fact(said.department),
        announcement=fact(said.announcement),
    )


def form_of(group: Group) -> dict[str, str]:
    """The fields of a form that would say of the group what is known of it. Whether there is an announcement is not among
    them: it is asked for anew, or left as it was."""
    texts = {name: str(fact.value) for name in _TEXTS if (fact := getattr(group, name)) is not None}
    outside = {} if group.external is None else {"external": "yes" if group.external.value else "no"}
    return {"platform": group.platform, **texts, **outside}


_TEXTS = ("name", "purpose", "department")

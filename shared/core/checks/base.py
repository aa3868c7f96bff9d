"""What a check is: an id, the clause it enforces, the facts it needs, a judgement and the words for it.

Adding a check is one file here, one line in `__init__.py` and one case file in tests/cases.
"""

from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import Any, NamedTuple

from shared.core.judgement import Judgement, Level
from shared.core.lang import Lang
from shared.core.model import Group, Kind
from shared.core.scene import Scene
from shared.core.schema.structures import Setting


class Text(NamedTuple):
    """What an owner reads about one finding: templates with {fields} before rendering, plain text after.

    A title of one line; a body of one or two sentences with the fix and the date in it; a draft to copy
    (None: there is nothing to copy). The buttons are the card's, and the same for every finding.
    """

    title: str
    body: str
    draft: str | None = None


class Telling(NamedTuple):
    """What the words may use beside the finding: the scene, the language, and the dates."""

    scene: Scene
    lang: Lang
    by: date
    """When the reminder would come: the date that the message asks for."""
    read_on: date | None = None
    """The reader's day on which the message arrives; None: not known, so nothing is said to be yesterday's."""


class Filling(NamedTuple):
    """Which of the check's texts fits, and what fills its fields."""

    variant: str
    fields: Mapping[str, str]


class Clause(NamedTuple):
    """Where the manual asks for it: the company's own number and a short paraphrase, not the source's text."""

    number: str
    paraphrase: Mapping[Lang, str]


class Check(NamedTuple):
    """One rule of the manual, complete: what it needs, how it judges and how it speaks."""

    id: str
    title: Mapping[Lang, str]
    """A few words, for tables and headings."""
    clause: Clause
    level: Level
    """Of its violations, where the check does not tell duty from advice by itself."""
    needs: tuple[str, ...]
    """Names of the fields of `Group` that it reads: what coverage is counted by."""
    not_for: frozenset[Kind]
    """Kinds of group that it does not apply to, beside private and confidential ones."""
    settings: tuple[Setting, ...]
    """Thresholds that the policy can change, with their defaults and documentation."""
    judge: Callable[[Group, Mapping[str, Any], Scene], tuple[Judgement, ...]]
    """(group, settings by name, scene) → rows; never raises for missing facts."""
    words: Callable[[Group, Judgement, Telling], Filling]
    """Chooses and fills a text for a violation."""
    texts: Mapping[Lang, Mapping[str, Text]]
    """By language and variant."""
    brief: Callable[[Mapping[str, Any], Lang, tzinfo], str]
    """(evidence of a violation, language, zone that times are said in) → one line for tables, perhaps empty.

    Never who posted: tables are read by others than the sender.
    """
    grace: int = 3
    """Work days from a finding to the first message, unless the policy says otherwise; 0: the next slot."""
    grace_existing: int = 20
    """The same for what exists when the check is switched on, spread over so many days."""
    other_level: Level | None = None
    """What some of its violations are instead, where it tells duty from advice by itself."""
    comes_first: bool = False
    """Whether the group's other chores wait while this is open: nobody tidies what may be wound up."""
    never_escalates: bool = False
    """Whether only the owner (or an admin) is told: what a head hears of it would be a verdict about people."""
    rests_on_posts: bool = False
    """Whether it judges what a tally of the posts found: nothing that could be read again before a message goes out."""
    is_question: bool = False
    """Whether it is no rule of the manual but what one colleague asks another: in no report, no preview, nothing to review."""
    goes_to: Mapping[Lang, str] | None = None
    """On the button to the page of a card that shows nothing else; None: as on every card."""
    reasons: Mapping[str, Mapping[Lang, str]] = {}
    """Its own reasons for `unknown` and `not_applicable`, in words."""


REASONS: Mapping[str, Mapping[Lang, str]] = {
    "dissolved": {Lang.ZH: "群已解散或归档", Lang.EN: "the group is dissolved or archived"},
    "private": {Lang.ZH: "私人群，不适用", Lang.EN: "a private group: nothing applies"},
    "confidential": {Lang.ZH: "保密群，只登记编号", Lang.EN: "a confidential group: only its id is kept"},
    "waived": {Lang.ZH: "已登记豁免", Lang.EN: "waived"},
    "kind": {Lang.ZH: "这类群不适用", Lang.EN: "does not apply to this kind of group"},
    "not_observed": {Lang.ZH: "所需信息暂看不见", Lang.EN: "what it needs is not visible"},
    "unreadable_item": {
        Lang.ZH: "该群的存档读不出，暂不判断",
        Lang.EN: "what is kept of the group cannot be read",
    },
    "check_failed": {Lang.ZH: "检查本身出错，已记录", Lang.EN: "the check itself failed; this is reported"},
}
"""The reasons that every check shares."""

"""What an announcement holds (三.4): its elements are found when it is read, and its text is not kept.

The reader is lenient on purpose. A missing element is advice about somebody's own words, so what could be
meant as an element counts as one, and what cannot be judged is `unclear` and never missing.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from enum import Enum

from shared.core.lang import Lang, both
from shared.core.model import Announcement, Element, Group, Source
from shared.core.naming.problems import is_external
from shared.core.naming.reading import fold, read
from shared.core.naming.sense import find_place
from shared.core.naming.vocabulary import says_use
from shared.core.people.belonging import department_of
from shared.core.scene import Scene

_WHY = re.compile(
    r"目的|宗旨|用途|旨在|为了|用于|用来|本群|此群|该群|建群|群功能|主要功能|功能|职能|职责|沟通|协同|协作|同步|通知|发布|反馈"
    r"|讨论|交流|对接|答疑|分享|安排|跟进|汇报|协调|公告|\bpurpose|\bfor\b|\babout\b|\bshar(?:e|ing)|\bdiscuss"
    r"|\bcoordinat|\bannounc|\bupdates?\b|\bquestions?\b|\bfeedback\b|\btalk",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"成员|人员|参与|全体|全员|同事|同学|各部门|部门|伙伴|客户|供应商|\bmembers?\b|\beveryone\b|\bteam\b|\bpeople\b|\bparticipants?\b"
    r"|\bcolleagues?\b|\bstaff\b",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"约定|围绕|群规|规则|规范|规定|守则|准则|文明|外传|注意|须知|纪律|要求|请勿|不得|禁止|严禁|勿|不要|不发|不谈|遵守|请及时|请使用|请保持|简明扼要|\brules?\b|\bplease\b"
    r"|\bdon[’']?t\b|\bdo not\b|\bkeep\b|\bonly\b|\bno (?!one)\w+|\bmust\b|\bguidelines?\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:群主|管理员|联系人|负责人|联系方式|有事找|请联系|owner|contact|admin|ask)\s*(?:是|为|is)?\s*[:：@]?\s*[^\s〔\[【(（|｜:：]",
    re.IGNORECASE,
)
_MENTION = re.compile(r"@\s*[^\s@〔]|<@[A-Z0-9]+", re.IGNORECASE)
_BLANK = re.compile(r"(?:[^\s|,;.:。]{1,12}\s*:)?\s*〔[^〕]*〕")
"""A blank of a draft that nobody filled in, with its label: `成员：〔…〕` says nothing about members."""


def read_announcement(text: str, *, owner_id: str | None, owner_name: str | None) -> Announcement:
    """Reduce an announcement to what may be kept; `owner_*` are the owner's of today, None where unknown.

    The contact counts as missing where the owner's name is known and somebody else is named instead: an
    announcement that sends people to a predecessor helps nobody. Without a known name a label or an @ is
    taken for the owner's, and a text without either is unclear.
    """
    plain = visible(text)
    length = sum(not char.isspace() for char in plain)
    revision = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if not length:
        return Announcement("", 0)
    filled = _BLANK.sub(" ", plain)
    found = {Element.PURPOSE, Element.FUNCTIONS} if _WHY.search(filled) else set()
    found |= {Element.MEMBERS} if _MEMBERS.search(filled) else set()
    found |= {Element.RULES} if _RULES.search(filled) else set()
    contact = _names_owner(filled, owner_id, owner_name)
    if contact:
        found.add(Element.CONTACT)
    return Announcement(
        revision, length, frozenset(found), frozenset({Element.CONTACT} if contact is None else ())
    )


def visible(text: str) -> str:
    """The text without what nobody sees: control, format and surrogate characters; compatibility forms folded."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(" " if char in "\n\t\r" else char for char in folded if _is_visible(char))


def _is_visible(char: str) -> bool:
    return char in "\n\t\r" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _names_owner(text: str, owner_id: str | None, owner_name: str | None) -> bool | None:
    """Whether the owner of today is named; None where that cannot be told."""
    squeezed = "".join(text.split()).casefold()
    name = "".join(visible(owner_name or "").split()).casefold()
    if (name and name in squeezed) or (owner_id and f"@{owner_id.casefold()}" in squeezed):
        return True
    if name:
        return False
    return True if _CONTACT.search(text) or _MENTION.search(text) else None


RULES = both(
    "围绕工作、简明扼要，{rest} 非紧急不发，不发涉密及客户信息",
    "keep to work and keep it short; {rest} only if urgent; nothing confidential, no customer data",
)
"""The rules of exchange that every draft among colleagues proposes; {rest} are the company's rest hours."""
RULES_FOR_ALL = both(
    "围绕工作、简明扼要，{rest} 非紧急不发", "keep to work and keep it short; {rest} only if urgent"
)
"""The same where people of other companies may read it: nothing in it is about them, or for colleagues alone."""


class Audience(Enum):
    """Who reads what stands in a group."""

    COLLEAGUES = "colleagues"
    OUTSIDERS = "outsiders"
    """People of other companies are in it."""
    UNSURE = "unsure"
    """Nobody said or saw whether they are: only what is fit for both is written."""


def audience(group: Group) -> Audience:
    if is_external(group):
        return Audience.OUTSIDERS
    is_known = group.external is not None or group.kind is not None
    return Audience.COLLEAGUES if is_known else Audience.UNSURE


_DRAFT = {
    Lang.ZH: {
        "purpose": "〔本群用来做什么〕",
        "purpose_of": "{use}的协同与进度同步",
        "matter": "〔项目〕对接",
        "matter_of": "{use}对接",
        "functions": "〔如：进度同步、问题反馈、资料共享〕",
        "members": "〔哪些部门或同事〕",
        "members_of": "{departments}相关同事",
        "owner": "〔群主姓名〕",
        "comma": "、",
    },
    Lang.EN: {
        "purpose": "〔what this group is for〕",
        "purpose_of": "working together on {use} and keeping each other up to date",
        "matter": "〔project〕",
        "matter_of": "{use}",
        "functions": "〔e.g. progress, questions, shared files〕",
        "members": "〔which departments or colleagues〕",
        "members_of": "colleagues of {departments}",
        "owner": "〔the owner's name〕",
        "comma": ", ",
    },
}


def draft_fields(group: Group, scene: Scene, lang: Lang) -> Mapping[str, str]:
    """What a draft can be filled in with; everything that is not known stays a 〔blank〕 for the owner."""
    said = _DRAFT[lang]
    filed = group.purpose.value.strip("。. \n") if group.purpose and group.purpose.value else ""
    use = _use(group, scene)
    departments = _departments(group, scene)
    start, end = scene.rest
    rest = f"{start.hour}:{start.minute:02d}–{end.hour}:{end.minute:02d}"
    rules = RULES if audience(group) is Audience.COLLEAGUES else RULES_FOR_ALL
    return {
        "purpose": filed or (said["purpose_of"].format(use=use) if use else said["purpose"]),
        "matter": filed or (said["matter_of"].format(use=use) if use else said["matter"]),
        "functions": said["functions"],
        "members": said["members_of"].format(departments=said["comma"].join(departments))
        if departments
        else said["members"],
        "owner": _owner(group, scene) or said["owner"],
        "platform": _spaced(scene.platform_names.get(group.platform, {}).get(lang, group.platform), lang),
        "rest": rest,
        "rules": rules[lang].format(rest=rest),
    }


def _spaced(name: str, lang: Lang) -> str:
    """A Latin name with the spaces that Chinese text puts around it."""
    return f" {name} " if lang is Lang.ZH and name.isascii() else name


def _owner(group: Group, scene: Scene) -> str | None:
    """The owner's name, where that is a fact and they are not known to be gone: nobody else stands in a draft."""
    owner = group.owner
    if owner is None or not owner.value or owner.source is Source.GUESSED or scene.is_out(owner.value):
        return None
    return scene.name_of(owner.value)


_KIND_OF_GROUP = re.compile(
    r"(?:工作|沟通|协同|交流|讨论|项目|对接|大|小|总)?(?:群|群组|小组|组|group|channel)$", re.IGNORECASE
)


def _use(group: Group, scene: Scene) -> str | None:
    """What the name says that the group is for, without what calls it a group; None where it does not clearly."""
    parts = read(group.name.value).parts if group.name else ()
    if find_place(parts[:-1], scene.names) is None or not says_use(fold(parts[-1]), scene.names):
        return None
    return _KIND_OF_GROUP.sub("", parts[-1]) or None


def _departments(group: Group, scene: Scene) -> list[str]:
    """The departments that most members belong to, three at most; else the one that the group belongs to."""
    members = group.members.value if group.members else ()
    homes = (scene.home_of(member.account) for member in members)
    counted = Counter(home for home in homes if home)
    if counted:
        return [name for name, _ in counted.most_common(3)]
    home = department_of(group, scene)
    return [home] if home else []

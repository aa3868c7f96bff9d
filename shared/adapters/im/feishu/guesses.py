"""What nobody could verify about Feishu, in one place: each guess is one line to change."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from shared.core.model import Kind

_KINDS = MappingProxyType(
    {
        "tenant": Kind.ALL_STAFF,
        "department": Kind.DEPARTMENT,
        "meeting": Kind.MEETING,
        "customer_service": Kind.EXTERNAL,
    }
)


class Guesses(NamedTuple):
    kinds: Mapping[str, Kind] = _KINDS
    """`chat_tag` → kind; what is not in it (`inner`, `edu`) leaves the kind unknown. External groups are EXTERNAL first."""
    no_owner_is_nobody: bool = True
    """A group's own entry without `owner_id` says that no person owns it (a bot does); False: unknown. A listing
    without it never says anything."""
    no_admins_is_none: bool = False
    """An entry without `user_manager_id_list` says that there are none; False: unknown."""
    never_edited: frozenset[str] = frozenset({"1770002", "1772001", "232003"})
    """Codes that a never edited announcement may be answered with; one that is taken out leaves it unknown."""
    given_titles: frozenset[str] = frozenset({"群公告", "未命名文档", "Group Announcement", "Untitled"})
    """Titles that an announcement has before anybody wrote one: they are not part of its text."""
    all_in_text: bool = True
    """`@_all` in a message's text is an @all even where `mentions` does not list it."""
    unknown_sender_is_alive: bool = True
    """A post of sender type `unknown` is a sign of life; it is nobody's post either way."""
    not_activated_is_disabled: bool = True
    """Somebody who never activated the account, or has not joined yet, cannot be written to; False: they count as active."""
    people_per_call: int = 50
    """Ids in one call of users/batch and departments/batch."""
    hides_one: frozenset[str] = frozenset({"41050", "41012", "40004", "43004"})
    """Codes with which a batch is refused because of one entry that is out of the contact scope or unknown."""
    update_by_token: bool = False
    """Cards are replaced with the press's token (30 minutes, 2 uses) rather than as a message (14 days)."""
    can_forward: bool = False
    """What a card's `enable_forward` says: the reader's card is for the reader."""
    reset_tells_window: bool = True
    """A `x-ogw-ratelimit-reset` of more than a second means that `x-ogw-ratelimit-limit` is the minute's; else the second's."""
    client_mark: str = "lark/"
    """In the user agent of the vendor's own client, in lower case, Feishu's and Lark's alike."""
    redelivery_is_signed_anew: bool = True
    """A repeated delivery has a timestamp of its own; False: it keeps the first one's, and the window must span 7.1 hours."""


GUESSES = Guesses()

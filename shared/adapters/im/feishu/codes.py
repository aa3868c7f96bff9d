"""What Feishu's codes mean, as tables: first what comes of a code, then the words for what is missing.

Two rules for a code that is in no table. A reading becomes `unavailable`: the fact stays what it was, and
nothing unknown ever reads as "missing". A sending becomes `unproven`: the same key is repeated within the
window, where the vendor de-duplicates, and after it nobody is written to twice.
"""

from collections.abc import Mapping
from enum import StrEnum


class Meaning(StrEnum):
    EXPIRED = "expired"
    """Drop the token, fetch another, ask once more."""
    THROTTLED = "throttled"
    """Nothing was done; later."""
    DENIED = "denied"
    """A credential or permission is missing; operations must act."""
    HIDDEN = "hidden"
    """This group or person is not shown to us."""
    UNREACHABLE = "unreachable"
    """This person will not get it."""
    REFUSED = "refused"
    """The request itself was turned down, and as it is it always will be."""
    UNPROVEN = "unproven"
    """It may have had its effect."""
    UNAVAILABLE = "unavailable"
    """The platform's own trouble."""


READING: Mapping[str, Meaning] = {
    "99991661": Meaning.EXPIRED,
    "99991663": Meaning.EXPIRED,
    "99991664": Meaning.EXPIRED,
    "99991665": Meaning.EXPIRED,
    "99991671": Meaning.EXPIRED,
    "99991400": Meaning.THROTTLED,
    "230020": Meaning.THROTTLED,
    "232019": Meaning.THROTTLED,
    "20002": Meaning.DENIED,
    "20009": Meaning.DENIED,
    "20048": Meaning.DENIED,
    "10003": Meaning.DENIED,
    "10014": Meaning.DENIED,
    "10015": Meaning.DENIED,
    "99991401": Meaning.DENIED,
    "99991543": Meaning.DENIED,
    "99991662": Meaning.DENIED,
    "99991668": Meaning.DENIED,
    "99991672": Meaning.DENIED,
    "99991673": Meaning.DENIED,
    "230006": Meaning.DENIED,
    "230027": Meaning.DENIED,
    "232025": Meaning.DENIED,
    "232034": Meaning.DENIED,
    "1772025": Meaning.DENIED,
    "1772034": Meaning.DENIED,
    "230002": Meaning.HIDDEN,
    "230073": Meaning.HIDDEN,
    "230110": Meaning.HIDDEN,
    "232002": Meaning.HIDDEN,
    "232003": Meaning.HIDDEN,
    "232006": Meaning.HIDDEN,
    "232009": Meaning.HIDDEN,
    "232010": Meaning.HIDDEN,
    "232011": Meaning.HIDDEN,
    "232033": Meaning.HIDDEN,
    "232066": Meaning.HIDDEN,
    "1770002": Meaning.HIDDEN,
    "1770032": Meaning.HIDDEN,
    "1772001": Meaning.HIDDEN,
    "1772002": Meaning.HIDDEN,
    "1772003": Meaning.HIDDEN,
    "1772004": Meaning.HIDDEN,
    "41050": Meaning.HIDDEN,
    "41012": Meaning.HIDDEN,
    "40004": Meaning.HIDDEN,
    "43004": Meaning.HIDDEN,
    "99992351": Meaning.HIDDEN,
    "99992352": Meaning.HIDDEN,
    "99992353": Meaning.HIDDEN,
    "99992354": Meaning.HIDDEN,
    "99992355": Meaning.HIDDEN,
    "99992356": Meaning.HIDDEN,
    "99992361": Meaning.HIDDEN,
    "99992402": Meaning.REFUSED,
    "230001": Meaning.REFUSED,
    "232001": Meaning.REFUSED,
    "232004": Meaning.REFUSED,
    "232097": Meaning.REFUSED,
    "1770001": Meaning.REFUSED,
    "1772006": Meaning.REFUSED,
    "1771001": Meaning.UNAVAILABLE,
    "1771002": Meaning.UNAVAILABLE,
    "1771003": Meaning.UNAVAILABLE,
    "1771004": Meaning.UNAVAILABLE,
    "1771005": Meaning.UNAVAILABLE,
}

SENDING: Mapping[str, Meaning] = {
    code: meaning
    for code, meaning in READING.items()
    if meaning in {Meaning.EXPIRED, Meaning.THROTTLED, Meaning.DENIED, Meaning.REFUSED}
} | {
    "230002": Meaning.UNREACHABLE,
    "230013": Meaning.UNREACHABLE,
    "230018": Meaning.UNREACHABLE,
    "230029": Meaning.UNREACHABLE,
    "230034": Meaning.UNREACHABLE,
    "230035": Meaning.UNREACHABLE,
    "230038": Meaning.UNREACHABLE,
    "230053": Meaning.UNREACHABLE,
    "232009": Meaning.UNREACHABLE,
    "99992351": Meaning.UNREACHABLE,
    "99992352": Meaning.UNREACHABLE,
    "99992353": Meaning.UNREACHABLE,
    "99992354": Meaning.UNREACHABLE,
    "99992355": Meaning.UNREACHABLE,
    "99992356": Meaning.UNREACHABLE,
    "99992361": Meaning.UNREACHABLE,
    # What a repeated `uuid` is answered with is undocumented, and if it were an error, it would be one of these.
    "230001": Meaning.UNPROVEN,
    "99992402": Meaning.UNPROVEN,
    "230022": Meaning.REFUSED,
    "230025": Meaning.REFUSED,
    "230028": Meaning.REFUSED,
    "230054": Meaning.REFUSED,
    "230055": Meaning.REFUSED,
    "230075": Meaning.REFUSED,
    "230099": Meaning.REFUSED,
    "11311": Meaning.REFUSED,
    "230049": Meaning.UNPROVEN,
    # only for the replacement of a card: the card, or what allowed to replace it, is gone
    "230011": Meaning.UNREACHABLE,
    "230031": Meaning.UNREACHABLE,
    "200310": Meaning.UNREACHABLE,
    "300020": Meaning.UNREACHABLE,
    "300030": Meaning.UNREACHABLE,
    "300040": Meaning.UNREACHABLE,
}
"""For what has an effect; a code of READING that only hides something says nothing certain here."""

MISSING: Mapping[str, str] = {
    "20002": "app_id and app_secret",
    "20009": "应用未安装 (the app is not installed)",
    "20048": "app_id and app_secret",
    "10003": "app_id and app_secret",
    "10014": "app_id and app_secret",
    "10015": "app_id and app_secret",
    "99991543": "app_id and app_secret",
    "99991401": "IP 白名单 (IP allow-list)",
    "99991662": "应用已停用 (the app is disabled)",
    "99991668": "tenant_access_token",
    "99991673": "应用未安装 (the app is not installed)",
    "230006": "机器人能力 (bot ability)",
    "232025": "机器人能力 (bot ability)",
    "1772025": "机器人能力 (bot ability)",
    "232034": "应用未安装 (the app is not installed)",
    "1772034": "应用未安装 (the app is not installed)",
}
"""What operations must see to, where it is no scope."""

LOGIN_REFUSED = frozenset({"20003", "20004", "20008", "20010", "20024"})
"""Of a code that was used, is too old, of another app, or of somebody who may not use this one."""


def meaning_of(code: str, *, effect: bool) -> Meaning | None:
    """None for a code that is in no table: see the rules above."""
    return (SENDING if effect else READING).get(code)

"""The last message of a group that is to be dissolved, to be copied: fit for whoever reads it there (PAGES, rule 5)."""

from collections.abc import Iterable, Mapping
from datetime import date

from shared.core.announcements import Audience
from shared.core.lang import Bilingual, Lang, both, day
from shared.core.model import Waiver

WINDING_UP = "准备解散"
"""The reason of the waiver by which an owner says that their group is to be dissolved."""
_TEXTS: Mapping[Audience, Bilingual] = {
    Audience.COLLEAGUES: both(
        "各位同事，本群计划 {day}解散。请提前保存需要的文件，未完成的事项请与{owner}对接。感谢大家一路支持。",
        "Dear colleagues, this group will be dissolved on {day}. Please save the files that you need before then; for "
        "anything that is not finished, please turn to {owner}. Thank you all.",
    ),
    Audience.OUTSIDERS: both(
        "各位好，本群计划 {day}解散，后续事宜请与{owner}联系。感谢各位的支持与配合。",
        "Dear all, this group will be dissolved on {day}; for anything further, please contact {owner}. Thank you for working with us.",
    ),
}
_ME = both("我", "me")


def ends_on(waivers: Iterable[Waiver], today: date) -> date | None:
    """The day on which the group is to be dissolved; None: nobody said that it is, or the day is over."""
    days = (one.until for one in waivers if one.reason == WINDING_UP and one.check is None)
    return next((on for on in days if on is not None and on >= today), None)


def farewell(readers: Audience, on: date, owner: str | None, lang: Lang, today: date) -> str:
    """Where nobody knows whether outsiders are in it, what suits them suits colleagues as well."""
    text = _TEXTS[Audience.COLLEAGUES if readers is Audience.COLLEAGUES else Audience.OUTSIDERS]
    return text[lang].format(day=day(on, lang, today), owner=owner or _ME[lang])

"""What the handouts are written from: only what is so in this company may stand in them."""

from datetime import time
from typing import NamedTuple

from shared.core.display import harmless
from shared.core.lang import Lang, both
from shared.core.questions.invited_person import QUESTION

_DEPARTMENT = both("负责工作群的部门", "the department that looks after work groups")


class Basis(NamedTuple):
    lang: Lang
    app: str
    """What the company's app is called on its platforms."""
    found: tuple[tuple[str, str], ...]
    """Each platform with which one can log in to the pages: its name, and where its people find the company's apps."""
    address: str
    """Of 「我的群」."""
    start: time
    end: time
    """Messages are sent between these."""
    per_week: int
    """The most messages that one person gets."""
    answer_within: int
    """Work days until whoever explained something is answered."""
    department: str | None = None
    """The responsible one."""
    notice: str | None = None
    """Where employees can read what is processed."""

    @property
    def asking(self) -> str:
        """Whom one can ask."""
        return harmless(self.department) if self.department else _DEPARTMENT[self.lang]

    @property
    def way(self) -> str:
        """How one gets to the page."""
        joined = " › ".join
        ways = [joined(map(harmless, (platform, apps, self.app))) for platform, apps in self.found]
        return {Lang.ZH: "，或 ", Lang.EN: ", or "}[self.lang].join(ways)

    @property
    def title(self) -> str:
        """Of the message that heads and project leads get."""
        return QUESTION.texts[self.lang]["asked"].title

    @property
    def hours(self) -> str:
        return f"{self.start:%H:%M}–{self.end:%H:%M}"

    def fields(self) -> dict[str, str | int]:
        """For the words."""
        return {
            "department": self.asking,
            "way": self.way,
            "title": self.title,
            "hours": self.hours,
            "per_week": self.per_week,
            "answer_within": self.answer_within,
        }

"""What every deed is made of.

A webhook needs the words alone, and within its deadline: what a deed works with is imported when it is done.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from shared.core.card import Press
from shared.core.deed import Deed
from shared.core.lang import Bilingual, both
from shared.core.outbox import Nudge, Shown

if TYPE_CHECKING:
    from shared.app.nudge.run import NudgeRun
    from shared.core.case import Case, GroupFile

UNSEEN = both(
    "暂时看不到最新情况，系统稍后会自己核对，不用回复。",
    "We cannot see the present state just now; we will look again by ourselves.",
)
CHANGED = both(
    "情况已经有变化，系统稍后会重新核对，这一项不用再处理。",
    "Things have changed since; we will look again by ourselves, and nothing more needs to be done about this one.",
)
NOT_YOURS_ANY_MORE = both(
    "这个群现在由其他同事负责，这一项不用您处理了，谢谢您。",
    "Somebody else looks after this group now, so nothing needs to be done about this one. Thank you.",
)


class Given(NamedTuple):
    """One answer to one case of one message."""

    press: Press
    nudge: Nudge
    shown: Shown
    run: "NudgeRun"
    choice: str = ""
    """`Choice.id`, where the deed has choices."""

    def file(self) -> "GroupFile | None":
        return self.run.inventory.get(self.shown.key.group)

    def case(self, file: "GroupFile | None") -> "Case | None":
        return file.case(self.shown.key.check) if file else None


class Result(NamedTuple):
    """What came of it; it reads alone, since the acknowledgement before it may never have been seen."""

    words: Bilingual
    is_final: bool = True
    """False: something may still change, so that it can be answered again."""
    values: Mapping[str, str] = {}
    """For the words."""


class Answering(NamedTuple):
    deed: Deed
    act: Callable[[Given], Result]
    """Idempotent, and done only while the evidence is what the message showed. Raises PlatformUnavailable where it is
    worth another delivery."""

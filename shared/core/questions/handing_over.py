"""What the questions of one colleague to another have in common."""

from collections.abc import Callable, Mapping

from shared.core.calendar.hours import WorkTime
from shared.core.checks.base import Check, Clause, Filling, Telling, Text
from shared.core.handover import Way
from shared.core.judgement import OK, Judgement, Level, violation
from shared.core.ladder.waiting import last_day
from shared.core.lang import Bilingual, Lang, both, day
from shared.core.model import Group
from shared.core.scene import Scene

_SOMEBODY = both("一位同事", "A colleague")


def asked_for(way: Way, group: Group, scene: Scene) -> tuple[Judgement, ...]:
    """Whether somebody is asked so now. The evidence is the two accounts; each time that it is asked is another question."""
    handover = group.handover
    if handover is None or handover.way is not way or not handover.is_open(scene.now):
        return OK
    evidence = {"owner": handover.owner, "to": handover.to}
    return violation(Level.DUTY, evidence, (handover.owner, handover.to, handover.at.isoformat()))


def fields(group: Group, telling: Telling) -> Filling:
    scene, lang = telling.scene, telling.lang
    handover = group.handover
    assert handover is not None
    who = scene.name_of(handover.asker) or _SOMEBODY[lang]
    platform = scene.platform_names.get(group.platform)
    return Filling(
        "asked",
        {
            "who": who,
            "platform": platform[lang] if platform else group.platform,
            "until": last_day_to_answer(group, telling),
        },
    )


def last_day_to_answer(group: Group, telling: Telling) -> str:
    """As it is said to whoever is asked."""
    scene, handover = telling.scene, group.handover
    assert handover is not None
    return day(last_day(handover, WorkTime(scene.zone, scene.calendar)), telling.lang, scene.local_day())


Words = Callable[[Group, Judgement, Telling], Filling]


def question(
    check_id: str,
    title: Bilingual,
    way: Way,
    texts: Mapping[Lang, Text],
    *,
    words: Words | None = None,
    goes_to: Bilingual | None = None,
) -> Check:
    return Check(
        id=check_id,
        title=title,
        clause=Clause("三.3", both("每个群都有在职的群主负责", "every group has an owner who works here")),
        level=Level.DUTY,
        needs=(),
        not_for=frozenset(),
        settings=(),
        judge=lambda group, _, scene: asked_for(way, group, scene),
        words=words or (lambda group, _, telling: fields(group, telling)),
        brief=lambda *_: "",  # who asked whom is theirs to know
        grace=0,
        grace_existing=0,
        comes_first=True,
        never_escalates=True,
        is_question=True,
        goes_to=goes_to,
        texts={lang: {"asked": text} for lang, text in texts.items()},
    )

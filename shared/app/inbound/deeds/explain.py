"""说明情况: a request goes to the operator, and the ladder rests until it is decided."""

from typing import TYPE_CHECKING

from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.lang import Bilingual, Lang, both

if TYPE_CHECKING:
    from shared.core.request import Request

_PASSED_ON = both(
    "已转给{department}的同事，{day}前会答复您；处理之前不再提醒您。",
    "Passed on to {department}; you will be answered by {day}, and not be reminded before it is decided.",
)


def act(given: Given) -> Result:
    """Its id is that of the message and the case, so that asking twice is asking once."""
    from shared.app.desk.asking import ask, promised
    from shared.core.request import Request, id_for_message

    nudge, shown, run = given.nudge, given.shown, given.run
    request = Request(
        id=id_for_message(nudge.id, shown.key.id),
        group=shown.key.group,
        check=shown.key.check,
        by=nudge.account,
        asked=run.now(),
        nudge_day=nudge.day,
        promised=promised(run.scene, run.policy),
    )
    kept = ask(request, given.case(given.file()), run.scene, run.ports)
    # One that is decided rests nothing any more, and saying so would be a promise that is not kept.
    return _passed_on(kept, given) if kept.decided is None else Result(_came_of(kept, given))


def _passed_on(request: "Request", given: Given) -> Result:
    from shared.core.lang import day

    lang, today = given.run.agenda.voice.lang, given.run.scene.local_day()
    by = request.promised or today
    return Result(_PASSED_ON, values={"day": day(by, lang, today)})


def _came_of(request: "Request", given: Given) -> Bilingual:
    from shared.app.desk.news import outcome

    today = given.run.scene.local_day()
    return {lang: _literally(outcome(request, given.run.policy, lang, today)) for lang in Lang}


def _literally(text: str) -> str:
    """Nothing is filled into it any more."""
    return text.replace("{", "{{").replace("}", "}}")


ANSWERING = Answering(
    Deed(
        "explain",
        both("说明情况", "Explain"),
        both(
            "收到，已转给负责的同事，处理前不再提醒", "Thank you, passed on; no reminders until it is decided"
        ),
    ),
    act,
)

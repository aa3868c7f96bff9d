"""再留 30 天: whoever looks after a quiet group says that it is still needed, and nobody asks before that."""

from datetime import timedelta

from shared.app.inbound.deeds.base import CHANGED, NOT_YOURS_ANY_MORE, UNSEEN, Answering, Given, Result
from shared.core.deed import Deed
from shared.core.lang import Bilingual, both

DAYS = 30
_KEPT = both(
    "好的，这个群先留着，{until} 之前不再提醒。",
    "Kept as it is: no reminder before {until}.",
)


def act(given: Given) -> Result:
    return kept(given, DAYS)


def kept(given: Given, days: int) -> Result:
    """The group is kept for so long, by whoever owns or administers it still."""
    return set_aside(given, days, f"再留 {days} 天", _KEPT)


def set_aside(given: Given, days: int, reason: str, words: Bilingual) -> Result:
    """The check is set aside for the group for so many days; `words` say `{until}`."""
    from shared.app.collect.run import guardians
    from shared.app.nudge.follow_up import follow_up
    from shared.core.model import Waiver
    from shared.core.run import Entry

    run, file = given.run, given.file()
    if file is None or file.is_held or "waiver" in file.unreadable:
        return Result(UNSEEN, is_final=False)
    case, key = given.case(file), given.shown.key
    scene, by = run.scene, given.press.account
    if not any(scene.are_same(one, by) for one in guardians(file.known(run.now()).group)):
        return Result(NOT_YOURS_ANY_MORE)
    today = run.now().astimezone(scene.zone).date()
    until = today + timedelta(days=days)
    held = [
        one.until for one in file.group.waivers if one.check == key.check and one.until and one.until >= today
    ]
    if not held:
        if case is None or not case.is_open or case.evidence_key != given.shown.evidence_key:
            return Result(CHANGED)
        ledger = run.ports.ledger()
        ledger.waivers.put(key.group, Waiver(key.check, reason, by, until))
        ledger.audit.write(Entry(run.now(), "kept", key.group, by, {"check": key.check, "until": str(until)}))
    follow_up(key.group, run.ports)
    said = max(held, default=until)
    return Result(words, values={"until": said.isoformat()})


ANSWERING = Answering(
    Deed(
        "keep",
        both("再留 30 天", "Keep 30 days"),
        both("收到，正在登记，结果会显示在这条消息上", "Thank you; the result will show here"),
        checks=frozenset({"inactive_group"}),
    ),
    act,
)

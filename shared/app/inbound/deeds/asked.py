"""What all answers to a question about who looks after a group have in common."""

from shared.app.inbound.deeds.base import Given, Result
from shared.core.handover import Reply, Way
from shared.core.lang import Bilingual, both

RECORDING = both("收到，正在登记，结果会显示在这条消息上", "Thank you; the result will show here")
_OFFER: dict[str, Bilingual] = {
    "filed": both("好的，这个群以后由您负责，谢谢您。", "Thank you: this group is yours from now on."),
    "agreed": both(
        "谢谢您。接下来请{who}把群转给您。{steps}系统读取到以后会自动更新。",
        "Thank you. Next, {who} hands the group over to you. {steps} This follows by itself once it is seen.",
    ),
    "declined": both("好的，没关系，对方会再想办法。", "That is fine; somebody else will be asked."),
}
_CLAIM: dict[str, Bilingual] = {
    "filed": both(
        "好的，这个群以后由{who}负责，谢谢您。", "Thank you: {who} looks after this group from now on."
    ),
    "contested": both(
        "好的，已请{department}的同事确认，确认之前不再打扰您。",
        "Thank you; {department} will find out, and you are not asked again before that.",
    ),
}
_JOIN: dict[str, Bilingual] = {
    "joined": both(
        "好的，这个群以后由您和{who}一起管，谢谢您。",
        "Thank you: you and {who} look after this group together from now on.",
    ),
    "declined": both("好的，没关系，对方会再想办法。", "That is fine; somebody else will be asked."),
}
_SAID = {"offered_group": _OFFER, "claimed_group": _CLAIM, "shared_group": _JOIN}
"""By the question that was answered, and what came of it."""
_WAYS = {"offered_group": Way.OFFER, "claimed_group": Way.CLAIM, "shared_group": Way.JOIN}
_OVER = both(
    "这件事已经有了结果，不用再处理，谢谢您。", "This is settled by now; nothing more needs to be done."
)
_SOMEBODY = both("对方", "your colleague")


def answered(given: Given, said: Reply) -> Result:
    """Write the answer down, and say what came of it."""
    from shared.app.handover.replying import Came, question_to, reply
    from shared.core.account import platform_of

    check = given.shown.key.check
    key, by, run = given.shown.key.group, given.press.account, given.run
    question = question_to(key, by, run, _WAYS[check])
    came = reply(key, said, by, run, _WAYS[check])
    if came is Came.OVER:
        return Result(_OVER)
    file = question.file if question else run.inventory.get(key)
    handover = file.filed.handover if file and file.filed else None
    lang, other = run.agenda.voice.lang, handover.asker if handover else None
    steps = run.ports.world().steps(platform_of(key))[lang]
    values = {"who": run.scene.name_of(other) or _SOMEBODY[lang], "steps": steps}
    return Result(_SAID[check].get(came, _OVER), values=values)

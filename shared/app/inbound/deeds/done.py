"""已处理: the facts are read again at once, and what they say is shown."""

from shared.app.inbound.deeds.base import UNSEEN, Answering, Given, Result
from shared.core.deed import Deed
from shared.core.lang import both

_SETTLED = both("已核对，这一项办好了，谢谢您。", "Checked: this is done. Thank you.")
_STILL = both(
    "刚看过，还没有看到变化。若是刚改的，系统稍后会再核对，不用回复；有别的情况请点“说明情况”。",
    "We looked just now and see no change yet. If you have only just changed it, we will look again by ourselves; "
    "if something else is the matter, choose “Explain”.",
)
_AS_FILED = both(
    "这一项是按登记的信息核对的，登记里还没有变化。改好了，请负责群台账的同事更新一下登记；有别的情况请点“说明情况”。",
    "This one is checked by what was filed, which has not changed yet. Once it is done, please have whoever keeps the "
    "register of groups update it; if something else is the matter, choose “Explain”.",
)
_NOTED = both("谢谢您的反馈，系统记下了，不用再做什么。", "Thank you, noted; nothing more needs to be done.")


def act(given: Given) -> Result:
    """Read everything that the check needs again, and say what it looks like now."""
    from shared.app.collect.group import part_of
    from shared.app.inspect.group import CHECKS_BY_ID
    from shared.app.nudge.evidence import is_filed, reread
    from shared.core.judgement import Outcome

    run, file = given.run, given.file()
    check = CHECKS_BY_ID.get(given.shown.key.check)
    if file is None or file.is_held or check is None:
        return Result(UNSEEN, is_final=False)
    if check.rests_on_posts:
        return Result(_NOTED)
    asked = run.now()  # the clock goes on while we read
    again = reread(file, (check,), run, at_once=True)
    filed = [fact for fact in check.needs if is_filed(fact, again.file)]
    if any(again.read_at[part_of(fact)] < asked for fact in check.needs if fact not in filed):
        return Result(UNSEEN, is_final=False)
    outcomes = {row.outcome for row in again.found.get(check.id, ())}
    if Outcome.VIOLATION in outcomes:
        return Result(_AS_FILED if filed else _STILL, is_final=False)
    if Outcome.UNKNOWN not in outcomes:
        return Result(_SETTLED)
    return Result(_NOTED) if filed else Result(UNSEEN, is_final=False)


ANSWERING = Answering(
    Deed(
        "done",
        both("已处理", "Done"),
        both(
            "收到，正在核对，结果会显示在这条消息上", "Thank you, we are checking; the result will show here"
        ),
    ),
    act,
)

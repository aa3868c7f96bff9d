"""What would keep the product from working, as far as the table shows it, for somebody without a terminal.

What platforms, queues and everything that is kept would have to be asked for is `groupkeeper doctor`'s alone.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.ops.doctor import LISTED_WITHIN, UNSETTLED_AFTER, is_late
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.runs.unreadable import NOTED
from shared.app.scene.company import platforms_seen, silences
from shared.core.functions import SCHEDULED
from shared.core.lang import Bilingual, Lang, both
from shared.core.mode import Mode
from shared.core.platform_state import PlatformState

FUNCTIONS = {
    "collect": both("读取", "reading"),
    "inspect": both("检查", "inspection"),
    "nudge": both("发送", "sending"),
}
_NO_POLICY = both(
    "还没有上传规范配置，按默认只出报告", "No policy was published: the defaults hold, which only report"
)
_NOT_TOLD = both(
    "规范里还没有写全员工告知，不会发送", "The policy does not say that employees were told: nothing is sent"
)
_STOPPED = both(
    "「{name}」结果异常，已自动停下，等待放行", "“{name}” stopped for unusual counts and waits for a release"
)
_NEVER_RAN = both("「{name}」还没有运行过", "The {name} has never run")
_LATE = both("「{name}」很久没有运行了", "The {name} has not run for long")
_FAILS = both("{name}读取一直失败", "Reading {name} keeps failing")
_NOT_LISTED = both("{name}的群三天没有读全", "The groups of {name} were not listed whole for three days")
_OPEN = both("{n} 条消息两小时还没有结果", "{n} messages have had no outcome for two hours")
_UNANSWERED = both("{n} 项说明已过答复日期", "{n} explanations are past the day that was promised")
_UNREADABLE = both(
    "最近一次「{name}」有 {n} 条存档读不出", "The last {name} came upon {n} items that cannot be read"
)


def problems(who: Visitor, ports: Ports) -> tuple[str, ...]:
    """In their language; empty: nothing is known to be wrong."""
    found = (*_policy(who, ports), *_runs(who, ports), *_platforms(who, ports), *_waiting(who, ports))
    return tuple(words[who.lang] for words in found)


def _policy(who: Visitor, ports: Ports) -> Iterator[Bilingual]:
    if ports.ledger().policy.current() is None:
        yield _NO_POLICY
    is_speaking = min(ports.mode, who.policy.mode) >= Mode.NUDGE
    if is_speaking and not who.policy.notice.told_by(who.scene.local_day()):
        yield _NOT_TOLD
    for check, why in silences(who.policy, ports.ledger().checks.all(), ports, who.now).items():
        if why == "stopped":
            yield _filled(_STOPPED, name=CHECKS_BY_ID[check].title)


def _runs(who: Visitor, ports: Ports) -> Iterator[Bilingual]:
    for function, every in SCHEDULED.items():
        name = FUNCTIONS[function]
        last = next(iter(ports.ledger().runs.recent(function, 1)), None)
        if last is None:
            yield _filled(_NEVER_RAN, name=name)
            continue
        if is_late(last, every, who.now):
            yield _filled(_LATE, name=name)
        if bad := last.notes.get(NOTED):
            yield _filled(_UNREADABLE, name=name, n=len(bad))


def _platforms(who: Visitor, ports: Ports) -> Iterator[Bilingual]:
    for platform in platforms_seen(ports.ledger()):
        state = ports.ledger().platforms.get(platform) or PlatformState(platform)
        name = who.scene.platform_names.get(platform) or dict.fromkeys(Lang, platform)
        if state.failure is not None:
            yield _filled(_FAILS, name=name)
        elif state.listed is not None and who.now - state.listed > LISTED_WITHIN:
            yield _filled(_NOT_LISTED, name=name)


def _waiting(who: Visitor, ports: Ports) -> Iterator[Bilingual]:
    opened = sum(1 for _ in ports.ledger().outbox.unsettled(who.now - UNSETTLED_AFTER))
    if opened:
        yield _filled(_OPEN, n=opened)
    today = who.scene.local_day()
    late = sum(request.is_past(today) for request in ports.ledger().waivers.pending())
    if late:
        yield _filled(_UNANSWERED, n=late)


def _filled(words: Bilingual, *, name: Bilingual | None = None, n: int = 0) -> Bilingual:
    return {lang: words[lang].format(name=name[lang] if name else "", n=n) for lang in Lang}


def coming_days(today: date) -> list[date]:
    """Those that a look ahead is about."""
    return [today + timedelta(days=ahead) for ahead in range(7)]

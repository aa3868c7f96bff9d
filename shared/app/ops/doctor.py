"""Looks for what would keep the product from working, and says what to do about each."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.app.ops.base import Op
from shared.app.ops.unreadable import all_unreadable
from shared.app.ports.platforms import PlatformStates
from shared.app.ports.ports import Ports
from shared.app.runs.pausing import in_force
from shared.app.runs.unreadable import mend_remedy
from shared.app.scene.company import scene_about, silences
from shared.core.arming import SILENCES
from shared.core.errors import KeeperError, Unreadable
from shared.core.functions import SCHEDULED
from shared.core.lang import Lang
from shared.core.mode import Mode
from shared.core.people.standing import Standing
from shared.core.platform_state import PlatformState
from shared.core.run import Run


class Finding(NamedTuple):
    about: str
    ok: bool
    detail: str
    remedy: str = ""


_MOST_SHOWN = 50
_MOMENT = "%Y-%m-%d %H:%M"
LISTED_WITHIN = timedelta(days=3)
"""It is done once a day."""
UNSETTLED_AFTER = timedelta(hours=2)
_FAILS = (
    "Every tick tries again. For hours: look the code up at the vendor's, and whether the app is still on"
)
_NOT_LISTED = "It is done once a day: `groupkeeper coverage` says whether it is permitted; a month's budget may be spent"
_CONNECT = "Put the app's id and secret into the stack's secret"


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:  # noqa: ARG001 (every operation has the same shape)
    now = ports.clock.now()
    found = [
        *_policy(ports, now),
        *_pause(ports, now),
        *_runs(ports, now),
        *_platforms(ports),
        *_unsettled(ports, now),
        *_promises(ports, now),
        *_clerks(ports, now),
        *_dead_letters(ports),
        *_unreadable(ports),
    ]
    return {"ok": all(one.ok for one in found), "findings": [one._asdict() for one in found]}


def _policy(ports: Ports, now: datetime) -> Iterator[Finding]:
    try:
        current = ports.ledger().policy.current()
    except Unreadable:  # it stands among what cannot be read
        return
    remedy = "Upload one to policy/incoming/ in the bucket; until then the defaults hold and nobody is nudged"
    yield Finding("policy", current is not None, current[0] if current else "none was published", remedy)
    try:
        policy = ports.policy()
    except KeeperError as error:
        yield Finding("policy understood", ok=False, detail=str(error), remedy="Nothing runs until then")
        return
    yield Finding(
        "mode", ok=True, detail=f"installation {ports.mode}, policy {policy.mode}: the lower one holds"
    )
    if min(ports.mode, policy.mode) >= Mode.NUDGE:
        told = policy.notice.told_by(now.astimezone(ports.world().zone(policy.zone)).date())
        detail = "employees were told" if told else "the policy does not say that employees were told"
        yield Finding("notice", told, detail, "Publish the notice and fill in `notice` in the policy")
    for check, why in silences(policy, ports.ledger().checks.all(), ports, now).items():
        if why == "stopped":
            remedy = f"Look at its findings, then `groupkeeper release {check} --by …`"
            yield Finding(f"check {check}", ok=False, detail=SILENCES[why][Lang.EN], remedy=remedy)


def _pause(ports: Ports, now: datetime) -> Iterator[Finding]:
    try:
        pause = in_force(ports.ledger(), now.astimezone(ports.world().zone(ports.policy().zone)).date())
    except Unreadable:
        remedy = "`groupkeeper resume --by …` takes it away, `groupkeeper pause` says it anew"
        yield Finding(
            "sending", ok=False, detail="a pause is kept that cannot be read: nothing is sent", remedy=remedy
        )
        return
    except KeeperError:  # the policy: it stands above
        return
    if pause is not None:
        detail = f"paused by {pause.by} at {pause.at:{_MOMENT}} UTC until {pause.until}: {pause.reason}"
        yield Finding(
            "sending",
            ok=False,
            detail=detail,
            remedy="It ends by itself; sooner with `groupkeeper resume --by …`",
        )


def _runs(ports: Ports, now: datetime) -> Iterator[Finding]:
    for function, every in SCHEDULED.items():
        last = next(iter(ports.ledger().runs.recent(function, 1)), None)
        if last is None:
            remedy = f"Enable the schedules, or run it: groupkeeper {function}"
            yield Finding(function, ok=False, detail="it has never run", remedy=remedy)
            continue
        detail = f"last run {last.started:{_MOMENT}} UTC"
        late = f"It should run every {every}: look at its alarm and its log"
        yield Finding(function, not is_late(last, every, now), detail, late)


def is_late(last: Run, every: timedelta, now: datetime) -> bool:
    """Whether a function that runs by itself has not done so for three times as long as it should."""
    return now - last.started > 3 * every


def _platforms(ports: Ports) -> Iterator[Finding]:
    try:
        ims = ports.ims()
    except KeeperError as error:
        yield Finding("platforms", ok=False, detail=str(error), remedy=_CONNECT)
        return
    for fault in ports.not_connected():
        yield Finding("not connected", ok=False, detail=f"{fault.file}: {fault.reason}", remedy=fault.remedy)
    if not ims:
        yield Finding("platforms", ok=False, detail="none is connected", remedy=_CONNECT)
    for im in ims.values():
        for capability, state in (im.probe() if im.probe else {}).items():
            remedy = "Grant it in the platform's admin console, or live without: the facts stay unknown"
            yield Finding(f"{im.id} {capability}", state == "ok", state, remedy)
        yield from _collected(im.id, ports.ledger().platforms, ports.clock.now())


def _collected(platform: str, states: PlatformStates, now: datetime) -> Iterator[Finding]:
    """How `collect` fares there. What cannot be read of it stands among that; nothing is said of a platform without a listing."""
    state = states.get(platform) or PlatformState(platform)
    about, listed, failure = f"{platform} collect", "never listed whole", state.failure
    if state.listed is not None:
        listed = f"listed whole at {state.listed:{_MOMENT}} UTC"
    if failure is not None:
        since = f"fails since {failure.since:{_MOMENT}} UTC, last at {failure.at:{_MOMENT}} UTC"
        detail = f"{since} ({failure.call}: {failure.code or 'no answer'}); {listed}"
        yield Finding(about, ok=False, detail=detail, remedy=_FAILS)
    elif state.listed is not None:
        yield Finding(about, now - state.listed <= LISTED_WITHIN, listed, _NOT_LISTED)


def _unsettled(ports: Ports, now: datetime) -> Iterator[Finding]:
    waiting = list(ports.ledger().outbox.unsettled(now - UNSETTLED_AFTER))
    detail = f"{len(waiting)} messages are neither sent nor given up for two hours"
    yield Finding("outbox", not waiting, detail, "The next run of nudge settles them: see that it runs")


def _promises(ports: Ports, now: datetime) -> Iterator[Finding]:
    """What people explained and were promised an answer to."""
    try:
        today = now.astimezone(ports.world().zone(ports.policy().zone)).date()
    except KeeperError:  # the policy: it stands above
        return
    waiting = ports.ledger().waivers.pending()
    late = sum(request.is_past(today) for request in waiting)
    detail = f"{len(waiting)} explanations wait for an answer, {late} past the day that was promised"
    remedy = "Answer them on the page 待处理, or with `groupkeeper requests` and `decide`"
    yield Finding("explanations", not late, detail, remedy)


def _clerks(ports: Ports, now: datetime) -> Iterator[Finding]:
    """Whether two people are left who can answer, as directories and people register have it by now."""
    try:
        policy = ports.policy()
        scene = scene_about(ports, policy, now, None, policy.clerks)
    except KeeperError:  # the policy, or the people register: they stand elsewhere
        return
    here = {
        scene.accounts(one)
        for one in policy.clerks
        if scene.means(one, policy.published) and scene.standing(one) is not Standing.OUT
    }
    if policy.clerks:
        detail = f"{len(here)} people answer on the page 待处理"
        remedy = "Name two people who work here under `clerks` in the policy: nobody decides their own matter"
        yield Finding("clerks", len(here) > 1, detail, remedy)


def _dead_letters(ports: Ports) -> Iterator[Finding]:
    try:
        waiting = ports.dead_letters().waiting()
    except KeeperError as error:
        yield Finding("dead letters", ok=False, detail=str(error), remedy="See whether the queues are there")
        return
    number = sum(waiting.values())
    detail = ", ".join(f"{many} in {queue}" for queue, many in waiting.items()) if number else "none"
    remedy = "Look at `groupkeeper dead list`, then replay or drop each; one of answers is a person who waits"
    yield Finding("dead letters", not number, detail, remedy)


def _unreadable(ports: Ports) -> Iterator[Finding]:
    """Everything that is read of old and new, and what the last runs came upon, as far as it still is so."""
    found = {one.key: (one.kind.value, one.why) for one in all_unreadable(ports.ledger(), tuple(SCHEDULED))}
    if not found:
        yield Finding("table", ok=True, detail="everything that is kept can be read")
    for key, (kind, why) in sorted(found.items())[:_MOST_SHOWN]:
        yield Finding(f"unreadable {kind}", ok=False, detail=f"{key}: {why}", remedy=mend_remedy(key))
    if len(found) > _MOST_SHOWN:
        remedy = "So many are no single bad items: was an older release deployed, or a table of another time restored?"
        yield Finding("unreadable", ok=False, detail=f"{len(found)} in all", remedy=remedy)


OP = Op("doctor", "Looks for what would keep the product from working.", (), run)

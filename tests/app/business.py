"""A company in which checks may speak already, and what a test asks about it."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from shared.core.card import Press
from shared.core.case import Case, CaseKey, GroupFile
from shared.core.check_state import CheckState
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import PlatformUnavailable
from shared.core.outbox import Nudge
from shared.core.platform_state import PlatformState
from shared.core.policy.policy import Policy
from tests.app.company import Company, speaking_policy
from tests.fakes.tapped import tapped

EARLY = datetime(2026, 1, 5, tzinfo=UTC)
NOTICE = "missing_announcement"


def armed(check: str) -> CheckState:
    """A check that has earned it long ago: what is found now is no backlog."""
    return CheckState(
        check,
        baseline_at=EARLY,
        released_at=EARLY,
        right=30,
        reviewed=30,
        armed_since=EARLY,
        judged_at=EARLY,
    )


def in_business(*checks: str, policy: Policy | None = None, **ports: Any) -> Company:
    """Checks (none named: all) that may speak, and no groups yet."""
    company = Company(policy or speaking_policy(*checks), **ports)
    for check in checks or tuple(check.id for check in CHECKS):
        company.world.ledger.checks.save(armed(check))
    return company


def found(company: Company) -> None:
    """Collect and inspect, as the morning's ticks do."""
    company.collect()
    company.inspect()


def case_of(company: Company, group: str = "g1", check: str = NOTICE) -> Case:
    case = company.world.ledger.cases.get(CaseKey(f"pigeon:{group}", check))
    assert case is not None
    return case


def stored(company: Company, group: str = "pigeon:g1") -> GroupFile:
    file = company.world.ledger.inventory.get(group)
    assert file is not None
    return file


def calls(company: Company) -> Counter[str]:
    """What the platform was asked since the last look, by kind."""
    asked = Counter(company.im.asked)
    company.im.asked.clear()
    return asked


def told(company: Company) -> list[str]:
    """Who has got a message so far, in order."""
    return [one.to for one in company.im.inbox]


def shown(company: Company, message: int = -1) -> list[str]:
    """Ids of the cases that a message shows."""
    blocks: Any = company.im.inbox[message].card
    return [block[0] for block in blocks[5]]


def nudge_of(company: Company, person: str = "wang") -> Nudge:
    """Their newest message, as the outbox has it."""
    return company.world.ledger.outbox.since(f"pigeon:{person}", EARLY.date())[-1]


def press(company: Company, deed: str, group: str = "g1", check: str = NOTICE) -> Press:
    """The button on the newest message of 王芳."""
    nudge = nudge_of(company)
    case = CaseKey(f"pigeon:{group}", check).id
    token = company.world.ports.token()
    return Press(
        "pigeon:wang", nudge.id, nudge.day.isoformat(), case, deed, f"c-{token}", id=f"press-{token}"
    )


def sending(company: Company, **changed: Any) -> None:
    """The platform delivers otherwise from now on (`proof`, `post` …)."""
    im = company.im.connected()
    assert im.sending is not None
    im = im._replace(sending=im.sending._replace(**changed))
    company.world = company.world.but(ims=lambda: {"pigeon": im})


def reading(company: Company, **capabilities: Any) -> None:
    """Some of the platform's readings behave otherwise from now on; None: there is no such reading."""
    im = company.im.connected()._replace(**capabilities)
    company.world = company.world.but(ims=lambda: {"pigeon": im})


def state_of(company: Company, platform: str = "pigeon") -> PlatformState:
    """What is remembered of a platform."""
    state = company.world.ledger.platforms.get(platform)
    assert state is not None
    return state


def remember(company: Company, platform: str = "pigeon", **changed: Any) -> None:
    """Something else is remembered of the platform from now on (`listed`, `refused` …)."""
    states = company.world.ledger.platforms
    state = states.take_over(platform, "test")
    assert state is not None
    states.keep(state._replace(**changed))


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object) -> Any:
        raise error

    return fail


def breaking(operation: str, number: int) -> Callable[[str], None]:
    """For `FakeIM.before`: of this operation the call of this number, counted from one, gets no answer."""
    count = 0

    def fail(asked: str) -> None:
        nonlocal count
        count += asked == operation
        if asked == operation and count == number:
            raise PlatformUnavailable("pigeon", operation, "99991400")

    return fail


def raised(error: BaseException) -> Any:
    """Raises it, where only an expression can stand."""
    raise error


def tap(company: Company, operation: str, work: Callable[[], object], *, after: bool = False) -> None:
    """Do this, once, before (or after) this operation of the store."""
    waiting = [work]

    def come_in(name: str) -> None:
        if name == operation and waiting:
            waiting.pop()()

    whole = company.world.ledger
    ledger = tapped(whole, after=come_in) if after else tapped(whole, before=come_in)
    company.world = company.world.but(ledger=lambda: ledger)

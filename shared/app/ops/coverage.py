"""Says how much can be seen, how old it is, and what waits for a person."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from shared.app.collect.permissions import refused
from shared.app.invitation.counting import counted
from shared.app.ops.base import Op
from shared.app.ports.ports import Ports
from shared.app.ports.world import Platform
from shared.app.scene.company import every_file, load_scene, platforms_seen, silences
from shared.core.arming import SILENCES
from shared.core.case import GroupFile
from shared.core.checks.catalogue import CHECKS
from shared.core.claims import CLAIMS
from shared.core.filed import has_lapsed
from shared.core.findings.coverage import coverage
from shared.core.ladder.recipients import unreached
from shared.core.lang import Lang
from shared.core.model import Group

_AGED = ("name", "owner", "announcement", "activity")


def run(given: Mapping[str, Any], ports: Ports) -> dict[str, Any]:  # noqa: ARG001 (every operation has the same shape)
    ledger, now, policy = ports.ledger(), ports.clock.now(), ports.policy()
    files = [file.known(now) for platform in platforms_seen(ledger) for file in every_file(ledger, platform)]
    seen = [file.group for file in files if file.gone is None]
    states = ledger.checks.all()
    silent = silences(policy, states, ports, now)
    opened_groups = [file.group for file in files if file.is_open]
    opened = Counter(case.key.check for file in files for case in file.cases if case.is_open)
    known = [file for file in files if file.is_known]
    return {
        "now": now.isoformat(),
        "groups": len(files),
        "out_of_sight": len(files) - len(seen),
        "lapsed": sum(file.filed is not None and has_lapsed(file.filed, now) for file in files),
        "filed": _filed(files, ports),
        "invited": counted(ports)._asdict(),
        "unreadable": len(files) - len(known),
        "facts": [row._asdict() for row in coverage(seen, CHECKS)],
        "oldest_days": {fact: _oldest(fact, seen, now) for fact in _AGED},
        "checks": [
            {
                "check": check.id,
                "open": opened[check.id],
                "speaks": not silent[check.id],
                "why_silent": SILENCES[silent[check.id]][Lang.EN] if silent[check.id] else "",
            }
            for check in CHECKS
        ],
        "no_reach": unreached(opened_groups, load_scene(ports, policy, now)) if opened_groups else 0,
        "requests": len(ledger.waivers.pending()),
        "denied": {
            platform: _words(missing)
            for platform in platforms_seen(ledger)
            if (missing := refused(ledger, platform))
        },
        "limits": list(_limits(platforms_seen(ledger), ports.world().platforms)),
    }


def _filed(files: Collection[GroupFile], ports: Ports) -> dict[str, int]:
    """What people filed: never a share of groups on a platform that shows none, since nobody can count those."""
    filings = [file.filed for file in files if file.filed is not None]
    own = [filing for filing in filings if filing.is_own]
    return {
        "groups": len(filings),
        "by_owners": len(own),
        "owners": len({filing.by for filing in own}),
        "confirmed": sum(1 for _ in ports.ledger().confirmations.all()),
    }


def _words(missing: Mapping[str, str]) -> str:
    return " ".join(f"{capability}={permission}" for capability, permission in sorted(missing.items()))


def _limits(seen: Collection[str], platforms: Iterable[Platform]) -> Iterator[dict[str, str]]:
    """What the platforms that have groups do not show or do at all, whatever is permitted."""
    for platform in (one for one in platforms if one.id in seen):
        for claim, limit in platform.limits.items():
            yield {
                "platform": platform.id,
                "claim": claim,
                "what": CLAIMS[claim][Lang.EN],
                "because": limit.because.value,
                "why": limit.why[Lang.EN],
                "page": limit.page,
                "dated": limit.dated,
            }


def _oldest(fact: str, groups: list[Group], now: Any) -> float | None:
    ages = [now - known.at for group in groups if (known := getattr(group, fact)) is not None]
    return round(max(ages) / timedelta(days=1), 1) if ages else None


OP = Op("coverage", "Says what can be seen, how old it is, and which checks may speak.", (), run)

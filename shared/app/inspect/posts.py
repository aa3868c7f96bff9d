"""What the counted posts come to, as far as messages may be read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from shared.app.collect.permissions import refused
from shared.app.ports.ports import Ports
from shared.app.ports.state import Ledger
from shared.app.runs.unreadable import about, moment_cursor
from shared.app.scene.company import platforms_seen
from shared.core.case import GroupFile
from shared.core.mass_posting.quiet import buckets
from shared.core.mass_posting.tally import PostTally
from shared.core.people.belonging import department_of
from shared.core.policy.policy import Policy
from shared.core.scene import Scene
from shared.core.unreadable import Kept

_LOOKBACK_DAYS = 1
_MARGIN = timedelta(days=2)


def mass_posting(files: Iterable[GroupFile], policy: Policy, scene: Scene, ports: Ports) -> Any:
    """What the counted posts come to; None where no message event ever came: nothing can be said then.

    Nor of a platform whose messages may not be read: it only sends those that name us.
    """
    ledger = ports.ledger()
    audible = [name for name in platforms_seen(ledger) if "life" not in refused(ledger, name)]
    since = {platform: moment_cursor(ledger, f"events:{platform}") for platform in audible}
    heard = {platform: began for platform, began in since.items() if began is not None}
    if not heard:
        return None
    posts = list(ledger.quiet.posts(buckets(scene.now - _MARGIN, scene.now)))
    lost = _lost_until(ledger)
    files = [file for file in files if file.is_known]
    groups = [file.group for file in files]
    tally = PostTally(
        groups,
        scene,
        lookback_days=_LOOKBACK_DAYS,
        settings=policy.checks["after_hours_posting"].settings,
        department_of=lambda group: department_of(group, scene),
        observed_from={
            file.group.key: max(heard.get(file.group.platform, scene.now), file.first_seen, lost)
            for file in files
        },
    )
    tally.add(posts)
    return tally.mass_posting()


def _lost_until(ledger: Ledger) -> datetime:
    """The end of the last UTC day of which a counter cannot be read: what was posted until then is not known."""
    days = [date.fromisoformat(day) for day in about(ledger, Kept.QUIET)]
    last = max(days, default=date.min)
    return datetime.combine(last + timedelta(days=1), time.min, UTC)

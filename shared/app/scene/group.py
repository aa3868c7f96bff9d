"""The scene for one group: whoever looks after it, was shown something of it, or is next to be told."""

from collections.abc import Iterator

from shared.app.ports.ports import Ports
from shared.app.scene.company import scene_about
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.policy.policy import Policy
from shared.core.scene import Scene


def scene_of(key: str, ports: Ports, policy: Policy, *accounts: Account) -> Scene:
    """With the people around the group of this `Group.key` and whoever has these accounts, and nobody else.

    Raises ConfigError where the register cannot be read.
    """
    now, file = ports.clock.now(), ports.ledger().inventory.get(key)
    known = file.known(now) if file is not None else None
    around = set(_around(known)) if known is not None else set()
    return scene_about(ports, policy, now, known.group if known else None, around.union(accounts))


def _around(file: GroupFile) -> Iterator[Account]:
    group = file.group
    if group.owner and group.owner.value:
        yield group.owner.value
    if group.successor and group.successor.value:
        yield group.successor.value
    if group.admins:
        yield from group.admins.value
    if group.handover is not None:
        yield from (group.handover.owner, group.handover.to)
    for case in file.cases:
        yield from filter(None, (case.to, case.shown_to))

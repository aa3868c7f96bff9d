"""Who opened a page: somebody who works here, with everything that a page about their own groups goes by."""

from datetime import datetime
from typing import NamedTuple

from shared.app.ports.ports import Ports
from shared.app.scene.company import scene_about
from shared.core.account import Account
from shared.core.errors import PageRefused
from shared.core.lang import Lang
from shared.core.people.standing import Standing
from shared.core.policy.policy import Policy
from shared.core.scene import Scene


class Visitor(NamedTuple):
    account: Account
    """With which they logged in."""
    scene: Scene
    """With the people around them, and nobody else."""
    policy: Policy
    lang: Lang

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All that are theirs."""
        return self.scene.accounts(self.account)

    @property
    def name(self) -> str | None:
        return self.scene.name_of(self.account)

    @property
    def now(self) -> datetime:
        return self.scene.now


def visitor(account: Account, since: datetime, ports: Ports, lang: Lang) -> Visitor:
    """Whoever logged in with this account at `since`. Raises PageRefused where they left, or the account went to somebody else."""
    policy = ports.policy()
    scene = scene_about(ports, policy, ports.clock.now(), None, [account])
    if scene.standing(account) is Standing.OUT or scene.is_bot(account) or not scene.means(account, since):
        raise PageRefused("left")
    return Visitor(account, scene, policy, lang)

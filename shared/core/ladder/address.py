"""Which of somebody's accounts a message goes to (DESIGN section 10, Where): one choice, foreseen and sent alike."""

from collections.abc import Iterable, Sequence

from shared.core.account import BY_NAME, Account, platform_of
from shared.core.ladder.recipients import in_reach
from shared.core.scene import Scene


def address(
    accounts: Iterable[Account], *, group: str, named: Account, reach: Sequence[str], scene: Scene
) -> Account | None:
    """In the policy's order of platforms (`reach`), else where the most urgent case lies; None: none is in reach.

    `group` is the key of that case's group, `named` the account by which the chain names its reader. A mere name comes
    last: nobody knows yet where its bearer is written to.
    """
    reachable = [account for account in accounts if in_reach(account, scene)]
    known = [account for account in reachable if platform_of(account) != BY_NAME]
    for platform in (*reach, platform_of(group), platform_of(named)):
        for account in known:
            if platform_of(account) == platform:
                return account
    return next(iter(known or reachable), None)

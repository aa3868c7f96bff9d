"""Who may see the desk, and who may look after the product: people whom the policy names."""

from collections.abc import Iterable

from shared.app.pages.visitor import Visitor
from shared.core.account import Account
from shared.core.errors import PageRefused


def is_clerk(who: Visitor) -> bool:
    return _is_named(who, who.policy.clerks)


def is_operator(who: Visitor) -> bool:
    return _is_named(who, who.policy.operators)


def clerk(who: Visitor) -> Visitor:
    """Raises PageRefused for everybody else, as if there was no such page."""
    if not is_clerk(who):
        raise PageRefused("nowhere")
    return who


def operator(who: Visitor) -> Visitor:
    """Raises PageRefused for everybody else, as if there was no such page."""
    if not is_operator(who):
        raise PageRefused("nowhere")
    return who


def _is_named(who: Visitor, accounts: Iterable[Account]) -> bool:
    """Whom a policy names is whoever had the account when it came into force."""
    return any(one in who.accounts and who.scene.means(one, who.policy.published) for one in accounts)

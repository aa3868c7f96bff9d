"""The ways from 「我的群」 to the pages that only some people have."""

from shared.app.desk.clerks import is_clerk, is_operator
from shared.app.pages.visitor import Visitor


def desks(who: Visitor) -> list[tuple[str, str]]:
    """(address, the word that names it) of those that are theirs."""
    clerk = [("/pages/desk", "desk")] if is_clerk(who) else []
    return clerk + ([("/pages/operations", "operations")] if is_operator(who) else [])

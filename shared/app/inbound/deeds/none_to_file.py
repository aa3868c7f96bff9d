"""没有要登记的: whoever was invited looks after no group that nobody can see."""

from shared.app.inbound.deeds.asked import RECORDING
from shared.app.inbound.deeds.base import Answering, Given, Result
from shared.core.deed import Deed
from shared.core.lang import both

_NOTED = both(
    "好的，按您说的记下了。以后有了，随时可以在“我的群”里登记。",
    "Thank you, noted as you say. Should there be one later, you can file it under “My groups” at any time.",
)


def act(given: Given) -> Result:
    from shared.app.invitation.answering import say_these_are_all

    run = given.run
    say_these_are_all(given.press.account, run.scene.accounts(given.press.account), run.now(), run.ports)
    return Result(_NOTED)


ANSWERING = Answering(
    Deed(
        "none_to_file",
        both("没有要登记的", "None to file"),
        RECORDING,
        checks=frozenset({"invited_person"}),
    ),
    act,
)

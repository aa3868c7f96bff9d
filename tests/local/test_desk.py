"""What the desk's page is told by its server."""

from local.company.found import FEWEST_GROUPS, found
from local.desk.subjects import Subjects
from local.desk.views import Views
from local.feishu.simulator import Simulator
from shared.core.checks.catalogue import CHECKS


def test_the_desk_calls_the_checks_what_they_call_themselves() -> None:
    with Simulator(found(groups=FEWEST_GROUPS)) as simulator:
        shown = Views(simulator, Subjects(simulator.world)).desk()["checks"]
    assert shown == {check.id: list(check.title.values()) for check in CHECKS}

"""Everything that one pass judges by."""

from collections.abc import Mapping
from typing import NamedTuple

from shared.app.ports.ports import Ports
from shared.app.runs.run import Tally
from shared.core.check_state import CheckState
from shared.core.checks.base import Check
from shared.core.policy.policy import Policy
from shared.core.scene import Scene


class Pass(NamedTuple):
    """Everything that one pass judges by."""

    ports: Ports
    tally: Tally
    policy: Policy
    scene: Scene
    states: Mapping[str, CheckState]
    due: tuple[Check, ...]

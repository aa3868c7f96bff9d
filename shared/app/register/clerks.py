"""Whether those who decide at the desk are two people: one person may be named with several accounts."""

from shared.app.ports.ports import Ports
from shared.core.errors import Fault
from shared.core.people.several import people_of
from shared.core.policy.policy import Policy


def clerk_faults(policy: Policy, file: str, ports: Ports) -> list[Fault]:
    """What the people register in force says against the clerks of an uploaded policy."""
    if not policy.clerks:
        return []
    register = ports.ledger().people
    rows = register.people_of(register.version(), policy.clerks)
    if people_of(policy.clerks, rows) > 1:
        return []
    reason = "clerks: all of these accounts are one person's by the people register"
    return [Fault(file, None, reason, "Write somebody else beside them, or remove the line")]

"""Operations by hand, one file each; this tuple is the list of what an operator can do."""

from collections.abc import Mapping
from typing import Any

from shared.app.ops import (
    coverage,
    dead,
    decide,
    doctor,
    explain,
    invite,
    mend,
    pause,
    people,
    release,
    requests,
    resume,
    review,
    waive,
)
from shared.app.ops.base import Op, checked, refuse
from shared.app.ports.ports import Ports
from shared.app.runs.unreadable import mend_remedy
from shared.core.errors import Conflict, Unreadable
from shared.core.schema.node import listed, quoted

OPS: tuple[Op, ...] = (
    explain.OP,
    waive.OP,
    requests.OP,
    decide.OP,
    review.OP,
    release.OP,
    invite.OP,
    pause.OP,
    resume.OP,
    coverage.OP,
    people.OP,
    dead.OP,
    doctor.OP,
    mend.OP,
)


def operate(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """`{"do": "explain", …}`: one operation. Raises BadInput where it is not understood or cannot be done."""
    name = event.get("do")
    op = next((op for op in OPS if op.id == name), None)
    if op is None:
        known = listed(op.id for op in OPS)
        raise refuse(f"there is no operation {quoted(str(name))}", f'Write "do": one of {known}')
    given = {key: value for key, value in event.items() if key != "do"}
    ports.ledger().unreadable.begin()
    try:
        done = op.run(checked(op, given), ports)
    except Conflict:
        remedy = "Do it again; what was done of it already stays as it is"
        raise refuse("something else was written at the same moment", remedy) from None
    except Unreadable as error:
        raise refuse(str(error), mend_remedy(error.key)) from None
    ports.log.event("operated", op=op.id)
    return {"do": op.id, **done}

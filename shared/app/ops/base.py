"""What an operation by hand is: an id, what it is for, what it needs, and a function that answers in JSON."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shared.app.ports.ports import Ports
from shared.core.errors import BadInput, Fault
from shared.core.schema.node import listed, quoted


class Param(NamedTuple):
    name: str
    doc: str
    type: type = str
    needed: bool = False


class Op(NamedTuple):
    id: str
    doc: str
    """One sentence: what it does."""
    params: tuple[Param, ...]
    run: Callable[[Mapping[str, Any], Ports], dict[str, Any]]
    """(the given parameters, checked) → JSON-ready. Raises BadInput."""


def checked(op: Op, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of one call. Raises BadInput with everything that is wrong with them."""
    known = {param.name: param for param in op.params}
    faults = [
        _fault(f"{quoted(str(name))} is no parameter of {op.id}", f"Write some of: {listed(known) or 'none'}")
        for name in given
        if name not in known
    ]
    for param in op.params:
        value = given.get(param.name)
        if value is None and param.needed:
            faults.append(_fault(f"{param.name} is missing", f"Give it: {param.doc}"))
        if value is not None and not _fits(value, param.type):
            faults.append(_fault(f"{param.name} is no {param.type.__name__}", f"Give it: {param.doc}"))
    if faults:
        raise BadInput(*faults)
    return {name: value for name, value in given.items() if value is not None}


def _fits(value: Any, wanted: type) -> bool:
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _fault(reason: str, remedy: str) -> Fault:
    return Fault("event", None, reason, remedy)


def refuse(reason: str, remedy: str) -> BadInput:
    """For `raise`: the call is understood, and cannot be done as things stand."""
    return BadInput(_fault(reason, remedy))


GROUP = Param("group", "the group as platform:id, as every report prints it", needed=True)
CHECK = Param("check", "the check's id, e.g. group_name")
BY = Param("by", "who decides, as colleagues know you; stands in the audit trail", needed=True)

"""Calls a function of the stack that the flags mean: says where, waits, and reads what it refuses as bad input."""

import argparse
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.app.ports.remote import Remote, RemoteFailed
from shared.cli.target import described, target_of
from shared.cli.tools import Tools
from shared.core.display import harmless
from shared.core.errors import BadInput, Fault

Answer = Mapping[str, Any]
"""What a function said, parsed; whoever shows it takes nothing in it for granted."""


class StoppedWaiting(KeyboardInterrupt):
    """The person went away; what was called goes on without them."""


class Line(NamedTuple):
    """The way to one stack."""

    remote: Remote
    tools: Tools

    def call(self, function: str, payload: Mapping[str, Any]) -> Answer:
        """Wait for the answer. Raises BadInput for what the function refuses, RemoteFailed, StoppedWaiting."""
        asked = {key: value for key, value in payload.items() if value not in (None, [], False)}
        label = str(asked.get("do", function))
        try:
            with self.tools.operator.waiting(f"groupkeeper: {label}"):
                answer = self.remote.invoke(function, asked)
        except KeyboardInterrupt:
            raise StoppedWaiting from None
        if not isinstance(answer, Mapping):
            remedy = "The deployed release and this command may be of different ages: deploy again"
            raise RemoteFailed(f"{function}: its answer is not understood", remedy)
        faults = answer.get("faults") or ()
        refused = [_fault(fault, label) for fault in faults if isinstance(fault, Mapping)]
        if refused:
            raise BadInput(*refused)
        return answer

    def upload(self, key: str, data: bytes) -> None:
        """Into the stack's bucket. Raises RemoteFailed."""
        with self.tools.operator.waiting("groupkeeper: upload"):
            self.remote.upload(key, data)

    def operate(self, do: str, payload: Mapping[str, Any]) -> Answer:
        """One operation of `ops`; raises as `call`."""
        return self.call("ops", {"do": do, **payload})


def line_of(options: argparse.Namespace, tools: Tools) -> Line:
    """Says on standard error which stack is meant. Raises BadInput."""
    target = target_of(options, tools.operator)
    tools.terminal.complain([f"groupkeeper: {harmless(described(target))}"])
    return Line(tools.operator.connect(target), tools)


def _fault(said: Mapping[str, Any], label: str) -> Fault:
    """`event` is what the function was called with: to the person that is the subcommand."""
    where = str(said.get("where") or said.get("file") or "event")
    reason, remedy, zh = (harmless(str(said.get(key) or "")) for key in ("reason", "remedy", "zh"))
    line = said.get("line")
    return Fault(
        label if where == "event" else harmless(where),
        line if isinstance(line, int) else None,
        reason,
        remedy,
        zh,
    )

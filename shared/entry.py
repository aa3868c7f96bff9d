"""Turns `run(event, ports)` into what Lambda calls: errors that are somebody's to mend become answers, bugs stay loud."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from shared.core.errors import BadInput, ConfigError, Fault, RejectedRequest

if TYPE_CHECKING:
    from shared.app.ports.ports import Ports
    from shared.bootstrap.functions import Parts


class Context(Protocol):
    """The part of Lambda's context that is used."""

    def get_remaining_time_in_millis(self) -> int: ...


Handler = Callable[[Any, Context], Any]


def entry(function: str, run: "Callable[[Any, Ports], Any]") -> Handler:
    """The handler of one function. Nothing is built before the first event.

    A wrong event is answered with `faults`; a wrong installation is raised, so that Lambda counts an error.
    """
    kept: list[Parts] = []

    def handler(event: Any, context: Context) -> Any:
        from shared.bootstrap.functions import Parts

        if not kept:
            kept.append(Parts())
        parts = kept[0]
        try:
            return run(event, parts.ports(lambda: context.get_remaining_time_in_millis() / 1000))
        except BadInput as error:
            parts.log.event("event_refused", function=function, faults=len(error.faults))
            return {"faults": [fault._asdict() for fault in error.faults]}
        except RejectedRequest as error:
            parts.log.event("event_refused", function=function, why=error.reason)
            fault = Fault(
                "event",
                None,
                f"it was refused ({error.reason})",
                "Look at what it names and how long that is",
            )
            return {"faults": [fault._asdict()]}
        except ConfigError as error:
            parts.log.alarm("not_configured", function=function, why=str(error))
            raise

    return handler

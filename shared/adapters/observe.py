"""Logs and metrics of a deployed function, as JSON lines that CloudWatch understands (Powertools)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

NAMESPACE = "groupkeeper"


class CloudLog:
    """The `Log` of a deployed function; nothing is imported before there is something to say."""

    def __init__(self, function: str) -> None:
        self._function = function
        self._made: Logger | None = None

    def event(self, name: str, **fields: Any) -> None:
        self._logger().info(name, extra=_named(fields))

    def alarm(self, name: str, **fields: Any) -> None:
        self._logger().error(name, extra=_named(fields))

    def count(self, metric: str, number: float = 1, **dimensions: str) -> None:
        from aws_lambda_powertools.metrics import MetricUnit, single_metric

        with single_metric(name=metric, unit=MetricUnit.Count, value=number, namespace=NAMESPACE) as one:
            for name, value in (dimensions or {"function": self._function}).items():
                one.add_dimension(name, value)

    def _logger(self) -> "Logger":
        if self._made is None:
            from aws_lambda_powertools import Logger

            self._made = Logger(service=NAMESPACE)
            self._made.append_keys(function=self._function)
        return self._made


_TAKEN = frozenset({"name", "msg", "args", "message", "level", "module", "lineno", "function", "filename"})


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    """A log record's own names are taken."""
    return {f"{key}_" if key in _TAKEN else key: value for key, value in fields.items()}

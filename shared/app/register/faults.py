"""What is wrong with an upload, as the function's answer says it."""

from collections.abc import Iterable
from typing import Any

from shared.core.errors import Fault


def faults_of(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Where, what is wrong and what to do, by line; in Chinese where it was said so."""
    return [
        {"where": fault.file, "line": fault.line, "reason": fault.reason, "remedy": fault.remedy}
        | ({"zh": fault.zh} if fault.zh else {})
        for fault in faults
    ]

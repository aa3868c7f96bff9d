"""AWS clients with the bounds that a function needs: nothing waits longer than its invocation can."""

from typing import Any


def client(service: str, *, in_a_hurry: bool = False) -> Any:
    """A low-level client of this process's region; boto3 is imported here and not before.

    `in_a_hurry`: a platform waits for our answer and delivers again after three seconds.
    """
    import boto3
    from botocore.config import Config

    seconds, attempts = (1.5, 2) if in_a_hurry else (10.0, 4)
    bounds = Config(
        connect_timeout=min(3.0, seconds),
        read_timeout=seconds,
        retries={"mode": "standard", "total_max_attempts": attempts},
        # A quarter of a write's CPU. The tests' clients look at every request that we make.
        parameter_validation=False,
    )
    return boto3.client(service, config=bounds)

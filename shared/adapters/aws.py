"""AWS clients with the bounds that a function needs: nothing waits longer than its invocation can."""

from typing import Any


def client(service: str) -> Any:
    """A low-level client of this process's region; boto3 is imported here and not before."""
    import boto3
    from botocore.config import Config

    bounds = Config(
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "standard", "total_max_attempts": 4},
    )
    return boto3.client(service, config=bounds)

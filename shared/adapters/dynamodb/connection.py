"""How the table is reached: few, short attempts, since a tick comes again and a lease runs out."""

from typing import Any


def connect(**options: Any) -> Any:
    """A boto3 DynamoDB client; `options` as boto3 takes them. Imports boto3 when it is called."""
    import boto3
    from botocore.config import Config

    retries: Any = {"mode": "standard", "total_max_attempts": 4}
    config = Config(connect_timeout=2, read_timeout=5, retries=retries, max_pool_connections=10)
    return boto3.client("dynamodb", config=config, **options)

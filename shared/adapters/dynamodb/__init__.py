"""What is remembered, in one DynamoDB table."""

from shared.adapters.dynamodb.ledger import open_ledger

__all__ = ["open_ledger"]

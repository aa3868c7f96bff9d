"""What is remembered, in one DynamoDB table."""

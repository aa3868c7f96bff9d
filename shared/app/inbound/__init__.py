"""What comes in from the platforms: webhooks, what they were reduced to, and answers."""

"""What a reader sees: the words, and the one writer of messages."""

"""The groupkeeper command: reads flags, calls one use case, prints its result."""

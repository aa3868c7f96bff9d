"""Use cases: what groupkeeper does, over ports that somebody else fills."""

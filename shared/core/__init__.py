"""What groupkeeper knows and decides: pure functions of their arguments."""

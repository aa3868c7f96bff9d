"""What comes next for a case: for whom, and when."""

"""What every run has in common."""

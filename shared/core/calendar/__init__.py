"""The clock on the wall and the days that are worked."""

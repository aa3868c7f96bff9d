"""Reads facts from the platforms, as often as they may have changed."""

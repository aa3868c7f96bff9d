"""Judging the groups by the checks that are due."""

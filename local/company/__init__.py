"""The made-up company: its people, groups, announcements and messages."""

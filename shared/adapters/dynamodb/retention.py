"""How long what is written is kept (DESIGN section 1.9); afterwards it reads as absent, and the table removes it."""

from datetime import timedelta

CASE = timedelta(days=180)
"""From its resolution."""
RUN = timedelta(days=180)
REQUEST = timedelta(days=180)
"""From its decision."""
CONFIRMATION = timedelta(days=365)
LEAVE = timedelta(days=30)
"""From its last day."""
AUDIT = timedelta(days=3 * 365 + 1)
NUDGE = timedelta(days=30)
QUIET = timedelta(days=14)
BUDGET = timedelta(days=40)
"""From the first use of its name."""
LISTING = timedelta(days=40)
"""From when it was kept: a listing that waits for the next month's budget finds it."""
SEEN = timedelta(hours=24)
ASIDE = timedelta(days=30)
"""From when it was set aside."""
LEASE = timedelta(days=1)
"""From its end."""

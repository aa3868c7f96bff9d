"""Where the world comes in: clocks, calendars, files, terminals, vendors."""

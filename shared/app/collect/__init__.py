"""GroupReading facts from the platforms."""

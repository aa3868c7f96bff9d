"""Reading facts from the platforms."""

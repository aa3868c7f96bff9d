"""One folder a trigger: the thin edge that Lambda calls. Nothing here decides anything."""

"""What waits for the responsible department: asked for, promised, shown to those who decide, decided once."""

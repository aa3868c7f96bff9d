"""What can be set, said once: types that read text with its line, refuse it helpfully, and document themselves."""

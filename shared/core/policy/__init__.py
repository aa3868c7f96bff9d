"""A company's decisions about its own rules: read from nodes with their lines, or the defaults."""

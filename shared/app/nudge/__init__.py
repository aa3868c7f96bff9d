"""Telling people what is due: the protocol of DESIGN section 6."""

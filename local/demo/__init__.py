"""The demonstration: two weeks of the made-up company played through the deployed functions."""

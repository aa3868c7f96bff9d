"""The checks, one file each; `catalogue` lists them."""

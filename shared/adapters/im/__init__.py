"""The messengers, one folder each; `vendors` lists them."""

"""Every vendor that the product knows, and the tests' own: registered like any other, by one line."""

from shared.adapters.im.vendors import VENDORS
from tests.pigeon.vendor import PIGEON

EVERY = (*VENDORS, PIGEON)
TRIED = tuple(vendor for vendor in EVERY if vendor.connect is not None)
"""Those that can be connected."""

"""Every vendor that the product knows, and the tests' own: while tests run, it stands in the product's tuple like any other.

Importing this puts it there, so it comes before whatever takes the tuple (`conftest.py` begins with it). What is about the
product's own vendors, such as its pages, takes `SHIPPED`.
"""

from shared.adapters.im import vendors
from tests.filed_only.vendors import LANTERN, TELEGRAPH
from tests.pigeon.vendor import PIGEON

SHIPPED = vendors.VENDORS
EVERY = (*SHIPPED, PIGEON, LANTERN, TELEGRAPH)
TRIED = tuple(vendor for vendor in EVERY if vendor.connect is not None)
"""Those that can be connected."""

vendors.VENDORS = EVERY
vendors.VENDORS_BY_ID = {vendor.id: vendor for vendor in EVERY}
vendors.WRITTEN = {word: vendor.id for vendor in EVERY for word in vendor.written}

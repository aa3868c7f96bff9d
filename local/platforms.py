"""The platforms that are simulated here: one line each."""

from local.feishu.platform import FEISHU
from local.im.platform import Platform
from shared.adapters.im.vendors import VENDORS

PLATFORMS: tuple[Platform, ...] = (FEISHU,)

UNSEEN: tuple[str, ...] = tuple(
    vendor.id for vendor in sorted(VENDORS, key=lambda vendor: vendor.can_send) if vendor.connect is None
)[:2]
"""Where the made-up company has groups that no app can look into here, by the product's ids: first of all where none ever can."""

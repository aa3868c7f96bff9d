"""The platforms that are simulated here: one line each."""

from local.feishu.platform import FEISHU
from local.im.platform import Platform

PLATFORMS: tuple[Platform, ...] = (FEISHU,)

"""Slack, as far as its exports and other files show it; there is no connection to it yet."""

from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters.im.kit.vendor import Export, Vendor
from shared.core.lang import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.adapters.files.tree import Tree
    from shared.app.ports.ports import FactSource
    from shared.core.claims import Limit


def _opened(tree: "Tree", at: datetime) -> "FactSource":
    from shared.adapters.im.slack.export import SlackExport

    return SlackExport(tree, at=at)


def _limits() -> "Mapping[str, Limit]":
    from shared.adapters.im.slack.limits import LIMITS

    return LIMITS


SLACK = Vendor(
    "slack",
    both("Slack", "Slack"),
    ("slack",),
    _limits,
    lower_case_names=True,
    months="UTC",
    exports=(
        Export(
            "a Slack export",
            "folder or zip with channels.json and users.json",
            frozenset({"channels.json", "groups.json"}),
            frozenset({"users.json"}),
            "Export the workspace again, whole.",
            _opened,
        ),
    ),
)

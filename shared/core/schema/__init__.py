"""What can be set, said once: types that read text with its line, refuse it helpfully, and document themselves."""

from shared.core.schema.node import Form, Node, Reading, Unfit, find
from shared.core.schema.scalars import Choice, Day, Flag, Scalar, Share, Text, TimeOfDay, Whole, Zone
from shared.core.schema.structures import REQUIRED, ListOf, Localized, MapOf, Record, Setting, Type, Wrong

__all__ = [
    "REQUIRED", "Choice", "Day", "Flag", "Form", "ListOf", "Localized", "MapOf", "Node", "Reading", "Record", "Scalar",
    "Setting", "Share", "Text", "TimeOfDay", "Type", "Unfit", "Whole", "Wrong", "Zone", "find",
]  # fmt: skip

"""The policy in force, as validated JSON."""

import zlib
from datetime import datetime

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.attributes import moment_of
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.table import Table
from shared.app.ports.state import PublishedPolicy
from shared.core.errors import ConfigError, Conflict, Fault
from shared.core.unreadable import Kept

_LARGEST = 390_000
"""Bytes, compressed: what one item holds."""


class TablePolicyShelf:
    def __init__(self, table: Table) -> None:
        self._table = table

    def current(self) -> PublishedPolicy | None:
        item = self._table.get(keys.policy())
        if not item:
            return None
        return self._table.reader.needed(Kept.POLICY, item, policy_of)

    def publish(self, version: str, data: bytes, at: datetime, replaces: str | None) -> None:
        kept = zlib.compress(data)
        if len(kept) > _LARGEST:
            fault = Fault("policy", None, f"{len(data)} bytes are too many to keep", "Write fewer overrides")
            raise ConfigError(fault)
        unchanged = "attribute_not_exists(#PK)" if replaces is None else "#version = :replaces"
        given = {} if replaces is None else {"replaces": replaces}
        try:
            self._table.put(keys.policy(), {"version": version, "data": kept, "at": at}, unchanged, given)
        except Lost as lost:
            stands = lost.item or {}
            if (stands.get("version"), stands.get("data")) != (version, kept):
                raise Conflict from lost


def policy_of(item: Item) -> PublishedPolicy:
    return PublishedPolicy(item["version"], zlib.decompress(item["data"]), moment_of(item["at"]))

"""The outbox: every step of a message is one conditional write (core/outbox.py draws the states)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.nudge_items import ANSWER, NOTED, answer_of, nudge_item, nudge_of
from shared.adapters.dynamodb.records import packed
from shared.adapters.dynamodb.refusals import Item, Lost
from shared.adapters.dynamodb.requests import Search, Update
from shared.adapters.dynamodb.settlement import settle
from shared.adapters.dynamodb.table import Table
from shared.core.case import Case
from shared.core.errors import Conflict
from shared.core.outbox import SETTLED, Answer, Nudge, Shown, State


class TableOutbox:
    def __init__(self, table: Table) -> None:
        self._table = table

    def claim(self, nudge: Nudge) -> bool:
        key = keys.outbox(nudge.person, nudge.day)
        try:
            self._table.put(key, nudge_item(nudge), "attribute_not_exists(#PK)")
        except Lost as lost:
            return _is_claim(lost.item, nudge.claim)
        return True

    def get(self, person: str, day: date) -> Nudge | None:
        item = self._table.get(keys.outbox(person, day))
        return nudge_of(item) if item else None

    def since(self, person: str, day: date) -> list[Nudge]:
        pk, least = keys.outbox(person, day)
        return [nudge_of(item) for item in self._table.query(Search(pk, least=least))]

    def freeze(self, nudge: Nudge) -> None:
        frozen = nudge._replace(state=State.SENDING)
        values = {name: value for name, value in nudge_item(frozen).items() if value is not None}
        key = keys.outbox(nudge.person, nudge.day)
        try:
            self._table.update(
                Update(
                    key,
                    ", ".join(f"#{name} = :{name}" for name in values),
                    when="#claim = :claim AND #state = :leased",
                    values={**values, "leased": State.LEASED},
                )
            )
        except Lost as lost:
            stored = nudge_of(lost.item) if lost.item else None
            if stored is None or stored._replace(answers={}) != frozen._replace(answers={}):
                raise Conflict from lost

    def take_over(self, nudge: Nudge, claim: str, lease_until: datetime) -> Nudge:
        if nudge.state in SETTLED:
            raise Conflict
        key, entry = (
            keys.outbox(nudge.person, nudge.day),
            keys.open_nudge(lease_until, nudge.person, nudge.day),
        )
        update = Update(
            key,
            "#claim = :claim, #lease_until = :until, #attempts = #attempts + :one, #G1SK = :entry",
            when="#claim = :before AND #state = :state AND #attempts = :attempts",
            values={
                "claim": claim,
                "until": lease_until,
                "one": 1,
                "entry": entry.sk,
                "before": nudge.claim,
                "state": nudge.state,
                "attempts": nudge.attempts,
            },
        )
        try:
            return nudge_of(self._table.update(update))
        except Lost as lost:
            if lost.item and lost.item["claim"] == claim and lost.item["state"] not in SETTLED:
                return nudge_of(lost.item)  # our own, come twice
            raise Conflict from lost

    def release(self, nudge: Nudge) -> None:
        """A key that is gone already was released by us, or the day is as free as it should be."""
        free = "attribute_not_exists(#PK) OR (#claim = :claim AND #state IN (:leased, :sending))"
        given = {"claim": nudge.claim, "leased": State.LEASED, "sending": State.SENDING}
        try:
            self._table.delete(keys.outbox(nudge.person, nudge.day), free, given)
        except Lost as lost:
            raise Conflict from lost

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        settle(self._table, nudge, state, cases)

    def unsettled(self, now: datetime) -> Iterator[tuple[str, date]]:
        search = Search(keys.OPEN_NUDGES, most=keys.until(now), gsi="1")
        for entry in self._table.query(search):
            yield keys.open_person_day(entry["G1SK"])

    def answer(self, person: str, day: date, case_id: str, answer: Answer) -> bool:
        values: Mapping[str, Any] = {"answer": packed(answer)}
        update = Update(
            keys.outbox(person, day),
            "#answer = :answer" + (", #noted = :noted" if answer.note else ""),
            when="attribute_exists(#PK) AND attribute_not_exists(#noted)",
            values={**values, "noted": True} if answer.note else values,
            names={"#answer": f"{ANSWER}{case_id}", "#noted": f"{NOTED}{case_id}"},
        )
        try:
            self._table.update(update)
        except Lost as lost:
            return _is_answer(lost.item, case_id, answer)
        return True


def _is_claim(item: Item | None, claim: str) -> bool:
    """Whether what stands there is our own claim: a lost reply made the client repeat it."""
    return item is not None and item["claim"] == claim


def _is_answer(item: Item | None, case_id: str, answer: Answer) -> bool:
    text = (item or {}).get(f"{ANSWER}{case_id}")
    return text is not None and answer_of(text) == answer

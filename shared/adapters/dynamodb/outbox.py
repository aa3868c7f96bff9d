"""The outbox: every step of a message is one conditional write (core/outbox.py draws the states)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shared.adapters.dynamodb import keys
from shared.adapters.dynamodb.nudge_items import ANSWER, NOTED, answer_of, nudge_item, nudge_of, spent
from shared.adapters.dynamodb.people import in_force
from shared.adapters.dynamodb.records import packed
from shared.adapters.dynamodb.refusals import Cancelled, Item, Lost
from shared.adapters.dynamodb.requests import Search, Update
from shared.adapters.dynamodb.settlement import settle
from shared.adapters.dynamodb.table import Table
from shared.core.account import Account
from shared.core.case import Case
from shared.core.errors import Conflict
from shared.core.model import PeopleVersion
from shared.core.outbox import SETTLED, Answer, Nudge, Shown, State
from shared.core.unreadable import Kept


class TableOutbox:
    def __init__(self, table: Table) -> None:
        self._table = table

    def claim(self, nudge: Nudge, people: PeopleVersion) -> bool:
        rows = [nudge, *(_taken(nudge, account) for account in nudge.also)]
        try:
            self._table.transact([self._registered(people), *(self._absent(row) for row in rows)])
        except Cancelled as cancelled:
            return _is_claim(cancelled.items.get(1), nudge.claim)
        return True

    def _registered(self, people: PeopleVersion) -> dict[str, Any]:
        when, given = in_force(people)
        key = keys.people_in_force()
        return self._table.check(key, when, given)

    def _absent(self, row: Nudge) -> dict[str, Any]:
        key = keys.outbox(row.account, row.day)
        return self._table.placed(key, nudge_item(row), "attribute_not_exists(#PK)", {})

    def get(self, account: Account, day: date) -> Nudge | None:
        item = self._table.get(keys.outbox(account, day))
        return self._row(item) if item else None

    def _row(self, item: Item) -> Nudge:
        """One that cannot be read has spent its day."""
        account = item["PK"].removeprefix(keys.OUTBOX)
        return self._table.reader.value(Kept.OUTBOX, item, nudge_of, account) or spent(item)

    def since(self, account: Account, day: date) -> list[Nudge]:
        pk, least = keys.outbox(account, day)
        return [self._row(item) for item in self._table.query(Search(pk, least=least))]

    def freeze(self, nudge: Nudge, people: PeopleVersion) -> None:
        frozen = nudge._replace(state=State.SENDING)
        values = {name: value for name, value in nudge_item(frozen).items() if value is not None}
        update = Update(
            keys.outbox(nudge.account, nudge.day),
            ", ".join(f"#{name} = :{name}" for name in values),
            when="#claim = :claim AND #state = :leased",
            values={**values, "leased": State.LEASED},
        )
        try:
            self._table.transact([self._registered(people), {"Update": self._table.update_request(update)}])
        except Cancelled as cancelled:
            stored = cancelled.items.get(1)
            done = self._row(stored) if stored else None
            if done is None or done._replace(answers={}) != frozen._replace(answers={}):
                raise Conflict from cancelled

    def take_over(
        self, nudge: Nudge, claim: str, lease_until: datetime, people: PeopleVersion | None = None
    ) -> Nudge:
        if nudge.state in SETTLED:
            raise Conflict
        checks = [] if people is None else [self._registered(people)]
        update = self._table.update_request(_taking_over(nudge, claim, lease_until))
        try:
            self._table.transact([*checks, {"Update": update}])
        except Cancelled as cancelled:
            stored = cancelled.items.get(len(checks))
            if stored is None or stored.get("claim") != claim or stored.get("state") in SETTLED:
                raise Conflict from cancelled
        taken = self.get(nudge.account, nudge.day)
        if taken is None or taken.claim != claim:
            raise Conflict
        return taken

    def release(self, nudge: Nudge) -> None:
        """Rows that are gone already were released by us, or the day is as free as it should be."""
        ours = "attribute_not_exists(#PK) OR (#id = :id AND #state = :taken)"
        free = "attribute_not_exists(#PK) OR (#claim = :claim AND #state IN (:leased, :sending))"
        given = {"claim": nudge.claim, "leased": State.LEASED, "sending": State.SENDING}
        main = self._table.gone(keys.outbox(nudge.account, nudge.day), free, given)
        others = (
            self._table.gone(keys.outbox(account, nudge.day), ours, {"id": nudge.id, "taken": State.TAKEN})
            for account in nudge.also
        )
        try:
            self._table.transact([main, *others])
        except Cancelled as cancelled:
            raise Conflict from cancelled

    def settle(self, nudge: Nudge, state: State, cases: Sequence[tuple[Shown, Case]] = ()) -> None:
        settle(self._table, nudge, state, cases)

    def unsettled(self, now: datetime) -> Iterator[tuple[Account, date]]:
        search = Search(keys.OPEN_NUDGES, most=keys.until(now), gsi="1")
        for entry in self._table.query(search):
            yield keys.open_account_day(entry["G1SK"])

    def answer(self, account: Account, day: date, case_id: str, answer: Answer) -> bool:
        values: Mapping[str, Any] = {"answer": packed(answer)}
        update = Update(
            keys.outbox(account, day),
            "#answer = :answer" + (", #noted = :noted" if answer.is_final else ""),
            when="attribute_exists(#PK) AND attribute_not_exists(#noted)",
            values={**values, "noted": True} if answer.is_final else values,
            names={"#answer": f"{ANSWER}{case_id}", "#noted": f"{NOTED}{case_id}"},
        )
        try:
            self._table.update(update)
        except Lost as lost:
            return _is_answer(lost.item, case_id, answer)
        return True


def _taken(nudge: Nudge, account: Account) -> Nudge:
    """The row that says that this account's day belongs to a message to another account of the same person."""
    return Nudge(account, nudge.day, nudge.id, State.TAKEN, nudge.claim, nudge.lease_until)


def _is_claim(item: Item | None, claim: str) -> bool:
    """Whether what stands there is our own claim: a lost reply made the client repeat it."""
    return item is not None and item.get("claim") == claim


def _taking_over(nudge: Nudge, claim: str, lease_until: datetime) -> Update:
    return Update(
        keys.outbox(nudge.account, nudge.day),
        "#claim = :claim, #lease_until = :until, #attempts = #attempts + :one, #G1SK = :entry",
        when="#claim = :before AND #state = :state AND #attempts = :attempts",
        values={
            "claim": claim,
            "until": lease_until,
            "one": 1,
            "entry": keys.open_nudge(lease_until, nudge.account, nudge.day).sk,
            "before": nudge.claim,
            "state": nudge.state,
            "attempts": nudge.attempts,
        },
    )


def _is_answer(item: Item | None, case_id: str, answer: Answer) -> bool:
    text = (item or {}).get(f"{ANSWER}{case_id}")
    return text is not None and answer_of(text) == answer

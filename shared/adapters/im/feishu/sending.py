"""Messages to one person: built once, posted with a key by which Feishu sends at most one in an hour."""

from datetime import datetime, timedelta

from shared.adapters.im.feishu.card import parts_of, rendered
from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.wire import CARD, PATCH, SEND, Call, call, json_bytes
from shared.adapters.im.kit.fields import moment, text
from shared.app.ports.im import Letter, Repeat, Sending, Sent
from shared.core.account import id_of
from shared.core.card import Card, Press
from shared.core.errors import OutcomeUnknown

WINDOW = timedelta(minutes=55)
"""The vendor de-duplicates for an hour; the rest is for clocks that differ and requests that linger."""
MOST_BYTES = 28 * 1024
"""Of a whole request with a card, of which the vendor takes 30 KB."""
MOST_PARTS = 200
"""Of one card: whatever has a tag."""
_LONGEST_ID = 64
MAX_KEY = 50


class Sender:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._guesses = client.settings.guesses

    def sending(self) -> Sending:
        return Sending(self.letter, self.fits, self.post, Repeat(WINDOW), self.edit)

    def fits(self, card: Card) -> bool:
        """By both of the vendor's limits, whoever the reader is."""
        letter = self.letter(card, "x" * _LONGEST_ID, "x" * MAX_KEY)
        return len(letter.body) <= MOST_BYTES and parts_of(rendered(card, self._guesses)) <= MOST_PARTS

    def letter(self, card: Card, person: str, key: str) -> Letter:
        """Raises ValueError for a key that Feishu would not take: cut short, it might be another message's."""
        if not 0 < len(key) <= MAX_KEY:
            raise ValueError(f"an idempotency key has 1 to {MAX_KEY} characters")
        return Letter(
            person,
            key,
            json_bytes(
                {
                    "receive_id": person,
                    "msg_type": "interactive",
                    "content": self._content(card),
                    "uuid": key,
                }
            ),
        )

    def post(self, letter: Letter) -> Sent:
        asked = call(SEND, query=(("receive_id_type", "open_id"),), body=letter.body, person=letter.to)
        reply = self._client.ask(asked)
        message_id, at = text(reply.data.get("message_id")), self._at(reply.data.get("create_time"))
        if not message_id:
            raise OutcomeUnknown(
                self._client.settings.id, SEND.name, "no message_id", support_id=reply.support_id
            )
        return Sent(message_id, at)

    def edit(self, handle: str, card: Card, press: Press) -> None:
        """As a message (14 days), or with the press's token (30 minutes, two uses). The handle is the message's id."""
        message = handle or press.message_id
        by_token = press.reply_token and (self._guesses.update_by_token or not message)
        self._client.ask(self._by_token(press, card) if by_token else self._by_message(message, press, card))

    def _by_token(self, press: Press, card: Card) -> Call:
        body = {"token": press.reply_token, "card": rendered(card, self._guesses)}
        return call(CARD, body=json_bytes(body), person=id_of(press.account))

    def _by_message(self, message: str, press: Press, card: Card) -> Call:
        body = json_bytes({"content": self._content(card)})
        return call(PATCH, message, body=body, person=id_of(press.account))

    def _content(self, card: Card) -> str:
        return json_bytes(rendered(card, self._guesses)).decode("utf-8")

    def _at(self, created: object) -> datetime:
        """Their time; ours, which is a moment later, where they tell none."""
        return moment(created) or self._client.now()

"""A group's announcement, of whichever of Feishu's two systems it is; read again only where its revision changed."""

from collections.abc import Iterator

from shared.adapters.im.feishu.blocks import read_blocks
from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.old_doc import read_document
from shared.adapters.im.feishu.wire import BLOCKS, NOTICE, OLD_NOTICE, call
from shared.adapters.im.kit.fields import Json, text, whole
from shared.app.ports.im import Written
from shared.core.errors import PlatformError
from shared.core.model import Group

PAGE = 500
NOTHING = Written("", "")
"""There is no announcement."""
_NEW, _OLD = "docx", "doc"
_OF_THE_OTHER_KIND = frozenset({"1772006", "232097"})
_IDS = ("user_id_type", "open_id")


class Announcements:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._guesses = client.settings.guesses

    def read(self, group: Group, known: str | None) -> Written:
        """One call tells the system and the revision; the text is fetched where the revision is not `known`."""
        try:
            return self._read(group, known)
        except PlatformError as error:
            if error.code in self._guesses.never_edited:
                return NOTHING
            raise

    def _read(self, group: Group, known: str | None) -> Written:
        notice = self._client.ask(call(NOTICE, group.id, query=(_IDS,))).data
        system = _OLD if notice.get("announcement_type") == _OLD else _NEW
        revision = _revision(system, notice.get("revision_id"))
        if revision and revision == known:
            return Written(revision, None)
        try:
            return self._fetch(group, system, revision)
        except PlatformError as error:
            if error.code not in _OF_THE_OTHER_KIND:
                raise
        return self._fetch(group, _NEW if system == _OLD else _OLD, "")

    def _fetch(self, group: Group, system: str, revision: str) -> Written:
        return self._old(group, revision) if system == _OLD else self._new(group, revision)

    def _new(self, group: Group, revision: str) -> Written:
        found = read_blocks(self._blocks(group), group.id, self._guesses.given_titles)
        return _written(revision, found.text, readable=found.readable)

    def _blocks(self, group: Group) -> Iterator[Json]:
        return self._client.items(BLOCKS, group.id, query=(("revision_id", "-1"), _IDS), size=PAGE)

    def _old(self, group: Group, revision: str) -> Written:
        data = self._client.ask(call(OLD_NOTICE, group.id, query=(_IDS,))).data
        found = read_document(text(data.get("content")), self._guesses.given_titles)
        own = revision or _revision(_OLD, data.get("revision"))
        return _written(own, found.text, readable=found.readable)


def _written(revision: str, said: str, *, readable: bool) -> Written:
    """An empty one is none, but its revision stays: it is what tells the next reading that nothing changed."""
    return Written(revision, said, readable)


def _revision(system: str, number: object) -> str:
    """Empty where the vendor tells none: then it is read every time."""
    found = whole(number)
    return "" if found is None else f"{system}-{found}"

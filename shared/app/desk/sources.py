"""Everything that can stand on the desk, one file each; this tuple is the list."""

from shared.app.desk import contested, ownerless, requests
from shared.app.desk.item import Source

SOURCES: tuple[Source, ...] = (
    requests.REQUESTS,
    contested.CONTESTED,
    ownerless.OWNERLESS,
)

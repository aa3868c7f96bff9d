"""Whether a text names a vendor, however it is written."""

import re
from pathlib import Path

from shared.adapters.im.vendors import WRITTEN


def named(text: str) -> frozenset[str]:
    """The vendors that a text names, as people write them: Latin names as whole words, others anywhere."""
    said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").casefold()
    return frozenset(vendor for word, vendor in WRITTEN.items() if re.search(_pattern(word), said))


def _pattern(word: str) -> str:
    """Words of an identifier stand apart, as those of a sentence do."""
    return rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)


def vendors_of(record: Path) -> frozenset[str]:
    """Those of which a `vendor.py` is the record; none where there is no such file."""
    return named(record.read_text("utf-8")) if record.exists() else frozenset()

"""A few words that somebody writes for somebody else: short, one line, and without numbers of people."""

from collections.abc import Iterator

from shared.core.declaration import TOO_LONG, Wrong, holds_number
from shared.core.display import harmless
from shared.core.lang import Bilingual, both
from shared.core.request import LONGEST_WORDS

NUMBER = both("这里有手机号或证件号，请去掉", "This holds a phone or identity number; please take it out")


def words_of(text: str) -> str:
    """As it is kept."""
    return harmless(text[: 4 * LONGEST_WORDS])


def faults_of_words(field: str, text: str, missing: Bilingual) -> Iterator[Wrong]:
    """`missing`: what is said where nothing was written."""
    words = words_of(text)
    if not words:
        yield Wrong(field, missing)
    if len(words) > LONGEST_WORDS:
        yield Wrong(field, {lang: said.format(most=LONGEST_WORDS) for lang, said in TOO_LONG.items()})
    if holds_number(words):
        yield Wrong(field, NUMBER)

"""The bricks of the page: what an element is written as, and that text is text unless it is markup already."""

import pytest

from shared.core.lang import both
from shared.core.reports.html_parts import Attribute, Html, bilingual, el, joined, lines, name


@pytest.mark.parametrize(
    ("attribute", "written"),
    [
        (None, "<p>x</p>"),
        (False, "<p>x</p>"),
        (True, "<p data-v>x</p>"),
        ("", '<p data-v="">x</p>'),
        (0, '<p data-v="0">x</p>'),
        ('"<&', '<p data-v="&quot;&lt;&amp;">x</p>'),
    ],
)
def test_an_attribute_is_a_value_a_bare_word_or_not_there(attribute: Attribute, written: str) -> None:
    assert el("p", "x", data_v=attribute) == written


def test_a_word_of_the_language_is_an_attribute_with_a_dash_behind_it() -> None:
    assert el("p", class_="a", aria_hidden="true") == '<p class="a" aria-hidden="true"></p>'


def test_an_element_that_holds_nothing_is_not_closed() -> None:
    assert el("br") == "<br>"


def test_text_is_escaped_once_and_markup_never() -> None:
    assert el("p", "<b>", Html("<b>x</b>"), ["a", "&"]) == "<p>&lt;b&gt;<b>x</b>a&amp;</p>"
    assert joined(["<", el("br")]) == "&lt;<br>"
    assert name("<a>") == "<bdi>&lt;a&gt;</bdi>"
    assert lines("a\n<b>") == "<bdi>a<br>&lt;b&gt;</bdi>"


def test_what_is_the_same_in_both_languages_is_written_once() -> None:
    assert bilingual(both("x", "x")) == "<span>x</span>"
    assert bilingual(both("群", "group")) == (
        '<span class="t" lang="zh-CN">群</span><span class="t" lang="en">group</span>'
    )

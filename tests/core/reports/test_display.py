"""Names from outside are hostile until they are harmless."""

import pytest

from shared.core.display import NAME_LENGTH, harmless, harmless_lines, shown_name
from shared.core.model import Kind
from tests.core.reports.surveys import a_group


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("市场部-新品推广组", "市场部-新品推广组"),
        ("  two   spaces  ", "two spaces"),
        ("line\nbreak\ttab\r\n", "line break tab"),
        ("a\u2028b\u2029c\u0085d", "a b c d"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07name", "name"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("\x9b31mred", "red"),
        ("bell\x07 null\x00", "bell null"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud83d", "half \ufffd"),
        ("设计部 🎨", "设计部 🎨"),
        ("\u3164", ""),
        ("Z\u0300\u0301\u0302\u0303\u0304\u0305!", "Z\u0300\u0301\u0302!"),
        ("{name} %s <b>", "{name} %s <b>"),
    ],
)
def test_a_text_loses_what_could_steer_a_terminal_or_hide_and_nothing_else(raw: str, shown: str) -> None:
    assert harmless(raw) == shown


def test_an_escape_sequence_that_never_ends_does_not_swallow_the_name() -> None:
    assert harmless("技术部\x9d-支付") == "技术部-支付"


def test_a_draft_keeps_its_line_breaks_and_nothing_else_unseen() -> None:
    assert harmless_lines("目的：\u202e推广\n成员：\x1b[1m市场部") == "目的：推广\n成员：市场部"


def test_a_name_of_ten_thousand_characters_is_shown_as_forty() -> None:
    assert shown_name(a_group(name="长" * 10_000)) == "长" * (NAME_LENGTH - 1) + "…"


@pytest.mark.parametrize(
    ("name", "kind"), [("并购项目", Kind.CONFIDENTIAL), (None, None), ("\u200b\u3164", None), ("", None)]
)
def test_confidential_unseen_and_empty_names_are_shown_as_the_id(name: str | None, kind: Kind | None) -> None:
    assert shown_name(a_group("C42", name, kind=kind)) == "C42"

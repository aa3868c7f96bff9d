"""What a company hands out with an invitation: true of this company, safe to open, complete in both languages."""

from datetime import time
from html.parser import HTMLParser

import pytest

from shared.core.handouts.basis import Basis
from shared.core.handouts.pages import announcement, for_heads, poster
from shared.core.lang import Lang

BASIS = Basis(
    Lang.ZH,
    "工作群助手",
    (("信鸽", "工作台"),),
    "https://keeper.example.com/pages",
    time(9),
    time(18),
    3,
    10,
    "总经办",
    "https://example.com/notice",
)


class Read(HTMLParser):
    """The text of a page, and what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self._is_style = False
        self.feed(page)

    @property
    def text(self) -> str:
        return "\n".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._is_style = tag == "style"
        assert not {"src", "href", "style"} & {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_style:
            self.words.append(data.strip())
        self._is_style = False


def every(basis: Basis) -> dict[str, str]:
    return {
        "announcement": announcement(basis),
        "poster": Read("".join(poster(basis))).text,
        "heads": Read("".join(for_heads(basis))).text,
    }


@pytest.mark.parametrize("lang", Lang)
def test_each_says_the_way_the_address_whom_to_ask_and_where_the_notice_is(lang: Lang) -> None:
    texts = every(BASIS._replace(lang=lang))
    for text in texts.values():
        for word in ("https://keeper.example.com/pages", "总经办", "https://example.com/notice"):
            assert word in text
        assert "{" not in text
    for name in ("announcement", "poster"):
        assert "信鸽 › 工作台 › 工作群助手" in texts[name]


def test_a_company_on_two_platforms_reads_both_ways() -> None:
    two = BASIS._replace(found=(("信鸽", "工作台"), ("Raven", "Workplace")))
    assert "信鸽 › 工作台 › 工作群助手，或 Raven › Workplace › 工作群助手" in announcement(two)
    assert ", or Raven" in announcement(two._replace(lang=Lang.EN))


def test_the_page_for_heads_says_this_company_s_own_numbers_and_the_message_s_own_title() -> None:
    text = every(BASIS._replace(per_week=2, answer_within=7, start=time(8, 30), end=time(17)))["heads"]
    for word in ("一周最多 2 条", "7 个工作日", "08:30–17:00", "请登记您负责的工作群，约 2 分钟"):
        assert word in text


def test_without_a_department_or_a_notice_nothing_is_made_up() -> None:
    bare = every(BASIS._replace(department=None, notice=None))
    for text in bare.values():
        assert "负责工作群的部门" in text
        assert "告知书" not in text
    assert "the department that looks after work groups" in announcement(
        BASIS._replace(department=None, lang=Lang.EN)
    )


def test_what_a_company_calls_itself_is_text_and_no_markup() -> None:
    hostile = BASIS._replace(app='<script>alert(1)</script>{way}\u202e"', department="<b>总</b>")
    for page in (poster(hostile), for_heads(hostile)):
        read = Read("".join(page))
        assert not {"script", "b", "a", "img", "link"} & set(read.tags)
        assert "\u202e" not in read.text
    assert "\u202e" not in announcement(hostile)


def test_a_printed_page_loads_nothing_and_runs_nothing() -> None:
    page = "".join(poster(BASIS))
    assert "default-src &#x27;none&#x27;" in page
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")


def test_it_never_speaks_of_a_filing_as_the_police_would() -> None:
    for lang in Lang:
        for text in every(BASIS._replace(lang=lang)).values():
            assert not any(word in text for word in ("备案", "违规", "处罚", "逾期", "！"))

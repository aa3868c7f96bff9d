"""The page: one file that loads nothing, in which nothing from outside becomes markup."""

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from shared.core.errors import Fault
from shared.core.findings.survey import Row, Survey
from shared.core.judgement import Level
from shared.core.lang import Lang, both
from shared.core.message.writer import foreseen
from shared.core.model import Group, Kind
from shared.core.reports.css import CSS
from shared.core.reports.html import html
from shared.core.reports.html_findings import ROWS
from shared.core.reports.html_tables import FAULTS
from shared.core.reports.overview import CARDS
from shared.core.reports.script import SCRIPT
from tests.core.company import SCENE, voice
from tests.core.reports.surveys import NAME, QUIET, a_group, a_message, a_survey, found, outside, unseen

VOID = {"meta", "input", "br"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><h1>hi",
    "</title><base href=//x>",
    "<!--",
    "]]>",
    "&lt;b&gt;&amp;",
    "{name} {{7*7}} %s ${x}",
    "\u202egnp.exe",
    "\u2066\u2067\u2068",
    "half \ud83d",
    "\x00\x1b[31m",
    "<" * 10_000,
)


class Page(HTMLParser):
    """Reads a page into its elements, attributes and texts, and minds that tags are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def having(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        wanted = attributes.items()
        return [found for name, found in self.elements if name == tag and wanted <= found.items()]

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def page(survey: Survey) -> Page:
    return Page("".join(html(survey)))


def survey_full_of(names: Sequence[str], lang: Lang = Lang.ZH) -> Survey:
    groups = [a_group(f"C{number}{name[:40]}", name, owner=f"U{name}") for number, name in enumerate(names)]
    rows: list[Row] = []
    for group, name in zip(groups, names, strict=True):
        rows.append(found(group, Level.DUTY, proposed=name))
        rows.append(found(group, Level.ADVICE, QUIET, missing=[name], period=name, senders=[{"count": 1}]))
        rows.append(unseen(group, QUIET, reason=f"reason {name}"))
        rows.append(outside(group, NAME, reason=f"other {name}"))
    return a_survey(
        *rows,
        checks=(NAME, QUIET),
        lang=lang,
        label=both(names[0], names[0]),
        messages=tuple(a_message(row, name=name, title=name, draft=f"{name}\n{name}") for row, name in zip(rows, names, strict=False)),
        faults=tuple(Fault(name, None, name, name) for name in names),
        notes=tuple(names),
        urgent_posts=dict.fromkeys(names, 1) | {groups[0].key: 2},
            )  # fmt: skip


def test_no_element_and_no_attribute_ever_comes_from_a_name() -> None:
    tame = page(survey_full_of([f"name{number}" for number in range(len(HOSTILE))]))
    hostile = page(survey_full_of(HOSTILE))
    assert _markup(hostile) <= _markup(tame)
    assert not hostile.open


def _markup(shown: Page) -> set[tuple[str, tuple[tuple[str, str | None], ...]]]:
    return {(tag, tuple(attributes.items())) for tag, attributes in shown.elements}


def test_hostile_names_are_there_to_be_read() -> None:
    text = page(survey_full_of(HOSTILE)).text
    for name in ("<script>alert(1)</script>", "&lt;b&gt;&amp;", "{name} {{7*7}} %s ${x}", "gnp.exe"):
        assert name in text


def test_nothing_unseen_or_unwritable_gets_into_the_page() -> None:
    written = "".join(html(survey_full_of(HOSTILE)))
    assert written.encode()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x1b]", written)


def test_a_name_is_isolated_from_the_direction_of_its_surroundings() -> None:
    written = "".join(html(a_survey(found(a_group(name="فريق التسويق"), proposed="قسم"))))
    assert "<bdi>فريق التسويق</bdi>" in written
    assert "<bdi>قسم</bdi>" in written


def test_the_policy_allows_exactly_this_style_and_this_script() -> None:
    written = "".join(html(a_survey()))
    (policy,) = Page(written).having("meta", **{"http-equiv": "Content-Security-Policy"})
    parts = dict(part.strip().split(" ", 1) for part in (policy["content"] or "").split(";"))
    assert parts == {
        "default-src": "'none'",
        "style-src": hashed(re.findall(r"<style>(.*?)</style>", written, re.DOTALL)),
        "script-src": hashed(re.findall(r"<script>(.*?)</script>", written, re.DOTALL)),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def hashed(contents: list[str]) -> str:
    (content,) = contents
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def test_the_page_loads_nothing_and_has_no_inline_handlers_or_styles() -> None:
    shown = page(survey_full_of(["a"]))
    for tag, attributes in shown.elements:
        assert not {"src", "style", "srcset", "action", "background"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert tag not in {"link", "iframe", "img", "object", "base", "form"}
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "innerHTML" not in SCRIPT
    assert not re.search(r"https?:", CSS + SCRIPT)


@pytest.mark.parametrize("lang", Lang)
def test_the_page_opens_in_the_surveys_language_and_holds_both(lang: Lang) -> None:
    shown = page(survey_full_of(["a"], lang))
    (root,) = shown.having("html")
    assert (root["lang"], root["data-lang"]) == (lang, lang)
    counts = {each: len(shown.having("span", **{"class": "t", "lang": each})) for each in Lang}
    assert len(set(counts.values())) == 1
    assert min(counts.values()) > 50
    assert all(f'[data-lang="{each}"] .t[lang=' in CSS for each in Lang)
    assert "工作群体检预览 / Work group preview" in shown.texts


def test_what_needs_the_script_is_hidden_until_the_script_runs() -> None:
    shown = page(a_survey(found(a_group())))
    (switches,) = shown.having("div", **{"class": "switches"})
    (box,) = shown.having("p", **{"class": "filter"})
    assert "hidden" in switches
    assert "hidden" in box


def test_every_table_has_a_caption_and_every_heading_cell_a_scope() -> None:
    shown = page(survey_full_of(["a"]))
    tags = [tag for tag, _ in shown.elements]
    assert tags.count("table") == tags.count("caption") == 7
    assert all(attributes.get("scope") in {"row", "col"} for attributes in shown.having("th"))
    assert all(attributes.get("aria-hidden") == "true" for attributes in shown.having("svg"))
    assert tags.count("h1") == 1


def test_the_first_screen_has_five_numbers_and_says_that_nothing_was_sent() -> None:
    rows = [found(a_group("C1")), found(a_group("C1"), Level.ADVICE), found(a_group("C2"), Level.ADVICE)]
    shown = page(a_survey(*rows, groups=9, messages=(a_message(*rows),), lang=Lang.EN))
    assert "Of 9 groups, 7 have nothing to do as far as can be seen." in shown.text
    assert "it would tell 1 person, in one message a day at most" in shown.text
    assert "This is a preview. Nothing was sent." in shown.text
    assert len(shown.having("dt")) == 5


def test_a_long_table_is_cut_and_says_where_the_rest_is() -> None:
    rows = [found(a_group(f"C{number}")) for number in range(ROWS + 345)]
    shown = page(a_survey(*rows))
    assert len(shown.having("tr")) == ROWS + 1 + 2 + 2
    assert "另有 345 项未列出；用 --json 可看全部" in shown.text
    assert "2,345 项" in shown.text


def test_many_faults_are_cut_too() -> None:
    faults = tuple(
        Fault("messages.jsonl", number, "no sender", "Add sender_id") for number in range(FAULTS + 5)
    )
    shown = page(a_survey(faults=faults))
    assert "没有读入的 505 处" in shown.text
    assert "另有 5 处未列出" in shown.text


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (a_group(owner="U7", guessed=True), "U7 推测 a guess"),
        (a_group(owner=None), "还没有群主 no owner yet"),
        (a_group()._replace(owner=None), "群主暂看不见 owner not visible"),
    ],
)
def test_an_owner_who_is_guessed_missing_or_not_visible_is_said_to_be(group: Group, words: str) -> None:
    assert words in page(a_survey(found(group))).text


def test_only_the_first_fifty_messages_are_drawn() -> None:
    row = found(a_group())
    shown = page(a_survey(row, messages=(a_message(row),) * (CARDS + 8)))
    assert len(shown.having("article")) == CARDS
    assert "另有 8 条未列出" in shown.text


def test_a_card_has_what_its_reader_would_see_and_no_working_button() -> None:
    row = found(a_group())
    shown = page(a_survey(row, messages=(a_message(row, draft="目的：推广\n成员：市场部"),)))
    for part in (
        "王芳",
        "王芳，您好。",
        "还差一份群公告",
        "草稿已替您拟好。",
        "目的：推广",
        "成员：市场部",
        "已处理",
        "仅您可见",
    ):
        assert part in shown.text
    assert "would be sent at 2026-11-24 Tue 10:20 (UTC+8)" in shown.text
    assert len(shown.having("button")) == 3


def test_a_column_for_proposed_names_is_there_only_where_one_is_proposed() -> None:
    assert "建议群名" not in page(a_survey(found(a_group(), idle_days=1))).text
    assert "建议群名" in page(a_survey(found(a_group(), proposed="技术部-支付"))).text


def test_a_finding_that_proposes_no_name_leaves_its_place_in_the_column_empty() -> None:
    written = "".join(html(a_survey(found(a_group("C1"), proposed="技术部-支付"), found(a_group("C2")))))
    assert '<td class="proposed"><bdi>技术部-支付</bdi></td>' in written
    assert '<td class="proposed"></td>' in written


def test_a_confidential_group_is_shown_by_its_id_everywhere() -> None:
    row = found(a_group("C42", "并购项目", kind=Kind.CONFIDENTIAL), proposed="并购-项目")
    written = "".join(
        html(
            a_survey(
                row,
                digests=(a_message(row)[0],),
                write=lambda digest: foreseen(digest, SCENE, voice()),
                urgent_posts={"slack:C42": 1},
            )
        )
    )
    assert "并购" not in written
    assert "C42" in written


def test_a_survey_without_findings_is_a_page_too() -> None:
    shown = page(a_survey(checks=(), coverage=(), lang=Lang.EN))
    assert not shown.open
    for part in (
        "No duties are open.",
        "No advice to give.",
        "No message would go out.",
        "Everything was read.",
    ):
        assert part in shown.text


@pytest.mark.parametrize("text", [CSS, SCRIPT])
def test_style_and_script_cannot_end_their_own_element(text: str) -> None:
    assert "</" not in text
    assert "<!--" not in text


def test_a_page_tells_nobody_where_it_was_read() -> None:
    (meta,) = page(a_survey()).having("meta", name="referrer")
    assert meta["content"] == "no-referrer"

"""The survey as one page to hand round: a single file that loads nothing, in both languages, for screen and paper."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256

from shared.core.findings.survey import Survey
from shared.core.judgement import Level
from shared.core.lang import Lang
from shared.core.reports.charts import checks_chart, coverage_chart
from shared.core.reports.css import CSS
from shared.core.reports.html_cards import cards
from shared.core.reports.html_findings import findings_table
from shared.core.reports.html_parts import Html, bilingual, el, joined, name, said
from shared.core.reports.html_tables import faults_table, not_judged_tables
from shared.core.reports.overview import Totals, staleness, totals, urgent_groups
from shared.core.reports.script import SCRIPT
from shared.core.reports.words import Num, moment, say, term

Part = Callable[[Survey], Iterator[Html]]
_NATIVE = {Lang.ZH: "中文", Lang.EN: "English"}


def html(survey: Survey) -> Iterator[str]:
    """Pieces of the page, to be written one after the other as UTF-8."""
    lang = survey.lang.value
    yield f'<!doctype html>\n<html lang="{lang}" data-lang="{lang}">\n'
    yield _head()
    yield "<body>\n"
    yield _banner(survey)
    yield "<main>\n"
    for identity, title, part in _SECTIONS:
        yield f'<section id="{identity}" class="part">' + el("h2", said(title))
        for piece in part(survey):
            yield piece
            yield "\n"
        yield "</section>\n"
    yield "</main>\n"
    yield el("footer", el("p", said("end")))
    yield f"\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


def content_policy() -> str:
    """Nothing may be loaded, and only this page's own style and script may run."""
    return f"default-src 'none'; style-src {_hash(CSS)}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _head() -> Html:
    title = " / ".join(say("title", lang) for lang in Lang)
    return el(
        "head",
        el("meta", charset="utf-8"),
        # the policy comes first: it holds for what follows it only
        el("meta", http_equiv="Content-Security-Policy", content=content_policy()),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("title", title),
        Html(f"<style>{CSS}</style>"),
    )


def _banner(survey: Survey) -> Html:
    """The first screen: what was read, how it came out in five numbers, and what that means."""
    counted = totals(survey)
    return el(
        "header",
        el("div", el("h1", said("title")), _switches(), class_="top"),
        el("p", _read(survey), class_="soft"),
        el("dl", _tiles(counted), class_="tiles"),
        el("p", _meaning(survey, counted), " ", el("strong", said("meaning_sent")), class_="lead"),
        _contents(),
        class_="banner",
    )


def _switches() -> Html:
    """Shown by the script, since they do nothing without it."""
    languages = [
        el("button", words, type="button", data_to=lang.value, lang=lang.value)
        for lang, words in _NATIVE.items()
    ]
    theme = el("button", said("switch_theme"), type="button", data_theme=True)
    return el("div", el("span", languages, class_="pair"), theme, class_="switches", hidden=True)


def _read(survey: Survey) -> Html:
    counts = {"groups": survey.groups, "dissolved": survey.dissolved, "posts": survey.posts}
    read = {lang: say("read", lang, label=survey.label[lang], **counts) for lang in Lang}
    judged = {
        lang: say("judged", lang, now=moment(survey.now, lang), days=survey.lookback_days) for lang in Lang
    }
    return joined([bilingual(read), el("br"), bilingual(judged)])


def _tiles(counted: Totals) -> list[Html]:
    return [
        _tile(
            "groups",
            counted.groups,
            said("tile_groups_sub", dissolved=counted.dissolved, outside=counted.outside),
        ),
        _tile("fine", counted.fine, said("tile_fine_sub")),
        _tile("duty", counted.duty, said("tile_duty_sub", n=counted.duties)),
        _tile("advice", counted.advice, said("tile_advice_sub", n=counted.advices)),
        _tile("hidden", counted.hidden, said("tile_hidden_sub", n=counted.partly)),
    ]


def _tile(kind: str, number: int, beneath: Html) -> Html:
    return el(
        "div",
        el("dt", said(f"tile_{kind}")),
        el("dd", f"{Num(number)}"),
        el("dd", beneath, class_="sub"),
        class_=f"tile t-{kind}",
    )


def _meaning(survey: Survey, counted: Totals) -> Html:
    items = sum(len(digest.items) for digest in survey.digests)
    return said(
        "meaning",
        groups=counted.groups,
        fine=counted.fine,
        people=len({digest.person for digest in survey.digests if digest.person}),
        items=items,
    )


def _contents() -> Html:
    links = [el("li", el("a", said(title), href=f"#{identity}")) for identity, title, _ in _SECTIONS]
    return el("nav", el("h2", said("sections"), class_="unseen"), el("ul", links))


def _coverage(survey: Survey) -> Iterator[Html]:
    yield coverage_chart(survey)


def _checks(survey: Survey) -> Iterator[Html]:
    yield checks_chart(survey)


def _findings(survey: Survey) -> Iterator[Html]:
    yield el(
        "p", el("label", said("filter"), el("input", type="search", id="filter")), el("output"),
        class_="filter", hidden=True,
    )  # fmt: skip
    for level in Level:
        yield from findings_table(survey, level)


def _messages(survey: Survey) -> Iterator[Html]:
    yield from cards(survey)


def _about_input(survey: Survey) -> Iterator[Html]:
    said_of = [el("li", bilingual(term("note", note))) for note in survey.notes]
    said_of += [el("li", said("no_reach", n=survey.no_reach))] if survey.no_reach else []
    stale = {lang: sentence for lang in Lang if (sentence := staleness(survey, lang))}
    said_of += [el("li", bilingual(stale))] if stale else []
    urgent = urgent_groups(survey)
    said_of += [_urgent_posts(urgent)] if urgent else []
    if said_of:
        yield el("ul", said_of, class_="notes")
    yield from faults_table(survey)


URGENT = 20
"""Groups with urgent posts that are named."""


def _urgent_posts(groups: list[tuple[str, int]]) -> Html:
    total = said("urgent", n=sum(posts for _, posts in groups), groups=len(groups))
    named = [el("li", name(group), f" {Num(posts)}") for group, posts in groups[:URGENT]]
    rest = len(groups) - URGENT
    named += [el("li", said("more_groups", n=rest))] if rest > 0 else []
    return el("li", total, el("ul", named, class_="inline"))


_SECTIONS: tuple[tuple[str, str, Part], ...] = (
    ("coverage", "coverage", _coverage),
    ("checks", "checks", _checks),
    ("findings", "findings", _findings),
    ("messages", "cards", _messages),
    ("not-judged", "not_judged_page", not_judged_tables),
    ("input", "about_input", _about_input),
)

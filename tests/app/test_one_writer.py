"""The preview shows what will be sent: for the same facts both make the same card, letter by letter."""

from datetime import timedelta
from typing import Any

import pytest

from shared.app.ports.im import Life
from shared.app.ports.ports import FactSet
from shared.app.preview import Wish, preview
from shared.app.scene.company import every_file
from shared.core.card import Card
from shared.core.findings.survey import Survey
from shared.core.lang import Lang, both
from shared.core.model import Company as Directory
from shared.core.model import Employment, Profile
from shared.core.reports.html import html
from shared.core.reports.terminal import terminal
from tests.app.business import found, in_business, nudge_of
from tests.app.company import FULL, Company, speaking_policy
from tests.support import NoProgress

ONE: dict[str, dict[str, Any]] = {"g1": {}}
MANY: dict[str, dict[str, Any]] = {
    "g1": {},
    "g2": {"name": "兄弟们冲", "text": FULL},
    "g3": {"admins": (), "text": "目的：新品推广"},
    "g4": {"owner": "gone", "admins": ("wang",)},
    "g5": {"name": "<b>{by}</b>\u202e"},
    "g6": {"text": FULL},
}
"""Without an announcement, ill named, without an admin, without an owner, hostile, silent."""


def business(groups: dict[str, dict[str, Any]], lang: Lang) -> Company:
    """On a Monday; 王芳 looks after all of it, in her own right or for somebody who left."""
    company = in_business(policy=speaking_policy(language=lang))
    company.im.people["gone"] = Profile("pigeon:gone", "赵敏", "市场部", employment=Employment.LEFT)
    for identity, facts in groups.items():
        company.add(identity, **facts)
        company.im.lives[identity] = Life(company.now - timedelta(days=99 if identity == "g6" else 1), None)
    found(company)
    return company


def foreseen(company: Company, lang: Lang) -> Survey:
    """The preview of what the company remembers."""
    ports = company.world.ports
    facts = FactSet(
        label=both("资料文件夹", "facts folder"),
        company=Directory(
            profiles={one.account: one for one in company.im.people.values()},
            departments=company.im.departments,
        ),
        groups=tuple(file.group for file in every_file(ports.ledger(), "pigeon")),
        posts=None,
        faults=[],
        lost=set(),
    )
    return preview(facts, ports.policy(), ports.world(), Wish(company.now, 1, lang), NoProgress())


def sent(company: Company) -> Card:
    """What 王芳 gets on Thursday, when all of it has fallen due."""
    company.at(14, 10, 20)
    company.nudge()
    card = nudge_of(company).card
    assert card is not None
    return card


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("groups", [ONE, MANY], ids=["one", "many"])
def test_what_is_sent_is_what_was_foreseen(groups: dict[str, dict[str, Any]], lang: Lang) -> None:
    company = business(groups, lang)
    survey = foreseen(company, lang)
    (digest,) = survey.digests
    card = sent(company)
    assert len(card.blocks) >= len(groups)
    assert survey.write(digest) == card._replace(nudge="")


@pytest.mark.parametrize("lang", Lang)
def test_both_reports_show_all_that_the_sent_card_says(lang: Lang) -> None:
    company = business(ONE, lang)
    survey = foreseen(company, lang)
    said = _squeezed("".join(terminal(survey, width=140, colour=False)))
    page = _squeezed("".join(html(survey)))
    card = sent(company)
    (block,) = card.blocks
    labels = [button.label for button in block.buttons]
    for part in (card.heading, card.intro, block.body, block.draft or "", card.footer, *labels):
        assert _squeezed(part) in said
        assert _squeezed(part) in page


def _squeezed(text: str) -> str:
    """Without what only lays it out."""
    return "".join(text.replace("│", "").split())

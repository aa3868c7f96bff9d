"""The words of enums that are stored, queued or written by hand: to change one is to orphan what is there already."""

from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages

import pytest

import shared.app
import shared.core
from shared.app.handover.replying import Came
from shared.app.inbound.deeds.catalogue import ANSWERS
from shared.app.invitation.guests import LeftOut
from shared.app.pages.hand_over import How
from shared.app.ports.state import Part
from shared.core.calendar.workdays import DayKind, Week
from shared.core.case import Step
from shared.core.claims import Because
from shared.core.filed_changes import RowStep
from shared.core.handover import Reply, Way
from shared.core.judgement import Level, Outcome
from shared.core.lang import Lang
from shared.core.mass_posting.values import DayOff
from shared.core.model import Element, Employment, Kind, PostKind, Source, Status
from shared.core.naming.problems import Problem
from shared.core.naming.proposal import Origin
from shared.core.outbox import State
from shared.core.people.same import Reason
from shared.core.people.standing import Standing
from shared.core.policy.values import DueEvery
from shared.core.recipient import Role
from shared.core.request import Verdict
from shared.core.schema.node import Form
from shared.core.unreadable import Kept

WORDS: list[tuple[type[StrEnum], str]] = [
    (Because, "never notyet ours"),
    (Came, "filed agreed joined declined contested over"),
    (DayOff, "night_only whole_day"),
    (DueEvery, "hour day week month quarter"),
    (Element, "purpose functions members rules contact"),
    (Employment, "active disabled left"),
    (
        Kind,
        "all_staff department project on_call notice bot meeting external temporary private confidential legal_hold",
    ),
    (
        Kept,
        (
            "meta notice activity filed waiver case request confirmation outbox account department people_version leave "
            "unreachable_mark check_state quiet_counter budget seen dirty_mark cursor run audit lease policy platform_state listing_part"
        ),
    ),
    (How, "waiting agreed declined unanswered contested"),
    (Lang, "zh-CN en"),
    (Level, "duty advice"),
    (Origin, "filed name owner open"),
    (Outcome, "ok violation not_applicable unknown"),
    (PostKind, "human bot system"),
    (Problem, "says_nothing no_separator no_department unknown_left no_use tag_in_front"),
    (Reply, "accepted declined"),
    (Role, "owner creator successor admin head operations colleague"),
    (Source, "observed declared guessed"),
    (State, "leased sending sent undeliverable refused unconfirmed taken"),
    (Status, "active dissolved"),
    (Step, "told reminded rolled_up seen"),
    (Part, "meta notice activity"),
    (Verdict, "granted refused"),
    (Way, "offer claim invite join"),
    (Week, "cn-standard six-day alternate-weeks shift"),
]
NEVER_STORED = {DayKind, Form, LeftOut, Reason, RowStep, Standing}


@pytest.mark.parametrize(("kind", "words"), WORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_stored_word_stays_what_it_is(kind: type[StrEnum], words: str) -> None:
    assert " ".join(kind) == words


def test_every_enum_of_words_is_in_the_table() -> None:
    modules = [
        import_module(module.name)
        for house in (shared.core, shared.app)
        for module in walk_packages(house.__path__, f"{house.__name__}.")
    ]
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    assert kinds == {kind for kind, _ in WORDS} | NEVER_STORED


def test_the_ids_of_deeds_stay_what_they_are_since_cards_and_answers_carry_them() -> None:
    assert {"done", "keep", "keep_longer", "explain"} <= {one.deed.id for one in ANSWERS}

"""Names proposed to one reader: never one for several groups, and never without a region or a number of the present one."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.core.checks.catalogue import CHECKS
from shared.core.findings.survey import Item, Row
from shared.core.lang import Lang
from shared.core.message.names import beside_each_other
from shared.core.message.writer import card_of
from shared.core.naming.reading import clean, key
from shared.core.naming.several import Offer, fit, lost
from shared.core.recipient import Recipient, Role
from tests.core.company import SCENE, group, voice

NAME = next(check for check in CHECKS if check.id == "group_name")


@pytest.mark.parametrize(
    ("present", "proposed", "missing"),
    [
        ("华东大区冲冲冲", "销售部-大区销售群", {"华东"}),
        ("华东大区冲冲冲", "销售部-华东大区群", set()),
        ("新品推广2群", "市场部-新品推广群", {"2"}),
        ("新品推广2群", "市场部-新品推广2群", set()),
        ("新品推广２群", "市场部-新品推广2群", set()),
        ("2025年会筹备", "行政部-年会筹备群", {"2025"}),
        ("项目二期群", "研发部-项目群", {"二"}),
        ("项目二期群", "研发部-项目二期群", set()),
        ("深圳开发A组", "研发部-开发组", {"深圳", "a"}),
        ("東南亚拓展", "市场部-东南亚拓展群", set()),
        ("APAC launch", "Marketing-launch", {"apac"}),
        ("APAC launch", "Marketing-apac launch", set()),
        ("Eastern sales", "Sales-daily", {"eastern"}),
        ("市场部日报(23人)", "市场部-日报", set()),
        ("统筹群", "行政部-统筹群", set()),
        ("easter party", "行政部-party", set()),
    ],
)
def test_what_a_proposal_would_drop_is_found(present: str, proposed: str, missing: set[str]) -> None:
    assert lost(Offer(present, proposed)) == missing


@pytest.mark.parametrize(
    ("offers", "taken", "good"),
    [
        ([("甲", "市场部-日报群")], [], [True]),
        ([("甲", "市场部-日报群"), ("乙", "市场部-日报群")], [], [False, False]),
        ([("甲", "市场部-日报群"), ("乙", "市场部 - 日报群")], [], [False, False]),
        ([("甲", "市场部-日报群"), ("乙", "市场部-周报群")], [], [True, True]),
        ([("甲", "市场部-日报群")], ["市场部日报群"], [False]),
        ([("甲", "市场部-日报群"), ("市场部日报群", "市场部-周报群")], [], [False, True]),
        ([("市场部日报群", "市场部-日报群")], [], [True]),
        ([("市场部日报群", "市场部-日报群")], ["市场部-日报群"], [False]),
        ([("华东日报", "市场部-日报群"), ("乙", "市场部-日报群")], [], [False, False]),
        ([], ["甲"], []),
    ],
)
def test_of_two_that_would_be_the_same_neither_is_proposed(
    offers: list[tuple[str, str]], taken: list[str], good: list[bool]
) -> None:
    assert list(fit([Offer(*offer) for offer in offers], taken)) == good


NAMES = st.text("市场部华东销售日报群冲-12二期组 A", min_size=1, max_size=9)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6), st.lists(NAMES, max_size=3))
def test_what_is_proposed_is_nobody_else_s_and_says_every_region_and_number(
    pairs: list[tuple[str, str]], taken: list[str]
) -> None:
    offers = [Offer(*pair) for pair in pairs]
    made = [offer for offer, is_good in zip(offers, fit(offers, taken), strict=True) if is_good]
    folded = [key(clean(offer.proposed)) for offer in made]
    assert len(set(folded)) == len(folded)
    for offer in made:
        assert not lost(offer)
        others = [other.present for other in offers if other is not offer]
        assert key(clean(offer.proposed)) not in {key(clean(name)) for name in (*taken, *others)}


def items(*names: str) -> list[Item]:
    """Groups of 王芳 of 市场部, under names that could be better."""
    made: list[Item] = []
    for number, name in enumerate(names):
        facts: dict[str, Any] = {"name": name, "owner": "wang"}
        one = group(f"g{number}", **facts)
        judged = NAME.judge(one, {"stop_words": (), "use_words": ()}, SCENE)[-1]
        made.append(Item(Row(one, NAME, judged), Role.OWNER))
    return made


def drafts(*names: str) -> list[str | None]:
    reader = Recipient(Role.OWNER, "wang", "王芳")
    card = card_of(items(*names), reader, SCENE, voice(Lang.ZH), nudge="n", day=date(2026, 5, 29))
    return [block.draft for block in card.blocks]


def test_one_message_proposes_no_name_twice() -> None:
    alone = drafts("兄弟们冲")
    assert alone[0]
    assert drafts("大家一起冲") == alone
    assert drafts("兄弟们冲", "大家一起冲") == [None, None]


def test_where_no_name_is_proposed_the_message_says_how_names_are_made() -> None:
    reader = Recipient(Role.OWNER, "wang", "王芳")
    two = items("兄弟们冲", "大家一起冲")
    card = card_of(two, reader, SCENE, voice(Lang.ZH), nudge="n", day=date(2026, 5, 29))
    assert all("可参考「部门-用途」的写法" in block.body for block in card.blocks)


def test_a_name_that_another_of_the_reader_s_groups_has_is_not_proposed() -> None:
    (item,) = items("新品推广日报")
    (proposed,) = drafts("新品推广日报")
    assert proposed
    other = group("g9", name=proposed)
    assert item.row.group.key in beside_each_other([item.row.group], SCENE, [other]).unproposed
    assert beside_each_other([item.row.group], SCENE, [item.row.group]).unproposed == frozenset()


def test_a_group_without_a_name_or_a_proposal_troubles_nobody() -> None:
    nameless = group("g9")
    assert beside_each_other([nameless], SCENE, [nameless]).unproposed == frozenset()

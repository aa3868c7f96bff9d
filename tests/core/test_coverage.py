"""Coverage counts, for each fact that a check needs, how many living groups show it and how."""

from shared.core.checks.catalogue import CHECKS
from shared.core.findings.coverage import coverage
from shared.core.model import Source, Status
from tests.core.company import group


def test_each_fact_is_counted_by_where_it_comes_from() -> None:
    groups = [
        group("1", owner="wang"),
        group("2", owner="wang", source=Source.DECLARED),
        group("3", owner="wang", source=Source.GUESSED),
        group("4", owner=None),
        group("5"),
        group("6", owner="wang", status=Status.DISSOLVED),
    ]
    rows = {row.fact: row[1:] for row in coverage(groups, CHECKS)}
    assert rows["owner"] == (2, 1, 1, 1)
    assert rows["announcement"] == (0, 0, 0, 5)


def test_only_facts_that_the_checks_need_are_counted_each_once() -> None:
    facts = [row.fact for row in coverage([], CHECKS)]
    assert len(facts) == len(set(facts))
    assert set(facts) == {need for check in CHECKS for need in check.needs}

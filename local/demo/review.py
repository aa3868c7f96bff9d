"""The operator of the demonstration: looks at a sample of each check's findings before the check may speak."""

from collections.abc import Sequence
from typing import Any

from local.company.model import Company
from local.company.planted import planted
from local.demo.deployed import OPERATOR
from local.demo.stage import Product

Json = dict[str, Any]


class Reviewer:
    """Knows better than any check, having the list of what was planted."""

    def __init__(self, companies: Sequence[Company], deployed: Product) -> None:
        self._deployed = deployed
        self._truth: dict[str, set[str]] = {}
        for company in companies:
            for check, known in planted(company)["checks"].items():
                groups = {group for part in ("violation", "open") for group in known.get(part, ())}
                self._truth.setdefault(check, set()).update(map(company.tenant.key, groups))
        self.marked: dict[str, tuple[int, int]] = {}
        """By check: (right, looked at)."""

    def look(self, check: str) -> bool:
        """Mark thirty findings, or as many as there are; False where there is nothing to look at yet."""
        sample = self._deployed.operate("review", check=check)["sample"]
        if not sample:
            return False
        right = [row["case"] for row in sample if row["group"] in self._truth[check]]
        wrong = [row["case"] for row in sample if row["group"] not in self._truth[check]]
        self._deployed.operate("review", check=check, right=right, wrong=wrong, by=OPERATOR)
        self.marked[check] = (len(right), len(sample))
        return True

    def release(self) -> Json:
        return self._deployed.operate("release", check="all", by=OPERATOR)

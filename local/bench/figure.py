"""A figure as it is printed: what was measured, beside a baseline of the same run and what is aimed at."""

import json
from typing import NamedTuple


class Aim(NamedTuple):
    """The most that a figure may come to."""

    most: float
    of_ratio: bool = True
    """Of ours by the baseline; else of the value itself, in its unit."""


class Figure(NamedTuple):
    id: str
    """Stays the same whatever the words are: `part.what`."""
    about: str
    """What was measured, on what, in words."""
    value: float
    """In `unit`; where it was measured several times, the median."""
    unit: str
    """`s` and `ms` are of CPU where nothing else is said; `MB`, `calls`, `items`, `RCU`, `WCU`, `findings`."""
    baseline: float | None = None
    """In the same unit; None: nothing is comparable."""
    against: str = ""
    """What the baseline is."""
    paired: float | None = None
    """The median of the ratios of single rounds, where there were several."""
    aim: Aim | None = None
    """None: the figure is told and not judged."""

    @property
    def ratio(self) -> float | None:
        if self.paired is not None:
            return self.paired
        return self.value / self.baseline if self.baseline else None

    @property
    def is_met(self) -> bool | None:
        """None where nothing is aimed at."""
        if self.aim is None:
            return None
        reached = self.ratio if self.aim.of_ratio else self.value
        return reached is not None and reached <= self.aim.most


HEAD = f"{'figure':<54} {'ours':>12} {'baseline':>28} {'ratio':>7}  aim"


def as_row(figure: Figure) -> str:
    baseline = "" if figure.baseline is None else f"{figure.against} {_amount(figure.baseline, figure.unit)}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    ours = _amount(figure.value, figure.unit)
    return f"{figure.about:<54} {ours:>12} {baseline:>28} {ratio:>7}  {_aimed(figure)}".rstrip()


def as_json(figure: Figure) -> str:
    """One line: id, value, unit, baseline, ratio, aim, met; null where there is none."""
    aim = figure.aim and {"most": figure.aim.most, "of": "ratio" if figure.aim.of_ratio else "value"}
    return json.dumps(
        {
            "id": figure.id,
            "value": round(figure.value, 4),
            "unit": figure.unit,
            "baseline": None if figure.baseline is None else round(figure.baseline, 4),
            "ratio": None if figure.ratio is None else round(figure.ratio, 3),
            "aim": aim,
            "met": figure.is_met,
        }
    )


def _amount(number: float, unit: str) -> str:
    digits = 0 if abs(number) >= 100 else 2 if abs(number) >= 1 else 3
    return f"{number:,.{digits}f} {unit}"


def _aimed(figure: Figure) -> str:
    if figure.aim is None:
        return ""
    most = f"{figure.aim.most:g}" if figure.aim.of_ratio else _amount(figure.aim.most, figure.unit)
    return f"≤ {most}, {'met' if figure.is_met else 'MISSED'}"

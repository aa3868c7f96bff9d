"""The page of the platforms: what each shows and does, and of everything else why not; from their claims."""

from collections.abc import Iterable, Mapping

from local.reference.tables import NOTE, code, table, twice
from shared.adapters.im.kit.vendor import Vendor
from shared.core.claims import CLAIMS, CONNECTS, Because, Limit
from shared.core.lang import Lang

_INTRODUCTION = f"""\
# 各平台能看见什么 / What each platform shows

{NOTE}

● 已支持，有测试执行 / it holds, and a test exercises it · – 平台没有 / the vendor has nothing of the kind ·
○ 平台有，尚未使用 / the vendor has it, not used so far · × 我们决定不用 / we decided against it.

看不见的一律算“不清楚”，从不当作问题。What is not shown is unknown, and nothing unknown is held against anybody.
"""
_MARKS = {Because.NEVER: "–", Because.NOT_YET: "○", Because.OURS: "×"}
_HOLDS = "●"


def platforms_page(vendors: Iterable[Vendor]) -> str:
    """`vendors` in the order of the tuple."""
    known = [(vendor, vendor.limits()) for vendor in vendors]
    names = [vendor.name[Lang.ZH] for vendor, _ in known]
    rows = ((twice(said), *(_mark(claim, limits) for _, limits in known)) for claim, said in CLAIMS.items())
    lines = [_INTRODUCTION, *table(("", *names), rows), "## 为什么没有 / Why not", ""]
    for vendor, limits in known:
        lines += [
            f"### {twice(vendor.name).replace('<br>', ' / ')}",
            "",
            *_set_up(vendor),
            *_reasons(limits.items()),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _mark(claim: str, limits: Mapping[str, Limit]) -> str:
    if CONNECTS in limits and claim != CONNECTS:
        return ""
    limit = limits.get(claim)
    return _MARKS[limit.because] if limit else _HOLDS


def _set_up(vendor: Vendor) -> list[str]:
    """Where its own page says how it is connected; that of its folder."""
    if vendor.connect is None:
        return []
    page = f"{vendor.limits.__module__.split('.')[-2]}.md"
    return [f"接入 / How it is set up: [{page}]({page})", ""]


def _reasons(limits: Iterable[tuple[str, Limit]]) -> list[str]:
    rows = ((code(claim), twice(CLAIMS[claim]), twice(limit.why), _source(limit)) for claim, limit in limits)
    return table(("", "什么 What", "为什么 Why", "出处 Source"), rows)


def _source(limit: Limit) -> str:
    return f"{limit.page} ({limit.dated})" if limit.dated else limit.page or "–"

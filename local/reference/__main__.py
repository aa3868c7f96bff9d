"""`python -m local.reference` writes what is generated of the docs; with `--check` it only says what of it is stale."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from local.reference.checks_page import checks_page
from local.reference.people_sheet import with_platforms
from local.reference.platforms_page import platforms_page
from local.reference.policy_page import policy_page, policy_schema
from local.reference.readme import with_checks
from shared.adapters.im.vendors import VENDORS
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang
from shared.core.questions.catalogue import ALL

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "make docs"


def pages(folder: Path) -> dict[str, str]:
    """File name → what must stand in it. Of the readmes in `folder` only the list of the checks is made anew."""
    return {
        "docs/policy.md": policy_page(ALL),
        "docs/policy.schema.json": policy_schema(ALL),
        "docs/checks.md": checks_page(CHECKS),
        "docs/platforms/README.md": platforms_page(VENDORS),
        "docs/people-sheet.md": with_platforms(_written(folder / "docs/people-sheet.md"), VENDORS),
        "README.md": with_checks(_written(folder / "README.md"), CHECKS, Lang.EN),
        "README.zh-CN.md": with_checks(_written(folder / "README.zh-CN.md"), CHECKS, Lang.ZH),
    }


def stale(folder: Path) -> list[str]:
    """The pages in `folder` that are missing or say something else than the code."""
    return [name for name, text in pages(folder).items() if _written(folder / name) != text]


def write(folder: Path) -> list[str]:
    """Writes what is stale, and names it."""
    names = stale(folder)
    texts = pages(folder)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(texts[name], encoding="utf-8", newline="\n")
    return names


def main(arguments: Sequence[str] | None = None, folder: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m local.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    if parser.parse_args(arguments).check:
        names = stale(folder)
        sys.stderr.writelines(f"{name} is not what the code says. Run: {COMMAND}\n" for name in names)
        return 1 if names else 0
    sys.stdout.writelines(f"wrote {name}\n" for name in write(folder))
    return 0


def _written(path: Path) -> str:
    """Empty where there is no such file."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())

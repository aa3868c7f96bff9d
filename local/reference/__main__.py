"""`python -m local.reference` writes the generated pages; with `--check` it only says which of them are stale."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from local.reference.checks_page import checks_page
from local.reference.policy_page import policy_page, policy_schema
from shared.core.checks.catalogue import CHECKS

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMAND = "make docs"


def pages() -> dict[str, str]:
    """File name → what must stand in it."""
    return {
        "policy.md": policy_page(CHECKS),
        "policy.schema.json": policy_schema(CHECKS),
        "checks.md": checks_page(CHECKS),
    }


def stale(folder: Path) -> list[str]:
    """The pages in `folder` that are missing or say something else than the code."""
    return [name for name, text in pages().items() if _written(folder / name) != text]


def write(folder: Path) -> list[str]:
    """Writes what is stale, and names it."""
    names = stale(folder)
    for name in names:
        (folder / name).write_text(pages()[name], encoding="utf-8", newline="\n")
    return names


def main(arguments: Sequence[str] | None = None, folder: Path = DOCS) -> int:
    parser = argparse.ArgumentParser(prog="python -m local.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    if parser.parse_args(arguments).check:
        names = stale(folder)
        sys.stderr.writelines(f"docs/{name} is not what the code says. Run: {COMMAND}\n" for name in names)
        return 1 if names else 0
    sys.stdout.writelines(f"wrote docs/{name}\n" for name in write(folder))
    return 0


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())

"""Command line: `python -m local.company.generate OUT` writes the made-up company, its policy and what was planted in it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from local.company.facts import write_facts, write_sheet
from local.company.found import FEWEST_GROUPS, GROUPS, SEED, found
from local.company.model import Company, Tenant
from local.company.planted import as_text, planted
from local.company.policy import policy_yaml
from local.company.slack_export import write_slack_export

FORMATS: dict[str, tuple[str, Callable[[Company, Path], int]]] = {
    "slack": ("slack-export", write_slack_export),
    "facts": ("facts", write_facts),
    "sheet": ("register.csv", write_sheet),
}
"""What is written, and its name inside OUT."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    out: Path = options.out
    name, _ = FORMATS[options.format]
    if options.groups < FEWEST_GROUPS:
        parser.error(
            f"--groups {options.groups}: at least {FEWEST_GROUPS} are needed to hold everything that is planted"
        )
    if (out / name).exists():
        parser.error(f"{out / name} is in the way. Remove it, or name another folder")
    company = found(options.seed, options.groups, tenant=Tenant(options.platform))
    record = planted(company)
    try:
        size = _write(company, out, options.format, as_text(record))
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}. Name a folder that can be written")
    sys.stdout.write(
        f"{out / name}: {len(company.people)} people, {record['groups']} groups, "
        f"{record['messages']:,} messages, {size / 1e6:.1f} MB; policy.yaml and planted.json beside it\n"
    )
    return 0


def _write(company: Company, out: Path, form: str, record: str) -> int:
    name, write = FORMATS[form]
    out.mkdir(parents=True, exist_ok=True)
    (out / "policy.yaml").write_bytes(policy_yaml(company).encode())
    (out / "planted.json").write_bytes(record.encode())
    return write(company, out / name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local.company.generate", description=__doc__)
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="folder to write into; made if it does not exist"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help="the same seed writes the same bytes (%(default)s)"
    )
    parser.add_argument(
        "--platform", default="slack", metavar="ID", help="whose accounts its people have (%(default)s)"
    )
    parser.add_argument("--groups", type=int, default=GROUPS, help="how many groups (%(default)s)")
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="slack", help="what to write (%(default)s)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

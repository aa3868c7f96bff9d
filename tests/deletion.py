"""Takes each vendor away in turn and tries what is left: `python -m tests.deletion [FOLDER …]`, or `make deletion`.

In a copy of the house the vendor's folder goes, its line in the tuple, its simulator, its recordings and its own tests. Then the
types must hold, the contracts, and every test that does not itself name the vendor: whatever else breaks depends on it in
secret.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.naming import named, vendors_of

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
HOME = Path("shared/adapters/im")
TUPLES = (HOME / "vendors.py", Path("local/platforms.py"))
OWN = (
    "shared/adapters/im/{}",
    "local/{}",
    "tests/adapters/im/{}",
    "tests/local/{}",
    "tests/recordings/{}",
    "docs/platforms/{}.md",
)
TESTS = ("tests/core", "tests/app", "tests/adapters", "tests/contract", "tests/functions/test_events_in_memory.py", "tests/test_house.py",
         "tests/test_settings.py", "tests/test_cli.py")  # fmt: skip
"""What decides, and needs no stack."""


def main(given: list[str]) -> int:
    folders = given or sorted(
        path.parent.name for path in (ROOT / HOME).glob("*/vendor.py") if path.parent.name != "kit"
    )
    broken = [folder for folder in folders if not _holds(folder)]
    _say(f"without {', '.join(broken)}: broken" if broken else "every vendor can be taken away")
    return 1 if broken else 0


def _holds(folder: str) -> bool:
    with tempfile.TemporaryDirectory() as place:
        house = Path(place) / "house"
        _copy(house)
        names = vendors_of(house / HOME / folder / "vendor.py")
        _take_away(house, folder)
        types = _ran(house, str(BIN / "mypy"), "shared", "functions")
        contracts = _ran(house, str(BIN / "lint-imports"), "--no-logo", "--no-cache")
        secret, own = _failing(house, names)
    _say(
        f"{folder}: types {_word(types)}, contracts {_word(contracts)}, {own} tests that name it fail, {len(secret)} others"
    )
    for test in secret:
        _say(f"  {test}")
    return types and contracts and not secret


def _copy(house: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (house / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, house / name)


def _take_away(house: Path, folder: str) -> None:
    for own in OWN:
        path = house / own.format(folder)
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
    for tuple_ in TUPLES:
        text = (house / tuple_).read_text("utf-8")
        pattern = rf"^from [\w.]*\.{folder}\.\w+ import (.*)\n"
        words = [
            word.strip() for found in re.findall(pattern, text, re.MULTILINE) for word in found.split(",")
        ]
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
        for word in words:
            text = re.sub(rf"(?m)^    {word},\n|\b{word},\s?", "", text)
        (house / tuple_).write_text(text, "utf-8")


def _ran(house: Path, *command: str) -> bool:
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    if done.returncode:
        _say(done.stdout[-3000:] + done.stderr[-1000:])
    return done.returncode == 0


def _failing(house: Path, names: frozenset[str]) -> tuple[list[str], int]:
    """The tests that fail without naming the vendor, and how many that do name it."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "-q",
        "-rfE",
        "--tb=no",
        "--no-header",
        *TESTS,
    ]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        return [f"pytest ended with {done.returncode}: {done.stdout[-1500:]}"], 0
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    own = [test for test in failed if _names_it(house, test, names)]
    return sorted(set(failed) - set(own)), len(own)


def _names_it(house: Path, test: str, names: Iterable[str]) -> bool:
    text = (house / test.partition("::")[0]).read_text("utf-8")
    return not named(text + test).isdisjoint(names)


def _word(holds: bool) -> str:  # noqa: FBT001 (a word for a verdict)
    return "hold" if holds else "BREAK"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 (a command's output)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

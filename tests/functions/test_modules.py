"""How much a webhook loads: its cold start stands between a platform and its deadline, so that growth must be seen."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
EVENT = json.loads((ROOT / "events" / "hooks" / "url_check.json").read_text("utf-8"))
ENVIRONMENT = {
    "GK_FUNCTION": "hooks",
    "GK_TABLE": "t",
    "GK_BUCKET": "b",
    "GK_EVENTS_QUEUE": "https://queue.test/events",
    "GK_ANSWERS_QUEUE": "https://queue.test/answers",
    "GK_HOOK_KEYS": json.dumps({"feishu": {"events": {"verification_token": "example-verification-token"}}}),
}
IMPORTED = "import functions.hooks.app"
ANSWERED = f"""
import functions.hooks.app
said = functions.hooks.app.handler({EVENT!r}, None)
assert said["statusCode"] == 200, said
"""
VENDORS = 2 * len(list((ROOT / "shared" / "adapters" / "im").glob("*/limits.py")))
"""A vendor's folder and its record."""
OURS = ("shared", "functions")
COUNT = f"""
import json
names = {{name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}}
new = sorted(names.keys() - before)
ours = [name for name in new if name.partition(".")[0] in {OURS!r}]
theirs = [name for name in new if "site-packages" in names[name]]
print("COUNTED" + json.dumps([ours, theirs]))
"""


class Loaded(NamedTuple):
    """What a fresh interpreter has loaded beyond what it begins with; packages count as modules."""

    ours: list[str]
    theirs: list[str]
    """Of libraries that are not Python's own."""


def loaded_by(code: str) -> Loaded:
    """Without the site's start-up hooks, which import what they like."""
    begins = f"import sys; sys.path[:] = {[str(ROOT), *sys.path]!r}; before = set(sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"{begins}\n{code}\n{COUNT}"],
        env=ENVIRONMENT,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return Loaded(*json.loads(done.stdout.rpartition("COUNTED")[2]))


LOGGING, CRYPTOGRAPHY = {"aws_lambda_powertools", "botocore", "jmespath"}, {"cryptography", "_cffi_backend"}


@pytest.mark.parametrize(
    ("code", "ours", "theirs", "libraries"),
    [(IMPORTED, 21, 0, set()), (ANSWERED, 39 + VENDORS, 69, {*LOGGING, *CRYPTOGRAPHY, "typing_extensions"})],
    ids=["when it is imported", "when it has answered a platform's check of its URL"],
)
def test_a_webhook_loads_no_more_than_it_did(code: str, ours: int, theirs: int, libraries: set[str]) -> None:
    """Where it is fewer by now, write the smaller number here, so that it stays."""
    loaded = loaded_by(code)
    assert len(loaded.ours) <= ours, loaded.ours
    assert {name.partition(".")[0] for name in loaded.theirs} <= libraries
    assert len(loaded.theirs) <= theirs, loaded.theirs

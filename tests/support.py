"""What tests share: previews of inputs that a test writes, through the real readers and the real policy."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from local.stack.tools import MissingTool, environment
from shared.adapters.files.open import open_source
from shared.adapters.policy_file import parse_policy
from shared.app.preview import Wish, preview
from shared.bootstrap.world import world
from shared.core.findings.survey import Survey
from shared.core.lang import Lang
from shared.core.questions.catalogue import ALL

Rows = Sequence[Mapping[str, Any]]
JUDGED = datetime(2026, 5, 29, 1, tzinfo=UTC)
"""An ordinary Friday, 09:00 in Shanghai: the moment that is judged where a test names none."""


def skip_without(missing: MissingTool) -> NoReturn:
    """A test whose tool is not installed says so; in CI, which installs them all, nothing may be skipped unseen."""
    if environment().get("CI"):
        raise missing
    pytest.skip(str(missing))


class NoProgress:
    """A `Progress` that nobody watches."""

    def begin(self, label: str, total: int) -> None:
        pass

    def advance(self, done: int) -> None:
        pass

    def end(self) -> None:
        pass


def write_jsonl(folder: Path, name: str, rows: Rows) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{name}.jsonl").write_text(text, "utf-8", newline="\n")


def survey_of(
    path: Path,
    *,
    now: datetime = JUDGED,
    lookback: int = 1,
    policy: Mapping[str, Any] | None = None,
    lang: Lang = Lang.ZH,
) -> Survey:
    """The preview of any input, as the command would make it; `policy` as the file would say it."""
    text = json.dumps(policy or {}, ensure_ascii=False).encode()
    facts = open_source(path, at=now).read(NoProgress())
    wish = Wish(now, lookback, lang)
    return preview(facts, parse_policy(text, file="policy", checks=ALL), world(), wish, NoProgress())

"""An operator at a terminal, with a stack that answers what a test says."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shared.adapters.files.returned import copy_beside, returned
from shared.adapters.files.template import KINDS, template
from shared.adapters.files.upload import read_people
from shared.adapters.saving import save_new
from shared.adapters.whole_file import read_whole
from shared.app.ports.remote import Remote, Target
from shared.bootstrap.terminal import tools
from shared.cli.command import main
from shared.cli.tools import Operator
from shared.settings import OperatorSettings
from tests.support import NoProgress

Answers = Mapping[str, Any]
"""By function, or for `ops` by operation: the answer, or the error to raise."""

LOCAL = Target(
    "groupkeeper",
    region="cn-north-1",
    endpoint="http://127.0.0.1:4566",
    keys=("test", "test"),
    is_local=True,
)


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 5, 29, 1, tzinfo=UTC)


class Paper:
    """A `Terminal` that keeps what was written."""

    width = 100
    colour = False

    def __init__(self) -> None:
        self.out: list[str] = []
        self.err: list[str] = []

    @property
    def text(self) -> str:
        return "\n".join(self.out)

    @property
    def flowing(self) -> str:
        """What was written, wherever its lines were broken."""
        return " ".join(line.strip() for line in self.out)

    @property
    def complaints(self) -> str:
        return "\n".join(self.err)

    def write(self, lines: Iterable[str]) -> bool:
        self.out += lines
        return True

    def write_data(self, lines: Iterable[str]) -> bool:
        return self.write(lines)

    def complain(self, lines: Iterable[str]) -> bool:
        self.err += lines
        return True


class Turns(list[Any]):
    """Answers that are given one after the other."""


class FakeRemote:
    """A stack that answers as told and remembers what it was asked."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.uploads: dict[str, bytes] = {}

    def invoke(self, function: str, payload: Mapping[str, Any]) -> Any:
        self.calls.append((function, dict(payload)))
        answer = self._answers[payload["do"] if function == "ops" else function]
        if isinstance(answer, BaseException):
            raise answer
        return answer.pop(0) if isinstance(answer, Turns) else answer

    def upload(self, key: str, data: bytes) -> None:
        self.uploads[key] = data


class FakeKeyboard:
    """Somebody who answers these lines and then ends the input; None: nobody is there."""

    def __init__(self, lines: Sequence[str] | None) -> None:
        self._lines = list(lines or ())
        self.is_there = lines is not None

    def ask(self, question: str) -> str | None:
        return self._lines.pop(0) if self._lines else None


class Sitting:
    """One operator with one stack: `run("inspect", "--dry-run")` is the exit code."""

    def __init__(
        self,
        answers: Answers | None = None,
        *,
        keys: Sequence[str] | None = None,
        settings: OperatorSettings = OperatorSettings(None, is_aws_configured=False),  # noqa: B008 (a value)
        local: Target | None = LOCAL,
        connect: Callable[[Target], Remote] | None = None,
    ) -> None:
        """`connect` for the way to a real stack; without it the one that answers."""
        self.remote = FakeRemote(answers or {})
        self._to = connect or (lambda _: self.remote)
        self.paper = Paper()
        self.targets: list[Target] = []
        self.waited: list[str] = []
        self._operator = Operator(
            settings=settings,
            local=lambda: local,
            connect=self._connect,
            waiting=self._waiting,
            keyboard=FakeKeyboard(keys),
            read=read_whole,
            people=read_people,
            template=lambda kind, lang, departments: template(KINDS[kind], lang, departments),
            returned=returned,
            copy_beside=copy_beside,
            save_new=save_new,
            zone=UTC,
        )

    def run(self, *arguments: object) -> int:
        world = tools()._replace(
            clock=FixedClock(), terminal=self.paper, progress=NoProgress(), operator=self._operator
        )
        try:
            return main([str(argument) for argument in arguments], world)
        except SystemExit as leaving:  # argparse ends the process itself
            return int(leaving.code or 0)

    def _connect(self, target: Target) -> Remote:
        self.targets.append(target)
        return self._to(target)

    @contextmanager
    def _waiting(self, label: str) -> Iterator[None]:
        self.waited.append(label)
        yield


def policy_file(folder: Path, text: str) -> Path:
    path = folder / "policy.yaml"
    path.write_text(text, "utf-8")
    return path

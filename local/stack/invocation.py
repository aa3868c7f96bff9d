"""Runs a built function as Lambda would: inside the runtime interface emulator that Lambda's own images carry.

Unlike the local AWS's workers it keeps the real error types and the whole life of a process. One request at a time: it falls
over parallel ones.
"""

import http.client
import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from local.stack.artifacts import Build
from local.stack.process import REGION, free_port
from local.stack.record import CREDENTIAL
from local.stack.tools import bare_environment, runtime_emulator, runtime_python

_PATH = "/2015-03-31/functions/function/invocations"


class Answer(NamedTuple):
    """What came back, and how long it took."""

    body: Any
    seconds: float

    @property
    def error(self) -> str | None:
        """The class of the exception that ended it; the emulator sets no header for it."""
        return self.body.get("errorType") if isinstance(self.body, dict) else None


class Invocation:
    """One function in one process, cold until its first event. A context manager, so that the process ends."""

    def __init__(
        self,
        build: Build,
        function: str,
        settings: Mapping[str, str],
        *,
        oldest: bool = False,
        timeout: int = 60,
    ) -> None:
        self._port = free_port()
        code = build.function(function)
        self._log = build.folder / f"{function}-{self._port}.log"
        environment = bare_environment() | {
            "LAMBDA_TASK_ROOT": str(code),
            "PYTHONPATH": f"{code}:{build.layer / 'python'}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_LAMBDA_FUNCTION_NAME": f"groupkeeper-{function}",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout),
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": CREDENTIAL,
            "AWS_SECRET_ACCESS_KEY": CREDENTIAL,
            "GK_FUNCTION": function,
        }
        command: list[str | Path] = [
            runtime_emulator(),
            "--runtime-interface-emulator-address",
            f"127.0.0.1:{self._port}",
            "--runtime-api-address",
            f"127.0.0.1:{free_port()}",
            runtime_python(oldest=oldest),
            "-m",
            "awslambdaric",
            "app.handler",
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=code,
                env=environment | dict(settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._timeout = timeout

    def send(self, event: Any) -> Answer:
        """Raises RuntimeError with the end of its log where the process died."""
        started = time.monotonic()
        while True:
            door = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._timeout + 30)
            try:
                door.request("POST", _PATH, json.dumps(event))
                body = door.getresponse().read()
                return Answer(json.loads(body or b"null"), time.monotonic() - started)
            except ConnectionRefusedError:  # it has not begun to listen; nothing was sent yet
                if self._process.poll() is not None or time.monotonic() - started > 30:
                    raise RuntimeError(f"the runtime emulator did not answer:\n{self.log[-2000:]}") from None
                time.sleep(0.01)
            finally:
                door.close()

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8", errors="replace")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._log.unlink(missing_ok=True)

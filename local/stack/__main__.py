"""`python -m local.stack up | down | build | parameters | invoke FUNCTION EVENT`: what the make targets of the same names call."""

import json
import sys
from pathlib import Path

from local.stack import control as stack
from local.stack.artifacts import build, parameters
from local.stack.record import FunctionFailed


def main(arguments: list[str]) -> int:
    match arguments:
        case ["up"]:
            ready = stack.up(say=_say if sys.stderr.isatty() else None)
            _say(f"AWS on {ready.endpoint}, webhooks under {ready.hooks}; .local/stack.json has the rest.")
        case ["down"]:
            stack.down()
        case ["build"]:
            _print(str(build().template))
        case ["parameters"]:
            _print(" ".join(f"{name}={value}" for name, value in parameters().items()))
        case ["invoke", function, event]:
            return _invoke(function, Path(event))
        case _:
            _say(__doc__)
            return 2
    return 0


def _invoke(function: str, event: Path) -> int:
    ready = stack.running()
    if ready is None:
        _say("Nothing runs here: `make up` first.")
        return 2
    try:
        _print(
            json.dumps(
                ready.invoke(function, json.loads(event.read_text("utf-8"))), ensure_ascii=False, indent=2
            )
        )
    except FunctionFailed as failure:
        _say(str(failure))
        return 1
    return 0


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _say(text: str) -> None:
    """Progress and complaints, for the person who watches."""
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

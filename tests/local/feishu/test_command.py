"""`python -m local.feishu`: started, asked, told to stop."""

import json
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from local.feishu.__main__ import main
from local.feishu.simulator import Feishu

ROOT = Path(__file__).parents[3]


def test_it_says_where_it_is_serves_and_ends_when_told(tmp_path: Path) -> None:
    options = ["--groups", "120", "--clock", str(tmp_path / "clock"), "--start", "2026-09-28T08:00:00+08:00"]
    options += ["--without", "im:message.group_msg", "--variant", "never_edited=1772001"]
    program = [sys.executable, "-m", "local.feishu", *options]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        world, scopes, variants = (_shown(said["base_url"], what) for what in ("world", "scopes", "variants"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert said["app_id"] == "cli_a5c1e0b7d93f100c"
    assert world["now"].startswith("2026-09-28T00:0")
    assert "im:message.group_msg" not in scopes["scopes"]
    assert variants["now"]["never_edited"] == "1772001"
    assert float((tmp_path / "clock").read_text()) != 0


def _shown(base_url: str, what: str) -> Any:
    connection = HTTPConnection(base_url.removeprefix("http://"), timeout=10)
    connection.request("GET", f"/_sim/{what}")
    shown = json.loads(connection.getresponse().read())
    connection.close()
    return shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--groups", "5"], "at least"),
        (["--variant", "never_edited=maybe"], "choose one of"),
        (["--limits", "some"], "invalid choice"),
        (["--start", "2026-09-28T08:00:00"], "in which zone"),
        (["--hooks", "http://feishu.example/hooks"], "stay on this machine"),
    ],
)
def test_a_wrong_flag_is_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(simulator: Feishu, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--groups", "120", "--port", simulator.base_url.rpartition(":")[2]])
    assert "in use" in capsys.readouterr().err

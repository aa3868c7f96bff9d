"""The template, read by the linter that knows each region's resources."""

import subprocess

from local.stack.tools import ROOT, MissingTool, linter
from tests.support import skip_without


def test_the_template_has_no_fault_in_china_or_elsewhere() -> None:
    try:
        command = linter()
    except MissingTool as missing:
        skip_without(missing)
    regions = ["cn-north-1", "cn-northwest-1", "us-east-1", "ap-southeast-1"]
    done = subprocess.run(
        [command, "-t", ROOT / "template.yaml", "-r", *regions], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0)

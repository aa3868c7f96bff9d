"""A new platform is a folder and a line; nothing that answers a URL check imports what is slow."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.adapters.http import Http
from shared.adapters.im import vendors as im
from shared.adapters.im.vendor import Access
from shared.adapters.im.vendors import VENDORS, VENDORS_BY_ID
from shared.adapters.platforms import PLATFORMS
from shared.core.errors import ConfigError

FOLDERS = {path.parent.name for path in Path(im.__file__ or "").parent.glob("*/vendor.py")}
SECRETS: Mapping[str, Mapping[str, str]] = {
    "feishu": {"app_id": "cli_us", "app_secret": "s3cret"},
    "lark": {"app_id": "cli_us", "app_secret": "s3cret"},
}
SLOW = ("httpx", "boto3", "botocore", "tenacity", "ssl", "asyncio", "yaml")


def _access(id_: str) -> Access:
    return Access("https://im.test", SECRETS[id_], Http(), lambda: datetime(2026, 9, 21, tzinfo=UTC))


def test_every_folder_is_registered_and_everything_registered_is_known() -> None:
    assert set(VENDORS_BY_ID) >= FOLDERS
    assert set(VENDORS_BY_ID) == set(SECRETS)
    assert set(VENDORS_BY_ID) <= {platform.id for platform in PLATFORMS}
    assert len(VENDORS_BY_ID) == len(VENDORS)


@pytest.mark.parametrize("id_", VENDORS_BY_ID)
def test_a_platform_is_connected_without_asking_it_anything(id_: str) -> None:
    connected = VENDORS_BY_ID[id_].connect(_access(id_))
    assert connected.id == id_
    assert connected.calls() == {}
    assert callable(VENDORS_BY_ID[id_].hook().receive)


@pytest.mark.parametrize("id_", VENDORS_BY_ID)
def test_a_platform_without_its_secret_cannot_be_connected(id_: str) -> None:
    with pytest.raises(ConfigError):
        VENDORS_BY_ID[id_].connect(_access(id_)._replace(secret=dict.fromkeys(SECRETS[id_], "")))


@pytest.mark.parametrize("id_", VENDORS_BY_ID)
def test_a_hook_imports_nothing_that_is_slow(id_: str) -> None:
    code = (
        f"import sys; from shared.adapters.im.vendors import VENDORS_BY_ID; VENDORS_BY_ID[{id_!r}].hook();"
        f"print([name for name in {SLOW!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", _with_paths(code)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_connecting_imports_no_http_client_before_the_first_call() -> None:
    code = "import sys, shared.adapters.im.feishu.connect; print([n for n in ('httpx', 'tenacity') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", _with_paths(code)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def _with_paths(code: str) -> str:
    """Without the site's start-up hooks, which import what they like."""
    return f"import sys; sys.path[:] = {sys.path!r}; {code}"

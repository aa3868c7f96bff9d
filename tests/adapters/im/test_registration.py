"""A new platform is a folder and a line; nothing that answers a URL check imports what is slow."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.adapters.im import vendors as im
from shared.adapters.im.kit.connecting import Surroundings, connect
from shared.adapters.im.kit.http import Http
from shared.adapters.im.kit.vendor import Door, Vendor
from shared.adapters.im.vendors import VENDORS, VENDORS_BY_ID, WRITTEN
from shared.core.errors import ConfigError
from shared.core.lang import Lang

FOLDERS = {path.parent.name for path in Path(im.__file__ or "").parent.glob("*/vendor.py")} - {"kit"}
CONNECTED = [vendor for vendor in VENDORS if vendor.connect is not None]
DOORS = [(vendor, door) for vendor in VENDORS for door in vendor.doors]
SLOW = ("httpx", "boto3", "botocore", "tenacity", "ssl", "asyncio", "yaml")
AROUND = Surroundings({}, Http, lambda: datetime(2026, 9, 21, tzinfo=UTC), 0.5)


def filled(vendor: Vendor) -> dict[str, str]:
    return {field.name: f"{field.name}1" for field in vendor.secret}


def test_every_folder_is_registered_and_every_platform_once() -> None:
    assert set(VENDORS_BY_ID) >= FOLDERS
    assert len(VENDORS_BY_ID) == len(VENDORS)
    assert len(WRITTEN) == sum(len(vendor.written) for vendor in VENDORS), "two are written the same way"


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.id)
def test_a_record_says_what_it_must(vendor: Vendor) -> None:
    assert vendor.id in vendor.written
    assert all(vendor.name[lang].casefold() in vendor.written for lang in Lang)
    assert all(word == word.casefold() for word in vendor.written)
    assert all(address.startswith("https://") for address in vendor.hosts.values())
    assert (vendor.connect is None) == (not vendor.secret) == (not vendor.hosts)


@pytest.mark.parametrize("vendor", CONNECTED, ids=lambda vendor: vendor.id)
def test_a_platform_is_connected_without_asking_it_anything(vendor: Vendor) -> None:
    connected = connect(vendor, filled(vendor), AROUND)
    assert (connected.id, connected.name) == (vendor.id, vendor.name)
    assert connected.calls() == {}


@pytest.mark.parametrize("vendor", CONNECTED, ids=lambda vendor: vendor.id)
def test_a_platform_without_its_secret_cannot_be_connected(vendor: Vendor) -> None:
    with pytest.raises(ConfigError) as caught:
        connect(vendor, dict.fromkeys(filled(vendor), ""), AROUND)
    assert len(caught.value.faults) == sum(field.is_needed for field in vendor.secret)


@pytest.mark.parametrize(("vendor", "door"), DOORS, ids=lambda one: one.id)
def test_a_door_s_reader_imports_nothing_that_is_slow(vendor: Vendor, door: Door) -> None:
    assert _imported_by(
        "from shared.adapters.im.vendors import VENDORS_BY_ID;"
        f"[door.hook() for door in VENDORS_BY_ID[{vendor.id!r}].doors if door.id == {door.id!r}]"
    ) == set()  # fmt: skip


@pytest.mark.parametrize("vendor", CONNECTED, ids=lambda vendor: vendor.id)
def test_connecting_imports_no_http_client_before_the_first_call(vendor: Vendor) -> None:
    code = (
        "from datetime import UTC, datetime; from shared.adapters.im.kit.http import Http;"
        "from shared.adapters.im.kit.connecting import Surroundings, connect;"
        "from shared.adapters.im.vendors import VENDORS_BY_ID;"
        f"connect(VENDORS_BY_ID[{vendor.id!r}], {filled(vendor)!r}, Surroundings({{}}, Http, datetime.now, 0.5))"
    )
    assert _imported_by(code) == set()


def _imported_by(code: str) -> set[str]:
    """Without the site's start-up hooks, which import what they like."""
    shown = f"import sys; sys.path[:] = {sys.path!r}; import tests.platforms; {code}; print(*(n for n in {SLOW!r} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())

"""One made-up company for all tests of this folder, in memory and as files."""

from pathlib import Path

import pytest

from local.company.found import found
from local.company.generate import main
from local.company.model import Company, Tenant

SEED = 20261001


@pytest.fixture(scope="session")
def company() -> Company:
    return found(SEED, tenant=Tenant("slack"))


@pytest.fixture(scope="session")
def company_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the command line can write, in one folder."""
    folder = tmp_path_factory.mktemp("company")
    for form in ("slack", "facts", "sheet"):
        assert main([str(folder), "--seed", str(SEED), "--format", form]) == 0
    return folder

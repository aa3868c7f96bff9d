"""Templates come compiled with the layer; one that is stale, cut off or of another Python is parsed as if there were none."""

import shutil
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from jinja2.bccache import bc_magic

from shared.adapters.web.compiled import Compiled, compile_all
from shared.adapters.web.render import TEMPLATES


class Watched(Environment):
    """Says which templates it had to parse."""

    def __init__(self, folder: Path) -> None:
        super().__init__(loader=FileSystemLoader(folder), bytecode_cache=Compiled(folder))
        self.parsed: list[str | None] = []

    def _parse(self, source: str, name: str | None, filename: str | None) -> object:  # type: ignore[override]
        self.parsed.append(name)
        return super()._parse(source, name, filename)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("{{ 1 + 1 }} groups", "utf-8")
    compile_all(Watched(tmp_path), tmp_path, tmp_path)
    return tmp_path


def test_what_was_compiled_is_not_parsed_again(folder: Path) -> None:
    watched = Watched(folder)
    assert watched.get_template("page.html").render() == "2 groups"
    assert watched.parsed == []


@pytest.mark.parametrize("harm", ["changed", "cut off", "another Python", "missing"])
def test_what_does_not_fit_is_parsed(folder: Path, harm: str) -> None:
    compiled = folder / "page.html.compiled"
    data = compiled.read_bytes()
    if harm == "changed":
        (folder / "page.html").write_text("{{ 1 + 1 }} Groups", "utf-8")
    elif harm == "cut off":
        compiled.write_bytes(data[: len(data) // 2])
    elif harm == "another Python":
        compiled.write_bytes(b"x" + data[1:])
    else:
        compiled.unlink()
    watched = Watched(folder)
    assert watched.get_template("page.html").render().casefold() == "2 groups"
    assert watched.parsed == ["page.html"]


def test_nothing_is_written_where_the_product_runs(tmp_path: Path) -> None:
    shutil.copy(TEMPLATES / "frame.html", tmp_path)
    Watched(tmp_path).get_template("frame.html")
    assert [path.name for path in tmp_path.iterdir()] == ["frame.html"]


def test_what_is_compiled_names_no_folder_of_the_machine_that_did_it(folder: Path) -> None:
    data = (folder / "page.html.compiled").read_bytes()
    assert data.startswith(bc_magic)
    assert str(folder).encode() not in data
    assert b"/opt/python/shared/adapters/web/templates/page.html" in data

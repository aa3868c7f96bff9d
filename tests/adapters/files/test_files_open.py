"""A path is recognised, or refused with what was expected and what was found; nothing hostile gets through."""

import io
import os
import random
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from shared.adapters.files.open import open_source
from shared.adapters.files.ziptree import Limits, entry_name, open_zip
from shared.core.errors import BadInput
from shared.core.lang import Lang
from tests.adapters.files.reading import AT, Files, MakeFolder, MakeZip, posts, read, read_all, refusal, said

FACTS: Files = {"groups.jsonl": [{"platform": "wecom", "group_id": "g1", "name": "群"}]}
SLACK: Files = {"channels.json": '[{"id": "C1", "name": "a"}]', "users.json": "[]", "a/2026-04-16.json": "[]"}
MESSAGE = {"group_id": "g1", "ts": 1776297600}


@pytest.mark.parametrize(("files", "label"), [(FACTS, "facts folder"), (SLACK, "Slack export")])
def test_folders_and_zips_are_recognised_by_what_they_hold(
    folder: MakeFolder, zipped: MakeZip, files: Files, label: str
) -> None:
    assert read(folder(files)).label[Lang.EN] == label
    assert read(zipped(files)).label[Lang.EN] == label


@pytest.mark.parametrize("name", ["r.csv", "r.CSV", "r.tsv"])
def test_sheets_are_recognised_by_their_ending(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("群名称\n市场部-周报\n", "utf-8")
    assert read(path).label[Lang.EN] == "register sheet"


def test_one_folder_around_everything_and_the_litter_of_file_managers_do_not_matter(zipped: MakeZip) -> None:
    litter = {"__MACOSX/x/._groups.jsonl": "x", "x/.DS_Store": "x", "x/._groups.jsonl": "x", "Thumbs.db": "x"}
    facts = read(zipped({f"x/{name}": value for name, value in FACTS.items()} | litter))
    assert [group.key for group in facts.groups] == ["wecom:g1"]
    assert facts.faults == []


@pytest.mark.parametrize("name", ["市场部.jsonl", "市场部"])
def test_names_that_old_zip_programs_wrote_in_the_systems_encoding_are_read(
    tmp_path: Path, name: str
) -> None:
    for encoding in ("utf-8", "gb18030"):
        path = tmp_path / f"{encoding}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            info = zipfile.ZipInfo("x")
            info.filename = name.encode(encoding).decode("cp437")
            archive.writestr(info, b"x")
        raw = path.read_bytes().replace(
            info.filename.encode(), name.encode(encoding)
        )  # Python itself always marks such names as UTF-8
        path.write_bytes(_unmarked(raw, len(info.filename.encode()), len(name.encode(encoding))))
        with zipfile.ZipFile(path) as archive:
            assert entry_name(archive.infolist()[0]) == name


def _unmarked(raw: bytes, before: int, after: int) -> bytes:
    """Without the UTF-8 flag, and with lengths and offsets that fit the shorter name."""
    data = bytearray(raw)
    central = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    struct.pack_into("<H", data, 6, 0)
    struct.pack_into("<H", data, 26, after)
    struct.pack_into("<H", data, central + 8, 0)
    struct.pack_into("<H", data, central + 28, after)
    size, offset = struct.unpack_from("<II", data, end + 12)
    struct.pack_into("<II", data, end + 12, size - before + after, offset - before + after)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("groups.jsonl", "{}", ["is a file ending in .jsonl", "Pass the folder that it lies in"]),
        ("channels.json", "[]", ["is a file ending in .json", "Pass the folder that it lies in"]),
        ("register.xls", "x", ["is a file ending in .xls", "Save it as .xlsx"]),
        ("notes.txt", "x", ["is a file ending in .txt", "groups.jsonl", "channels.json", ".xlsx"]),
        ("README", "x", ["is a file without an ending", "groups.jsonl"]),
        ("x.zip", "no zip", ["is not a zip, or is damaged or cut off"]),
        ("x.zip", "", ["is not a zip, or is damaged or cut off"]),
        ("x.csv", "", ["is empty"]),
        ("x.xlsx", "", ["is empty"]),
    ],
)
def test_another_file_is_refused_with_what_was_expected(
    tmp_path: Path, name: str, data: str, words: list[str]
) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    found = said(refusal(path))
    assert all(word in found for word in words), found


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, ["holds nothing", "groups.jsonl"]),
        ({"notes.txt": "x", "sub/groups.jsonl": "x"}, ["holds “sub/”, “notes.txt”", "channels.json"]),
        ({"messages.jsonl": "x"}, ["holds “messages.jsonl”"]),
        ({"users.json": "[]"}, ["holds “users.json”"]),
        ({"channels.json": "[]"}, ["is a Slack export without users.json"]),
        ({**FACTS, **SLACK}, ["holds both a facts folder and a Slack export"]),
        ({"groups.jsonl/x": "x"}, ["holds “groups.jsonl/”"]),
        ({"\x1b[31mred": "x"}, ["holds “red”"]),
    ],
)
def test_another_folder_is_refused_with_what_was_found(
    folder: MakeFolder, files: Files, words: list[str]
) -> None:
    found = said(refusal(folder(files)))
    assert all(word in found for word in words), found
    assert "\x1b" not in found


def test_a_zip_in_a_zip_is_not_opened(zipped: MakeZip) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("groups.jsonl", "x")
    assert "holds “inner.zip”" in said(refusal(zipped({"inner.zip": inner.getvalue()})))


@pytest.mark.parametrize("name", ["missing", "missing.zip", "missing.csv", "no\0path"])
def test_a_path_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput):
        open_source(tmp_path / name, at=AT)


def test_a_pipe_is_neither_a_file_nor_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r.csv")
    assert "neither a file nor a folder" in said(refusal(tmp_path / "r.csv"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused_with_whom_to_ask(folder: MakeFolder) -> None:
    root = folder(FACTS)
    (root / "groups.jsonl").chmod(0)
    assert said(refusal(root)) == (
        "groups.jsonl: cannot be read: permission denied. Ask its owner for the right to read it."
    )


def test_a_file_that_goes_away_while_it_is_read_is_refused(folder: MakeFolder) -> None:
    root = folder({**FACTS, "messages.jsonl": [MESSAGE]})
    facts = read(root)
    (root / "messages.jsonl").unlink()
    with pytest.raises(BadInput, match=r"messages\.jsonl: cannot be read: no such file"):
        posts(facts)


def test_links_out_of_the_folder_are_not_followed_and_said(folder: MakeFolder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.jsonl").write_text('{"id": "u1"}\n', "utf-8")
    root = folder(FACTS)
    (root / "people.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    (root / "up").symlink_to("..")
    (root / "broken.jsonl").symlink_to("nowhere")
    (root / "circle.jsonl").symlink_to("circle.jsonl")
    os.mkfifo(root / "messages.jsonl")
    facts = read(root)
    assert (facts.company.people, facts.posts) == ({}, None)
    assert sorted(fault.file for fault in facts.faults) == [
        "broken.jsonl",
        "circle.jsonl",
        "messages.jsonl",
        "people.jsonl",
        "up",
    ]


def test_links_within_the_folder_are_followed(folder: MakeFolder) -> None:
    root = folder({"real.txt": FACTS["groups.jsonl"]})
    (root / "groups.jsonl").symlink_to("real.txt")
    assert len(read(root).groups) == 1


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/etc/passwd", "C:/x", "c:x", "a\\b", "..\\x", "\\\\host\\x"],
)
def test_an_entry_that_leads_out_of_the_zip_is_refused_by_name(zipped: MakeZip, name: str) -> None:
    found = said(refusal(zipped({**FACTS, name: "x"})))
    assert f"entry “{name}” leads out of the zip" in found


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("groups.jsonl")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "entry “groups.jsonl” is a link or a device" in said(refusal(path))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("groups.jsonl", "a")
        archive.writestr("groups.jsonl", "b")
    assert "entry “groups.jsonl” is there twice" in said(refusal(path))


def test_an_encrypted_entry_is_refused(zipped: MakeZip) -> None:
    path = zipped(FACTS)
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    assert "entry “groups.jsonl” is encrypted" in said(refusal(path))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_uncommon_compression_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("groups.jsonl", "a" * 1000)
    assert "is compressed in an uncommon way" in said(refusal(path))


def test_an_entry_that_grows_too_much_is_refused(zipped: MakeZip) -> None:
    found = said(refusal(zipped({**FACTS, "bomb.jsonl": b"\0" * (11 << 20)})))
    assert "entry “bomb.jsonl” grows more than 200 times" in found


def test_small_files_may_grow_as_they_like(zipped: MakeZip) -> None:
    assert read(zipped({**FACTS, "people.jsonl": b"\n" * (9 << 20)})).groups


def _declare(path: Path, size: int) -> None:
    """Makes the first entry claim another unpacked size."""
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + at, size)
    path.write_bytes(data)


def test_a_zip_that_unpacks_to_too_much_is_refused(zipped: MakeZip) -> None:
    path = zipped(FACTS)
    _declare(path, (1 << 32) - 2)
    assert "unpacks to 4,095 MiB, more than 2,048" in said(refusal(path))


def test_a_zip_that_understates_what_it_holds_is_refused_while_it_is_read(zipped: MakeZip) -> None:
    path = zipped({"groups.jsonl": [{"platform": "wecom", "group_id": f"g{n}"} for n in range(5_000)]})
    _declare(path, 100)
    assert said(refusal(path)).startswith("input.zip/groups.jsonl: is not a zip, or is damaged or cut off")


@pytest.mark.parametrize(
    ("limits", "reason"), [(Limits(entries=1), "holds 2 entries, more than 1"), (Limits(entries=2), "")]
)
def test_more_entries_than_a_company_can_have_are_refused(
    zipped: MakeZip, limits: Limits, reason: str
) -> None:
    path = zipped({**FACTS, "x": "x"})
    try:
        open_zip(path, limits).close()
    except BadInput as error:
        found = said(error.faults)
    else:
        found = ""
    assert reason in found
    assert bool(reason) == bool(found)


def test_a_zip_that_is_cut_off_is_refused(zipped: MakeZip) -> None:
    path = zipped(FACTS)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert refusal(path)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_zip_is_read_or_refused_but_never_crashes(zipped: MakeZip, seed: int) -> None:
    rng = random.Random(seed)
    path = zipped({**FACTS, "messages.jsonl": [MESSAGE] * 50, "people.jsonl": [{"id": "u1"}]})
    whole = path.read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        with suppress(BadInput):
            read_all(path)


def test_nothing_is_unpacked_to_disk(zipped: MakeZip, tmp_path: Path) -> None:
    path = zipped(FACTS)
    before = sorted(tmp_path.rglob("*"))
    read_all(path)
    assert sorted(tmp_path.rglob("*")) == before

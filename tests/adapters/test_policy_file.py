"""Policy files as people save them: encodings, sizes, and the parts of YAML that are refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.policy_file import LARGEST, load_policy, parse_policy, published_policy, zone_known
from shared.adapters.yaml_nodes import read_nodes
from shared.core.checks.catalogue import CHECKS
from shared.core.errors import BadInput, ConfigError, Fault
from shared.core.mode import Mode
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy, read_policy, root_record
from shared.core.schema.describe import json_schema
from shared.core.schema.node import Form, Node
from shared.core.schema.published import from_json, to_json
from shared.core.schema.structures import Record

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "policy.example.yaml"
TEXT = "responsible_department: 总经办\n"


def parse(data: bytes | str) -> Policy:
    return parse_policy(data.encode() if isinstance(data, str) else data, file="p.yaml", checks=CHECKS)


def faults_of(data: bytes | str) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as raised:
        parse(data)
    return raised.value.faults


# --- the file ---


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode(), TEXT.rstrip().encode()],
    ids=["plain", "with a byte order mark", "from Windows", "without a last line break"],
)
def test_utf8_is_read_however_it_was_saved(data: bytes) -> None:
    assert parse(data).responsible_department == "总经办"


@pytest.mark.parametrize(
    ("encoding", "line"), [("gb18030", 2), ("utf-16", None), ("utf-16-le", None), ("utf-16-be", None)]
)
def test_another_encoding_is_named_with_the_way_out(encoding: str, line: int | None) -> None:
    (fault,) = faults_of(f"version: 1\n{TEXT}".encode(encoding))
    assert fault.line == line
    assert "UTF-8" in fault.remedy


def test_a_file_that_is_no_text_is_refused() -> None:
    assert "no text at all" in faults_of(b"PK\x03\x04\x00\x00")[0].reason


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert "1,048,577 bytes" in faults_of(b"#" * (LARGEST + 1))[0].reason
    assert parse(b"#" * LARGEST) == default_policy(CHECKS)


def test_a_path_that_leads_nowhere_or_to_a_folder_is_said_so(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none.yaml", "no such file"),
        (tmp_path, "a folder"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ):
        with pytest.raises(BadInput) as raised:
            load_policy(path, CHECKS)
        assert reason in raised.value.faults[0].reason
        assert raised.value.faults[0].file == str(path)


def test_an_empty_file_and_no_file_are_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.touch()
    assert load_policy(path, CHECKS) == load_policy(None, CHECKS) == default_policy(CHECKS)


def test_the_default_policy_needs_no_yaml() -> None:
    program = (
        "import sys; from shared.adapters.policy_file import load_policy; from shared.core.checks.catalogue import CHECKS;"
        "load_policy(None, CHECKS); sys.exit('yaml' in sys.modules or 'zoneinfo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


# --- what YAML may not do ---


@pytest.mark.parametrize(
    ("text", "line", "reason", "remedy"),
    [
        ("mode: report\nmode: act", 2, "“mode” is already on line 1", "Keep one"),
        (
            "checks:\n  missing_owner: {grace: 1,\n    grace: 2}",
            3,
            "“grace” is already on line 2",
            "Keep one",
        ),
        ("version: &v 1", 1, "“&v” names this place", "Remove"),
        (
            "version: &v a\nresponsible_department: *v",
            2,
            "“*v” stands for another place",
            "Write the value out",
        ),
        (
            "notice: &n {link: a}\nbudgets:\n  <<: *n",
            3,
            "“<<” merges in another place",
            "Write the value out",
        ),
        ("version: !!str 1", 1, "is a type tag", "Remove it"),
        ("version: !python/object/apply:os.system [x]", 1, "is a type tag", "Remove it"),
        ("notice: !!map {}", 1, "is a type tag", "Remove it"),
        ("? [a, b]\n: c", 1, "a list cannot be a key", "single word"),
        ("version: 1\n---\nversion: 2", 2, "a second document begins", "Keep one"),
        ("notice:\n\tlink: a", 2, "this is not YAML", "spaces, not with tabs"),
        ("version：1\nmode: report", 2, "this is not YAML", "half-width colon"),
        ("notice: {link: a", 2, "this is not YAML", "Check colons"),
        ("notice:\n  link: 'a\n\nmode: report", 4, "in what begins on line 2", "Check colons"),
        ("version: a: b", 1, "this is not YAML (mapping values are not allowed", "Check colons"),
        ("version: 1\nmode: \x07act", 2, "control character (U+0007)", "anew"),
        ("[" * 100_000, 1, "this lies too deep", "Check that this is the policy"),
        ("a: " + "{a: " * 500, 1, "this lies too deep", "Check that this is the policy"),
    ],
)
def test_what_makes_yaml_mean_more_than_it_says_is_refused(
    text: str, line: int, reason: str, remedy: str
) -> None:
    fault = next((fault for fault in faults_of(text) if reason in fault.reason), None)
    assert fault is not None, [str(other) for other in faults_of(text)]
    assert fault.line == line
    assert remedy in fault.remedy


def test_a_bomb_of_aliases_is_named_and_never_unfolded() -> None:
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 40)]
    assert len(faults_of("\n".join(["a0: &a0 [x]", *levels]))) <= 101


def test_faults_of_yaml_and_of_the_policy_are_named_together() -> None:
    faults = faults_of("mode: report\nmode: act\nversoin: 2\nzone: Mars")
    assert [fault.line for fault in faults] == [2, 3, 4]


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null"])
def test_nothing_is_nothing_only_when_it_is_not_quoted(nothing: str) -> None:
    assert parse(f"responsible_department: {nothing}").responsible_department is None
    if nothing:
        assert parse(f"responsible_department: '{nothing}'").responsible_department == nothing


def test_scalars_stay_the_text_that_was_written() -> None:
    node = read_nodes("[22:00, off, 1.20, 0x10, 2026-10-01, yes, '007', 1e3]", "f", [])
    texts = [item.text for item in node.items]
    assert texts == ["22:00", "off", "1.20", "0x10", "2026-10-01", "yes", "007", "1e3"]


def test_nodes_know_their_place() -> None:
    node = read_nodes("a:\n  - b\n  -  c: d\n", "f", [])
    inner = node.entries[0][1].items[1]
    assert (inner.form, inner.line, inner.column) == (Form.MAPPING, 3, 6)


def test_json_is_read_like_yaml() -> None:
    assert parse('{\n\t"version": 2,\n\t"mode": null, "work_hours": {"slots": ["10:20"]}\n}').version == "2"


SOURCE = EXAMPLE.read_text(encoding="utf-8")


@given(
    st.integers(0, len(SOURCE)), st.integers(0, 30), st.text("abz09:- \t\n{}[],&*!|>'\"%@`#？：", max_size=12)
)
def test_however_a_file_is_spoiled_it_is_a_policy_or_a_list_of_faults(
    start: int, cut: int, inserted: str
) -> None:
    _parse_or_blame((SOURCE[:start] + inserted + SOURCE[start + cut :]).encode())


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    _parse_or_blame(data)


def _parse_or_blame(data: bytes) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        found: Policy | None = parse(data)
    except BadInput as error:
        found, faults = None, error.faults
    assert found is not None or faults
    assert all(fault.reason and fault.remedy for fault in faults)


# --- zones ---


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Europe/Berlin", "UTC"])
def test_a_zone_of_the_iana_list_is_known(name: str) -> None:
    assert zone_known(name)


@pytest.mark.parametrize(
    "name", ["Asia/Beijing", "Asia", "", "../../etc/passwd", "/etc/localtime", "北京", "UTC+8", "\0"]
)
def test_anything_else_is_not(name: str) -> None:
    assert not zone_known(name)


# --- the example ---


def _example() -> Node:
    faults: list[Fault] = []
    node = read_nodes(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name, faults)
    assert not faults
    return node


def test_the_example_is_a_policy_that_only_reports() -> None:
    assert load_policy(EXAMPLE, CHECKS).mode is Mode.REPORT


def test_the_example_shows_every_section() -> None:
    assert {key.text for key, _ in _example().entries} == {
        field.name for field in root_record(CHECKS).fields
    } - {"region_reason"}


def test_the_example_survives_being_published() -> None:
    published = from_json(to_json(_example()), "published.json")
    assert read_policy(published, file="p", checks=CHECKS, zone_known=zone_known) == load_policy(
        EXAMPLE, CHECKS
    )


def test_a_published_policy_can_be_passed_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(to_json(_example()), encoding="utf-8")
    assert load_policy(path, CHECKS) == load_policy(EXAMPLE, CHECKS)


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"mode": "bold"}', b'{"heads": "\xe7\x8e\x8b\xe8\x8a\xb3"}'])
def test_a_policy_in_force_that_is_not_understood_is_no_events_fault_and_not_quoted(data: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        published_policy(data, CHECKS)
    (fault,) = caught.value.faults
    assert fault.file == "the policy in force"
    assert "bold" not in str(fault)
    assert "王芳" not in str(fault)


def test_the_json_schema_knows_every_key_of_the_example() -> None:
    schema = json_schema(root_record(CHECKS), "policy")
    json.dumps(schema)
    _assert_allowed(_example(), schema, "")


def _assert_allowed(node: Node, schema: dict[str, object], path: str) -> None:
    """As far as keys go: enough to see that reader and schema speak of the same file."""
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties")
    assert isinstance(properties, dict)
    for key, value in node.entries:
        inner = properties.get(key.text, others)
        if "anyOf" not in schema:
            assert isinstance(inner, dict), f"{path}.{key.text}"
            _assert_allowed(value, inner, f"{path}.{key.text}")
    for item in node.items:
        items = schema["items"]
        assert isinstance(items, dict)
        _assert_allowed(item, items, f"{path}[]")


def test_a_schema_that_lacks_a_key_of_the_example_would_be_seen() -> None:
    record = root_record(CHECKS)
    poorer = Record(tuple(field for field in record.fields if field.name != "budgets"), dict)
    with pytest.raises(AssertionError, match="budgets"):
        _assert_allowed(_example(), json_schema(poorer, "policy"), "")

"""Reads a policy file (YAML, or JSON, which is YAML): text becomes nodes with their lines, and nodes a policy."""

from collections.abc import Iterable
from pathlib import Path

from shared.core.checks.base import Check
from shared.core.errors import BadInput, ConfigError, Fault
from shared.core.policy.policy import Policy
from shared.core.policy.reading import default_policy, read_policy

_IN_FORCE = "the policy in force"
LARGEST = 1024 * 1024
"""Bytes. A policy of a company with a thousand departments has a tenth of it."""


def load_policy(path: Path | None, checks: Iterable[Check]) -> Policy:
    """The policy of a file; the defaults where there is no path. Raises BadInput with everything that is wrong."""
    if path is None:
        return default_policy(checks)
    return parse_policy(_bytes(path), file=str(path), checks=checks)


def parse_policy(data: bytes, *, file: str, checks: Iterable[Check]) -> Policy:
    """The policy that `data` says; `file` is what faults call it. Raises BadInput."""
    if len(data) > LARGEST:
        raise BadInput(
            Fault(file, None, f"the file has {len(data):,} bytes, a policy at most {LARGEST:,}", _WHICH)
        )
    from shared.adapters.yaml_nodes import read_nodes  # late: where there is no file, YAML is never loaded

    faults: list[Fault] = []
    node = read_nodes(_text(data, file), file, faults)
    return read_policy(node, file=file, checks=checks, zone_known=zone_known, faults=faults)


def publish_form(data: bytes, file: str, checks: Iterable[Check]) -> tuple[Policy, bytes]:
    """An uploaded policy, and the JSON in which it is published. Raises BadInput with everything that is wrong."""
    from shared.adapters.json_nodes import as_json
    from shared.adapters.yaml_nodes import read_nodes  # both late: only an upload is read this way

    policy = parse_policy(data, file=file, checks=checks)
    return policy, as_json(read_nodes(_text(data, file), file, []))


def published_policy(data: bytes, checks: Iterable[Check]) -> Policy:
    """The policy that `publish_form` made.

    Raises ConfigError where this release does not understand it any more: no event is to blame, and none may count
    as worked off. What the policy says is not repeated, for the error is logged.
    """
    from shared.adapters.json_nodes import from_json

    try:
        return read_policy(from_json(data), file=_IN_FORCE, checks=checks, zone_known=zone_known)
    except BadInput as error:
        reason = f"this release does not understand it ({len(error.faults)} faults)"
    except ValueError:
        reason = "it cannot be read"
    remedy = "Upload it again: groupkeeper register names each line that is wrong"
    raise ConfigError(Fault(_IN_FORCE, None, reason, remedy))


def zone_known(name: str) -> bool:
    """Whether there is a time zone of this name."""
    from shared.adapters.calendar import CalendarError, zone  # late: a policy that names no zone needs none

    try:
        zone(name)
    except CalendarError:
        return False
    return True


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadInput(Fault(str(path), None, "there is no such file", "Check the path")) from None
    except IsADirectoryError:
        raise BadInput(Fault(str(path), None, "this is a folder", "Name the policy file in it")) from None
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror})"
        raise BadInput(Fault(str(path), None, reason, "Check that you may read it")) from None


def _text(data: bytes, file: str) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:100]:
        raise BadInput(Fault(file, None, "the file is UTF-16 or no text at all", _SAVE))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(Fault(file, line, "the file is not UTF-8 (perhaps GBK)", _SAVE)) from None


_SAVE = "Save it as UTF-8: in Notepad, Save as, Encoding: UTF-8"
_WHICH = "Check that this is the policy"

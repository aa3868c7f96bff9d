"""Takes what people upload, whole or not at all: the policy, the people sheet, and sheets of groups that no API shows."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from shared.app.inspect.again import inspect_again
from shared.app.ports.ports import Ports
from shared.app.register.clerks import clerk_faults
from shared.app.register.faults import faults_of
from shared.app.register.filing import file_sheet
from shared.app.register.people import Asked, publish_people, undo_people
from shared.app.runs.unreadable import mend_remedy
from shared.core.errors import BadInput, Conflict, Fault, Unreadable
from shared.core.run import Entry

POLICY, SHEETS, PEOPLE, SHOWN = (
    "policy/incoming/",
    "register/incoming/",
    "people/incoming/",
    "register/shown/",
)
"""Folders of the bucket. It tells this function of what is put into the first two; what lies in the others waits for an
operator's word, since what it changes is shown first."""
_LARGEST = {POLICY: 1024 * 1024, SHEETS: 20 * 1024 * 1024, PEOPLE: 20 * 1024 * 1024, SHOWN: 20 * 1024 * 1024}
_IS_POLICY = (".yaml", ".yml", ".json")


def register(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One upload, named by `{"key": …}` or by a bucket's own event (which may name several); or `{"undo_people": true}`.

    What is refused leaves everything as it was, and is alarmed and said in `faults`.
    """
    ports.ledger().unreadable.begin()
    asked = _asked(event)
    if event.get("undo_people"):
        return _refusable("undo_people", ports, lambda: undo_people(ports, asked), asked)
    done = [_take(key, ports, asked) for key in _keys(event)]
    return done[0] if len(done) == 1 else {"files": done}


_SWITCHES = ("dry_run", "diff", "replace", "undo_people")


def _asked(event: Mapping[str, Any]) -> Asked:
    """How it is wanted. A bucket's event says nothing of it."""
    if "Records" in event:
        return Asked()
    wrong = [name for name in _SWITCHES if not isinstance(event.get(name, False), bool)]
    confirm = event.get("confirm")
    is_known = not event.keys() - {"key", "confirm", *_SWITCHES} and isinstance(confirm, str | None)
    if wrong or not is_known or ("key" in event and event.get("undo_people")):
        remedy = 'Write {"key": "…"} or {"undo_people": true}, and beside it some of "dry_run": true, "diff": true, "replace": true, "confirm": "…"'
        raise BadInput(Fault("event", None, "it says more than which file, or says it wrongly", remedy))
    diff = event.get("diff", False)
    return Asked(event.get("dry_run", False) or diff, event.get("replace", False), confirm, diff)


def _keys(event: Mapping[str, Any]) -> list[str]:
    if isinstance(event.get("key"), str):
        return [event["key"]]
    records = event.get("Records", ())
    keys = [record["s3"]["object"]["key"] for record in records if "s3" in record]
    if not keys:
        remedy = f'Write {{"key": "{POLICY}policy.yaml"}} or {{"key": "{SHEETS}群台账.xlsx"}}'
        raise BadInput(Fault("event", None, "it names no uploaded file", remedy))
    return [_decoded(key) for key in keys]


def _decoded(key: str) -> str:
    """A bucket's events write keys as a form would: plus for a space, percent for the rest."""
    raw = key.replace("+", " ").encode()
    parts = raw.split(b"%")
    whole = parts[0] + b"".join(_byte(part) for part in parts[1:])
    return whole.decode("utf-8", "replace")


def _byte(part: bytes) -> bytes:
    try:
        return bytes([int(part[:2], 16)]) + part[2:]
    except ValueError:
        return b"%" + part


def _take(key: str, ports: Ports, asked: Asked) -> dict[str, Any]:
    return _refusable(key, ports, lambda: _read(key, ports, asked), asked)


def _refusable(what: str, ports: Ports, take: Callable[[], dict[str, Any]], asked: Asked) -> dict[str, Any]:
    try:
        return {"file": what, "dry_run": asked.dry, **take()}
    except Unreadable as error:
        faults: Sequence[Fault] = [Fault(what, None, str(error), mend_remedy(error.key))]
    except BadInput as error:
        faults = error.faults
    if not asked.diff:  # whoever only looks reads it at once
        ports.log.alarm("upload_refused", file=what, faults=len(faults))
        ports.log.count("upload_refused")
    return {"file": what, "refused": True, "faults": faults_of(faults)}


def _read(key: str, ports: Ports, asked: Asked) -> dict[str, Any]:
    folder = next((folder for folder in _LARGEST if key.startswith(folder)), None)
    if folder is None:
        remedy = f"Upload policies to {POLICY}, registers to {SHEETS} and people sheets to {PEOPLE}"
        raise BadInput(Fault(key, None, "nothing is read from this folder", remedy))
    data, name = ports.bucket().read(key, _LARGEST[folder]), key.removeprefix(folder)
    if folder == POLICY or (folder == SHOWN and name.lower().endswith(_IS_POLICY)):
        return _policy(data, name, ports, dry=asked.dry)
    people = ports.papers.people(data, name)
    if people is not None:
        return publish_people(people, name, ports, asked)
    if folder == PEOPLE:
        remedy = f"Upload a register of groups to {SHEETS}"
        raise BadInput(Fault(name, None, "this is no people sheet", remedy))
    return file_sheet(data, name, ports, dry=asked.dry, diff=asked.diff)


def _policy(data: bytes, name: str, ports: Ports, *, dry: bool) -> dict[str, Any]:
    policy, published = ports.papers.policy(data, name)
    wrong = clerk_faults(policy, name, ports)
    if wrong:
        raise BadInput(*wrong)
    version = f"{policy.version}-{hashlib.sha256(published).hexdigest()[:8]}"
    shelf = ports.ledger().policy
    current = shelf.current()
    before = json.loads(current[1]) if current else {}
    changed = sorted(changes(before, json.loads(published)))
    done = {"version": version, "before": current[0] if current else None, "changed": changed}
    if dry:
        return done
    now = ports.clock.now()
    if current and current[0] == version:  # also where an earlier delivery of this upload ended half-way
        inspect_again(ports.ledger(), now)
        return done
    ports.bucket().write(f"policy/versions/{version}.json", published, "application/json")
    try:
        shelf.publish(version, published, now, current[0] if current else None)
    except Conflict:
        if (now_current := shelf.current()) and now_current[0] == version:
            return done  # the bucket's own event was quicker with the same upload
        remedy = "Look at the version in force, and upload again if yours should replace it"
        raise BadInput(Fault(name, None, "another policy was published meanwhile", remedy)) from None
    inspect_again(ports.ledger(), now)
    ports.ledger().audit.write(Entry(now, "policy_published", version, "register", {"changed": changed}))
    return done


def changes(before: Any, after: Any, path: str = "") -> Iterable[str]:
    """The paths of what differs; never the values, which may name people."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            yield from changes(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
    else:
        yield path or "everything"

"""Takes what people upload, whole or not at all: the policy, and register sheets of groups that no API shows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from shared.app.collect.group import differs
from shared.app.collect.run import guardians
from shared.app.inspect.tick import FORCE
from shared.app.ports.ports import Ports
from shared.app.ports.state import Part
from shared.app.runs.unreadable import mend_remedy
from shared.app.scene.company import note_platform
from shared.core.account import LONGEST_KEY
from shared.core.case import GroupFile
from shared.core.display import shown_name
from shared.core.errors import BadInput, Conflict, Fault, Unreadable
from shared.core.model import Department, Group
from shared.core.run import Entry

POLICY, SHEETS = "policy/incoming/", "register/incoming/"
_LARGEST = {POLICY: 1024 * 1024, SHEETS: 20 * 1024 * 1024}
_FILED = ("name", "kind", "owner", "admins", "created", "status", "size", "external", "department", "purpose")
_ALWAYS_FILED = ("department", "purpose")
"""What no platform shows, so that the register's word counts for observed groups as well."""


def register(event: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """One upload, named by `{"key": …}` or by a bucket's own event (which may name several).

    What is refused leaves everything as it was, and is alarmed and said in `faults`.
    """
    ports.ledger().unreadable.begin()
    keys, dry = _keys(event), event.get("dry_run", False)
    done = [_take(key, ports, dry=dry) for key in keys]
    return done[0] if len(done) == 1 else {"files": done}


def _keys(event: Mapping[str, Any]) -> list[str]:
    if isinstance(event.get("key"), str):
        if not isinstance(event.get("dry_run", False), bool) or event.keys() - {"key", "dry_run"}:
            remedy = 'Write {"key": "…"}, and beside it nothing but "dry_run": true'
            raise BadInput(Fault("event", None, "it says more than which file, or says it wrongly", remedy))
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


def _take(key: str, ports: Ports, *, dry: bool) -> dict[str, Any]:
    try:
        folder = next((folder for folder in _LARGEST if key.startswith(folder)), None)
        if folder is None:
            remedy = f"Upload policies to {POLICY} and registers to {SHEETS}"
            raise BadInput(Fault(key, None, "nothing is read from this folder", remedy))
        data = ports.bucket().read(key, _LARGEST[folder])
        take = _policy if folder == POLICY else _sheet
        return {"file": key, "dry_run": dry, **take(data, key.removeprefix(folder), ports, dry=dry)}
    except Unreadable as error:
        return _refused(key, BadInput(Fault(key, None, str(error), mend_remedy(error.key))), ports)
    except BadInput as error:
        return _refused(key, error, ports)


def _refused(key: str, error: BadInput, ports: Ports) -> dict[str, Any]:
    ports.log.alarm("upload_refused", file=key, faults=len(error.faults))
    ports.log.count("upload_refused")
    return {"file": key, "refused": True, "faults": faults_of(error)}


def faults_of(error: BadInput) -> list[dict[str, Any]]:
    """For a summary: where, what is wrong and what to do, by line."""
    return [
        {"where": fault.file, "line": fault.line, "reason": fault.reason, "remedy": fault.remedy}
        for fault in error.faults
    ]


def _policy(data: bytes, name: str, ports: Ports, *, dry: bool) -> dict[str, Any]:
    policy, published = ports.papers.policy(data, name)
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
        ports.ledger().runs.set_cursor(FORCE, now.isoformat())
        return done
    ports.bucket().write(f"policy/versions/{version}.json", published, "application/json")
    try:
        shelf.publish(version, published, now, current[0] if current else None)
    except Conflict:
        if (now_current := shelf.current()) and now_current[0] == version:
            return done  # the bucket's own event was quicker with the same upload
        remedy = "Look at the version in force, and upload again if yours should replace it"
        raise BadInput(Fault(name, None, "another policy was published meanwhile", remedy)) from None
    ports.ledger().runs.set_cursor(FORCE, now.isoformat())
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


def _sheet(data: bytes, name: str, ports: Ports, *, dry: bool) -> dict[str, Any]:
    now = ports.clock.now()
    facts = ports.papers.register(data, name, now)
    faults = [*facts.faults, *_too_long(facts.groups, name)]
    if faults:
        raise BadInput(*faults)
    inventory = ports.ledger().inventory
    new, changed = 0, 0
    for filed in facts.groups:
        before = inventory.get(filed.key)
        file, parts = _filed(before, filed, GroupFile(filed, now))
        new += before is None
        changed += before is not None and differs(before.group, file.group)
        if not dry and file != before:
            inventory.save(file, parts, now)
    if not dry:
        _note(facts.groups, name, ports)
    return {"groups": len(facts.groups), "new": new, "changed": changed}


def _too_long(groups: Iterable[Group], name: str) -> Iterable[Fault]:
    """One id that cannot be kept would end the upload half-way, and every run that comes upon its owner."""
    for group in groups:
        keys = (group.key, *guardians(group))
        if any(len(key.encode("utf-8", "replace")) > LONGEST_KEY for key in keys):
            remedy = "Write the id itself, or a name; what else there is to say belongs into another column"
            yield Fault(
                name, None, f"the id of {shown_name(group)!r}, its owner or an admin is too long", remedy
            )


def _filed(before: GroupFile | None, filed: Group, new: GroupFile) -> tuple[GroupFile, set[Part]]:
    """What the register says of a group: everything where nobody else sees it, else what nobody else shows."""
    if before is None:
        return new, {Part.META, Part.NOTICE, Part.ACTIVITY}
    known = before.group
    facts = {
        name: getattr(filed, name)
        for name in _FILED
        if getattr(filed, name) is not None and (name in _ALWAYS_FILED or _may_replace(getattr(known, name)))
    }
    parts = {Part.META}
    for name, part in (("announcement", Part.NOTICE), ("activity", Part.ACTIVITY)):
        if getattr(filed, name) is not None and _may_replace(getattr(known, name)):
            facts[name] = getattr(filed, name)
            parts.add(part)
    file = before._replace(group=known._replace(**facts))
    if known.owner and file.group.owner and known.owner.value != file.group.owner.value:
        file = file._replace(owner_changed=new.first_seen)
    return file, parts


def _may_replace(fact: Any) -> bool:
    return fact is None or fact.source != "observed"


def _note(groups: Iterable[Group], name: str, ports: Ports) -> None:
    ledger, now = ports.ledger(), ports.clock.now()
    groups = list(groups)
    for platform in sorted({group.platform for group in groups}):
        note_platform(ledger, platform)
        departments = {
            group.department.value for group in groups if group.platform == platform and group.department
        }
        # What the directory knows of a department, its head above all, no sheet may take away.
        departments -= {one.name for one in ledger.directory.departments(platform)}
        ledger.directory.save(platform, (), [Department(one) for one in sorted(departments)], now)
    ledger.runs.set_cursor(FORCE, now.isoformat())
    ledger.audit.write(Entry(now, "register_filed", name, "register", {"groups": len(groups)}))

"""The shape of every key: the only file that knows it.

| asked for | index | partition key | sort key |
| --- | --- | --- | --- |
| a group, complete | table | `INV#<shard(group)>` | begins with `<group>#` |
| a shard of a platform's groups, complete | table | `INV#<shard>` | begins with `<platform>:` |
| a part of a group | table | `INV#<shard(group)>` | `<group>#meta`, `#notice`, `#activity` |
| what is filed of a group | table | `INV#<shard(group)>` | `<group>#filed` |
| a waiver (empty check: all checks) | table | `INV#<shard(group)>` | `<group>#waiver#<check>` |
| a case | table | `INV#<shard(group)>` | `<group>#case#<check>` |
| accounts with something due, oldest first | GSI1 | `DUE#<shard(account)>` | `<due>#<account>` |
| what is due to an account, oldest first | GSI2 | `P#<account>` | `<due>#<check>#<group>` |
| groups whose filing names an owner, by when it lapses | GSI2 | `F#<account>` | `<until>#<group>` |
| groups that a platform shows an owner of | GSI2 | `O#<account>` | `<group>` |
| groups that are filed under a name | GSI1 | `N#<platform>` | `<digest of the folded name>#<group>` |
| groups of which an account is asked who looks after them, or does so as well | table | `ASKED#<account>` | `<group>` |
| groups to be read again | table | `DIRTY` | `<group>` |
| an account's message of a day (or that its day is taken), and since a day | table | `OUT#<account>` | `<day>` |
| messages whose lease ran out | GSI1 | `OPEN` (few are ever under way) | `<lease until>#<day>#<account>` |
| posts in rest hours of a UTC day | table | `Q#<day>#<shard(sender)>` | `<sender>` |
| a directory's entries of a platform | table | `PROFILE#<shard(account)>` | `<account>`, begins with `<platform>:` |
| a platform's departments | table | `DEPARTMENTS#<platform>` | `<digest of its name>` |
| accounts that refuse us | table | `REFUSED` | `<account>`, begins with `<platform>:` |
| which people register is in force | table | `PEOPLE` | `-` |
| its people | table | `PERSON#<token of the writing>#<shard(account)>` | `<account>` |
| a function's newest runs | table | `RUN#<function>` | `<started>#<run id>` |
| a lease, a cursor, a budget | table | `LEASE#<name>`, `CURSOR#<name>`, `BUDGET#<name>` | `-` |
| what is remembered of a platform | table | `PLATFORM#<platform>` | `-` |
| the groups that a listing under way has seen | table | `LISTING#<platform>` | `<run id>#<number>` |
| the state of every check | table | `CHECKS` | `<check>` |
| requests, one and all | table | `REQUESTS` | `<request id>` |
| what an account asked for, oldest first | GSI2 | `R#<account>` | `<asked>#<request id>` |
| who said that all of their groups are on record | table | `CONFIRMED` | `<account>` |
| what people said of their leave | table | `LEAVE` | `<account>` |
| the newest of a subject's audit trail | table | `AUDIT#<subject>` | `<at>#<digest>` |
| whether an event was seen | table | `SEEN#<event id>` | `-` |
| the policy in force | table | `POLICY` | `-` |

`<group>` is `Group.key`, `<account>` an account (`<platform>:<id>`). Ids are opaque and hostile: one that something follows is escaped, so that
no id can be read as another's key, and the escape keeps their order. Moments and days have a fixed width; what comes after
them is the rest of the key, as it is.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from shared.adapters.dynamodb.attributes import MOMENT_WIDTH, moment
from shared.app.ports.state import ACCOUNT_SHARDS, INVENTORY_SHARDS
from shared.core.account import LONGEST_KEY, Account
from shared.core.case import CaseKey
from shared.core.errors import RejectedRequest

ONLY = "-"
"""The sort key of an item that is alone in its partition."""
DIRTY = "DIRTY"
REFUSED = "REFUSED"
PROFILES, DEPARTMENTS, OUTBOX = "PROFILE#", "DEPARTMENTS#", "OUT#"
"""Their partitions begin so."""
CHECKS = "CHECKS"
REQUESTS = "REQUESTS"
CONFIRMATIONS = "CONFIRMED"
LEAVES = "LEAVE"
# LONGEST_KEY bytes are three times as many when escaped, and a sort key has room for 1,024.
_DAY_WIDTH = len("2026-01-01")


class Key(NamedTuple):
    pk: str
    sk: str


def shard(text: str, of: int) -> int:
    """The same for a text on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:4], "big") % of


def escaped(text: str) -> str:
    """Without `#`, different for different texts, and in their order. Raises RejectedRequest for an absurdly long one."""
    raw = text.encode("utf-8", "replace")
    if len(raw) > LONGEST_KEY:
        raise RejectedRequest("id_too_long")
    return "".join(map(_SAFE.__getitem__, raw)) or "$"  # no key may be empty, and no other text is a lone $


def unescaped(text: str) -> str:
    """What `escaped` was given, as far as UTF-8 can hold it. Raises ValueError for what it never gives."""
    if text == "$":
        return ""
    if "$" not in text and "~" not in text:
        return text
    raw, at = bytearray(), 0
    while at < len(text):
        width = 3 if text[at] in "$~" else 1
        raw += bytes.fromhex(text[at + 1 : at + width]) if width > 1 else text[at].encode()
        at += width
    return raw.decode()


_SAFE = [
    chr(byte) if 0x24 < byte < 0x7E else f"{'$' if byte <= 0x24 else '~'}{byte:02x}" for byte in range(256)
]
"""By byte. `#` lies below all that is used, `$xx` below and `~xx` above what stands for itself."""


def inventory(shard_number: int) -> str:
    return f"INV#{shard_number}"


def part(group: str, name: str) -> Key:
    return Key(inventory(shard(group, INVENTORY_SHARDS)), f"{escaped(group)}#{name}")


def some_parts(group: str, names: Iterable[str]) -> list[Key]:
    """As `part` of each name, where many are asked for."""
    pk, begins = parts_of(group)
    return [Key(pk, begins + name) for name in names]


def parts_of(group: str) -> Key:
    """The sort key is the beginning of every part's."""
    return part(group, "")


def group_part(sort_key: str) -> str:
    """The same for all parts of one group, and for no others."""
    return sort_key.partition("#")[0]


@lru_cache(maxsize=16)
def group_of(sort_key_part: str) -> tuple[str, str, str]:
    """`Group.key`, platform and id of what `group_part` gives: one text each for all parts of a group that are read in turn."""
    group = unescaped(sort_key_part)
    platform, _, identity = group.partition(":")
    return group, intern(platform), identity


def part_name(sort_key: str) -> str:
    """`meta`, `notice`, `activity`, `filed`, `waiver` or `case`."""
    return sort_key.split("#", 2)[1]


def case_key(sort_key: str) -> CaseKey:
    part, _, check = sort_key.split("#")
    return CaseKey(group_of(part)[0], _check(check))


@lru_cache(maxsize=64)
def _check(escaped_id: str) -> str:
    return unescaped(escaped_id)


def platform_groups(platform: str) -> str:
    """The beginning of the sort keys of every group, or account, of a platform."""
    return escaped(f"{platform}:")


def filed(group: str) -> Key:
    return part(group, "filed")


def filed_of(account: Account) -> str:
    return f"F#{account}"


def filed_entry(until_: datetime, account: Account, group: str) -> Key:
    return Key(filed_of(account), f"{moment(until_)}#{_fitting(group)}")


def filed_group(sort_key: str) -> str:
    return sort_key[MOMENT_WIDTH + 1 :]


def named(platform: str, folded: str) -> Key:
    """The index key of everything that is filed there under a name that folds to this; the sort key is its beginning.

    By digest: a name may be longer than a key, and no index needs to say it.
    """
    digest = hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:16]
    return Key(f"N#{platform}", f"{digest}#")


def named_entry(platform: str, folded: str, group: str) -> Key:
    pk, begins = named(platform, folded)
    return Key(pk, begins + _fitting(group))


def named_group(sort_key: str) -> str:
    return sort_key.partition("#")[2]


def owned_by(account: Account) -> str:
    return f"O#{account}"


def owned_entry(account: Account, group: str) -> Key:
    return Key(owned_by(account), _fitting(group))


def waiver(group: str, check: str | None) -> Key:
    return part(group, f"waiver#{escaped(check or '')}")


def case(key: CaseKey) -> Key:
    return part(key.group, f"case#{escaped(key.check)}")


def due_accounts(account_shard: int) -> str:
    return f"DUE#{account_shard}"


def due_entry(due: datetime, account: Account) -> Key:
    return Key(due_accounts(shard(account, ACCOUNT_SHARDS)), f"{moment(due)}#{_fitting(account)}")


def due_account(sort_key: str) -> Account:
    return sort_key[MOMENT_WIDTH + 1 :]


def due_to(account: Account) -> str:
    return f"P#{account}"


def due_case(due: datetime, account: Account, key: CaseKey) -> Key:
    return Key(due_to(account), f"{moment(due)}#{escaped(key.check)}#{_fitting(key.group)}")


def due_case_key(sort_key: str) -> CaseKey:
    check, _, group = sort_key[MOMENT_WIDTH + 1 :].partition("#")
    return CaseKey(group, check)


def until(now: datetime) -> str:
    """Greater than every sort key that begins with a moment up to `now`, less than those of later ones."""
    return f"{moment(now)}$"


def outbox(account: Account, day: date) -> Key:
    return Key(f"{OUTBOX}{account}", day.isoformat())


OPEN_NUDGES = "OPEN"
"""Of messages under way there are never more than a run sends at a time: one partition, one look a tick."""


def open_nudge(lease_until: datetime, account: Account, day: date) -> Key:
    return Key(OPEN_NUDGES, f"{moment(lease_until)}#{day.isoformat()}#{_fitting(account)}")


def open_account_day(sort_key: str) -> tuple[Account, date]:
    rest = sort_key[MOMENT_WIDTH + 1 :]
    return rest[_DAY_WIDTH + 1 :], date.fromisoformat(rest[:_DAY_WIDTH])


def quiet_shard(day: date, sender_shard: int) -> str:
    return f"Q#{day.isoformat()}#{sender_shard}"


def quiet_day(pk: str) -> date:
    return date.fromisoformat(pk.split("#")[1])


def quiet(day: date, sender: str) -> Key:
    return Key(quiet_shard(day, shard(sender, ACCOUNT_SHARDS)), escaped(sender))


def dirty(group: str) -> Key:
    return Key(DIRTY, escaped(group))


def profiles(account_shard: int) -> str:
    return f"{PROFILES}{account_shard}"


def profile(account: Account) -> Key:
    return Key(profiles(shard(account, ACCOUNT_SHARDS)), escaped(account))


def people_in_force() -> Key:
    return Key("PEOPLE", ONLY)


def people(writing: str, account_shard: int) -> str:
    return f"PERSON#{writing}#{account_shard}"


def person(writing: str, account: Account) -> Key:
    return Key(people(writing, shard(account, ACCOUNT_SHARDS)), escaped(account))


def departments(platform: str) -> str:
    return f"{DEPARTMENTS}{platform}"


def department(platform: str, name: str) -> Key:
    return Key(departments(platform), _digest(name))


def refused(account: Account) -> Key:
    return Key(REFUSED, escaped(account))


def runs(function: str) -> str:
    return f"RUN#{function}"


def run(function: str, started: datetime, run_id: str) -> Key:
    return Key(runs(function), f"{moment(started)}#{escaped(run_id)}")


def lease(name: str) -> Key:
    return Key(f"LEASE#{name}", ONLY)


def cursor(name: str) -> Key:
    return Key(f"CURSOR#{name}", ONLY)


def platform_state(platform: str) -> Key:
    return Key(f"PLATFORM#{platform}", ONLY)


def listing_part(platform: str, run_id: str, number: int) -> Key:
    return Key(f"LISTING#{platform}", f"{escaped(run_id)}#{number}")


def budget(name: str) -> Key:
    return Key(f"BUDGET#{name}", ONLY)


def check(check_id: str) -> Key:
    return Key(CHECKS, escaped(check_id))


def asked(account: Account, group: str) -> Key:
    return Key(asked_of(account), group)


def asked_of(account: Account) -> str:
    return f"ASKED#{escaped(account)}"


def confirmation(account: Account) -> Key:
    return Key(CONFIRMATIONS, escaped(account))


def leave(account: Account) -> Key:
    return Key(LEAVES, escaped(account))


def request(request_id: str) -> Key:
    return Key(REQUESTS, escaped(request_id))


def asked_by(account: Account) -> str:
    return f"R#{account}"


def asked_entry(account: Account, asked: datetime, request_id: str) -> Key:
    return Key(asked_by(account), f"{moment(asked)}#{_fitting(request_id)}")


def asked_request(sort_key: str) -> str:
    return sort_key[MOMENT_WIDTH + 1 :]


def audit_trail(subject: str) -> str:
    return f"AUDIT#{subject}"


def audit(subject: str, at: datetime, line: str) -> Key:
    """The same line is the same key: written twice it is there once."""
    return Key(audit_trail(subject), f"{moment(at)}#{_digest(line)}")


def seen(event_id: str) -> Key:
    return Key(f"SEEN#{event_id}", ONLY)


def policy() -> Key:
    return Key("POLICY", ONLY)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _fitting(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > LONGEST_KEY:
        raise RejectedRequest("id_too_long")
    return text

"""What can go wrong, named by what the caller does next.

KeeperError
├── BadInput              the user's file or flag is wrong: say where, why and what to do; exit 2
├── ConfigError           the policy or a setting is wrong: nothing was done; tell operations
├── PageRefused           whoever opened a page may not see or do this there: say so on a page, do nothing
├── RejectedRequest       a webhook or a manual event that cannot be trusted or understood: answer 4xx, count, go on
├── Conflict              somebody else was first; re-read and decide again, or leave it to them
│   └── TakenOver             another run looks after this platform by now: this one keeps nothing more of its state
├── Unreadable            something that is kept cannot be understood: go on without it as the table of DESIGN section 10 says
├── TooManyUnreadable     so many of a kind that it is a rollback: the run stops with one alarm
├── StoreUnavailable      our own table, queue or bucket did not answer: whether a write took effect is not known
└── PlatformError         an IM answered with anything but success
    ├── PlatformUnavailable   throttled, down or too slow: leave it for the next run (`retry_after`)
    ├── PlatformDenied        credentials or a permission: one alarm, not one a group; the fact becomes unknown
    ├── NotVisible            this one group or person is not shown to us: unknown, go on with the others
    ├── LoginRefused          whoever opened a page is not known by what they brought: they begin the login anew
    ├── RecipientUnreachable  this account will never get it: its day is spent; another of the person's, or somebody else, tomorrow
    ├── RecipientLater        not at this moment: nothing was sent, the next run tries again
    ├── LetterRefused         the vendor does not take this message as it is: its day is spent, and operations hear of it
    ├── AlreadyThere          the vendor has it by its key: sent where that is delivery, else unproven; never sent again
    └── OutcomeUnknown        the request may have had its effect: never assume either (DESIGN section 6)
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong with an input, said so that its owner can mend it."""

    file: str
    """As the user would name it, relative to what they passed."""
    line: int | None
    """1-based; None where the format has no lines (a JSON array, a missing file)."""
    reason: str
    """What is wrong, with the offending value shortened and made harmless."""
    remedy: str
    """What to do about it: an instruction, not a description."""
    zh: str = ""
    """Both in Chinese, for whoever fills in the sheet; empty: nobody said it."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{where}: {self.reason}. {self.remedy}"


class KeeperError(Exception):
    """The root of everything that groupkeeper raises on purpose."""


class BadInput(KeeperError):
    """An input that cannot be judged as it is; `faults` names every one found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class ConfigError(KeeperError):
    """The policy or a setting is wrong; nothing was done. `faults` names every one found."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class RejectedRequest(KeeperError):
    """A request that cannot be trusted or understood; `reason` is an id for counting, never its content."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        """401 where it may be forged or stale, 413 where it is too large, else 400."""


class PageRefused(KeeperError):
    """What somebody may not see or do on a page.

    `reason` is an id for words and counting: `left` (they do not work here any more, as far as is known), `not_yours`,
    `taken` (somebody else filed the group), `stale` (what the page showed is not so any more), `shown_as_owner` (a platform
    says who owns it), `nobody` (the colleague cannot be asked), `said_no` (they were, a short while ago), `asked_already`
    (somebody is, and has not answered), `shares_already` (they look after the group already), `nowhere` (there is no such page for them), `off_the_desk` (nothing of that kind waits), `own_matter` (somebody else decides it).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(KeeperError):
    """A conditional write found that somebody else was first."""


class TakenOver(Conflict):
    """A run was so late that another one took over what it remembers of a platform; nothing was written."""

    def __init__(self, platform: str, epoch: int) -> None:
        super().__init__(f"{platform}: another run took over what epoch {epoch} remembered")
        self.platform = platform
        self.epoch = epoch


class Unreadable(KeeperError):
    """Something in the table cannot be understood: a part is missing, cut off, or of a later release.

    `kind` is what it is (`meta`, `case`, `people_version` …), `key` where it lies, as `doctor` names it.
    """

    def __init__(self, kind: str, key: str, why: str) -> None:
        super().__init__(f"{kind} {key}: {why}")
        self.kind = kind
        self.key = key
        self.why = why


class TooManyUnreadable(KeeperError):
    """So many items of a kind cannot be read that it is a rollback or a bug of ours, and not single bad items."""

    def __init__(self, kind: str, bad: int, read: int) -> None:
        super().__init__(f"{bad} of {read} items of kind {kind} cannot be read")
        self.kind = kind
        self.bad = bad
        self.read = read


class StoreUnavailable(KeeperError):
    """What we keep things in is throttled, down or too slow, after its own retries; a write may have taken effect.

    `call` is the store's own name of what was asked, `code` what it answered (empty: nothing at all).
    """

    def __init__(self, call: str, code: str = "") -> None:
        super().__init__(f"{call}: {code or 'no answer'}")
        self.call = call
        self.code = code


class PlatformError(KeeperError):
    """An IM did not do what was asked. `code` is the vendor's own, `support_id` what its support asks for."""

    def __init__(self, platform: str, call: str, code: str = "", *, support_id: str = "") -> None:
        super().__init__(f"{platform} {call}: {code or 'no answer'}")
        self.platform = platform
        self.call = call
        self.code = code
        self.support_id = support_id


class PlatformUnavailable(PlatformError):
    """Worth another try, after `retry_after` seconds where the platform says so (None: it does not)."""

    retry_after: float | None = None


class PlatformDenied(PlatformError):
    """The credentials or a permission; `missing` names it as the vendor does (empty: not told)."""

    missing: str = ""


class NotVisible(PlatformError):
    """This group or person is not shown to us (we are no member, it is gone, it is another company's)."""


class LoginRefused(PlatformError):
    """The vendor does not say who this is: the code was used before, is too old, or its person may not use the app."""


class RecipientUnreachable(PlatformError):
    """This person cannot be written to, today or ever: resigned, outside the app's reach, or they stopped the bot."""


class RecipientLater(PlatformError):
    """Nothing was sent: this person cannot be written to at this moment (the vendor's flow control of one person)."""


class LetterRefused(PlatformError):
    """Nothing was sent: the vendor does not take this message as it is, and never will."""


class AlreadyThere(PlatformError):
    """The vendor has this message already, by its key."""

    is_delivered: bool = False
    """Whether the vendor's page says that it then is in the recipient's inbox; else it only was created."""


class OutcomeUnknown(PlatformError):
    """The request was sent, and whether it had its effect nobody can tell."""

"""Who is logged in, for thirty minutes after their last request: a sealed cookie, and nothing on our side."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from shared.adapters.web.request import WebRequest
from shared.app.ports.ports import Seal
from shared.core.account import Account, is_account

IDLE = timedelta(minutes=30)
_LONGEST = timedelta(hours=12)
_FORM = timedelta(hours=2)
"""How long a page that lies open can still be sent."""
_LOGIN = timedelta(minutes=10)


class Session(NamedTuple):
    account: Account
    since: datetime
    """When they logged in, aware UTC."""


class Going(NamedTuple):
    """A login that is under way."""

    state: str
    """What the platform brings back."""
    to: str
    """Where they wanted to go, on this site."""


def session_of(request: WebRequest, seal: Seal, now: datetime) -> Session | None:
    """None: nobody is logged in, or was too long ago."""
    said = seal.opened(request.cookies.get(_name(request, "session"), ""), "session", IDLE)
    if not isinstance(said, list) or len(said) != 2:
        return None
    account, since = said
    if not (isinstance(account, str) and is_account(account) and isinstance(since, int)):
        return None
    began = datetime.fromtimestamp(since, UTC)
    return Session(account, began) if began <= now < began + _LONGEST else None


def kept(session: Session, request: WebRequest, seal: Seal) -> str:
    """The cookie that keeps it for another half hour."""
    said = seal.seal([session.account, int(session.since.timestamp())], "session")
    return _cookie(request, "session", said, IDLE)


def ended(request: WebRequest) -> str:
    return _cookie(request, "session", "", timedelta())


def begun(going: Going, request: WebRequest, seal: Seal) -> str:
    return _cookie(request, "login", seal.seal(list(going), "login"), _LOGIN)


def going_of(request: WebRequest, seal: Seal) -> Going | None:
    said = seal.opened(request.cookies.get(_name(request, "login"), ""), "login", _LOGIN)
    is_whole = isinstance(said, list) and len(said) == 2 and all(isinstance(one, str) for one in said)
    return Going(*said) if is_whole else None


def arrived(request: WebRequest) -> str:
    return _cookie(request, "login", "", timedelta())


def form_token(session: Session, seal: Seal) -> str:
    """What only a page of ours, made for them, can send."""
    return seal.seal([session.account, int(session.since.timestamp())], "form")


def is_ours(request: WebRequest, session: Session, seal: Seal) -> bool:
    """Whether a form was sent from a page of ours that was made for whoever is logged in."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", request.base)
    said = seal.opened(request.form.get("token", ""), "form", _FORM)
    is_theirs = said == [session.account, int(session.since.timestamp())]
    return is_theirs and site in {"same-origin", "none"} and origin in {request.base, "null"}


def _cookie(request: WebRequest, name: str, value: str, lasts: timedelta) -> str:
    """Lax, since the platform sends the browser back here; a form needs its token beside it."""
    secure = "; Secure" if request.is_secure else ""
    seconds = int(lasts.total_seconds())
    return f"{_name(request, name)}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def _name(request: WebRequest, name: str) -> str:
    """In the cloud no other host of the same domain can set it."""
    return f"__Host-gk-{name}" if request.is_secure else f"gk-{name}"

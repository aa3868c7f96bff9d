"""One request of somebody who is logged in, or not yet: what every page works with, and the frame that it stands in."""

from datetime import date, datetime
from typing import Any, NamedTuple

from shared.adapters.web.render import html
from shared.adapters.web.reply import WebReply, moved, page
from shared.adapters.web.request import WebRequest
from shared.adapters.web.session import Session, form_token, kept, session_of
from shared.adapters.web.words import TROUBLE, WORDS
from shared.app.pages.visitor import Visitor, visitor
from shared.app.ports.ports import Ports
from shared.core.lang import Lang

LANGUAGE = "gk-lang"
_LEADING = ("g", "m", "i")
"""What a query says of where somebody wants to go: a group's handle, the message that brought them, or a matter on the desk."""


class Visit(NamedTuple):
    request: WebRequest
    ports: Ports
    session: Session | None
    lang: Lang

    def who(self) -> Visitor:
        """Raises PageRefused where they may not be here any more."""
        assert self.session is not None
        return visitor(self.session.account, self.session.since, self.ports, self.lang)

    def shown(self, template: str, status: int = 200, **values: Any) -> WebReply:
        """A page in its frame; whoever is logged in stays so for another half hour."""
        seal, session = self.ports.seal(), self.session
        token = form_token(session, seal) if session else ""
        reply = page(
            html(
                template,
                self.lang,
                token=token,
                department=self.department(),
                path=self.request.path,
                **values,
            ),
            status,
        )
        return reply._replace(cookies=(kept(session, self.request, seal),)) if session else reply

    def department(self) -> str:
        return self.ports.policy().responsible_department or WORDS["responsible"][self.lang]

    def trouble(self, reason: str, status: int) -> WebReply:
        """What went wrong, and what to do about it: never a word of what was sent."""
        heading, advice = TROUBLE[reason]
        said = advice[self.lang].format(department=self.department())
        is_login = reason in {"login", "left"}
        return page(
            html("trouble.html", self.lang, heading=heading[self.lang], advice=said, is_login=is_login),
            status,
        )

    def login(self) -> WebReply:
        """On the way to the login, and back here afterwards."""
        from urllib.parse import quote, urlencode

        kept = {name: self.request.query[name] for name in _LEADING if name in self.request.query}
        to = self.request.path + (f"?{urlencode(kept)}" if kept else "")
        return moved(f"/pages/login?to={quote(to, safe='')}")

    def today(self, who: Visitor) -> date:
        return who.now.astimezone(who.scene.zone).date()


def visit(request: WebRequest, ports: Ports, now: datetime) -> Visit:
    return Visit(request, ports, session_of(request, ports.seal(), now), language(request))


def language(request: WebRequest) -> Lang:
    """As they chose, else as their browser asks for; Chinese where it asks for neither."""
    chosen = request.cookies.get(LANGUAGE, "")
    if chosen in set(Lang):
        return Lang(chosen)
    wanted = request.headers.get("accept-language", "").lower()
    return Lang.EN if wanted.startswith("en") else Lang.ZH

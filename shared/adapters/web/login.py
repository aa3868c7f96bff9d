"""Who opened a page, as a platform says it: there and back, with a state that only this browser has."""

from shared.adapters.web.addresses import HOME
from shared.adapters.web.reply import WebReply, moved
from shared.adapters.web.session import Going, Session, arrived, begun, going_of, kept
from shared.adapters.web.visit import Visit
from shared.app.ports.im import IM
from shared.core.errors import LoginRefused, PlatformError

"""Where a form may lead: a browser follows none to another site, which the login is on."""


def login(visit: Visit) -> WebReply:
    """At once where there is only one way, or the vendor's own client is what they read this in; else they choose."""
    ways = {name: im for name, im in visit.ports.ims().items() if im.login is not None}
    asked = visit.request.query
    chosen = asked.get("by", "") or ("" if "choose" in asked else _obvious(visit, ways))
    to = _here(asked.get("to", HOME))
    if chosen not in ways:
        return visit.shown(
            "login.html", ways=[(name, im.name[visit.lang]) for name, im in ways.items()], to=to
        )
    im = ways[chosen]
    assert im.login is not None
    going = Going(visit.ports.token(), to)
    reply = moved(im.login.way(_back(visit, chosen), going.state))
    return reply._replace(cookies=(begun(going, visit.request, visit.ports.seal()),))


def _obvious(visit: Visit, ways: dict[str, IM]) -> str:
    agent = visit.request.headers.get("user-agent", "").lower()
    own = (name for name, im in ways.items() if im.login and im.login.client in agent)
    return next(own, next(iter(ways)) if len(ways) == 1 else "")


def _back(visit: Visit, platform: str) -> str:
    return f"{visit.request.base}{HOME}/in/{platform}"


def come_back(visit: Visit) -> WebReply:
    """The browser comes back with a code. One that comes again (the page was loaded anew) shows where they are already."""
    platform = visit.request.path.rpartition("/")[2]
    im = visit.ports.ims().get(platform)
    going = going_of(visit.request, visit.ports.seal())
    query = visit.request.query
    if im is None or im.login is None:
        return visit.trouble("nowhere", 404)
    if going is None or not query.get("code") or query.get("state") != going.state:
        return moved(HOME) if visit.session else visit.trouble("login", 400)
    try:
        account = im.login.who(query["code"], _back(visit, platform))
    except LoginRefused:
        return visit.trouble("login", 403)._replace(cookies=(arrived(visit.request),))
    except PlatformError as error:
        visit.ports.log.alarm("login_failed", platform=error.platform, call=error.call, code=error.code)
        return visit.trouble("unavailable", 503)
    session = Session(account, visit.ports.clock.now())
    cookies = kept(session, visit.request, visit.ports.seal()), arrived(visit.request)
    return moved(going.to)._replace(cookies=cookies)


def _here(to: str) -> str:
    """A place on this site and nowhere else."""
    is_ours = to == HOME or (to.startswith((f"{HOME}/", f"{HOME}?")) and "\\" not in to and to.isprintable())
    return to if is_ours and "//" not in to else HOME

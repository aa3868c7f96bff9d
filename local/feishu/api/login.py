"""Logging in with Feishu: the page that asks, the token for the code that it gives, and whose that is."""

from html import escape
from urllib.parse import urlencode

from local.feishu.call import Call, Json
from local.feishu.codes import Refusal
from local.feishu.people import TENANT, User
from local.im.wire import Answer

_HTML = ("Content-Type", "text/html; charset=utf-8")
_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>飞书登录（模拟）</title><style>body{{font:16px/1.6 sans-serif;max-width:420px;margin:40px auto;padding:0 16px}}
a{{display:block;padding:10px 0;border-top:1px solid #ddd;color:#1456f0;text-decoration:none}}</style>
<h1>飞书登录</h1><p>这是模拟的飞书：以谁的身份登录？</p>{people}</html>"""


def authorize(call: Call) -> Answer:
    """Asks who sits at the browser; then it goes back with a code. Nobody is asked for a password here."""
    if call.asked("client_id") != call.world.app.id or call.asked("response_type") != "code":
        raise Refusal(20029)
    user = call.world.person(call.asked("as")) if call.asked("as") else None
    if user is None:
        return Answer(200, _PAGE.format(people=_choices(call)).encode(), (_HTML,))
    back = call.asked("redirect_uri")
    said = {"code": call.world.logins.code(user.id, back, call.now), "state": call.asked("state")}
    return Answer(302, b"", (("Location", f"{back}?{urlencode(said)}"),))


def _choices(call: Call) -> str:
    owners = {chat.owner for chat in call.world.chats.values() if chat.owner}
    people = [call.world.people[name] for name in sorted(owners) if name in call.world.people]
    return "".join(_choice(call, user) for user in people if user.tenant == TENANT and user.state == "active")


def _choice(call: Call, user: User) -> str:
    asked = {name: values[0] for name, values in call.query.items()} | {"as": user.open_id}
    return f'<a href="?{escape(urlencode(asked))}">{escape(user.name)}</a>'


def user_token(call: Call) -> Json:
    """Stands at the top of the answer, not under `data`."""
    app = call.world.app
    if call.body.get("grant_type") != "authorization_code":
        raise Refusal(20036)
    if call.body.get("client_id") != app.id or call.body.get("client_secret") != app.secret:
        raise Refusal(20002)
    token = call.world.logins.token(call.text("code"), call.text("redirect_uri"), call.now)
    return {"access_token": token, "expires_in": 7200, "token_type": "Bearer", "scope": ""}


def user_info(call: Call, token: str) -> Json:
    """Of whoever the token is; one who left since has none."""
    user = call.world.people.get(call.world.logins.whose(token, call.now) or "")
    if user is None or user.state != "active":
        raise Refusal(20005)
    return {"name": user.name, **user.ids(), "tenant_key": user.tenant}

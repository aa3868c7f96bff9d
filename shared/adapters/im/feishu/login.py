"""Who opened a page: Feishu sends the browser back with a code, and says once whose it is."""

from urllib.parse import urlencode

from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.codes import LOGIN_REFUSED
from shared.adapters.im.feishu.wire import USER_INFO, USER_TOKEN, call, json_bytes
from shared.adapters.im.kit.fields import identity, is_token, text
from shared.app.ports.im import Login
from shared.core.account import Account, account
from shared.core.errors import LoginRefused, PlatformError, PlatformUnavailable

_ASK = "/open-apis/authen/v1/authorize"


class Logins:
    def __init__(self, client: Client, accounts_url: str) -> None:
        """`accounts_url`: the host that asks people, without a slash at its end."""
        self._client = client
        self._accounts_url = accounts_url

    def login(self) -> Login:
        return Login(self._client.settings.guesses.client_mark, self.way, self.who)

    def way(self, back: str, state: str) -> str:
        asked = {
            "client_id": self._client.settings.app_id,
            "response_type": "code",
            "redirect_uri": back,
            "state": state,
        }
        return f"{self._accounts_url}{_ASK}?{urlencode(asked)}"

    def who(self, code: str, back: str) -> Account:
        """Two calls: the code for the person's own token, which is used once and forgotten, and that for their id."""
        settings = self._client.settings
        token = self._token(code, back)
        reply = self._client.ask(call(USER_INFO, bearer=token))
        person = identity(reply.data.get("open_id"))
        if person is None:
            raise PlatformUnavailable(settings.id, USER_INFO.name, "no open_id", support_id=reply.support_id)
        return account(settings.id, person)

    def _token(self, code: str, back: str) -> str:
        settings = self._client.settings
        body = {
            "grant_type": "authorization_code",
            "client_id": settings.app_id,
            "client_secret": settings.app_secret,
            "code": code,
            "redirect_uri": back,
        }
        try:
            reply = self._client.ask(call(USER_TOKEN, body=json_bytes(body)))
        except PlatformError as error:
            if error.code in LOGIN_REFUSED:
                raise LoginRefused(error.platform, error.call, error.code) from None
            raise
        token = text(reply.body.get("access_token"))
        if not is_token(token):
            raise PlatformUnavailable(settings.id, USER_TOKEN.name, "no token", support_id=reply.support_id)
        return token

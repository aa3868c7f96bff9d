"""Puts Feishu's parts together as one connected platform."""

import time
from collections.abc import Callable
from datetime import datetime

from shared.adapters.im.feishu.announcement import Announcements
from shared.adapters.im.feishu.client import Client
from shared.adapters.im.feishu.groups import Groups
from shared.adapters.im.feishu.login import Logins
from shared.adapters.im.feishu.people import People
from shared.adapters.im.feishu.posts import Posts
from shared.adapters.im.feishu.probe import probe
from shared.adapters.im.feishu.sending import Sender
from shared.adapters.im.feishu.settings import FeishuSettings
from shared.adapters.im.kit.http import Http
from shared.app.ports.im import IM

AT_ONCE = 16
"""Threads that read: at 50 ms a call more would only wait for one CPU."""


def connect(
    settings: FeishuSettings,
    http: Http,
    now: Callable[[], datetime],
    sleep: Callable[[float], None] = time.sleep,
) -> IM:
    """Nothing is asked yet."""
    client = Client(settings, http, now, sleep)
    groups = Groups(client)
    im = IM(
        id=settings.id,
        name=settings.name,
        groups=groups.page,
        detail=groups.detail,
        announcement=Announcements(client).read,
        life=Posts(client).life,
        directory=People(client).roster,
        sending=Sender(client).sending(),
        calls=client.made,
        login=Logins(client, settings.accounts_url).login(),
        at_once=AT_ONCE,
        within=http.within,
    )
    return im._replace(probe=lambda: probe(im, client))

"""Feishu as a value, for whoever runs simulated platforms without knowing this one."""

import json
from pathlib import Path

from local.company.model import Company, Tenant
from local.feishu.options import WEBHOOK, Options
from local.feishu.simulator import Feishu
from local.feishu.slow import dictated
from local.im.clock import Clock
from local.im.platform import Knock, Knocks, Platform, Slow
from shared.core.lang import Bilingual, both

_TOKEN = "v-token"  # noqa: S105 - opens nothing
_CHECK = {"challenge": "c-1", "token": _TOKEN, "type": "url_verification"}
_EVENT = {
    "schema": "2.0",
    "header": {
        "event_id": "e1",
        "event_type": "im.chat.updated_v1",
        "token": _TOKEN,
        "create_time": "1790000000000",
    },
    "event": {"chat_id": "oc_1"},
}
_KNOCKS = Knocks(
    WEBHOOK.door,
    {**dict.fromkeys(WEBHOOK.keys, ""), "verification_token": _TOKEN},
    url_check=Knock(json.dumps(_CHECK)),
    event=Knock(json.dumps(_EVENT)),
)
"""Without a key to encrypt with, nothing in them grows old."""


def platform(id_: str, name: Bilingual) -> Platform:
    """Lark is the same under another name."""
    return Platform(
        tenant=Tenant(id_, person_mark="ou_", group_mark="oc_"),
        name=name,
        simulate=_simulate,
        web=Path(__file__).with_name("web"),
        send="message.create",
        knocks=_KNOCKS,
        slow=Slow("local.feishu.slow", dictated),
    )


def _simulate(company: Company, clock: Clock) -> Feishu:
    return Feishu(company, Options(pushing="by hand"), clock)


FEISHU = platform("feishu", both("飞书", "Feishu"))

"""Cards as the tests send them."""

import json
from typing import Any

Json = dict[str, Any]


def card(*labels: str, title: str = "群公告缺失提醒") -> Json:
    """A card of schema 2.0 with these buttons; each sends its label."""
    buttons = [
        {
            "tag": "button",
            "text": {"tag": "plain_text", "content": label},
            "behaviors": [{"type": "callback", "value": {"action": label, "nudge": "N1"}}],
        }
        for label in labels
    ]
    columns = [{"tag": "column", "elements": [button]} for button in buttons]
    return {
        "schema": "2.0",
        "config": {"update_multi": True},
        "header": {"title": {"tag": "plain_text", "content": title}},
        "body": {
            "elements": [{"tag": "markdown", "content": "草稿"}, {"tag": "column_set", "columns": columns}]
        },
    }


def dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)

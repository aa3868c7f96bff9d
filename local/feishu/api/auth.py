"""The tenant access token of a company's own app."""

from local.feishu.call import Call, Json
from local.feishu.codes import Refusal


def tenant_token(call: Call) -> Json:
    """Stands at the top of the answer, not under `data`."""
    app = call.world.app
    if call.body.get("app_id") != app.id:
        raise Refusal(10003)
    if call.body.get("app_secret") != app.secret:
        raise Refusal(call.world.variants.bad_secret)
    value, left = call.world.tokens.issue(call.now, call.world.variants.token_length)
    return {"tenant_access_token": value, "expire": left}

"""The vendor's error codes with their HTTP status, and the exception that carries one out of an API."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]

CODES: Mapping[int, tuple[int, str]] = {
    10003: (200, "invalid param"),
    10014: (200, "app secret invalid"),
    11311: (400, "card content is invalid"),
    20002: (400, "The client secret is invalid."),
    20003: (400, "The authorization code is not found."),
    20004: (400, "The authorization code has expired."),
    20005: (401, "The user access token is invalid."),
    20029: (400, "The redirect URI or the client id is invalid."),
    20036: (400, "The grant type is not supported."),
    20071: (400, "The redirect URI does not match the one of the authorization."),
    41050: (400, "no user authority error"),
    230001: (400, "Your request contains an invalid request parameter."),
    230002: (400, "The bot can not be outside the group."),
    230011: (400, "The message has been recalled."),
    230013: (400, "Bot has NO availability to this user."),
    230018: (400, "These operations are NOT allowed at current group settings."),
    230020: (400, "This operation triggers the frequency limit."),
    230023: (400, "The number of unread urgent messages has exceeded the limit."),
    230025: (400, "The length of the message content reaches its limit."),
    230027: (400, "Lack of necessary permissions."),
    230029: (400, "User has resigned."),
    230031: (400, "The message has expired and can no longer be updated."),
    230034: (400, "The receive_id is invalid."),
    230049: (400, "The message is being sent."),
    230053: (400, "The user has stopped the bot from sending messages."),
    230054: (400, "This operation is not supported for this message type."),
    230071: (400, "The operator is not the sender of the message."),
    230099: (400, "Failed to create card content"),
    232001: (400, "Your request contains an invalid request parameter."),
    232002: (400, "No permission to edit the chat."),
    232003: (400, "The announcement does not exist."),
    232006: (400, "Your request specifies a chat_id which is invalid."),
    232009: (400, "Your request specifies a chat which has already been dissolved."),
    232011: (400, "Operator can NOT be out of the chat."),
    232012: (400, "The new owner must be in the chat."),
    232016: (400, "Only the owner can change these settings."),
    232019: (400, "The request triggers the frequency limit of the chat."),
    232031: (400, "The new owner must be of the same tenant."),
    232033: (400, "The operator does NOT have the authority to manage external chats without the scope."),
    232097: (400, "The announcement is of the new version: use the docx interfaces."),
    300020: (400, "token is invalid"),
    300030: (400, "token is expired"),
    300040: (400, "token has been used up"),
    300090: (400, "callback has not been answered yet"),
    1770001: (400, "invalid param"),
    1770002: (404, "not found"),
    1770032: (403, "forbidden"),
    1772001: (400, "announcement not in chat info"),
    1772003: (400, "bot not in chat"),
    1772004: (400, "external chat is not supported"),
    1772006: (400, "announcement type is not supported"),
    99991400: (429, "request trigger frequency limit"),
    99991661: (400, "Missing access token for authorization. Please make a request with token attached."),
    99991663: (400, "Invalid access token for authorization. Please make a request with token attached."),
    99991671: (400, "Invalid access token: it must start with t- or u-."),
    99991672: (400, "Access denied. One of the following scopes is required"),
    99992351: (400, "The id is not an open_id, or not of this app."),
    99992353: (400, "The department id is unknown."),
    99992402: (400, "field validation failed"),
}
"""230071 and 300090 are our guess; the rest is in the vendor's tables."""


class Refusal(Exception):
    """An API says no. The code decides; status and text follow from it unless given."""

    def __init__(self, code: int, msg: str = "", *, status: int = 0, error: Json | None = None) -> None:
        usual, said = CODES.get(code, (400, "error"))
        super().__init__(code)
        self.code = code
        self.msg = msg or said
        self.status = status or usual
        self.error = error
        self.headers: tuple[tuple[str, str], ...] = ()


def over_limit(code: int, *, limit: int, wait: float, status: int = 0) -> Refusal:
    """A limit with the two headers that the vendor's gateway sends; `wait` in seconds."""
    refusal = Refusal(code, status=status)
    if refusal.status == 429:
        seconds = str(max(1, round(wait + 0.5)))
        refusal.headers = (("x-ogw-ratelimit-limit", str(limit)), ("x-ogw-ratelimit-reset", seconds))
    return refusal


def scope_missing(scopes: Sequence[str]) -> Refusal:
    """Names the permissions as the vendor does: in the text and as a list."""
    named = ", ".join(scopes)
    return Refusal(
        99991672,
        f"Access denied. One of the following scopes is required: [{named}].",
        error={
            "permission_violations": [
                {"type": "action_scope_required", "subject": scope, "description": ""} for scope in scopes
            ]
        },
    )

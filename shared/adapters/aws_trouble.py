"""What AWS says when a call fails, in words that tell an operator what to do."""

from collections.abc import Mapping
from typing import Any

from shared.app.ports.remote import RemoteFailed, Target
from shared.core.display import harmless, shorten

_SAID = 300
"""Characters of somebody else's message that are shown."""

_LOGIN = "Log in (aws sso login, or aws configure), or name a --profile; --local uses the local stack"
_WHICH = "Name the right --stack (or GK_STACK) and --region; groupkeeper calls <stack>-<function>"
_MAYBE = (
    "It may have run all the same: look at `groupkeeper doctor` before you repeat it. "
    "Repeating is safe: nobody is told twice on a day"
)

_BY_KIND: Mapping[str, tuple[str, str]] = {
    "NoCredentialsError": ("no AWS credentials were found", _LOGIN),
    "PartialCredentialsError": ("the AWS credentials are incomplete", _LOGIN),
    "CredentialRetrievalError": ("the AWS credentials could not be fetched", _LOGIN),
    "ProfileNotFound": ("there is no such AWS profile", "aws configure list-profiles shows those that exist"),
    "SSOTokenLoadError": ("the AWS login has expired", _LOGIN),
    "UnauthorizedSSOTokenError": ("the AWS login has expired", _LOGIN),
    "TokenRetrievalError": ("the AWS login has expired", _LOGIN),
    "LoginRefreshRequired": ("the AWS login has expired", _LOGIN),
    "NoRegionError": ("no region is set", "Name one: --region cn-north-1"),
    "InvalidRegionError": ("this is no region", "Name one like --region cn-north-1"),
    "ConfigParseError": ("the AWS configuration file cannot be read", "Mend it, or name another --profile"),
    "ReadTimeoutError": ("no answer came in time", _MAYBE),
    "ConnectionClosedError": ("the connection broke before an answer came", _MAYBE),
}
_BY_CODE: Mapping[str, tuple[str, str]] = {
    "ResourceNotFoundException": ("there is no such function", _WHICH),
    "ValidationError": ("there is no such stack", _WHICH),  # CloudFormation's word for it
    "NoSuchBucket": ("the stack's bucket is not there", _WHICH),
    "TooManyRequestsException": ("too many calls at this moment; it has not run", "Try again in a minute"),
    "ServiceException": ("AWS failed by itself", _MAYBE),
    "ExpiredTokenException": ("the AWS login has expired", _LOGIN),
    "ExpiredToken": ("the AWS login has expired", _LOGIN),
    "UnrecognizedClientException": ("AWS does not know these credentials", _LOGIN),
    "InvalidSignatureException": ("AWS does not accept these credentials", _LOGIN),
    "SignatureDoesNotMatch": ("AWS does not accept these credentials", _LOGIN),
    "InvalidAccessKeyId": ("AWS does not know these credentials", _LOGIN),
}
_DENIED = frozenset({"AccessDeniedException", "AccessDenied", "AccessDeniedFault", "Forbidden", "403"})


def call_failed(error: Exception, what: str, target: Target) -> RemoteFailed:
    """What became of a call of `what` (a function's name, an object's key)."""
    if isinstance(error, RemoteFailed):
        return error
    request_id = _request_id(error)
    code = _code(error)
    if code in _DENIED:
        remedy = "Ask for the right to do this (lambda:InvokeFunction on the stack's functions), or name a --profile"
        return RemoteFailed(f"{what}: your account may not do this", remedy, request_id=request_id)
    known = _BY_CODE.get(code) or _BY_KIND.get(type(error).__name__)
    if known is None and _is_unreachable(error):
        return _unreachable(what, target)
    reason, remedy = known or (_unheard_of(error), "Look at `groupkeeper doctor` before you repeat it")
    return RemoteFailed(f"{what}: {reason}", remedy, request_id=request_id)


def crashed(said: Any, function: str, request_id: str) -> RemoteFailed:
    """The function was there and ended with an error."""
    told: Mapping[str, Any] = said if isinstance(said, Mapping) else {}
    message = str(told.get("errorMessage", ""))
    kind = str(told.get("errorType", ""))
    if "timed out" in message.lower() or kind.endswith("Timedout"):
        remedy = (
            "What it had finished stands; run it again, or name fewer groups (--group) or checks (--check)"
        )
        return RemoteFailed(f"{function}: it ran out of time", remedy, request_id=request_id)
    reason = f"{function}: it crashed ({_quoted(f'{kind}: {message}' if kind else message)})"
    remedy = f"Its log group /aws/lambda/{function} has the details; report it with the request id"
    return RemoteFailed(reason, remedy, request_id=request_id)


def broken_answer(function: str, request_id: str) -> RemoteFailed:
    remedy = "The deployed release and this command may be of different ages: deploy again"
    return RemoteFailed(f"{function}: its answer is no JSON", remedy, request_id=request_id)


def no_bucket(target: Target) -> RemoteFailed:
    return RemoteFailed(f"{target.stack}: this stack has no groupkeeper bucket", _WHICH)


def _unreachable(what: str, target: Target) -> RemoteFailed:
    if target.is_local:
        remedy = "The local stack does not run: `make up` starts it"
    elif target.endpoint:
        remedy = "Look whether --endpoint is right and reachable from here"
    else:
        remedy = "Look at the network, a proxy, and whether --region is right"
    return RemoteFailed(f"{what}: nothing answers at {target.endpoint or 'AWS'}", remedy)


def _is_unreachable(error: Exception) -> bool:
    from botocore.exceptions import ConnectionError as NoConnection  # late: it is there by now
    from botocore.exceptions import EndpointProviderError, UnknownEndpointError

    return isinstance(error, NoConnection | EndpointProviderError | UnknownEndpointError)


def _code(error: Exception) -> str:
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, Mapping) else ""


def _request_id(error: Exception) -> str:
    response = getattr(error, "response", {})
    metadata = response.get("ResponseMetadata", {}) if isinstance(response, Mapping) else {}
    return str(metadata.get("RequestId", ""))


def _unheard_of(error: Exception) -> str:
    return f"the call failed ({_quoted(f'{type(error).__name__}: {error}')})"


def _quoted(text: str) -> str:
    return shorten(harmless(text), _SAID) or "it gave no reason"

"""Decides which stack is meant, and says so before anything is called."""

import argparse

from shared.app.ports.remote import Target
from shared.cli.tools import Operator
from shared.core.errors import BadInput, Fault

STACK = "groupkeeper"
_NOT_LOCAL = ("region", "profile", "endpoint")


def add_target(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "which stack",
        "Without any of these: the stack of this folder's .local/stack.json where AWS is not set up, else AWS.",
    )
    group.add_argument("--stack", metavar="NAME", help=f"the stack's name (default: GK_STACK, or {STACK})")
    group.add_argument("--local", action="store_true", help="the stack that `make up` started in this folder")
    group.add_argument("--region", metavar="REGION", help="the AWS region (default: as AWS is set up)")
    group.add_argument("--profile", metavar="NAME", help="the AWS profile (default: as AWS is set up)")
    group.add_argument(
        "--endpoint", metavar="URL", help="another address of AWS: a VPC endpoint, an emulator"
    )


def target_of(options: argparse.Namespace, operator: Operator) -> Target:
    """Raises BadInput where the flags contradict each other or there is no local stack."""
    named = [flag for flag in _NOT_LOCAL if getattr(options, flag)]
    if options.local and named:
        reason = f"--local and --{named[0]} mean different stacks"
        raise BadInput(Fault(f"--{named[0]}", None, reason, "Leave one of them out"))
    stack = options.stack or operator.settings.stack
    if options.local or not (named or operator.settings.is_aws_configured):
        local = operator.local()
        if local is not None:
            return local._replace(stack=stack or local.stack)
        if options.local:
            remedy = "Start one with `make up`, or go to the folder that it was started in"
            raise BadInput(Fault("--local", None, "this folder has no .local/stack.json", remedy))
    return Target(stack or STACK, options.region, options.profile, options.endpoint)


def described(target: Target) -> str:
    """In one line, for the person who must not mistake it."""
    if target.is_local:
        return f"stack {target.stack} on this machine ({target.endpoint}, as .local/stack.json says)"
    given = {"region": target.region, "profile": target.profile, "endpoint": target.endpoint}
    said = [f"{name} {value}" for name, value in given.items() if value]
    return ", ".join([f"stack {target.stack} on AWS", *said])

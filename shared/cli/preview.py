"""`groupkeeper preview`: judge an export, a facts folder or a register sheet, and show what would be said."""

import argparse
from pathlib import Path
from typing import Any

from shared.app.preview import Wish, preview
from shared.cli.flags import days, moment
from shared.cli.messages import add_messages, takes_output, write_messages
from shared.cli.tools import Tools
from shared.core.checks.catalogue import CHECKS
from shared.core.lang import Lang
from shared.core.reports.html import html
from shared.core.reports.json_lines import json_lines, message_lines
from shared.core.reports.terminal import terminal

_EXAMPLES = """\
examples:
  groupkeeper preview export.zip
  groupkeeper preview 群台账.xlsx --policy policy.yaml --html report.html
  groupkeeper preview facts/ --now 2026-10-12T09:00:00+08:00 --lookback 14 --json > findings.jsonl
  groupkeeper preview facts/ --messages messages.jsonl

PATH is what a platform exports (folder or zip, docs/preview.md), a facts folder (docs/facts-folder.md)
or a register sheet (XLSX or CSV, docs/register-sheet.md). Nothing is sent and nothing leaves this machine.

exit codes: 0 judged, 2 the input, the policy or a flag is wrong (said on standard error, with file and line)
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "preview",
        help="judge an export, a facts folder or a register sheet, without any account",
        description="Shows what every check finds and who would be told what. Nothing is sent.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="what to judge")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="the company's policy (default: ours)")
    parser.add_argument("--now", type=moment, metavar="ISO", help="judge as of this moment (default: now)")
    parser.add_argument(
        "--lookback",
        type=days,
        default=1,
        metavar="DAYS",
        help="look at the nights of so many days (default: 1)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON line for each verdict that is not ok")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write the report as one HTML file")
    add_messages(parser, "also write what people would get, one JSON line a message")
    parser.add_argument(
        "--check",
        action="append",
        choices=[check.id for check in CHECKS],
        metavar="ID",
        help="only this check; may be given several times",
    )
    parser.add_argument(
        "--lang", choices=[str(lang) for lang in Lang], help="language (default: the policy's)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, tools: Tools) -> int:
    is_silent = takes_output(options)
    policy = tools.load_policy(options.policy)
    at = tools.clock.now()
    facts = tools.open_source(options.path, at).read(tools.progress)
    wish = Wish(
        now=options.now or at,
        lookback_days=options.lookback,
        lang=Lang(options.lang) if options.lang else policy.language,
        checks=tuple(check for check in CHECKS if not options.check or check.id in options.check),
    )
    survey = preview(facts, policy, tools.world, wish, tools.progress)
    read = (options.path, options.policy) if options.policy else (options.path,)
    if options.html:
        tools.save(options.html, html(survey), read)
    write_messages(options, tools, message_lines(survey), read)
    if options.json or is_silent:
        tools.terminal.complain(f"groupkeeper: {fault}" for fault in survey.faults)
    if options.json:
        tools.terminal.write_data(json_lines(survey))
    elif not is_silent:
        shown = terminal(survey, width=tools.terminal.width, colour=tools.terminal.colour)
        tools.terminal.write(shown)
    return 0

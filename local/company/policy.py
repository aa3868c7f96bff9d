"""Writes the policy that goes with the made-up company: what no Slack export can show."""

import json

from local.company.model import Company
from local.company.weeks import ZONE_NAME


def policy_yaml(company: Company) -> str:
    """People are named as their platform names them."""
    account = company.tenant.account
    lines = [
        f"# 工作群管理规范：{company.name}（虚构公司，演示用）",
        'version: "1.2"',
        f"responsible_department: {_quoted('总经办')}",
        "language: zh-CN",
        f"zone: {ZONE_NAME}",
        "departments:",
    ]
    for unit in company.units:
        lines += [
            f"  - name: {_quoted(unit.name)}",
            f"    aliases: {_listed(unit.aliases)}",
            f"    head: {account(unit.head_id)}",
        ]
    lines.append("projects:")
    for project in company.projects:
        lines += [
            f"  - name: {_quoted(project.name)}",
            f"    aliases: {_listed(project.aliases)}",
            f"    lead: {account(project.lead_id)}",
            f"    department: {_quoted(project.unit)}",
            f"    ended: {'true' if project.ended else 'false'}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string whose meaning no parser doubts."""
    return json.dumps(text, ensure_ascii=False)


def _listed(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_quoted(text) for text in texts)}]"

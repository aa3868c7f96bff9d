"""The policy that the made-up company puts in force for the demonstration."""

from local.company.model import Company
from local.company.policy import policy_yaml

PATIENCE = 5
"""Work days in which nobody is written to about a group that they filed on a page; where a policy says nothing, twenty."""
_DECISIONS = """\
effective_from: 2026-09-01
mode: nudge
notice:
  published: 2026-09-07
  link: 企业门户 › 制度 › 工作群管理规范员工告知书
  approved_by: 总经办
budgets:
  api_share: 100 %%
checks:
  missing_owner: {mode: nudge, grace: 1, grace_existing: 4}
  missing_announcement: {mode: nudge, grace: 1, grace_existing: %(backlog)d, ladder: {remind: 3, roll_up: 8}}
  incomplete_announcement: {mode: report}
  group_name: {mode: nudge, grace: 1, grace_existing: %(patience)d}
  inactive_group: {mode: nudge, grace: 1, grace_existing: 5, ladder: {remind: 3, roll_up: 8}}
  after_hours_posting: {mode: nudge}
"""
"""Two weeks are short: what waits for weeks in a real company waits for days here, and nothing else is different."""


def demo_policy(company: Company, backlog: int = PATIENCE) -> str:
    """YAML. People are named as the company's platform names them. `backlog`: work days over which announcements that were
    missing from the beginning are asked for."""
    return policy_yaml(company) + _DECISIONS % {"patience": PATIENCE, "backlog": backlog}

"""Founds the made-up company: the same seed gives the same people, groups, announcements and messages."""

from local.company.chatter import Town, talk
from local.company.groups import make_groups
from local.company.model import Company, Tenant
from local.company.nights import plan
from local.company.staff import hire
from local.company.vocabulary import COMPANY

SEED = 20261001
GROUPS = 300
FEWEST_GROUPS = 120
"""Fewer would not hold everything that is planted."""


def found(seed: int = SEED, groups: int = GROUPS, *, tenant: Tenant, branch: int = 0) -> Company:
    """`branch`: another number, other groups of the same people. Raises ValueError for fewer than FEWEST_GROUPS groups."""
    if groups < FEWEST_GROUPS:
        raise ValueError(
            f"at least {FEWEST_GROUPS} groups are needed to hold everything that is planted, not {groups}"
        )
    staff = hire(seed)
    made = make_groups(seed + branch, staff, groups)
    nights = plan(seed + branch, made, staff.robots)
    town = Town(seed + branch, staff.robots, nights)
    return Company(
        name=COMPANY,
        seed=seed,
        tenant=tenant,
        units=staff.units,
        projects=staff.projects,
        people=staff.people,
        robots=staff.robots,
        groups=made,
        messages={group.id: talk(group, town) for group in made},
        incidents=nights.incidents,
    )

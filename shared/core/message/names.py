"""Which names are proposed to a reader of several groups (PAGES, rule 8)."""

from collections.abc import Iterable

from shared.core.checks import group_name
from shared.core.model import Group
from shared.core.naming.problems import judge_name
from shared.core.naming.proposal import propose
from shared.core.naming.several import Offer, fit
from shared.core.scene import Scene


def beside_each_other(renamed: Iterable[Group], scene: Scene, others: Iterable[Group] = ()) -> Scene:
    """The scene in which nothing is proposed that would mislead whoever is asked about the names of all of these.

    `others`: whatever else is theirs, of which the names are not asked about.
    """
    offers = {group.key: offer for group in renamed if (offer := _offer(group, scene))}
    taken = [group.name.value for group in others if group.name and group.key not in offers]
    good = fit(tuple(offers.values()), taken)
    bad = {key for key, is_good in zip(offers, good, strict=True) if not is_good}
    return scene._replace(unproposed=scene.unproposed | bad)


def _offer(group: Group, scene: Scene) -> Offer | None:
    name = group.name.value if group.name else ""
    proposal = propose(judge_name(name, group, scene.names), group, scene)
    return Offer(name, proposal.name) if proposal else None


NAMES = group_name.CHECK.id
"""The check that asks about names."""

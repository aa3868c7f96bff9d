"""Who is told about a group: owner → admins → head of department → operations, by facts (DESIGN section 6)."""

from collections.abc import Iterator

from shared.core.model import Group, Source
from shared.core.people.belonging import department, department_of
from shared.core.recipient import Recipient, Role
from shared.core.scene import Scene


def recipient(group: Group, scene: Scene) -> Recipient:
    """The first in the chain who is not known to be out or out of reach; never above the owner's own level.

    Somebody whose employment is not observed may be told: the platform will say if they cannot be reached.
    """
    for role, person_id in _chain(group, scene):
        person = scene.person(person_id)
        if not (scene.is_out(person_id) or scene.is_bot(person_id) or person_id in scene.unreachable):
            return Recipient(role, person_id, person.name if person else None)
    return Recipient(Role.OPERATIONS)


def _chain(group: Group, scene: Scene) -> Iterator[tuple[Role, str]]:
    owner = group.owner.value if group.owner else None
    if group.owner and owner:
        yield Role.CREATOR if group.owner.source is Source.GUESSED else Role.OWNER, owner
    yield from ((Role.ADMIN, admin) for admin in (group.admins.value if group.admins else ()) if admin)
    yield from ((Role.HEAD, head) for head in _heads(group, scene))


def _heads(group: Group, scene: Scene) -> Iterator[str]:
    """The head of the group's department and who stands in for them; nobody above.

    An owner who is the head and was passed over is passed over again here.
    """
    found = department(department_of(group, scene), scene)
    if found is None or found.head_id is None:
        return
    yield found.head_id
    person = scene.person(found.head_id)
    yield from (stand_in for stand_in in (found.delegate_id, person and person.delegate_id) if stand_in)

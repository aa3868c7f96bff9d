"""Which department a group belongs to: as filed, else by its name, else by its owner (DESIGN section 7)."""

from shared.core.model import Department, Group, Source
from shared.core.naming.reading import clean, key, read
from shared.core.naming.sense import find_place
from shared.core.scene import Scene


def department_of(group: Group, scene: Scene) -> str | None:
    """The department's name as the lists spell it, if they have it; None where nothing tells.

    A guessed owner tells nothing.
    """
    filed = group.department.value if group.department else None
    name = filed or _by_name(group, scene) or _by_owner(group, scene)
    found = department(name, scene)
    return found.name if found else name


def department(name: str | None, scene: Scene) -> Department | None:
    """The department of that name or alias, however it is spelt; None where the lists have none."""
    return scene.departments.get(key(clean(name))) if name else None


def _by_name(group: Group, scene: Scene) -> str | None:
    """The left part of the name, where it is a department or a project that belongs to one."""
    if group.name is None:
        return None
    place = find_place(read(group.name.value).parts[:-1], scene.names)
    if place is None:
        return None
    # A name that is no project is a department.
    return scene.project_departments.get(key(clean(place.name)), place.name)


def _by_owner(group: Group, scene: Scene) -> str | None:
    if group.owner is None or group.owner.source is Source.GUESSED:
        return None
    owner = scene.person(group.owner.value)
    return owner.department if owner else None

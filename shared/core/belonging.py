"""Which department a group belongs to: as filed, else by its name, else by its owner (DESIGN section 7)."""

from shared.core.model import Department, Group, Source
from shared.core.naming import read
from shared.core.naming.sense import find_place
from shared.core.scene import Scene


def department_of(group: Group, scene: Scene) -> str | None:
    """The department's name; None where nothing tells. A guessed owner tells nothing."""
    if group.department is not None and group.department.value:
        return group.department.value
    return _by_name(group, scene) or _by_owner(group, scene)


def department(name: str | None, scene: Scene) -> Department | None:
    """The department of that name or alias; None where the lists have none."""
    return scene.departments.get(name) if name else None


def _by_name(group: Group, scene: Scene) -> str | None:
    """The left part of the name, where it is a department or a project that belongs to one."""
    if group.name is None:
        return None
    place = find_place(read(group.name.value).parts[:-1], scene.names)
    if place is None:
        return None
    return scene.project_departments.get(place.name, place.name)  # a name that is no project is a department


def _by_owner(group: Group, scene: Scene) -> str | None:
    if group.owner is None or group.owner.source is Source.GUESSED:
        return None
    owner = scene.person(group.owner.value)
    return owner.department if owner else None

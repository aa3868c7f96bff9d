"""Which department a group or somebody belongs to, and who heads it (DESIGN sections 7 and 10)."""

from shared.core.account import Account
from shared.core.model import Department, Group, Source
from shared.core.naming.reading import clean, key, read
from shared.core.naming.sense import find_place
from shared.core.scene import Scene


def department_of(group: Group, scene: Scene) -> str | None:
    """The department's name as the lists spell it, if they have it; None where nothing tells.

    As filed, else by the group's name, else by its owner; a guessed owner tells nothing.
    """
    filed = group.department.value if group.department else None
    name = filed or _by_name(group, scene) or _by_owner(group, scene)
    found = department(name, scene) or _branch(name, group.platform, scene)
    return found.name if found else name


def department(name: str | None, scene: Scene) -> Department | None:
    """The company's own department of that name or alias, however it is spelt; None where the lists have none.

    A platform's department of the same name shares its words, zone and calendar.
    """
    return scene.departments.get(key(clean(name))) if name else None


def heading(group: Group, name: str | None, scene: Scene) -> Department | None:
    """Whose head answers for the group; None where nobody is known to.

    Whom the company names heads the department on every platform. Whom only a platform's directory shows is asked about
    groups of that platform alone: every branch has a 财务部.
    """
    own = department(name, scene)
    if own is not None and own.head is not None:
        return own
    shown = _branch(name, group.platform, scene) or (own and _branch(own.name, group.platform, scene))
    return shown if shown is not None and shown.head is not None else None


def home(account: Account | None, scene: Scene) -> Department | None:
    """The company's department that somebody belongs to; None where nothing tells."""
    return department(scene.home_of(account), scene)


def _branch(name: str | None, platform: str, scene: Scene) -> Department | None:
    return scene.branches.get((platform, key(clean(name)))) if name else None


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
    return scene.home_of(group.owner.value)

"""What an owner changes about a group of theirs: what is on record, that something is done, that it is not theirs."""

from collections.abc import Mapping

from shared.app.invitation.answering import say_these_are_all
from shared.app.nudge.follow_up import follow_up
from shared.app.pages.filing import keep
from shared.app.pages.mine import own, theirs
from shared.app.pages.shown import ShownGroup, shown
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.core.account import Account
from shared.core.case import GroupFile
from shared.core.declaration import Wrong, declaration, declared, faults, form_of
from shared.core.errors import PageRefused
from shared.core.filed import Filing, disowned, refiled
from shared.core.model import Group
from shared.core.run import Entry


def edit(handle: str, form: Mapping[str, str], who: Visitor, ports: Ports) -> ShownGroup | tuple[Wrong, ...]:
    """File the group anew with these fields; its platform and id stay, and so does what no field says.

    Raises PageRefused.
    """
    file = own(handle, who, ports)
    platform = file.group.platform
    form = {**form_of(file.known(who.now).group), **form, "platform": platform}
    wrong = tuple(faults(form, [platform]))
    if wrong:
        return wrong
    owner = _owner(file.filed, who)
    group = declared(declaration(form, who.account, who.name), file.group.id, owner, who.now)
    return keep(_completed(group, file.filed), who, ports)


def _owner(filed: Filing | None, who: Visitor) -> Account:
    """The account by which the group is theirs already: another of theirs would be another owner, and end what is asked of them."""
    owner = filed.owner if filed else None
    return owner if owner in who.accounts else who.account


def _completed(group: Group, filed: Filing | None) -> Group:
    """With what was filed before and was not said now."""
    if filed is None:
        return group
    kept = {name: fact for name in _NOT_ASKED if (fact := getattr(filed.group, name)) is not None}
    if group.announcement is not None:
        kept.pop("announcement", None)
    return group._replace(**kept, waivers=filed.group.waivers)


_NOT_ASKED = ("kind", "admins", "created", "status", "size", "announcement")


def done(
    handle: str, check: str, form: Mapping[str, str], who: Visitor, ports: Ports
) -> ShownGroup | tuple[Wrong, ...]:
    """Something was done about the group. Where it was filed, that is the fact; else its platform shows it, sooner or later.

    Raises PageRefused.
    """
    file = own(handle, who, ports)
    said = {name: form[name] for name in _FIELDS.get(check, ()) if form.get(name)}
    if not file.is_shown and said:
        return edit(handle, said, who, ports)
    done_there(file, who, ports)
    return shown(file, who, ports)


def done_there(file: GroupFile, who: Visitor, ports: Ports) -> None:
    """Something was done where the group is: it is read again before others."""
    ports.ledger().inventory.mark_dirty(file.group.key, who.now)


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "group_name": ("name",),
    "missing_announcement": ("announcement", "text"),
    "incomplete_announcement": ("announcement", "text"),
}
"""By check: the fields that say what was done about it."""


def give_up(handle: str, who: Visitor, ports: Ports) -> None:
    """这个群不归我管: from now on nobody is filed as its owner. What a platform shows only changes there.

    Raises PageRefused, also where only a platform says that they own it.
    """
    file = own(handle, who, ports)
    if file.filed is None or file.filed.owner not in who.accounts:
        raise PageRefused("shown_as_owner")
    if not ports.ledger().inventory.move_filing(disowned(file.filed, by=who.account, at=who.now), file.filed):
        raise PageRefused("taken")
    ports.ledger().audit.write(Entry(who.now, "given_up", file.group.key, who.account))
    follow_up(file.group.key, ports)


def confirm(who: Visitor, ports: Ports) -> None:
    """都在上面了: these are all groups that they look after, and what they filed of them still holds."""
    ledger = ports.ledger()
    files = theirs(who, ports)
    for file in files:
        if file.filed is not None and file.filed.is_own and file.filed.owner in who.accounts:
            # Said again, and good for another half year.
            again = refiled(file.filed.group, file.filed, by=file.filed.by, at=who.now, is_own=True)
            ledger.inventory.put_filing(again, who.accounts, over=file.filed.handover)
    say_these_are_all(who.account, who.accounts, who.now, ports, len(files))

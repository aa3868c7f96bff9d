"""On the desk: what people explained, and refusals that somebody asks to have looked at once more."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from shared.app.desk.deciding import decide
from shared.app.desk.item import Done, Item, Source, around
from shared.app.desk.news import outcome
from shared.app.desk.words import faults_of_words, words_of
from shared.app.inspect.group import CHECKS_BY_ID
from shared.app.ops.waive import LONGEST
from shared.app.pages.visitor import Visitor
from shared.app.ports.ports import Ports
from shared.app.scene.company import scene_about
from shared.core.account import Account, is_account
from shared.core.case import GroupFile
from shared.core.declaration import Wrong
from shared.core.display import harmless, shown_name
from shared.core.errors import Conflict, PageRefused, Unreadable
from shared.core.lang import Bilingual, Lang, both, day
from shared.core.request import Decision, Request, Verdict
from shared.core.scene import Scene

HALF_A_YEAR = timedelta(days=180)
_ONCE_MORE = both("{check} · 请再看一次", "{check} · once more, please")
_SETTLED = both("{name} {day}答复：{outcome}", "{name} answered on {day}: {outcome}")
_SOMEBODY = both("有同事", "a colleague")
_VERDICT = both("请选择同意或不同意", "Please say whether you agree")
_REASON = both("请写一句理由，对方会看到", "Please give a reason in a sentence; whoever asked reads it")
_UNTIL = both("请选择今天起一年内的日期", "Please choose a day within a year from today")


def waiting(who: Visitor, ports: Ports) -> list[Item]:
    return _items(ports.ledger().waivers.pending(), who, ports)


def find(handle: str, who: Visitor, ports: Ports) -> Item | None:
    try:
        request = ports.ledger().waivers.request(handle)
    except Unreadable:  # it counts as open, and the doctor names it
        return None
    return _items([request], who, ports)[0] if request is not None else None


def _items(requests: list[Request], who: Visitor, ports: Ports) -> list[Item]:
    files = ports.ledger().inventory.peek({one.group for one in requests})
    formers = {one.id: former for one in requests if (former := _former(one, ports)) is not None}
    named = {account for one in requests for account in _named(one, files.get(one.group), who)}
    named |= {one.decided_by for one in formers.values() if is_account(one.decided_by)}
    scene = scene_about(ports, who.policy, who.now, None, named)
    return [_item(one, formers.get(one.id), files.get(one.group), scene, who) for one in requests]


def _former(request: Request, ports: Ports) -> Request | None:
    try:
        return ports.ledger().waivers.request(request.former) if request.former else None
    except Unreadable:
        return None


def _named(request: Request, file: GroupFile | None, who: Visitor) -> Iterator[Account]:
    yield request.by
    if is_account(request.decided_by):
        yield request.decided_by
    if file is not None:
        yield from around(file.known(who.now).group)


def _item(
    request: Request, former: Request | None, file: GroupFile | None, scene: Scene, who: Visitor
) -> Item:
    group = file.known(who.now).group if file is not None else None
    parties = {request.by, *(around(group) if group is not None else ())}
    platform = group.platform if group is not None else ""
    return Item(
        source=REQUESTS.id,
        handle=request.id,
        group=request.group,
        name=shown_name(group) if group is not None else request.group,
        platform=scene.platform_names.get(platform) or dict.fromkeys(Lang, platform),
        what=_what(request),
        since=request.asked,
        promised=request.promised,
        asker=_name(request.by, request, scene),
        text=request.text,
        parties=frozenset(one for party in parties for one in scene.accounts(party)),
        barred=former.decided_by if former is not None else "",
        settled=_settled(request, scene, who) if request.decided is not None else "",
        can_grant=file is not None,
        former=_settled(former, scene, who) if former is not None else "",
    )


def _what(request: Request) -> Bilingual:
    check = CHECKS_BY_ID.get(request.check)
    title = check.title if check is not None else dict.fromkeys(Lang, request.check)
    if not request.former:
        return title
    return {lang: _ONCE_MORE[lang].format(check=title[lang]) for lang in Lang}


def _name(account: Account, request: Request, scene: Scene) -> str | None:
    """Of whoever had the account when they asked."""
    return scene.name_of(account) if scene.means(account, request.asked) else None


def _settled(request: Request, scene: Scene, who: Visitor) -> str:
    by = request.decided_by
    name = scene.name_of(by) if is_account(by) else harmless(by)
    today = scene.local_day()
    on = (request.decided or who.now).astimezone(scene.zone).date()
    return _SETTLED[who.lang].format(
        name=name or _SOMEBODY[who.lang],
        day=day(on, who.lang, today),
        outcome=outcome(request, who.policy, who.lang, today),
    )


def act(item: Item, form: Mapping[str, str], who: Visitor, ports: Ports) -> Done | tuple[Wrong, ...]:
    """Agree or not. Twice is once; whoever is second is shown what the first decided."""
    wrong = tuple(_faults(item, form, who))
    if wrong:
        return wrong
    request = ports.ledger().waivers.request(item.handle)
    if request is None:
        raise PageRefused("stale")
    verdict = Verdict(form["verdict"])
    until = _until(form, who) if verdict is Verdict.GRANTED else None
    decision = Decision(verdict, who.account, ports.clock.now(), words_of(form["reason"]), until)
    try:
        kept = decide(request, decision, ports)
    except Conflict:
        raise PageRefused("stale") from None
    return Done((kept.verdict, kept.decided_by) == (verdict, who.account))


def _faults(item: Item, form: Mapping[str, str], who: Visitor) -> Iterator[Wrong]:
    verdict = form.get("verdict")
    if verdict not in set(Verdict) or (verdict == Verdict.GRANTED and not item.can_grant):
        yield Wrong("verdict", _VERDICT)
    yield from faults_of_words("reason", form.get("reason", ""), _REASON)
    if verdict == Verdict.GRANTED and _until(form, who) is None:
        yield Wrong("until", _UNTIL)


def _until(form: Mapping[str, str], who: Visitor) -> date | None:
    """The day that was chosen, half a year from now where none was; None: no day that may be chosen."""
    today = who.scene.local_day()
    try:
        until = date.fromisoformat(form.get("until") or str(today + HALF_A_YEAR))
    except ValueError:
        return None
    return until if today <= until <= today + LONGEST else None


REQUESTS = Source("requests", both("说明和申诉", "Explanations and appeals"), "verdict", waiting, find, act)

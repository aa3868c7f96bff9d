"""「请一位同事一起管」 on the pages: asked, answered, ended by either; another's group, forged forms and second presses do nothing."""

from shared.app.pages.shown import handle_of
from tests.adapters.web.browsing import Browser, Seen
from tests.app.pages import CHEN, WANG, ZHOU, Office
from tests.app.test_together import Together

ASK, NO_MORE = "/pages/together", "/pages/together/no-more"


def asked_along(office: Office) -> Browser:
    """王芳 asked 陈立 to look after her one group with her."""
    owner, handle = Browser(office), office.files().handle
    page = owner.get(f"{ASK}?g={handle}")
    found = owner.send(ASK, page.form(ASK, act="find"), name="陈立")
    asked = owner.send(ASK, found.form(ASK, act="offer"), to=CHEN)
    assert "已请陈立一起管，10 月 21 日前等对方答复" in asked.body
    assert "陈立" not in "".join(owner.addresses)
    return owner


def answered(office: Office, say: str) -> Seen:
    colleague = Browser(office, CHEN)
    page = colleague.get("/pages")
    assert "王芳想请您一起管这个群" in page.body
    return colleague.send("/pages/asked", page.form("/pages/asked", say=say))


def handle(office: Office) -> str:
    return office.mine().groups[0].handle


def shared(office: Together) -> list[str]:
    return [one.name for one in office.shared()]


def test_a_colleague_is_asked_agrees_and_ends_it() -> None:
    office = Together()
    owner = asked_along(office)
    page = answered(office, "yes")
    assert ("您一起管的群 1" in page.body, "群主是王芳" in page.body) == (True, True)
    assert "一起管的同事" in owner.get(f"/pages/group?g={handle(office)}").body
    colleague = Browser(office, CHEN)
    form = colleague.get("/pages").form(NO_MORE)
    after = colleague.post(NO_MORE, form)
    assert ("以后不再由您一起管" in after.body, "您一起管的群" in after.body) == (True, False)
    assert colleague.ask("POST", NO_MORE, form).status == 404  # pressed twice
    assert "陈立暂不方便一起管" in owner.get(f"/pages/group?g={handle(office)}").body


def test_its_owner_ends_it_and_pressing_twice_is_the_same() -> None:
    office = Together()
    owner = asked_along(office)
    answered(office, "yes")
    form = owner.get(f"/pages/group?g={handle(office)}").form(ASK, act="let_go")
    for _ in range(2):
        assert "好的，已更新" in owner.post(ASK, form).body
    assert shared(office) == []


def test_who_cannot_says_so_and_is_not_asked_again_soon() -> None:
    office = Together()
    owner = asked_along(office)
    assert "好的，没关系" in answered(office, "no").body
    page = owner.get(f"{ASK}?g={handle(office)}")
    found = owner.send(ASK, page.form(ASK, act="find"), name="陈立")
    again = owner.send(ASK, found.form(ASK, act="offer"), to=CHEN)
    assert (again.status, "这位同事不久前说过暂不方便" in again.body) == (422, True)


def test_the_question_is_taken_back() -> None:
    office = Together()
    owner = asked_along(office)
    page = owner.get(f"/pages/group?g={handle(office)}")
    taken = owner.send("/pages/hand-over", page.form("/pages/hand-over", act="take_back"))
    assert "已撤回" in taken.body
    assert "一起管这个群" not in Browser(office, CHEN).get("/pages").body


def test_who_looks_after_it_already_cannot_be_asked() -> None:
    office = Together()
    owner = asked_along(office)
    answered(office, "yes")
    page = owner.get(f"{ASK}?g={handle(office)}")
    found = owner.send(ASK, page.form(ASK, act="find"), name="陈立")
    again = owner.send(ASK, found.form(ASK, act="offer"), to=CHEN)
    assert (again.status, "已经在一起管了" in again.body) == (409, True)


def test_where_the_platform_shows_who_does_it_is_not_offered() -> None:
    office = Together()
    shown = handle_of(office.shows("p1", "市场部-丙群", WANG))
    owner = Browser(office)
    assert "一起管" not in owner.get(f"/pages/group?g={shown}").body
    token = owner.get("/pages").form("/pages/out")["token"]
    form = {"token": token, "g": shown, "act": "offer", "to": CHEN}
    assert owner.ask("POST", ASK, form).status == 409


def test_another_s_group_a_forged_token_and_an_act_that_is_none_change_nothing() -> None:
    office = Together()
    owner = asked_along(office)
    answered(office, "yes")
    group = handle(office)
    stranger = Browser(office, ZHOU)
    token = stranger.get("/pages").form("/pages/out")["token"]
    assert stranger.get(f"{ASK}?g={group}").status == 404
    for form in ({"act": "offer", "to": ZHOU}, {"act": "let_go", "to": CHEN}, {"act": "find", "name": "陈"}):
        assert stranger.ask("POST", ASK, {"token": token, "g": group, **form}).status == 404
    assert stranger.ask("POST", NO_MORE, {"token": token, "g": group}).status == 404
    ours = owner.get(f"/pages/group?g={group}").form(ASK, act="let_go")
    assert owner.ask("POST", ASK, {**ours, "act": "everything"}).status == 400
    for forged in ("", "forged", token):
        assert owner.ask("POST", ASK, {**ours, "token": forged}).status == 403
        assert owner.ask("POST", NO_MORE, {"g": group, "token": forged}).status == 403
    assert owner.get(NO_MORE).status == 404
    assert shared(office) == ["华东销售冲冲冲"]


def test_a_page_that_asked_this_answers_nothing_that_is_asked_since_then() -> None:
    office = Together()
    owner = asked_along(office)
    old = Browser(office, CHEN)
    form = old.get("/pages").form("/pages/asked", say="yes")
    page = owner.get(f"/pages/group?g={handle(office)}")
    owner.send("/pages/hand-over", page.form("/pages/hand-over", act="take_back"))
    office.offer(office.mine().groups[0])
    old.post("/pages/asked", form)
    assert (len(office.mine().groups), len(office.asked())) == (1, 1)

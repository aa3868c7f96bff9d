"""What the pages say of groups that two look after."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

TOGETHER_WORDS: Mapping[str, Bilingual] = {
    "ask_along": both("请一位同事一起管", "Ask a colleague to look after it, too"),
    "ask_along_lead": both(
        "「{name}」想请哪位同事一起管？您不在时，有同事能照看。",
        "Who might look after “{name}” with you? Then somebody can when you are not there.",
    ),
    "ask_to_join": both("请对方一起管", "Ask them"),
    "ask_along_hint": both(
        "对方同意之后才会登记；七个工作日没有答复就算了，其间不为这个群提醒任何人。您仍是群主。",
        "Nothing changes before they agree; after seven work days without an answer it lapses, and nobody is reminded of the "
        "group meanwhile. You remain its owner.",
    ),
    "asked_along": both("{who}想请您一起管这个群", "{who} would like you to look after this group together"),
    "look_after_too": both("一起管", "Together"),
    "together_with": both("一起管的同事", "Who looks after it, too"),
    "let_go_of": both("不再一起管", "No more"),
    "let_go": both("好的，已更新", "Updated"),
    "shared_with_you": both("您一起管的群 {n}", "Groups that you look after, too: {n}"),
    "owner_is": both("群主是{who}", "owned by {who}"),
    "step_down": both("不再一起管", "No more"),
    "stepped_down": both("好的，以后不再由您一起管", "Done; you look after it no more"),
    "progress_waiting_join": both(
        "已请{who}一起管，{day}前等对方答复", "{who} is asked to look after it, too, until {day}"
    ),
    "progress_declined_join": both(
        "{who}暂不方便一起管，可以请别的同事", "{who} cannot look after it now; somebody else might"
    ),
    "progress_unanswered_join": both(
        "{who}还没有答复，可以请别的同事", "{who} did not answer; somebody else might look after it, too"
    ),
}

TOGETHER_TROUBLE: Mapping[str, tuple[Bilingual, Bilingual]] = {
    "shares_already": (
        both("这位同事已经在一起管了", "They look after it already"),
        both("可以请别的同事。", "You might ask somebody else."),
    ),
}

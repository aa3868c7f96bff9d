"""What the page of a message says beside its items."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

ITEM_WORDS: Mapping[str, Bilingual] = {
    "items": both("待处理", "To do"),
    "items_count": both(
        "{n} 项，选一个办法即可；其余的以后再看也行", "{n} to do: choose what fits; the rest can wait"
    ),
    "items_one": both("选一个办法即可", "Choose what fits"),
    "items_none": both("这里没有待处理的了，谢谢您", "Nothing is left to do here. Thank you"),
    "rename": both("按建议逐个改名", "Rename one by one, as suggested"),
    "rename_hint": both(
        "在群里改好后点「改好了」；不合适可以自己取名，也可以保留原名。",
        "Change it in the group, then choose “Done”. Another name is fine, and so is keeping this one.",
    ),
    "now_called": both("现在", "Now"),
    "could_be": both("建议", "Suggested"),
    "no_name_offered": both("写清部门和用途即可", "any name that says department and use"),
    "open_group": both("看这个群", "See this group"),
}

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
    "open_group": both("看这个群", "See this group"),
}

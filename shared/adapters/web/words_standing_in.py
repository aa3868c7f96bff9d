"""What the pages say to whoever stands in for a colleague on leave."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

STANDING_IN_WORDS: Mapping[str, Bilingual] = {
    "stand_in_for": both("代{name}处理", "For {name}"),
    "stand_in_lead": both(
        "{name}休假期间由您代为处理。只显示等待处理的事，您点的会记下是您点的。",
        "You stand in for {name} during their leave. Only what waits is shown, and what you press is recorded as yours.",
    ),
    "nothing_waits": both("没有等待处理的事", "Nothing waits"),
    "done_for": both("已处理", "Done"),
    "left_to_owner": both("这一项等{name}回来处理即可。", "This one can wait for {name}."),
}

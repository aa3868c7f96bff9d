"""What the pages say to whoever was invited to put their groups on record."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

WORDS: Mapping[str, Bilingual] = {
    "invited": both("请登记您负责的工作群", "Please put your work groups on record"),
    "invited_hint": both(
        "系统读取不到的工作群，一个约 20 秒。私人群不用登记。",
        "Those that no app can see: about 20 seconds each. Private groups need not be filed.",
    ),
    "invited_none": both("没有要登记的", "None to file"),
    "invited_counts": both(
        "登记邀请：已邀请 {people} 人，{answered} 人已登记或答复，{confirmed} 人确认都登记了",
        "Invitations to file: {people} people invited, {answered} filed or answered, {confirmed} said that these are all",
    ),
    "invited_all": both("都已经登记了", "All of mine are on record"),
}

"""What the pages say beside what the checks say: short, polite, and the same in both languages."""

from collections.abc import Mapping

from shared.adapters.web import words_handover, words_invited, words_wind_up
from shared.adapters.web.words_desk import DESK_TROUBLE, DESK_WORDS
from shared.adapters.web.words_items import ITEM_WORDS
from shared.adapters.web.words_leave import LEAVE_WORDS
from shared.adapters.web.words_operations import OPERATIONS_WORDS
from shared.adapters.web.words_sheet import SHEET_WORDS
from shared.adapters.web.words_standing_in import STANDING_IN_WORDS
from shared.adapters.web.words_together import TOGETHER_TROUBLE, TOGETHER_WORDS
from shared.core.lang import Bilingual, both

_OWN: Mapping[str, Bilingual] = {
    "mine": both("我的群", "My groups"),
    "count": both("{groups} 个群 · {todo} 个待处理", "{groups} groups · {todo} to do"),
    "count_fine": both("{groups} 个群 · 没有待处理", "{groups} groups · nothing to do"),
    "no_groups": both(
        "这里还没有您的群。您负责的工作群如果系统读不到，请登记一下，约 20 秒。",
        "There is no group of yours here yet. If you look after one that no system can see, please file it: about 20 seconds.",
    ),
    "file_one": both("登记一个群", "File a group"),
    "file_many": both("一次登记多个", "File several at once"),
    "names": both("群名，每行一个，最多 30 个", "Their names, one a line, thirty at most"),
    "names_hint": both("和群里显示的一致，可粘贴", "as they show there; pasting is fine"),
    "go_on": both("下一步", "Go on"),
    "tick_outsiders": both("有外部人员的，请勾上", "Please tick those with people from outside the company"),
    "file_n": both("登记 {n} 个", "File {n}"),
    "nothing_new": both("这些群都已经登记过了", "All of these are filed already"),
    "no_names": both("请至少填写一个群名", "Please write at least one name"),
    "left_own": both("您已登记过，不再重复", "filed by you before, left out"),
    "left_other": both(
        "{owner}已登记过；如果是另一个群，请单独登记",
        "filed by {owner}; if it is another group, please file it by itself",
    ),
    "left_out": both("另有 {n} 个请下次再登记", "{n} more, please file them next time"),
    "filed_n": both("已登记 {n} 个群", "{n} groups are filed"),
    "file_more": both("再登记一个", "File another"),
    "todo": both("待处理 {n}", "To do {n}"),
    "fine": both("正常 {n}", "Fine {n}"),
    "seen": both("系统读取", "read by the system"),
    "you_filed": both("您 {day}登记", "filed by you on {day}"),
    "sheet_filed": both("群台账登记", "from the register"),
    "lapsed": both(
        "登记已满半年，还在用的话请确认一次",
        "Filed half a year ago; if it is still in use, please confirm it once",
    ),
    "unnamed": both("（登记已满有效期的群）", "(a group whose filing is past its date)"),
    "copy_name": both("复制群名", "Copy the name"),
    "copy_draft": both("复制草稿", "Copy the draft"),
    "copied": both("已复制", "Copied"),
    "see_draft": both("看草稿", "See the draft"),
    "renamed": both("改好了", "Done"),
    "posted": both("已发布", "Posted"),
    "more": both("更多", "More"),
    "all_here": both("我负责的工作群都在上面了", "These are all the work groups I look after"),
    "confirm": both("确认", "Confirm"),
    "confirmed": both("您 {day}确认过", "Confirmed by you on {day}"),
    "still_in_use": both(
        "您登记的 {n} 个群都还在用吗？", "Are the {n} groups that you filed all still in use?"
    ),
    "still_in_use_hint": both("半年确认一次，点一下就好。", "Twice a year, and one press is all it takes."),
    "all_in_use": both("都在用", "All of them"),
    "something_changed": both("有变化", "Something changed"),
    "only_work": both(
        "只登记工作群。不收集成员名单和聊天内容。",
        "Work groups only. No member lists and no messages are collected.",
    ),
    "notice": both("员工告知书", "Notice to employees"),
    "questions": both("有疑问找 {department}", "Questions: {department}"),
    "responsible": both("负责部门", "the responsible department"),
    "log_out": both("退出", "Log out"),
    "other_language": both("English", "中文"),
    "back": both("我的群", "My groups"),
    "twenty_seconds": both("约 20 秒", "about 20 seconds"),
    "where": both("群在哪里", "Where is it"),
    "name": both("群名", "Its name"),
    "name_hint": both("和群里显示的一致，可粘贴", "as it shows there; pasting is fine"),
    "outsiders": both("群里有公司以外的人吗", "Is anybody from outside the company in it"),
    "outsiders_no": both("没有", "No"),
    "outsiders_yes": both("有", "Yes"),
    "file": both("登记", "File it"),
    "optional": both("补充信息（可不填）", "More (optional)"),
    "purpose": both("用来做什么", "What it is for"),
    "department": both("部门或项目", "Department or project"),
    "announcement": both("群公告", "Announcement"),
    "there_is": both("有", "There is one"),
    "there_is_none": both("没有", "There is none"),
    "not_now": both("先不填", "Not now"),
    "paste": both(
        "想看看还缺什么？粘贴即可，只判断，不保存",
        "Paste it to see what may be missing: it is looked at and not kept",
    ),
    "filed": both("已登记「{name}」", "“{name}” is filed"),
    "known": both("您已登记过「{name}」", "You have filed “{name}” before"),
    "saved": both("已更新", "Updated"),
    "noted": both("好的，已记下", "Thank you, noted"),
    "will_look": both("收到，系统会自动核对", "Thank you; the system will look by itself"),
    "fine_as_is": both("都挺好，没有需要改的地方", "All is well; nothing needs to change"),
    "no_hurry": both(
        "现在不办也没关系，近期不会再为这个群提醒您。",
        "Doing nothing now is fine, too: you will not be reminded of this group any time soon.",
    ),
    "same_asked": both(
        "{owner}已登记过「{name}」。是同一个群吗？", "{owner} has filed “{name}”. Is it the same group?"
    ),
    "somebody": both("有同事", "A colleague"),
    "same_free": both(
        "「{name}」以前登记过，现在没有登记群主。是同一个群吗？",
        "“{name}” was filed before and has no owner on record. Is it the same group?",
    ),
    "same_theirs": both("是，群主是{owner}", "Yes, {owner} owns it"),
    "same_mine_now": both("是，现在群主是我", "Yes, and I own it now"),
    "not_same": both("不是同一个群", "No, another group"),
    "same_hint": both(
        "如果是同一个群而现在群主是您，请与{owner}或{department}说一声，由他们更正。",
        "If it is the same group and you own it now, please tell {owner} or {department}, who can put it right.",
    ),
    "edit": both("改信息", "Change"),
    "save": both("保存", "Save"),
    "not_mine": both("这个群不归我管", "This group is not mine"),
    "not_mine_hint": both(
        "点一下，这个群就从您的列表里移走，不再为它提醒您。",
        "One tap takes it off your list, and you are not reminded of it any more.",
    ),
    "shown_as_owner": both(
        "系统读到您是{owner}，请先在{platform}里转让{owner}，之后会自动更新。",
        "The system sees you as the {owner}; please hand the group over in {platform} first, and this follows by itself.",
    ),
    "gave_up": both("好的，已从您的列表移走", "Done, it is off your list"),
    "external_mark": both("有外部人员", "with outsiders"),
    "choose_login": both("请选择用哪个登录", "How would you like to log in"),
    "log_in_with": both("用{platform}登录", "Log in with {platform}"),
    "no_login": both(
        "还没有可以登录的平台。请联系{department}。",
        "There is no platform to log in with yet. Please ask {department}.",
    ),
    "again": both("重新登录", "Log in again"),
}

PARTS = (
    _OWN,
    words_handover.WORDS,
    words_invited.WORDS,
    words_wind_up.WORDS,
    DESK_WORDS,
    ITEM_WORDS,
    OPERATIONS_WORDS,
    SHEET_WORDS,
    LEAVE_WORDS,
    TOGETHER_WORDS,
    STANDING_IN_WORDS,
)
"""No word stands in two of them."""
WORDS: Mapping[str, Bilingual] = {word: said for part in PARTS for word, said in part.items()}

TROUBLE: Mapping[str, tuple[Bilingual, Bilingual]] = {
    **DESK_TROUBLE,
    **TOGETHER_TROUBLE,
    "left": (
        both("这个账号暂时不能使用", "This account cannot be used for now"),
        both(
            "公司通讯录里没有查到在职的您。如有误，请联系{department}。",
            "The company's directory does not show you as working here. If that is wrong, please ask {department}.",
        ),
    ),
    "not_yours": (
        both("没有找到这个群", "This group was not found"),
        both(
            "它可能已经移走，或由其他同事负责。",
            "It may have been taken off, or somebody else looks after it.",
        ),
    ),
    "shown_as_owner": (
        both("系统读到您是群主", "The system sees you as the owner"),
        both(
            "请先在群所在的平台里转让群主，之后会自动更新。",
            "Please hand the group over where it is first; this follows by itself.",
        ),
    ),
    "taken": (
        both("刚刚有同事更新了这个群", "A colleague has just changed this group"),
        both("请回到“我的群”看看最新情况。", "Please go back to your groups and look at it as it is now."),
    ),
    "stale": (
        both("这个群的情况有变化", "This group has changed"),
        both("请回到“我的群”看看最新情况。", "Please go back to your groups and look at it as it is now."),
    ),
    "nobody": (
        both("这位同事暂时联系不上", "This colleague cannot be reached at present"),
        both("请换一位同事。", "Please ask somebody else."),
    ),
    "said_no": (
        both("这位同事不久前说过暂不方便", "They said a short while ago that they cannot"),
        both("请换一位同事。", "Please ask somebody else."),
    ),
    "asked_already": (
        both("这个群正在等一位同事答复", "Somebody is asked about this group already"),
        both(
            "请等对方答复，或先撤回再问别人。", "Please wait for the answer, or take the question back first."
        ),
    ),
    "form": (
        both("页面放得有点久了", "This page was open for a while"),
        both(
            "请回到“我的群”再做一次，没有保存任何内容。",
            "Please go back to your groups and do it again; nothing was kept.",
        ),
    ),
    "login": (
        both("登录没有完成", "The login was not completed"),
        both("请重新登录一次。", "Please log in again."),
    ),
    "unavailable": (
        both("暂时连不上，请稍后再试", "Not reachable just now, please try again later"),
        both("没有保存任何内容。", "Nothing was kept."),
    ),
    "too_large": (
        both("内容太长了", "That is too long"),
        both(
            "群公告粘贴正文即可。没有保存任何内容。", "Please paste the announcement alone. Nothing was kept."
        ),
    ),
    "often": (
        both("操作有点频繁", "That was a little often"),
        both("请过一会儿再试。没有保存任何内容。", "Please try again in a while. Nothing was kept."),
    ),
    "nowhere": (
        both("没有这个页面", "There is no such page"),
        both("可以从“我的群”开始。", "Your groups are a good place to begin."),
    ),
}
"""By reason: heading and what to do."""

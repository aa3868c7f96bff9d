"""What the pages say of groups that change hands."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

WORDS: Mapping[str, Bilingual] = {
    "hand_over": both("交给同事", "Hand over"),
    "hand_over_lead": both(
        "「{name}」想请哪位同事接手？对方同意之后才会变更。",
        "Who might take over “{name}”? Nothing changes before they agree.",
    ),
    "colleague_name": both("同事姓名", "Colleague's name"),
    "find": both("查找", "Find"),
    "found_colleagues": both("请选择", "Please choose"),
    "suggested_colleagues": both("可以考虑", "You might ask"),
    "no_colleague_found": both(
        "没有找到这位同事，或者系统暂时联系不上。请核对姓名，或换一位同事。",
        "Nobody of that name was found who can be reached. Please check the name, or ask somebody else.",
    ),
    "ask_to_take": both("请对方接手", "Ask them"),
    "ask_hint": both(
        "对方会收到一次询问，最多再提醒一次。7 个工作日没有答复就作罢，其间不会为这个群提醒任何人。",
        "They are asked once and reminded once at most. Without an answer within 7 work days nothing changes, and nobody is "
        "reminded of this group meanwhile.",
    ),
    "refused_nobody": both(
        "这位同事暂时联系不上，请换一位。", "This colleague cannot be reached at present; please ask another."
    ),
    "refused_said_no": both(
        "这位同事不久前说过暂不方便，请换一位。",
        "They said a short while ago that they cannot; please ask another.",
    ),
    "offered": both("好的，已去询问", "They are asked"),
    "taken_back": both("好的，已撤回", "Taken back"),
    "take_back": both("撤回", "Take it back"),
    "asked_you": both("同事想请您确认 {n}", "Colleagues ask you {n}"),
    "offered_to_you": both("{who}想请您接手这个群", "{who} would like you to take over this group"),
    "reply_by": both(
        "{day}前答复即可；不方便不用说明原因。", "Any time until {day}; no reason is needed if you cannot."
    ),
    "take_over": both("接手", "Take over"),
    "not_now_answer": both("暂不方便", "Not now"),
    "claimed_from_you": both(
        "{who}说这个群现在由自己负责，对吗？", "{who} says that this group is theirs by now. Is that so?"
    ),
    "claim_by": both("请在 {day}前确认一下。", "Please say so by {day}."),
    "claim_yes": both("是，由{who}负责", "Yes, it is {who}'s"),
    "claim_no": both("不是，还是我负责", "No, it is still mine"),
    "agreed_wait": both(
        "您已同意接手，等{who}在群里转给您。",
        "You agreed to take it over; {who} hands it over in the group. ",
    ),
    "handed_over": both("好的，已记下", "Thank you, noted"),
    "agreed": both(
        "好的，等对方在群里转给您，系统会自动核对",
        "Thank you; once it is handed over in the group, this follows by itself",
    ),
    "declined": both("好的，没关系", "That is fine"),
    "contested": both("好的，会有同事来确认", "Thank you; somebody will find out"),
    "over": both("这件事已经有了结果", "This is settled by now"),
    "progress_waiting": both(
        "已请{who}接手，{day}前等对方答复", "{who} is asked to take it over, until {day}"
    ),
    "progress_waiting_claim": both(
        "{who}说这个群现在由自己负责，请到“我的群”确认",
        "{who} says that this group is theirs by now; please answer in your groups",
    ),
    "progress_agreed": both(
        "{who}同意接手，请您在群里把群主转给对方，之后系统会自动更新",
        "{who} will take it over; please hand it over in the group, and this follows by itself",
    ),
    "progress_declined": both(
        "{who}暂不方便接手，可以请别的同事", "{who} cannot take it over now; somebody else might"
    ),
    "progress_unanswered": both(
        "{who}还没有答复，可以请别的同事", "{who} did not answer; somebody else might take it over"
    ),
    "progress_contested": both(
        "{who}也说这个群由自己负责，等负责部门确认；确认之前不会为它提醒任何人",
        "{who} says that this group is theirs, too; it is being found out, and nobody is reminded of it meanwhile",
    ),
    "claimed": both(
        "已经去问{owner}了，{day}前有答复就改到您名下；没有答复的，由{department}确认。",
        "{owner} is asked; with their yes by {day} it is yours, and else {department} finds out.",
    ),
    "claimed_heading": both("好的，已去确认「{name}」", "“{name}” is being looked into"),
    "same_claim_hint": both(
        "选“现在群主是我”，会先问一下{owner}，对方确认后改到您名下。",
        "If it is yours by now, {owner} is asked first, and it becomes yours when they agree.",
    ),
}

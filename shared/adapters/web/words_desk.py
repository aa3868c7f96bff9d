"""What 「待处理」 says, and what owners read of what they explained."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

DESK_WORDS: Mapping[str, Bilingual] = {
    "desk": both("待处理", "To be decided"),
    "desk_count": both("{n} 项待处理", "{n} to be decided"),
    "desk_late": both("{n} 项已过答复日期", "{n} past the day that was promised"),
    "desk_empty": both("都处理好了，谢谢。", "All is decided. Thank you."),
    "desk_empty_hint": both(
        "有同事说明情况、申诉，或者哪个群暂时没人负责时，会出现在这里。",
        "What colleagues explain, and groups that nobody looks after, will stand here.",
    ),
    "desk_foot": both(
        "这里的内容只有负责答复的同事能看到；您的答复会写明是谁、什么时候。",
        "Only those who answer can see this; your answer is kept with your name and the day.",
    ),
    "asked_by": both("{name} {day}提出", "{name}, {day}"),
    "since": both("{day}起", "since {day}"),
    "answer_by": both("{day}前答复", "to be answered by {day}"),
    "past": both("已过答复日期", "past that day"),
    "own_mark": both("本人的事项", "your own"),
    "own_matter_hint": both(
        "本人的事项请另一位同事处理。", "This is your own matter: somebody else decides it."
    ),
    "barred_hint": both(
        "上次是您答复的，这次请另一位同事看。", "You answered it before: this time somebody else looks at it."
    ),
    "their_words": both("对方的说明", "What they wrote"),
    "no_words": both("从消息上点的“说明情况”，没有写文字。", "Asked from the message, without words."),
    "before": both("上次的答复", "What was answered before"),
    "on_record": both("登记的情况", "What is on record"),
    "not_kept": both("这个群已经没有记录了。", "Nothing is kept of this group any more."),
    "your_answer": both("您的答复", "Your answer"),
    "grant": both("同意", "Agree"),
    "refuse": both("不同意", "Do not agree"),
    "until": both("同意到哪一天", "Agreed until"),
    "until_hint": both("默认半年，最长一年；不同意时不用填", "half a year if left as it is, a year at most"),
    "reason": both("理由", "The reason"),
    "reason_hint": both("对方会看到，请写得客气、简短", "whoever asked reads it: short and kind"),
    "answer": both("答复", "Answer"),
    "answered": both("已答复，对方会看到", "Answered; whoever asked will see it"),
    "already": both("另一位同事已经先处理了", "A colleague was first"),
    "appointed": both("好的，已记下", "Thank you, noted"),
    "name_somebody": both("请谁负责这个群", "Who should look after it"),
    "name_successor": both("请谁接手这个群", "Who should take it over"),
    "successor_hint": both(
        "系统读到的群主暂时联系不上。选定后会请这位同事接手；群主仍需在{platform}里转让，之后会自动更新。",
        "The owner that the system sees cannot be reached. Whoever you choose is asked to take it over; the group itself is "
        "handed over in {platform}, and this follows by itself.",
    ),
    "owner_hint": both(
        "选定后，这个群会出现在这位同事的“我的群”里。群台账里有这个群的，请一并更新。",
        "The group will then stand on their page. If a register has it, please put it right there as well.",
    ),
    "search_name": both("姓名", "Name"),
    "search": both("查找", "Search"),
    "nobody_found": both(
        "没有找到在职的同事，请换个写法", "Nobody who works here was found; please write it otherwise"
    ),
    "choose_somebody": both("请选择", "Please choose"),
    "name_them": both("确定", "Confirm"),
    "explain": both("说明情况／申诉", "Explain or appeal"),
    "what_to_know": both("想让负责的同事知道什么", "What those who decide should know"),
    "what_else": both("请说说为什么想再看一次", "Why it should be looked at once more"),
    "who_reads": both(
        "最多 200 字，只有{department}负责答复的同事能看到。请不要写手机号、客户姓名。",
        "200 characters at most; only those of {department} who answer can read it. No phone numbers, no customers' names.",
    ),
    "send": both("提交", "Send"),
    "answered_until": both(
        "{day}前会答复您，答复之前不再为这一项提醒您。",
        "You will be answered by {day}, and not be reminded of this before.",
    ),
    "passed_on": both("已转给负责的同事", "Passed on"),
    "you_explained": both("您说明过的情况", "What you explained"),
    "you_asked": both("您 {day}提出", "You asked on {day}"),
    "waits_until": both(
        "已转给{department}的同事，{day}前会答复您。",
        "Passed on to {department}; you will be answered by {day}.",
    ),
    "waits": both("已转给{department}的同事。", "Passed on to {department}."),
    "ask_again": both("请另一位同事再看一次", "Ask somebody else to look again"),
    "no_department": both("部门未知", "department not known"),
}

DESK_TROUBLE: Mapping[str, tuple[Bilingual, Bilingual]] = {
    "off_the_desk": (
        both("这一项已经不在待处理里了", "This does not wait any more"),
        both("可能已经处理好了。", "It may have been decided already."),
    ),
    "own_matter": (
        both("这一项请另一位同事处理", "Somebody else decides this"),
        both(
            "本人的事项，以及自己答复过的申诉，由另一位同事处理。没有保存任何内容。",
            "Nobody decides what concerns themselves, or looks again at their own answer. Nothing was kept.",
        ),
    ),
}

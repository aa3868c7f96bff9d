"""The sentences of the handouts. Each says what the product does, with this company's own numbers, and nothing else."""

from shared.core.lang import Bilingual, both

LINK = both("告知书：", "The notice to employees: ")
ADDRESS = both("电脑上也可以打开：", "On a computer: ")
ASK = both("有疑问请找{department}", "Questions: ask {department}")

ANNOUNCEMENT: tuple[Bilingual, ...] = (
    both("关于登记工作群的通知", "Please put your work groups on record"),
    both(
        "各位同事：为了让每个工作群都有人负责、用完就收，请把您担任群主的工作群登记一下。",
        "Dear colleagues, so that every work group has somebody who looks after it and is closed when it is no longer "
        "needed, please put the work groups that you own on record.",
    ),
    both(
        "一、登记哪些群：系统读取不到的工作群。系统已读取的会直接显示，不用登记；私人群不用登记。",
        "1. Which groups: work groups that no app can see. Those that are read automatically are shown to you already; "
        "private groups need not be filed.",
    ),
    both(
        "二、怎么登记：打开 {way}，点“登记一个群”。每个群三个问题，约 20 秒，也可以一次登记多个。",
        "2. How: open {way} and choose “File a group”. Three questions and about 20 seconds a group; several can be "
        "filed at once.",
    ),
    both(
        "三、登记以后：页面当场给出群名建议和公告草稿，照着改就可以。现在不办也没关系，近期不会为这个群提醒您。",
        "3. Afterwards the page proposes a name and drafts the announcement. It need not be done at once; you are not "
        "reminded of that group for a while.",
    ),
    both(
        "四、不收集：成员名单、聊天内容、手机号、二维码和截图。",
        "4. Not collected: members, messages, phone numbers, QR codes or screenshots.",
    ),
)

POSTER_TITLE = both("您负责的工作群\n请登记一下", "Put your work groups\non record")
POSTER_LEAD = both("一个群三个问题，约 20 秒", "Three questions a group, about 20 seconds")
POSTER_STEPS: tuple[Bilingual, ...] = (
    both("打开 {way}", "Open {way}"),
    both("点“登记一个群”，回答三个问题", "Choose “File a group” and answer three questions"),
    both("页面给出群名建议和公告草稿，复制到群里", "Copy the proposed name and announcement into your group"),
)
POSTER_FOOT = both(
    "只登记工作群。不收集成员名单和聊天内容。", "Work groups only. No members and no messages are collected."
)

HEADS_TITLE = both("给部门负责人：登记工作群", "For heads of department: filing work groups")
HEADS_LEAD = both(
    "您会收到一条消息「{title}」，没有答复的话会再提醒一次，之后不再提醒。",
    "You will get one message, “{title}”. Without an answer there is one reminder, and then no more.",
)
HEADS: tuple[tuple[Bilingual, tuple[Bilingual, ...]], ...] = (
    (
        both("请您做三件事", "Three things that we ask of you"),
        (
            both(
                "登记您自己担任群主、系统读取不到的工作群；没有的话，点“没有要登记的”。",
                "File the work groups that you own and no app can see; if there are none, choose “None to file”.",
            ),
            both(
                "把公告转到部门群，请同事登记各自负责的群。", "Pass the announcement on to your department."
            ),
            both(
                "群主离职或转岗的群，请定一位同事接手，在页面上点“交给同事”。",
                "Where an owner has left or moved on, find a colleague; on the page it is “Hand over to a colleague”.",
            ),
        ),
    ),
    (
        both("同事会收到什么", "What your colleagues get"),
        (
            both(
                "每人每个工作日最多一条消息，一周最多 {per_week} 条，只在工作日 {hours} 之间发送。",
                "At most one message a person and work day, {per_week} a week, and only on work days between {hours}.",
            ),
            both(
                "同一件事提醒一次，之后不再提醒；消息里写好怎么做，附群名建议和公告草稿。",
                "One reminder of each thing and no more; the message says what to do, with a name or a draft to copy.",
            ),
            both(
                "登记只问三件事：群在哪里、群名、有没有外部人员。",
                "Filing asks three things: where the group is, its name, and whether outsiders are in it.",
            ),
        ),
    ),
    (
        both("不会有的", "What there is not"),
        (
            both(
                "不收集成员名单、聊天内容和手机号；系统不会替谁解散群或改群名。",
                "No members, messages or phone numbers are collected; no group is dissolved or renamed by the system.",
            ),
            both(
                "没有谁没登记的名单：{department}只看到人数。",
                "There is no list of who has not answered: {department} sees numbers only.",
            ),
            both(
                "不给个人排名，也不列出夜间发言的人。",
                "Nobody is ranked, and nobody who posts at night is named.",
            ),
        ),
    ),
    (
        both("情况特殊", "Where something is different"),
        (
            both(
                "点消息里的“说明情况”，{department}会在 {answer_within} 个工作日内答复；答复之前不再提醒。",
                "Choose “Explain” in the message: {department} answers within {answer_within} work days, and there is no "
                "reminder before that.",
            ),
        ),
    ),
)

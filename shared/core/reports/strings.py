"""Every sentence of the reports in both languages; `{n:group}` becomes `1 group` or `2 groups` (see words.py)."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

_SHARED: Mapping[str, Bilingual] = {
    "title": both("工作群体检预览", "Work group preview"),
    "nothing_sent": both("没有发送任何消息", "nothing was sent"),
    "read": both(
        "{label}：{groups} 个群（其中 {dissolved} 个已解散），{posts} 条消息",
        "{label}: {groups:group} ({dissolved} dissolved), {posts:message}",
    ),
    "judged": both(
        "按 {now} 判断，夜间发言回看 {days} 天",
        "As of {now}, after-hours posts of the last {days:day}",
    ),
    "coverage": both("看得见什么", "What can be seen"),
    "observed": both("已观测", "observed"),
    "declared": both("已备案", "declared"),
    "guessed": both("推测", "guessed"),
    "not_visible": both("看不见", "not visible"),
    "checks": both("检查结果", "Results by check"),
    "groups": both("群数", "groups"),
    "ok": both("正常", "fine"),
    "duty": both("待完善", "duty"),
    "advice": both("建议", "advice"),
    "unknown": both("看不见", "unknown"),
    "not_applicable": both("不适用", "n/a"),
    "all_checks": both("全部检查", "all checks"),
    "owner_not_visible": both("群主暂看不见", "owner not visible"),
    "owner_none": both("还没有群主", "no owner yet"),
    "owner_guessed": both("{name}（推测）", "{name} (a guess)"),
    "no_duty": both("没有待完善的事项。", "No duties are open."),
    "no_advice": both("没有建议。", "No advice to give."),
    "no_messages": both("没有要发的消息。", "No message would go out."),
    "to": both("发给 {name}（{role}）", "to {name} ({role})"),
    "to_role": both("发给{role}", "to {role}"),
    "send_at": both("拟于 {when} 发送", "would be sent at {when}"),
    "urgent": both(
        "紧急消息：{groups} 个群里共 {n} 条，其后一段时间内的发言不计。",
        "Urgent posts: {n} in {groups:group}; what is posted for a while after one is not counted.",
    ),
    "no_reach": both(
        "有 {n} 个群，该问的人都没有能收到消息的账号，所以只告知责任部门，不会因此去找部门负责人。",
        "Of {n:group} nobody who would be asked has an account that can be written to: operations are told, and no head for that reason.",
    ),
    "more_groups": both("另有 {n} 个群", "and {n:more group|more groups}"),
    "stale": both(
        "资料截至 {newest}，比判断时刻早 {days} 天。要按当时判断，请加 --now {now}",
        "The input ends on {newest}, {days:day} before the moment judged for. To judge it as of then, add --now {now}",
    ),
}

_TERMINAL: Mapping[str, Bilingual] = {
    "came_to": both(
        "{fine} 个群无待办 · {duty} 个待完善 · {advice} 个仅有建议 · {hidden} 个看不见 · {outside} 个不检查",
        "{fine:group} fine · {duty} with duties · {advice} with advice only · {hidden} not visible · {outside} not checked",
    ),
    "would_send": both(
        "启用后会发出 {n} 条消息，每人每天至多一条", "Would send {n:message}, one a person and day at most"
    ),
    "left_out": both("有 {n} 处没有读入，见末尾", "{n:thing} in the input could not be read, see the end"),
    "duties": both("待完善 {n} 项", "Duties: {n}"),
    "duties_meaning": both("规范要求的", "what the manual asks for"),
    "advices": both("建议 {n} 项", "Advice: {n}"),
    "advices_meaning": both("规范建议的，只说一次", "what it recommends; said once, never repeated"),
    "items": both("{n} 项", "{n:item}"),
    "more_items": both("另有 {n} 项，用 --json 看全部", "and {n} more, --json shows all"),
    "more_in_message": both("另有 {n} 项", "and {n} more"),
    "more_owners": both(
        "另有 {owners} 位群主的 {n} 项，用 --json 看全部",
        "and {n} more of {owners:other owner}, --json shows all",
    ),
    "not_judged": both("暂时看不见的", "What could not be judged"),
    "not_judged_meaning": both("看不见就不提醒任何人", "nobody is told about what is not visible"),
    "in_groups": both("{n} 个群", "{n:group}"),
    "messages": both("会发出的消息 {n} 条", "Messages that would go out: {n}"),
    "messages_meaning": both("每人每天至多一条，共 {n} 项", "at most one a person and day, {n:item} in all"),
    "more_messages": both(
        "另有 {n} 条消息；--html 文件 可看前 {cards} 条",
        "and {n:more message|more messages}; --html FILE shows the first {cards}",
    ),
    "worth_knowing": both("还要说明", "Worth knowing"),
    "faults": both("没有读入的 {n} 处", "Left out of the input: {n}"),
    "more_faults": both("另有 {n} 处", "and {n} more"),
}

_PAGE: Mapping[str, Bilingual] = {
    "guess": both("推测", "a guess"),
    "switch_theme": both("浅色／深色", "light / dark"),
    "sections": both("本页内容", "On this page"),
    "tile_groups": both("工作群", "groups"),
    "tile_groups_sub": both(
        "不检查 {outside}（已解散 {dissolved}）",
        "{outside} not checked, dissolved among them: {dissolved}",
    ),
    "tile_fine": both("无待办", "fine"),
    "tile_fine_sub": both("看得见的都符合", "all that can be seen is in order"),
    "tile_duty": both("待完善", "duties"),
    "tile_duty_sub": both("共 {n} 项", "{n:finding} in all"),
    "tile_advice": both("仅有建议", "advice only"),
    "tile_advice_sub": both("共 {n} 项，只说一次", "{n:finding} in all, said once"),
    "tile_hidden": both("看不见", "not visible"),
    "tile_hidden_sub": both("另有 {n} 个部分看不见", "{n} more in part"),
    "meaning": both(
        "{groups} 个群里，{fine} 个在看得见的范围内没有待办。启用后会告知 {people} 人，每人每天至多一条；首次启用先由责任部门确认，已有的 {items} 项分散在 20 个工作日内告知。",
        "Of {groups:group}, {fine:has|have} nothing to do as far as can be seen. "
        "Once switched on it would tell {people:person|people}, in one message a day at most; operations release the first run, and the {items:item} that exist already are spread over 20 work days.",
    ),
    "meaning_sent": both("这只是预览，没有发送任何消息。", "This is a preview. Nothing was sent."),
    "coverage_caption": both(
        "每一项信息有多少个群看得见。看不见的不作判断，也不提醒任何人。",
        "For how many groups each fact can be seen. What is not visible is not judged, and nobody is told.",
    ),
    "fact": both("信息", "fact"),
    "check": both("检查", "check"),
    "checks_caption": both(
        "每项检查的结果，按群计；一个群有几处的，算最要紧的一处。",
        "What each check came to, in groups; a group with several findings counts by the gravest.",
    ),
    "findings": both("具体事项", "Findings"),
    "filter": both("筛选（群、群主、事项）", "Filter (group, owner, what)"),
    "duty_caption": both("待完善：规范要求的，{n} 项", "Duties: what the manual asks for, {n:finding}"),
    "advice_caption": both(
        "建议：规范推荐的，{n} 项；只说一次，不催办，不进部门周览",
        "Advice: what the manual recommends, {n:finding}; said once, never reminded, in no roll-up",
    ),
    "group": both("群", "group"),
    "owner": both("群主", "owner"),
    "what": both("事项", "what"),
    "evidence": both("情况", "evidence"),
    "proposed": both("建议群名", "proposed name"),
    "capped_rows": both(
        "表中是前 {cap} 项，另有 {n} 项未列出；用 --json 可看全部。",
        "The table holds the first {cap}; {n} more are not listed. --json has them all.",
    ),
    "cards": both("会发出的消息", "Messages that would go out"),
    "cards_note": both(
        "下面是群主会在聊天软件里看到的样子：每人每个工作日至多一条，按钮在这里不能点，打印时只印前 6 条。没有发送任何消息。",
        "This is what an owner would see in the chat app: at most one message a person and work day. "
        "The buttons do nothing here, and only the first 6 are printed. Nothing was sent.",
    ),
    "cards_lang": both(
        "消息正文用的是规范配置里设定的语言。",
        "The messages themselves are in the language that the policy sets.",
    ),
    "draft": both("可复制的草稿", "draft to copy"),
    "buttons": both("消息里的按钮：", "buttons in the message:"),
    "capped_cards": both(
        "这里是前 {cap} 条，另有 {n} 条未列出。", "These are the first {cap}; {n} more are not shown."
    ),
    "not_judged_page": both("没有判断的", "What was not judged"),
    "unknown_caption": both(
        "因看不见而没有判断：不提醒任何人", "Not judged, since it is not visible: nobody is told"
    ),
    "not_applicable_caption": both("不适用", "Does not apply"),
    "reason": both("原因", "reason"),
    "about_input": both("关于这份资料", "About the input"),
    "faults_caption": both(
        "没有读入的 {n} 处，以及怎么改", "Left out of the input: {n}, each with what to do about it"
    ),
    "capped_faults": both(
        "表中是前 {cap} 处，另有 {n} 处未列出。", "The table holds the first {cap}; {n} more are not listed."
    ),
    "where": both("位置", "where"),
    "remedy": both("怎么改", "what to do"),
    "no_faults": both("全部读入。", "Everything was read."),
    "nothing_unjudged": both("没有因看不见而略过的。", "Nothing was passed over."),
    "end": both(
        "本页只按群统计，不给个人排名，不用于考核。保密群只显示编号。",
        "This page counts groups; it ranks nobody and rates nobody. Confidential groups appear by id only.",
    ),
}

STRINGS: Mapping[str, Bilingual] = {**_SHARED, **_TERMINAL, **_PAGE}

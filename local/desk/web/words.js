// What the desk itself says, in two languages; cards and names say what they say.

const WORDS = {
  zh: {
    title: "{bot} · 桌面", simulated: "{platforms} · 模拟", operator: "运营", other: "English",
    people: "同事", inbox: "消息", group: "群", views: "视图", platforms: "平台", search: "搜索姓名、部门", bot: "机器人",
    nobody: "没有找到", hint: "从左边选一位同事，看看 TA 的{platforms}", no_letters: "{name} 还没有收到消息",
    no_letters_why: "没有要提醒的事，或者还没到时候。", recent: "收到过消息", others: "其他同事",
    unread: "{count} 条未读", copy: "复制", copied: "已复制", updated: "已更新", copy_failed: "没能复制",
    about: "相关的群", owner: "群主", managers: "管理员", members: "成员", last_post: "最近发言", created: "创建于",
    notice: "群公告", no_notice: "还没有群公告", none: "无", nobody_ever: "还没有人发言", count_people: "{count} 人",
    external: "外部", dissolved: "已解散", no_bot: "机器人不在群里", left: "已离职", frozen: "已停用",
    as_person: "以 {name} 的身份，在{platform}里", announce: "发布群公告", rename: "修改群名", post: "发一条消息",
    transfer: "转让群主", appoint: "设为管理员", dissolve: "解散群", publish: "发布", save: "保存", send: "发送",
    confirm: "确定", to_whom: "交给谁", who: "谁", text: "内容", new_name: "群名", sure: "再点一次，确定解散",
    done_announce: "群公告已发布", done_rename: "群名已修改", done_post: "已发送", done_transfer: "已转让",
    done_appoint: "已设为管理员", done_dissolve: "群已解散", no_group: "选一条消息，这里会显示它说的群",
    run: "立即运行", collect: "采集", inspect: "检查", nudge: "提醒", running: "正在运行…", nothing: "没有变化",
    time: "模拟时间", hour: "+1 小时", day: "+1 天", slot: "到下次提醒", waiting: "待处理的说明", no_requests: "没有待处理的说明",
    grant: "同意，不再提醒", refuse: "不同意", granted: "已同意", refused: "已答复：不同意", coverage: "看得见多少",
    not_connected: "没有接上部署好的函数；用 make up 或 make demo 启动就有。", close: "关闭", failed: "没有成功：{why}",
    phone: "手机", open_phone: "打开我的群", phone_of: "{name}的手机", phone_is: "产品的真实页面，已用 TA 的{platform}登录",
    unsupported: "［不支持显示的组件］", messages: "最近的消息", today: "今天", yesterday: "昨天", back: "返回",
  },
  en: {
    title: "{bot} · desk", simulated: "{platforms} · simulated", operator: "Operator", other: "中文",
    people: "People", inbox: "Inbox", group: "Group", views: "Views", platforms: "Platforms", search: "Search names, departments", bot: "BOT",
    nobody: "Nobody found", hint: "Choose somebody on the left to look at their {platforms}", no_letters: "Nothing for {name} yet",
    no_letters_why: "There is nothing to tell them, or not yet.", recent: "Got a message", others: "Everybody else",
    unread: "{count} unread", copy: "Copy", copied: "Copied", updated: "updated", copy_failed: "Could not copy",
    about: "The groups it is about", owner: "Owner", managers: "Admins", members: "Members", last_post: "Last post", created: "Created",
    notice: "Announcement", no_notice: "No announcement yet", none: "none", nobody_ever: "nobody has posted yet", count_people: "{count}",
    external: "external", dissolved: "dissolved", no_bot: "bot not in the group", left: "left", frozen: "disabled",
    as_person: "In {platform}, as {name}", announce: "Publish the announcement", rename: "Rename the group", post: "Post a message",
    transfer: "Hand the group over", appoint: "Make somebody an admin", dissolve: "Dissolve the group", publish: "Publish", save: "Save", send: "Send",
    confirm: "Confirm", to_whom: "To whom", who: "Who", text: "Text", new_name: "Name", sure: "Press again to dissolve it",
    done_announce: "The announcement is published", done_rename: "The group is renamed", done_post: "Sent", done_transfer: "Handed over",
    done_appoint: "They are an admin now", done_dissolve: "The group is dissolved", no_group: "Choose a message to see its group here",
    run: "Run now", collect: "Collect", inspect: "Inspect", nudge: "Nudge", running: "Running…", nothing: "nothing changed",
    time: "Simulated time", hour: "+1 hour", day: "+1 day", slot: "To the next digest", waiting: "Explanations to decide", no_requests: "Nothing to decide",
    grant: "Grant", refuse: "Refuse", granted: "Granted", refused: "Decided", coverage: "What can be seen",
    not_connected: "No deployed functions are connected: start with make up or make demo.", close: "Close", failed: "That did not work: {why}",
    phone: "Phone", open_phone: "Open My groups", phone_of: "The phone of {name}", phone_is: "The real pages, logged in with their {platform}",
    unsupported: "[cannot be shown]", messages: "Latest messages", today: "today", yesterday: "yesterday", back: "Back",
  },
};

// What functions count; the rest they say in their own words.
const COUNTS = {
  groups: ["群", "groups"], out_of_sight: ["看不见", "out of sight"], name: ["群名", "names"], owner: ["群主", "owners"],
  admins: ["管理员", "admins"], announcement: ["群公告", "announcements"], activity: ["发言", "activity"], sent: ["发出", "sent"],
  listed: ["列出", "listed"], read: ["读取", "read"], new: ["新群", "new"], changed: ["有变化", "changed"], people: ["同事", "people"],
  calls: ["调用接口", "API calls"], judged: ["判断", "judged"], opened: ["新发现", "opened"], resolved: ["已办好", "resolved"],
  kept: ["更新", "kept"], not_now: ["不是时候", "not now"], nothing_left: ["已经办好", "nothing left"], undeliverable: ["送不到", "undeliverable"],
};

let lang = "zh";
let checks = {};
let platforms = {};

// What checks and platforms are called, by id, in both languages: they say it themselves, the server hands it on.
export function learn(desk) {
  ({ checks, platforms } = desk);
}

export function speak(language) {
  lang = language === "en" ? "en" : "zh";
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
}

export function spoken() {
  return lang;
}

export function t(word, values = {}) {
  const text = WORDS[lang][word] ?? word;
  const known = { platforms: Object.keys(platforms).map(platformName).join(lang === "zh" ? "、" : ", "), ...values };
  return text.replace(/\{(\w+)\}/g, (whole, key) => known[key] ?? whole);
}

function named(names, id) {
  return names[id] ? names[id][lang === "zh" ? 0 : 1] : id;
}

export function platformName(platform) {
  return named(platforms, platform);
}

export function checkName(check) {
  return named(checks, check);
}

// `violation:group_name` and the like are about a check.
export function countName(count) {
  const [what, check] = count.split(":");
  return check ? `${what} ${checkName(check)}` : named(COUNTS, what);
}

const ZONE = "Asia/Shanghai";

function parts(moment, options) {
  return new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { timeZone: ZONE, ...options }).format(new Date(moment));
}

export function clockTime(moment) {
  return parts(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function day(moment) {
  return parts(moment, { year: "numeric", month: "long", day: "numeric" });
}

// Like an IM: the time today, else the day; in full where a line of its own says it.
export function when(moment, now) {
  const same = (a, b) => parts(a, { dateStyle: "short" }) === parts(b, { dateStyle: "short" });
  if (same(moment, now)) return clockTime(moment);
  if (same(new Date(moment).getTime() + 86400000, now)) return t("yesterday");
  return parts(moment, { month: "numeric", day: "numeric" });
}

export function whenInFull(moment) {
  return parts(moment, { month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

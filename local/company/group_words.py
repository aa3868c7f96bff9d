"""Names that people really give to groups, by shape: the good, the unclear and the merely cheerful."""

from local.company.vocabulary import words

SUFFIXES = ("群", "组", "沟通群", "协同群", "工作群", "群")
PATTERNS = {
    "department": ("{unit}-{use}",),
    "fullwidth": ("{unit}－{use}", "{unit}—{use}", "{unit}–{use}", "{unit}_{use}"),
    "bracketed": ("[{unit}]-[{use}]", "【{unit}】-【{use}】", "[{unit}]-{use}"),
    "alias": ("{alias}-{use}",),
    "stop_use": ("{unit}-交流群", "{unit}-工作群", "{unit}-讨论群", "{unit}-大群"),
    "three_part": ("青禾集团-{unit}-{use}",),
    "spaced": ("{unit} {use}",),
    "joined": ("{unit}{use}",),
    "flagged": ("【重要】{unit}-{use}", "【必看】{unit}-{use}", "【置顶】{unit}-{use}"),
    "wechat": ("（微信）{unit}-{use}",),
    "emoji": ("🔥{unit}-{use}", "🚀{unit}-{use}", "📦{unit}-{use}", "👩‍💻{unit}-{use}", "✅{unit}-{use}"),
}
"""Built from a department, one of its aliases and a use."""

CAMPAIGNS = (
    ("市场部", "618大促作战群"),
    ("采购部", "双11备货群"),
    ("客服部", "双11客服支援群"),
    ("销售部", "开学季促销活动群"),
    ("市场部", "旧机回收活动群"),
    ("市场部", "新品发布会执行群"),
    ("销售部", "经销商大会筹备组"),
    ("财务部", "年中盘点群"),
    ("总经办", "消防演练安排群"),
    ("人力资源部", "中秋福利发放群"),
    ("客服部", "国庆排班群"),
    ("人力资源部", "健康体检预约群"),
    ("人力资源部", "秋季运动会报名群"),
    ("市场部", "周年庆策划群"),
    ("人力资源部", "校园招聘宣讲群"),
    ("总经办", "食堂意见收集群"),
    ("华东销售部", "换季陈列调整群"),
    ("技术部", "暑期实习生带教群"),
    ("市场部", "展会物流跟踪群"),
    ("测试部", "质量月活动群"),
    ("总经办", "节能改造讨论群"),
    ("总经办", "停车位登记群"),
)
"""What they are for is plain; whose they are is not."""

CHEERS = words(
    "兄弟们冲 相亲相爱一家人 冲鸭 快乐星球 🔥🔥🔥 加油加油 天天向上 静静的小窝 今天也要开心 无名之辈 一起去看海 风雨同舟 "
    "干就完了 吃瓜小分队 咸鱼翻身 王炸 永远的神 早睡早起 星期五见 777"
)
"""Say nothing of department, project or use."""
DEFAULTS = (
    "群聊(14)",
    "新建群聊",
    "群聊",
    "群聊(3)",
    "群聊(27)",
    "新建群聊2",
    "新建群聊(5)",
    "未命名",
    "临时群",
    "讨论组",
    "微信群",
    "Group chat",
)
"""What a program calls a group that nobody named."""

TRADITIONAL = (
    ("市场部", "市場部-新品推廣組"),
    ("技术部", "技術部-韌體開發群"),
    ("采购部", "採購部-到貨跟進群"),
    ("财务部", "財務部-發票登記群"),
    ("销售部", "銷售部-價格政策群"),
)
ENGLISH_ALIASED = (
    ("测试部", "QA-regression triage"),
    ("市场部", "MKT-brand assets"),
    ("人力资源部", "HR-onboarding desk"),
    ("财务部", "FIN-month-end close"),
    ("销售部", "Sales-channel pricing"),
    ("测试部", "QA-release sign-off"),
)
ENGLISH_FREE = (
    ("技术部", "Weekly Release Sync"),
    ("销售部", "Overseas Sales Leads"),
    ("技术部", "Hardware Bring-up"),
    ("产品部", "Packaging Artwork Review"),
    ("采购部", "Supplier Quality Call"),
)

ALL_STAFF = ("总经办", "总经办-全员通知群")
NOTICE = (("人力资源部", "人力资源部-通知群"), ("总经办", "总经办-公文通知群"))
ON_CALL = (
    ("技术部", "技术部-线上值班群"),
    ("客服部", "客服部-夜间值班群"),
    ("技术部", "技术部-机房告警群"),
    ("采购部", "采购部-到货应急群"),
    ("测试部", "测试部-实验室抢修群"),
)
EXTERNAL = (
    ("客服部", "A&B 客服对接群"),
    ("销售部", "销售部-经销商对接群"),
    ("采购部", "采购部-模具厂协作群"),
    ("市场部", "市场部-广告公司对接群"),
    ("产品部", "产品部-工业设计公司协作群"),
    ("客服部", "客服部-维修网点对接群"),
)

"""Words that people and departments are made of: surnames, given names, titles, what a department's groups are for."""

from typing import NamedTuple

COMPANY = "青禾电子"


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
)
GIVEN = words(
    "晓岚 文博 雨桐 子涵 佳琪 浩然 思远 梦洁 志远 明哲 静怡 欣妍 嘉禾 书瑶 宇航 若溪 泽宇 诗涵 海燕 建平 秀兰 春梅 国栋 立新 "
    "学文 德明 红梅 永强 玉兰 振华 丹妮 晨曦 婉婷 睿哲 景行 知夏 沐阳 望舒 可欣 之恒 守成 修远 致和 乐平 怀瑾 向南 星宇 竹君 "
    "清如 少峰 小满 启明 映雪 秋实 长风 若兰 子衿 初晴 承志 佩文 伯安 南乔 以宁 允之 慕云 舒扬 远山 岚 祺 沛 昀 珂 骁 芮 澄 汐 "
    "硕 竣 蕙 钧 瑾"
)
PET_NAMES = words(
    "小太阳 慢慢来 柠檬茶 晴天 一只橘猫 早起的鸟 山那边 随风 向日葵 夜航船 Leo Vivian Kevin Momo"
)
ROBOTS = ("构建机器人", "监控机器人", "日报机器人", "工单机器人")


class UnitWords(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    size: int
    head: str
    manager: str
    staff: tuple[str, ...]
    uses: tuple[str, ...]
    parent: str | None = None


def _unit(name: str, aliases: str, size: int, titles: str, uses: str) -> UnitWords:
    """`titles`: head, manager, then everyone else's; words are separated by blanks."""
    head, manager, *staff = words(titles)
    return UnitWords(name, words(aliases), size, head, manager, tuple(staff), words(uses))


_REGION_TITLES = "区域经理 城市经理 销售代表 渠道专员 门店督导 销售助理"
_REGION_USES = "门店巡访 经销商培训 库存调拨 促销执行 月度目标 客情周报 终端样机 收款跟进 新店开业 导购排班 退换货协调 展台搭建 物流跟单 学校团购"


def _region(name: str, size: int) -> UnitWords:
    team = _unit(f"{name}销售部", f"{name} 销售部{name}区", size, _REGION_TITLES, _REGION_USES)
    return team._replace(parent="销售部")


UNITS = (
    _unit(
        "总经办",
        "总办",
        8,
        "总经理 主任 秘书 行政专员 法务专员",
        "经营周会 制度发布 督办事项 来访接待 公文流转 用印登记 企业文化 年度规划 班车安排 会议室协调",
    ),
    _unit(
        "市场部",
        "市场 MKT",
        34,
        "市场总监 市场经理 品牌专员 活动策划 内容运营 平面设计 媒介专员",
        "新品推广 品牌物料 直播排期 媒体投放 用户调研 门店陈列 节日活动 内容日历 达人合作 海报设计 展会筹备 竞品观察 公众号运营 "
        "短视频拍摄 预算核对 包装改版 会员活动 舆情周报",
    ),
    _unit(
        "销售部",
        "销售 Sales",
        12,
        "销售总监 销售经理 大客户经理 销售运营 商务专员",
        "周报汇总 价格政策 返利核对 渠道政策 订单预测 合同评审 回款跟进 销售培训 大客户方案 样机申请 经销商名录 区域协调",
    ),
    _region("华东", 34),
    _region("华南", 30),
    _region("华北", 26),
    _unit(
        "产品部",
        "产品 PD",
        30,
        "产品总监 产品经理 助理产品经理 交互设计师 工业设计师 产品运营",
        "需求评审 路线图 用户反馈 竞品拆解 说明书校对 外观配色 定价讨论 认证进度 版本规划 体验走查 配件规划 原型评审 试产跟进 "
        "海外适配 数据看板 专利梳理",
    ),
    _unit(
        "技术部",
        "研发部 研发 RD",
        92,
        "技术总监 研发经理 软件工程师 硬件工程师 结构工程师 固件工程师 射频工程师 前端工程师 运维工程师",
        "支付系统开发 固件开发 蓝牙协议 结构设计 电源方案 射频调试 代码评审 发布协调 持续集成 安卓客户端 苹果客户端 小程序开发 "
        "云服务 数据库维护 接口联调 架构讨论 安全加固 技术分享 新人指导 器件选型 产测工装 降本方案 日志平台 算法周会 文档建设 实验室预约",
    ),
    _unit(
        "测试部",
        "质量测试部 QA",
        36,
        "测试总监 测试经理 测试工程师 自动化工程师 可靠性工程师 实验员",
        "回归计划 缺陷评审 可靠性试验 自动化脚本 用例评审 样机管理 跌落试验 老化试验 兼容性清单 版本验收 性能基线 环境搭建 "
        "电磁兼容 续航测量 音质评测 问题复盘",
    ),
    _unit(
        "采购部",
        "采购",
        24,
        "采购总监 采购经理 采购工程师 采购员 供应商质量工程师",
        "供应商协调 物料齐套 价格比对 到货跟进 来料异常 年度框架 样品寄送 电芯采购 包材采购 模具进度 呆料处理 付款申请 供应商评审 交期周会",
    ),
    _unit(
        "客服部",
        "客服 售后服务部",
        56,
        "客服总监 客服主管 客服专员 维修工程师 质检专员 备件管理员",
        "热线排班 在线接待 工单升级 退货处理 维修进度 话术更新 备件申请 差评回访 质检评分 新品培训 节假日排班 投诉复盘 换新活动 "
        "知识库 夜班交接 满意度周报",
    ),
    _unit(
        "财务部",
        "财务 FIN",
        20,
        "财务总监 财务经理 会计 出纳 成本会计 税务专员",
        "月结 报销答疑 发票登记 预算编制 资金计划 税务申报 成本核算 固定资产盘点 应收对账 审计配合 费用分析 付款排期",
    ),
    _unit(
        "人力资源部",
        "人力 人事部 HR",
        18,
        "人力资源总监 人力经理 招聘专员 薪酬专员 培训专员 员工关系专员",
        "招聘进度 入职办理 薪酬核对 培训安排 绩效答疑 考勤答疑 校招筹备 员工关怀 社保公积金 制度宣讲 内推登记 工服发放",
    ),
)


_DEVICE = words("立项 联调 样机评审 验收 试产 上市准备 问题跟踪 周会 认证")
_SYSTEM = words("需求 联调 实施 验收 数据迁移 问题跟踪 周会 培训")
_EVENT = words("策划 排期 物料 现场执行 预算 周会 复盘")


class ProjectWords(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    unit: str
    uses: tuple[str, ...] = _DEVICE
    ended: bool = False


PROJECTS = (
    ProjectWords("CB1.0", ("充电宝一代",), "产品部"),
    ProjectWords("CB2.0", ("充电宝二代",), "产品部"),
    ProjectWords("星河耳机", ("XH1",), "产品部"),
    ProjectWords("小禾音箱", ("小禾",), "产品部"),
    ProjectWords("青枫手表", (), "产品部"),
    ProjectWords("极光投影", (), "产品部"),
    ProjectWords("MES项目", ("MES",), "技术部", _SYSTEM),
    ProjectWords("WMS项目", ("WMS", "仓储系统"), "技术部", _SYSTEM),
    ProjectWords("会员商城", (), "市场部", _SYSTEM),
    ProjectWords("海外认证", (), "测试部", words("排期 样机寄送 资料准备 整改 周会")),
    ProjectWords("快充头三代", ("KC3",), "产品部", ended=True),
    ProjectWords("官网改版", (), "市场部", _SYSTEM, ended=True),
    ProjectWords("ERP升级", ("ERP",), "财务部", _SYSTEM, ended=True),
    ProjectWords("新园区搬迁", (), "总经办", _EVENT, ended=True),
    ProjectWords("2025年会", (), "人力资源部", _EVENT, ended=True),
    ProjectWords("春季展会", (), "市场部", _EVENT, ended=True),
)
PROJECT_UNITS = ("产品部", "技术部", "测试部", "采购部", "市场部")
"""Where the members of a project come from, beside its own department."""

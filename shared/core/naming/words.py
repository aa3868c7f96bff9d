"""The words that names are judged by: what says a use, what says nothing, and traditional characters."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


USE_WORDS = _words(
    """
    全员 通知 公告 工作群 工作组 值班 应急 抢修 保障 告警 报警 监控 运维 巡检 故障 事故 处置 防汛 防疫 疫情
    大促 促销 作战 推广 营销 市场 销售 商务 渠道 招商 品牌 公关 宣传 广告 投放 直播 电商 媒体 文案 舆情 展会
    设计 开发 研发 技术 产品 前端 后端 架构 算法 数据 系统 平台 接口 联调 联测 验证 质量 质检 品控 性能 安全
    部署 上线 发布 发版 版本 迭代 需求 评审 排期 进度 立项 结项 验收 实施 交付 专项 攻坚 课题 科研
    对接 协调 协作 协同 配合 合作 支持 服务 咨询 热线 答疑 帮助 反馈 投诉 回访 客服 客户 用户 会员 售前 售后
    运营 采购 供应 物流 仓库 仓储 发货 库存 配送 运输 盘点 生产 工厂 车间 工程 施工 装修 设备 维修 维护 报修
    财务 会计 报销 发票 开票 税务 预算 结算 对账 付款 收款 催收 审计 审核 审批 法务 合同 合规 风控 资产
    招聘 面试 入职 离职 新人 员工 实习 校招 培训 学习 考试 认证 考勤 排班 薪酬 绩效 社保 人事 人力 行政 后勤
    食堂 订餐 班车 拼车 宿舍 物业 前台 搬迁 会议 周会 例会 晨会 早会 月会 站会 年会 峰会 论坛 复盘 总结 汇报
    周报 日报 月报 计划 规划 方案 筹备 活动 团建 接待 参观 出差 调研 访谈 投标 招标 竞标 谈判 签约 资料 文档
    文件 共享 知识 新闻 管理 高管 主管 经理 店长 班长 组长 负责人 骨干 董事 股东 决策 战略 投资 融资 并购 保险
    理赔 信贷 支付 订单 交易 权限 账号 网络 机房 服务器 数据库 日志 党建 党员 党支部 工会 志愿 公益 羽毛球
    双11 双十一 双12 双十二 618 年货节 备战 业绩 回款 零售 小红书 抖音 公众号 视频号 天猫 京东 淘宝 外贸 报关 跟单
    差旅 团购 拼单 福利 体检 消防 环保 停车 演练 比赛 竞赛 宣讲 述职 晋升 考核 检查 督办 督导 调度 指挥 领导小组 专班
    对齐 变更 割接 迁移 压测 灰度 工单 缺陷 联络 现场 工地 标段 图纸 样品 研究 实验 测评 体验 执行 专利 诉讼 申报
    篮球 足球 跑步 健身 读书 俱乐部 策划 报名 预约 调整 陈列 周年庆 庆典 运动会 安排 发放 领取
    备货 换货 退货 退款 换季 登记 统计 报备 打样 送样 试产 量产 选品 上架 下架 铺货 补货 调拨 试用 接送 轮班 巡逻 安保 保洁
    拜访 路演 开业 表彰 评选 选举 打卡 拍摄 剪辑 彩排 演出 竣工 开工 搬家 交接 盘库 打包 印刷 展陈 布展 参展 医护 护理 门诊 教务 教研 教学 备课 课程 翻译 出版 编辑 外包 门店 巡店
    """
)
"""Chinese words that say what a group is for, wherever they stand in a name."""

USE_TOKENS = _words(
    """
    admin ai alert alerting analytics android announcement api approval architecture audit backend backlog billing
    brand budget bug build campaign cicd client crm compliance conference content contract coordination customer data dba
    demo deploy deployment design dev development devops docs documentation duty ecommerce erp eng engineering event
    expense facilities feature feedback finance frontend hackathon handover help helpdesk hiring hr incident infra
    infrastructure integration interview invoice ios itsupport kickoff kpi launch legal logistics maintenance marketing
    meeting meetup migration mobile monitoring news notice okr onboarding oncall operation ops outage partner payment payroll
    planning platform pmo pricing procurement product production project promo promotion purchasing qa quality
    recruiting recruitment release report reporting research retro review roadmap rollout sales security service
    shipping sprint sre standup supplier support survey sync training travel ui update ux vendor warehouse web website
    workshop
    """
)
"""English words that say a use as whole words, in the singular."""

PLACE_WORDS = _words(
    "事业部 事业群 分公司 子公司 公司 集团 中心 大区 办公室 办事处 委员会 研究院 研究所 实验室"
)
"""What a department is called that no list has: enough to say where a group belongs, not to propose it."""

PLACE_TOKENS = frozenset({"department", "dept", "division", "office", "branch"})

STOP_WORDS = _words(
    """
    的 之 和 与 及 群 群聊 群组 群名 群名称 交流群 交流 讨论组 讨论群 讨论
    聊天群 聊天 闲聊 水群 小群 大群 新群 老群 总群 内部群 内部 临时群 临时 测试 测试群 大家庭 家庭 一家人 新建群聊
    新建群 新建 未命名 无标题 无名 默认 组 小组 小分队 分队 团队 项目 项目组 部门 大家 我们 咱们 兄弟 兄弟们 姐妹
    姐妹们 家人 家人们 伙伴 伙伴们 小伙伴 小伙伴们 同事 同事们 成员 重要 勿删 勿退 备用 其他 其它
    test tests testing tmp temp chat chats group groups channel team untitled unnamed new misc other
    """
)
"""What says nothing by itself."""

PLACEHOLDERS = _words("用途 群组用途 purpose Purpose use Use xx XX xxx XXX xxxx XXXX")
"""What stands in a format or a proposal for something to be filled in: read as nothing."""

OUTSIDER_WORDS = (
    "客户", "供应商", "经销商", "代理商", "渠道商", "加盟商", "合作方", "合作伙伴", "甲方", "乙方", "外部",
    "client", "customer", "supplier", "vendor", "partner",
)  # fmt: skip
"""Whoever names a group so may have people of other companies in it. As `reading.fold` writes them."""

ON_CALL_WORDS = ("值班", "应急", "應急", "抢修", "搶修", "保障", "告警")

_PAIRS = (
    "場场廣广務务項项開开發发術术對对組组產产銷销運运營营採采購购財财計计劃划進进電电網网絡络資资訊讯訓训練练會会議议週周報报測测試试聯联應应緊紧搶抢儲储倉仓庫库華华東东區区門门業业總总經经辦办團团"
    "隊队質质檢检監监審审風风險险導导師师學学習习員员績绩離离職职轉转崗岗實实備备戰战與与為为專专統统軟软體体設设維维護护數数據据雲云機机視视頻频圖图書书館馆廠厂車车間间線线製制裝装銀银證证債债稅税"
    "帳账賬账單单貨货輸输遞递關关係系戶户訂订後后價价標标談谈簽签約约執执決决選选擇择億亿萬万個个們们國国際际內内屬属聲声優优獎奖勵励動动劇剧協协調调溝沟諮咨詢询諒谅問问題题復复處处補补償偿紅红藍蓝"
    "綠绿黃黄點点雙双貿贸賣卖買买費费賓宾賽赛贏赢賀贺達达還还過过邊边遠远連连適适遺遗郵邮鄉乡醫医藥药釋释鐵铁鋼钢錢钱鋪铺錄录鍵键鏈链鎖锁鏡镜長长閉闭閱阅閩闽陝陕陽阳陳陈陸陆階阶隨随隱隐雜杂難难靈灵"
    "靜静響响頁页順顺預预領领頭头額额顧顾顯显類类飛飞飯饭飲饮養养馬马駐驻驗验驚惊驅驱魯鲁魚鱼鮮鲜麗丽麥麦齊齐龍龙創创劉刘劑剂勞劳勢势匯汇卻却參参啟启嚴严園园圓圆堅坚塊块壓压壞坏壯壮壽寿夢梦奪夺奮奋"
    "妝妆婦妇媽妈孫孙寧宁寫写寬宽寶宝將将尋寻屆届層层島岛嶺岭幣币幫帮廈厦廟庙張张強强彈弹彙汇徑径從从憶忆懷怀態态慶庆憑凭戲戏掛挂掃扫換换揚扬損损搖摇擔担擴扩擬拟攝摄敗败敵敌斷断時时晉晋曆历歷历條条"
    "來来楊杨榮荣構构樓楼樂乐樣样橋桥檔档權权歐欧歲岁歸归殺杀氣气沒没況况溫温準准滬沪滿满漲涨漢汉潔洁潤润濟济濱滨瀏浏灣湾災灾無无煙烟熱热燈灯爭争爾尔牆墙獨独獲获獻献現现環环瓊琼異异當当療疗盤盘碼码"
    "確确礎础禮礼種种積积稱称穩稳競竞筆笔節节範范築筑簡简籌筹級级納纳純纯細细結结給给絕绝絲丝綜综緒绪緣缘編编縣县縮缩織织繼继續续罰罚羅罗義义聖圣聞闻聽听肅肃腦脑臨临舉举舊旧艙舱藝艺蘇苏蘭兰號号衛卫"
    "衝冲複复規规覽览觀观觸触記记訪访許许評评詞词詳详誌志認认語语誠诚誤误說说課课請请論论諾诺講讲謝谢識识譯译讀读變变讓让負负貢贡責责貴贵貸贷貼贴賠赔賦赋趕赶趙赵趨趋跡迹踐践軍军軌轨較较載载輔辅輕轻"
    "輛辆輝辉輪轮農农遼辽鄭郑鄰邻釣钓針针鈴铃銘铭鋒锋錯错鍋锅鎮镇鐘钟鑒鉴閒闲閣阁闆板闊阔隴陇雞鸡韓韩頂顶須须頓顿頗颇願愿餘余騎骑騰腾鬥斗鬧闹鳥鸟鳳凤鴻鸿鵬鹏鹽盐黨党齡龄龜龟佈布併并倆俩傑杰傳传傷伤"
    "僅仅儀仪儘尽兒儿兩两冊册凍冻則则剛刚勝胜喬乔噸吨圍围塵尘墊垫奧奥宮宫岡冈峽峡幹干廢废廳厅徹彻恆恒悅悦惡恶愛爱慮虑憲宪懇恳懸悬戀恋拋抛撥拨撫抚擊击擋挡擠挤攜携敘叙斬斩於于昇升曉晓暫暂曬晒枱台臺台"
    "檯台柵栅棄弃棟栋櫃柜欄栏欽钦殼壳毀毁汙污洩泄淨净淺浅渦涡湧涌滅灭漁渔漸渐澤泽濃浓濕湿瀋沈灘滩爐炉牽牵狀状猶犹獅狮璽玺瑪玛畝亩畢毕畫画盜盗盡尽礦矿祕秘禍祸"
)
SIMPLIFIED = {ord(traditional): simple for traditional, simple in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
"""Traditional characters that names of departments, projects and uses contain, for `str.translate`."""

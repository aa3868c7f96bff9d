"""Regions as names of groups have them: a name that is proposed keeps each that the present one says."""

import re
from functools import cache

_WORDS = """
华东 华南 华北 华中 华西 西南 西北 东北 东南 大湾区 长三角 珠三角 京津冀 川渝 云贵 两广 江浙沪 苏南 苏北 浙南 浙北 粤东 粤西 鲁东 胶东
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海
台湾 内蒙 广西 西藏 宁夏 新疆 香港 澳门 港澳
石家庄 太原 呼和浩特 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 常州 南通 徐州 杭州 宁波 温州 嘉兴 绍兴 金华 台州 合肥 芜湖 福州 厦门 泉州
南昌 济南 青岛 烟台 潍坊 临沂 郑州 洛阳 武汉 宜昌 襄阳 长沙 株洲 广州 深圳 东莞 佛山 珠海 惠州 中山 汕头 南宁 柳州 海口 三亚 成都 绵阳
贵阳 昆明 拉萨 西安 咸阳 兰州 西宁 银川 乌鲁木齐 唐山 保定 廊坊 义乌 昆山
海外 亚太 东南亚 南亚 中东 欧洲 北欧 北美 南美 拉美 非洲 美国 日本 韩国 印度 越南 泰国 印尼 马来 新加坡 菲律宾 德国 法国 英国 巴西 墨西哥
apac emea latam asia europe america africa china india japan korea germany france brazil mexico singapore
"""


@cache
def _region() -> re.Pattern[str]:
    """Compiled when the first name is looked at: some milliseconds, which a start that proposes nothing should not pay."""
    words = _WORDS.split()
    anywhere = "|".join(sorted((word for word in words if not word.isascii()), key=len, reverse=True))
    letters = "|".join(word for word in words if word.isascii())
    return re.compile(
        f"{anywhere}"
        # an area by its letter or by the way it lies
        "|[a-z东南西北中]区"
        f"|(?<![a-z])(?:{letters}|(?:north|south|east|west)(?:ern)?)(?![a-z])"
    )


def regions_of(folded: str) -> list[str]:
    """Those that a name says, which `naming.reading.fold` made."""
    return _region().findall(folded)

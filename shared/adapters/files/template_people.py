"""The template of the people sheet (人员名册)."""

from collections.abc import Iterator, Mapping
from datetime import date

from shared.adapters.files.employment import EMPLOYMENT
from shared.adapters.files.people_titles import ENDINGS, PEOPLE
from shared.adapters.files.template_groups import words_of
from shared.adapters.files.template_kind import Column, Example, Form, Kind, Need
from shared.adapters.im.kit.vendor import Vendor
from shared.adapters.im.vendors import VENDORS
from shared.core.lang import Bilingual, Lang, both

_BY_REACH = sorted(VENDORS, key=lambda vendor: not vendor.can_send)
"""Platforms on which nobody can be written to come last."""


def _accounts() -> Iterator[Column]:
    for vendor in _BY_REACH:
        title = both(f"{vendor.name[Lang.ZH]}{ENDINGS[1]}", f"{vendor.name[Lang.EN]} {ENDINGS[-1]}")
        need = Need.WANTED if vendor.can_send else Need.FREE
        yield Column(vendor.id, _how(vendor), need, width=17, title=title)


def _how(vendor: Vendor) -> Bilingual:
    if not vendor.can_send:
        return both(
            "一般空着：这个平台上发不了消息。", "Usually blank: nobody can be written to by an app there."
        )
    zh, en = vendor.name[Lang.ZH], vendor.name[Lang.EN]
    return both(
        f"这位同事在{zh}的账号ID，管理员在后台能查到。有几个账号的，写在一格里，用顿号隔开。没有就空着。",
        f"Their account's id on {en}, as its administrator sees it. Several stand in one cell, separated by commas.",
    )


_COLUMNS = (
    Column(
        "name",
        both("一行写一位同事的姓名。", "One person a row."),
        Need.NEEDED,
        width=12,
    ),
    Column(
        "number",
        both(
            "公司的工号。按文本保存，前面的 0 不会丢。",
            "The company's own number for them. Kept as text, so that leading zeros stay.",
        ),
        Need.WANTED,
        width=12,
    ),
    Column("department", both("所在的部门。", "Where they work."), Need.WANTED, width=14),
    Column("title", both("职务或岗位。", "Their post."), width=14),
    Column("email", both("公司邮箱。", "Their e-mail address at the company."), width=26),
    *_accounts(),
    Column(
        "delegate",
        both(
            "不在时谁代为处理：写姓名、工号或账号。不写请假的原因。",
            "Who stands in for them: a name, staff number or account. Never why.",
        ),
        width=14,
    ),
    Column(
        "level",
        both(
            "数字，越大职级越高。不用就空着。", "A number, higher for higher. Blank where you do not use it."
        ),
        form=Form.NUMBER,
        width=9,
    ),
    Column(
        "employment",
        both("从下拉里选；空着就按账号的状态。", "Pick one; blank: as their accounts are."),
        choice=words_of(EMPLOYMENT),
        width=11,
    ),
    Column(
        "leaving_on",
        both(
            "最后一个工作日。本人已经知道了才填；这一天过去之前，系统不给本人以外的任何人看，也不用它做任何事。不写原因。",
            "Their last day of work. Only once they know it themselves: until it is over it is shown to nobody else and "
            "nothing rests on it. Never why.",
        ),
        form=Form.DATE,
        width=13,
    ),
    Column("unused", both("给自己看的，系统不读。", "For yourselves; it is not read."), width=20),
)

_FIRST, _SECOND = (vendor.id for vendor in _BY_REACH[:2])
_EXAMPLES: tuple[Mapping[str, Example], ...] = (
    {
        "name": both("王芳", "Wang Fang"),
        "number": both("01001", "01001"),
        "department": both("市场部", "Marketing"),
        "title": both("经理", "manager"),
        "email": both("wangfang@example.com", "wangfang@example.com"),
        _FIRST: both("wangfang", "wangfang"),
        _SECOND: both("10010001", "10010001"),
        "delegate": both("李强", "Li Qiang"),
        "level": 5,
        "employment": both("在职", "active"),
    },
    {
        "name": both("李强", "Li Qiang"),
        "number": both("01002", "01002"),
        "department": both("采购部", "Purchasing"),
        _FIRST: both("liqiang、liqiang2", "liqiang, liqiang2"),
        "delegate": both("01001", "01001"),
        "unused": both("有两个账号", "has two accounts"),
    },
    {
        "name": both("陈立", "Chen Li"),
        "department": both("技术部", "Engineering"),
        _SECOND: both("10010003", "10010003"),
        "leaving_on": date(2026, 12, 31),
    },
)

PEOPLE_SHEET = Kind(
    "people",
    both("人员名册", "People"),
    PEOPLE,
    (
        both(
            "一行写一位同事，用来说明哪些账号是同一个人、谁代谁处理。",
            "One person a row: which accounts are theirs, and who stands in for them.",
        ),
        both(
            "至少填姓名和一个账号；没有账号的行不会登记。不知道的空着。",
            "A name and at least one account: a row without an account registers nobody. Leave blank what you do not know.",
        ),
        both(
            "栏目可以换顺序，用不到的可以删去；带 * 的要留着。",
            "Columns may be moved, and those that you do not use taken out; the one with a star is needed.",
        ),
        both(
            "请不要写：手机号、身份证号、请假或离职的原因、对同事的评价。",
            "Never write here: phone or identity numbers, reasons for leave or for leaving, what anybody thinks of them.",
        ),
        both(
            "每次上传的是整张名册：没写到的人会被移出，系统会先列出有哪些变化，确认后才生效。",
            "A sheet is taken whole: whoever is not in it is taken out. What changes is shown first.",
        ),
    ),
    _COLUMNS,
    _EXAMPLES,
)

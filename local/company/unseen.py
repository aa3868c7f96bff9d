"""Groups of the company that no app can look into: whose they are, and who says so on a page, if anybody does."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from local.company.dice import Dice
from local.company.model import Company, Employee
from local.company.vocabulary import words


class Story(StrEnum):
    """What becomes of a group."""

    ALONE = "alone"
    """Its owner files it by itself."""
    LISTED = "listed"
    """Its owner pastes it in a list of theirs, and says that these are all."""
    SHARED = "shared"
    """Its owner files it, and so does a colleague who is in it."""
    MISTAKEN = "mistaken"
    """A colleague files it, says that it is not theirs, and then its owner does."""
    TALKATIVE = "talkative"
    """Its owner writes numbers where none belong, and pastes an announcement with more of them."""
    NEVER = "never"
    """Nobody ever files it."""


PHONE, IDENTITY = "19900000000", "110000190001010000"
"""Nobody's, and shaped like somebody's."""
SAYING = "桂花开的时候再发一次样机清单"
PLANTED = (PHONE, IDENTITY, SAYING)
"""Stands in an announcement that is pasted on a page: nothing of ours may keep it."""


class UnseenGroup(NamedTuple):
    name: str
    use: str
    """What it is for: stands in its name and in no other group's, also once it is renamed."""
    platform: str
    """The product's id of it."""
    owner_id: str
    colleague_id: str
    """Somebody else who is in it, of the same department."""
    external: bool
    notice: str
    """What is announced in it; empty: nothing."""
    story: Story


_HANDS = (
    (Story.LISTED, 8),
    (Story.LISTED, 3),
    *((Story.ALONE, number) for number in (3, 2, 1, 1, 1)),
    (Story.SHARED, 1),
    (Story.MISTAKEN, 1),
    (Story.TALKATIVE, 1),
    *((Story.NEVER, number) for number in (3, 2, 2, 1, 1)),
)
"""What an owner does, and of how many groups."""
USES = words(
    "新店选址 司机调度 展厅预约 返修快递 样品借用 现场打样 门头改造 季末盘货 渠道走访 团购报备 试销反馈 仓位协调 夜间配送 "
    "开箱验货 陪访记录 跨店借货 导购答疑 赠品申领 摊位搭建 直播助播 上门安装 售后补件 装车时间 返工确认 票据传递 差旅拼车 "
    "工牌补办 老客维护 备用机借还 加班晚餐 快递代收 雨天班车 打样排队 物料转运 展车预订 周末值守 停车登记 仓库钥匙 "
    "搬货帮手 样品回收"
)
"""No department's group that a platform shows is for any of these."""
_INSIDE = ("{unit}-{use}群", "{use}小分队", "{use}冲冲冲", "{use}沟通群")
_OUTSIDE = ("{partner}-{use}对接群", "{use}&{partner}")
_PARTNERS = words("禾润商贸 远帆门店 安启物流 新澜包材")
_NOTICE = "目的：{use}的协同｜约定：围绕工作、简明扼要，22:00–8:00 非紧急不发｜群主：{owner}"
_TALKATIVE = "本群用于{use}。{saying}。有事打{owner}手机 {phone}，进场登记用证件号 {identity}。"


def unseen_groups(company: Company, platforms: Sequence[str]) -> tuple[UnseenGroup, ...]:
    """The same for the same seed. `platforms`: where they are, by the product's ids; most are on the first."""
    dice = Dice(company.seed, "unseen")
    owners = iter(dice.shuffled(_managers(company)))
    uses = iter(dice.shuffled(USES))
    hands = [
        (story, owner, list(islice(uses, number)), _place(story, platforms, dice))
        for (story, number), owner in zip(_HANDS, owners, strict=False)
    ]
    return tuple(
        _group(owner, company, use, story, platform, dice)
        for story, owner, its_uses, platform in hands
        for use in its_uses
    )


def _place(story: Story, platforms: Sequence[str], dice: Dice) -> str:
    return platforms[-1] if story in {Story.ALONE, Story.NEVER} and dice.chance(0.3) else platforms[0]


def _managers(company: Company) -> list[Employee]:
    """At work, and nobody else has their name."""
    names = [person.name for person in company.people]
    return [
        person
        for person in company.people
        if person.rank == 2 and person.state == "active" and names.count(person.name) == 1
    ]


def _group(
    owner: Employee, company: Company, use: str, story: Story, platform: str, dice: Dice
) -> UnseenGroup:
    external = story in {Story.ALONE, Story.LISTED, Story.NEVER} and dice.chance(0.3)
    pattern = dice.pick(_OUTSIDE if external else _INSIDE)
    return UnseenGroup(
        name=pattern.format(unit=owner.unit, use=use, partner=dice.pick(_PARTNERS)),
        use=use,
        platform=platform,
        owner_id=owner.id,
        colleague_id=dice.pick(list(_colleagues(owner, company))).id,
        external=external,
        notice=_notice(owner, use, story, dice),
        story=story,
    )


def _colleagues(owner: Employee, company: Company) -> Iterator[Employee]:
    for person in company.people:
        if person.unit == owner.unit and person.state == "active" and person.rank == 3:
            yield person


def _notice(owner: Employee, use: str, story: Story, dice: Dice) -> str:
    if story is Story.TALKATIVE:
        return _TALKATIVE.format(use=use, owner=owner.name, phone=PHONE, identity=IDENTITY, saying=SAYING)
    return _NOTICE.format(use=use, owner=owner.name) if dice.chance(0.4) else ""

"""Many made-up groups in memory, for measuring: half of them fine, half with what real groups have."""

import json
import random
from datetime import datetime, timedelta

from shared.app.scene.setting import set_scene
from shared.bootstrap.world import world
from shared.core.announcements import read_announcement
from shared.core.checks.catalogue import CHECKS
from shared.core.findings.judge import Plan
from shared.core.model import Activity, Company, Department, Employment, Fact, Group, Profile
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from shared.core.scene import Scene

DEPARTMENTS = (
    "市场部",
    "销售部",
    "技术部",
    "产品部",
    "测试部",
    "财务部",
    "人力资源部",
    "采购部",
    "客服部",
    "总经办",
)
USES = ("新品推广组", "支付系统开发群", "渠道对接群", "周会", "值班群", "招聘协调群", "CB1.0 上线群")
ODD = (
    "618大促作战群",
    "兄弟们冲",
    "群聊(14)",
    "（微信）市场部通知群",
    "A&B 客服对接群",
    "【重要】技术部-发布",
    "市場部 新品群",
)
PEOPLE = 4000


def crowd(
    number: int, check_ids: tuple[str, ...], now: datetime, platform: str, people: int = PEOPLE
) -> tuple[Scene, tuple[Plan, ...], list[Group], list[str]]:
    """The scene, the plans, the groups, and the same facts as JSON lines."""
    chance = random.Random(number)
    company = Company(
        profiles={f"{platform}:u{n}": _person(n, platform) for n in range(people)},
        departments=tuple(Department(name) for name in DEPARTMENTS),
    )
    facts = [_facts(n, chance, now, platform, people) for n in range(number)]
    groups = [_group(fact, now, platform) for fact in facts]
    policy = default_policy(ALL)
    plans = tuple(Plan(check, policy.checks[check.id].settings) for check in CHECKS if check.id in check_ids)
    lines = [json.dumps(fact, ensure_ascii=False) for fact in facts]
    return set_scene(company, groups, policy, world(), now), plans, groups, lines


def _person(number: int, platform: str) -> Profile:
    state = Employment.LEFT if number % 20 == 0 else Employment.ACTIVE
    return Profile(f"{platform}:u{number}", f"同事{number}", DEPARTMENTS[number % 10], employment=state)


def _facts(number: int, chance: random.Random, now: datetime, platform: str, people: int) -> dict[str, str]:
    fine = chance.random() < 0.5
    name = (
        f"{chance.choice(DEPARTMENTS)}-{chance.choice(USES)}"
        if fine
        else f"{chance.choice(ODD)}{number % 50}"
    )
    return {
        "group_id": f"g{number}",
        "name": name,
        "owner": f"{platform}:u{int(chance.random() * people)}",
        "announcement": "本群用于新品推广，成员为市场部同事，请围绕工作发言" if fine else "",
        "last": (now - timedelta(days=chance.random() * 120)).isoformat(),
    }


def _group(facts: dict[str, str], now: datetime, platform: str) -> Group:
    return Group(
        platform=platform,
        id=facts["group_id"],
        name=Fact(facts["name"], now),
        owner=Fact(facts["owner"], now),
        announcement=Fact(read_announcement(facts["announcement"], owner_id=None, owner_name=None), now),
        activity=Fact(Activity(datetime.fromisoformat(facts["last"]), None, None), now),
    )

"""Whom a row means that names somebody by name or number: exactly one person of the register, or it is not clear."""

import pytest

from shared.core.account import Written
from shared.core.model import Company, Employment, PeopleVersion, Person, Profile
from shared.core.people.written import Roll, meant, roll_of
from tests.core.company import NOW, SCENE

PEOPLE = (
    Person(("pigeon:fang", "wecom:fang"), "王芳", number="1001"),
    Person(("wecom:li",), "李强", number="1002"),
    Person(("pigeon:li2",), "李强"),
    Person(("pigeon:nameless",), number="77"),
    Person(("wecom:gone",), "赵敏", number="1003", employment=Employment.LEFT),
)


def roll() -> Roll:
    people = {account: person for person in PEOPLE for account in person.accounts}
    profiles = {"wecom:1001": Profile("wecom:1001"), "wecom:77": Profile("wecom:77")}
    company = Company(profiles, people, PeopleVersion(1, "v1", NOW))
    return roll_of(SCENE._replace(company=company))


@pytest.mark.parametrize(
    ("written", "accounts"),
    [
        (Written("name:王芳"), ("wecom:fang",)),
        (Written("name:李强"), ("wecom:li", "pigeon:li2")),
        (Written("name:赵敏"), ()),
        (Written("name:周杰"), ()),
        (Written("slack:U1"), ("slack:U1",)),
        (Written("wecom:1002", is_bare=True), ("wecom:li",)),
        (Written("wecom:1001", is_bare=True), ("wecom:fang", "wecom:1001")),
        (Written("wecom:77", is_bare=True), ("pigeon:nameless", "wecom:77")),
        (Written("wecom:li", is_bare=True), ("wecom:li",)),
        (Written("wecom:nobody", is_bare=True), ()),
    ],
)
def test_a_name_or_number_means_whoever_of_the_register_still_works_here(
    written: Written, accounts: tuple[str, ...]
) -> None:
    assert meant(written, "wecom", roll()) == accounts

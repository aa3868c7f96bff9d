"""Who looks after a group where several say so at the same moment: on the pages, with a connection each, over HTTP."""

import pytest

from shared.app.handover.replying import Came
from shared.app.pages.filing import Filed, Outcome, SameName
from shared.app.pages.hand_over import answer_asked, offer_to, take_back
from shared.app.ports.state import Ledger, Part
from shared.core.account import id_of
from shared.core.case import GroupFile
from shared.core.errors import PageRefused
from shared.core.handover import Reply
from shared.core.model import Fact, Group
from tests.adapters.state.racing import WORKERS, Race
from tests.adapters.state.stores import NOW
from tests.app.pages import CHEN, WANG, ZHOU, Office

ROUNDS = range(2)
PIGEONS = {"platform": "pigeon", "external": "no"}


@pytest.fixture(scope="module")
def race(http_endpoint: str) -> Race:
    return Race(http_endpoint)


@pytest.fixture(scope="module")
def offices(race: Race) -> list[Office]:
    """The same company for everybody, at the table's own time."""
    return [Office(now=NOW, ledger=ledger) for ledger in race.ledgers]


def owner_of(key: str, office: Office) -> str | None:
    known = office.stored(key).known(NOW).group
    return known.owner.value if known.owner else None


def test_of_all_who_file_one_group_at_once_one_owns_it(race: Race, offices: list[Office]) -> None:
    people = (WANG, CHEN, ZHOU)
    for number in ROUNDS:

        def files(_: Ledger, me: int, name: str = f"市场部-抢登{number}群") -> Outcome:
            return offices[me].tries({**PIGEONS, "name": name}, people[me])

        ends = race.run(3, files)
        [won] = [me for me, end in enumerate(ends) if isinstance(end, Filed)]
        assert all(isinstance(end, Filed | SameName | PageRefused) for end in ends)
        lists = [
            one
            for one, office in zip(people, offices, strict=False)
            if f"市场部-抢登{number}群" in office.names(one)
        ]
        assert lists == [people[won]]


def test_one_person_who_files_a_group_in_several_windows_at_once_has_it_once(
    race: Race, offices: list[Office]
) -> None:
    def files(_: Ledger, me: int) -> Outcome:
        return offices[me].tries({**PIGEONS, "name": "市场部-多窗群"})

    ends = race.run(WORKERS, files)
    assert any(isinstance(end, Filed) for end in ends)
    assert offices[0].names().count("市场部-多窗群") == 1


def test_of_an_acceptance_and_a_withdrawal_at_once_one_counts(race: Race, offices: list[Office]) -> None:
    owner, colleague = offices[0], offices[1]
    for number in ROUNDS:
        group = owner.files(**PIGEONS, name=f"市场部-转交{number}群")
        offer_to(group.handle, CHEN, owner.who(), owner.world.ports)

        def decides(_: Ledger, me: int, handle: str = group.handle) -> Came | None:
            if me:
                return answer_asked(handle, Reply.ACCEPTED, colleague.who(CHEN), colleague.world.ports)
            take_back(handle, owner.who(), owner.world.ports)
            return None

        taken_back, answered = race.run(2, decides)
        is_taken = answered is Came.FILED
        assert is_taken is isinstance(taken_back, PageRefused)
        assert is_taken or answered is Came.OVER
        assert owner_of(group.group.key, owner) == (CHEN if is_taken else WANG)
        filed = owner.stored(group.group.key).filed
        assert filed is not None
        assert filed.handover is None


def test_of_two_buttons_for_one_question_pressed_at_once_one_counts(
    race: Race, offices: list[Office]
) -> None:
    owner = offices[0]
    for number in ROUNDS:
        group = owner.files(**PIGEONS, name=f"市场部-两答{number}群")
        offer_to(group.handle, CHEN, owner.who(), owner.world.ports)

        def answers(_: Ledger, me: int, handle: str = group.handle) -> Came:
            said = Reply.ACCEPTED if me else Reply.DECLINED
            return answer_asked(handle, said, offices[me].who(CHEN), offices[me].world.ports)

        ends = race.run(2, answers)
        assert ends in ([Came.DECLINED, Came.OVER], [Came.OVER, Came.FILED])
        assert owner_of(group.group.key, owner) == (CHEN if ends[1] is Came.FILED else WANG)


def test_what_an_owner_changes_while_the_platform_begins_to_show_the_group_is_all_there(
    race: Race, offices: list[Office]
) -> None:
    office = offices[0]
    for number in ROUNDS:
        group = office.files(**PIGEONS, name=f"市场部-同时{number}群")
        key = group.group.key

        def work(ledger: Ledger, me: int, key: str = key, handle: str = group.handle) -> None:
            if me == 0:
                office.edit(handle, purpose="日报")
                return
            shown = Group("pigeon", id_of(key), Fact("市场部-活动群", NOW), owner=Fact(CHEN, NOW))
            ledger.inventory.save(GroupFile(shown, NOW), [Part.META], NOW)

        edited, shown = race.run(2, work)
        known = office.stored(key).known(NOW).group
        said = known.purpose.value if known.purpose else None
        # Whoever comes too late is told that the group is another's.
        assert (owner_of(key, office), shown) == (CHEN, None)
        assert said == (None if isinstance(edited, PageRefused) else "日报")

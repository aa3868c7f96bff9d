"""Whoever files, offers, asks along, answers, claims, gives up, steps down or leaves, in any order: the group has the right owner
or nobody, never two, those beside who agreed, and only whoever it is about is told of it."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.app.desk.desk import act, opened
from shared.app.desk.item import Done
from shared.app.handover.replying import Came
from shared.app.inspect.tick import inspect
from shared.app.pages.filing import Claimed, Filed, file_group
from shared.app.pages.hand_over import answer_asked, asked_of, offer_to, take_back
from shared.app.pages.shown import handle_of
from shared.app.pages.together import ask_along, let_go, shared_with, step_down
from shared.app.register.upload import register
from shared.app.scene.group import scene_of
from shared.core.account import Account
from shared.core.declaration import identity
from shared.core.errors import PageRefused
from shared.core.handover import Reply
from shared.core.ladder.recipients import recipient
from tests.app.acts import Act, People, What
from tests.app.clerks import HE, Department
from tests.app.hands import Hand
from tests.app.pages import CHEN, SALES, WANG, ZHOU

NAMES = {WANG: "王芳", CHEN: "陈立", ZHOU: "周杰"}
KEY = f"lantern:{identity('lantern', SALES['name'])}"
PEOPLE = st.sampled_from(tuple(NAMES))
SHEET = "群台账.csv"


class Hands(RuleBasedStateMachine):
    """The pages of a small company beside the model: each comes to something where the other does, and to the same."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Department()
        self.hand = Hand()
        self.people = People()

    @initialize(person=PEOPLE)
    def begin(self, person: Account) -> None:
        self.office.files(person)
        self.hand = Hand(person, person, is_own=True)

    def _comes_to(self, done: Act, *, is_done: bool) -> None:
        """What came of it is what the model says."""
        now = self.office.world.clock.now()
        after = self.hand.after(done, now, self.people)
        # Whoever asks for what is so already may be told that it is.
        assert is_done is (after is not None) or (is_done and self.hand.is_so(done, now, self.people))
        if after is not None:
            self.hand = after
            filed = self.office.stored(KEY).filed
            assert filed is not None
            self.hand = after.dated(filed.handover.until if filed.handover else None)
            assert self.hand.stands_in(filed, self.office.world.clock.now())

    def _tries(self, what: What, person: Account, how: Callable[[], bool], to: Account | None = None) -> None:
        """How a page comes to it: True: it was done."""
        if not self.people.is_here(person):
            return
        try:
            is_done = how()
        except PageRefused:
            is_done = False
        self._comes_to(Act(what, person, person, to), is_done=is_done)

    @rule(person=PEOPLE, takes=st.booleans())
    def files_it(self, person: Account, *, takes: bool) -> None:
        def files() -> bool:
            form = {**SALES, "take": "yes"} if takes else SALES
            outcome = file_group(form, self.office.who(person), self.office.world.ports)
            return isinstance(outcome, Filed | Claimed)

        self._tries(What.TAKE if takes else What.FILE, person, files)

    @rule(person=PEOPLE, to=PEOPLE)
    def offers_it(self, person: Account, to: Account) -> None:
        def offers() -> bool:
            offer_to(handle_of(KEY), to, self.office.who(person), self.office.world.ports)
            return True

        self._tries(What.OFFER, person, offers, to)

    @rule(person=PEOPLE, to=PEOPLE)
    def asks_somebody_along(self, person: Account, to: Account) -> None:
        def asks() -> bool:
            ask_along(handle_of(KEY), to, self.office.who(person), self.office.world.ports)
            return True

        self._tries(What.JOIN, person, asks, to)

    @rule(person=PEOPLE)
    def steps_down(self, person: Account) -> None:
        def steps() -> bool:
            step_down(handle_of(KEY), self.office.who(person), self.office.world.ports)
            return True

        self._tries(What.STEP_DOWN, person, steps)

    @rule(person=PEOPLE, to=PEOPLE)
    def lets_somebody_go(self, person: Account, to: Account) -> None:
        def lets() -> bool:
            let_go(handle_of(KEY), to, self.office.who(person), self.office.world.ports)
            return True

        self._tries(What.LET_GO, person, lets, to)

    @rule(person=PEOPLE)
    def takes_it_back(self, person: Account) -> None:
        def takes() -> bool:
            take_back(handle_of(KEY), self.office.who(person), self.office.world.ports)
            return True

        self._tries(What.TAKE_BACK, person, takes)

    @rule(person=PEOPLE, says_yes=st.booleans())
    def answers(self, person: Account, *, says_yes: bool) -> None:
        def answers() -> bool:
            who, ports = self.office.who(person), self.office.world.ports
            is_asked = self._reader() == person and self.hand.at(who.now).asked is not None
            assert bool(asked_of(who, ports)) is is_asked
            said = Reply.ACCEPTED if says_yes else Reply.DECLINED
            return answer_asked(handle_of(KEY), said, who, ports) is not Came.OVER

        self._tries(What.ACCEPT if says_yes else What.DECLINE, person, answers)

    @rule(person=PEOPLE)
    def gives_it_up(self, person: Account) -> None:
        def gives_up() -> bool:
            self.office.give_up(handle_of(KEY), person)
            return True

        self._tries(What.GIVE_UP, person, gives_up)

    @rule(person=PEOPLE)
    def changes_a_word(self, person: Account) -> None:
        def edits() -> bool:
            self.office.edit(handle_of(KEY), person, purpose="日报", external="no")
            return True

        self._tries(What.EDIT, person, edits)

    @rule(person=PEOPLE)
    def a_sheet_names_somebody(self, person: Account) -> None:
        ports = self.office.world.ports
        self.office.forward(1 / 86_400)
        group_id = KEY.partition(":")[2]
        row = f"平台,群ID,群名称,群主,部门\n孔明灯,{group_id},{SALES['name']},{person},市场部\n"
        key = f"register/incoming/{SHEET}"
        self.office.world.bucket.objects[key] = row.encode()
        register({"key": key}, ports)
        filed = self.office.stored(KEY).filed
        is_done = filed is not None and (filed.by, filed.at) == (SHEET, ports.clock.now())
        self._comes_to(Act(What.SHEET, person, SHEET), is_done=is_done)

    @precondition(lambda self: self._at().is_contested)
    @rule(person=PEOPLE)
    def a_clerk_decides(self, person: Account) -> None:
        inspect({}, self.office.world.ports)
        who, ports = self.office.who(HE), self.office.world.ports
        address = f"contested-{handle_of(KEY)}"
        form = {"who": NAMES[person], "person": handle_of(person)}
        outcome = act(opened(address, who, ports), form, who, ports)
        self._comes_to(Act(What.DECIDE, person, HE), is_done=isinstance(outcome, Done))

    @precondition(lambda self: len(self.people.left) < 2)
    @rule(person=PEOPLE)
    def leaves(self, person: Account) -> None:
        self.office.world.clock.forward(timedelta(minutes=1))
        self.people.leave(person)
        self.office.leaves(person)

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.office.forward(days)

    def _at(self) -> Hand:
        return self.hand.at(self.office.world.clock.now())

    def _reader(self) -> Account | None:
        return self.hand.reader_at(self.office.world.clock.now(), self.people)

    @invariant()
    def the_right_one_owns_it_or_nobody(self) -> None:
        if self.hand.by is None:
            return
        now = self.office.world.clock.now()
        known = self.office.stored(KEY).known(now).group
        assert (known.owner.value if known.owner else None) == self.hand.owner_at(now)

    @invariant()
    def it_is_on_one_list_at_most(self) -> None:
        if self.hand.by is None:
            return
        lists = [person for person in NAMES if self.people.is_here(person) and self.office.names(person)]
        assert lists == ([self.hand.holder] if self.people.is_here(self.hand.holder) else [])

    @invariant()
    def those_who_agreed_find_it_and_nobody_else_does(self) -> None:
        if self.hand.by is None:
            return
        now, ports = self.office.world.clock.now(), self.office.world.ports
        here = [one for one in NAMES if self.people.is_here(one)]
        found = [one for one in here if shared_with(self.office.who(one), ports)]
        assert found == [one for one in here if self.hand.shares(one, now, self.people)]
        group = self.office.stored(KEY).known(now).group
        assert (group.admins.value if group.admins else ()) == self.hand.helpers

    @invariant()
    def nobody_else_would_be_told(self) -> None:
        if self.hand.by is None:
            return
        world, file = self.office.world, self.office.stored(KEY)
        scene = scene_of(KEY, world.ports, world.ports.policy())
        assert recipient(file.known(world.clock.now()).group, scene).account == self._reader()

    def teardown(self) -> None:
        if self.hand.by is None:
            return
        inspect({}, self.office.world.ports)
        cases = self.office.stored(KEY).cases
        assert {case.to for case in cases if case.to} <= {self._reader()}


TestHands = Hands.TestCase
TestHands.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)

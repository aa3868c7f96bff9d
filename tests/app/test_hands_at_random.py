"""Whoever files, offers, asks along, answers, claims, gives up, steps down or leaves, in any order: the group has the right owner or nobody, never
two, and only whoever it is about is told of it."""

from datetime import timedelta
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.app.desk.desk import act, opened
from shared.app.desk.item import Done
from shared.app.inspect.tick import inspect
from shared.app.pages.filing import file_group
from shared.app.pages.hand_over import answer_asked, asked_of, offer_to, take_back
from shared.app.pages.shown import handle_of
from shared.app.pages.together import ask_along, let_go, shared_with, step_down
from shared.app.register.upload import register
from shared.app.scene.group import scene_of
from shared.core.account import Account
from shared.core.declaration import identity
from shared.core.errors import PageRefused
from shared.core.handover import Reply, Way
from shared.core.ladder.recipients import recipient
from tests.app.clerks import HE, Department
from tests.app.pages import CHEN, SALES, WANG, ZHOU

NAMES = {WANG: "王芳", CHEN: "陈立", ZHOU: "周杰"}
KEY = f"wechat:{identity('wechat', SALES['name'])}"
PEOPLE = st.sampled_from(tuple(NAMES))
SHEET = "群台账"


class Asked(NamedTuple):
    way: Way
    to: Account


class Hands(RuleBasedStateMachine):
    """Beside the product a model of four lines: who owns the group, who does beside them, what is asked, and whether two say
    it is theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Department()
        self.owner: Account | None = None
        self.by: str | None = None
        """Who filed it; None: nobody ever did."""
        self.helpers: list[Account] = []
        """Who agreed to look after it beside its owner, in that order."""
        self.asked: Asked | None = None
        self.is_contested = False
        self.left: set[Account] = set()
        self.said_no: set[Account] = set()

    @initialize(person=PEOPLE)
    def begin(self, person: Account) -> None:
        self.office.files(person)
        self.owner = self.by = person

    def _is_here(self, person: Account) -> bool:
        return person not in self.left

    def _owns(self, person: Account) -> bool:
        """As far as the pages know: of two who say so, it is still on the list of the one who was filed."""
        return self._is_here(person) and self.owner == person

    def _settled(self, owner: Account | None, by: str) -> None:
        self.owner, self.by, self.asked, self.is_contested = owner, by, None, False

    @rule(person=PEOPLE, takes=st.booleans())
    def files_it(self, person: Account, *, takes: bool) -> None:
        if not self._is_here(person):
            return
        form = {**SALES, "take": "yes"} if takes else SALES
        file_group(form, self.office.who(person), self.office.world.ports)
        if not takes or self.owner == person or self.is_contested:
            return
        if self.owner is None or self.owner in self.left:
            self._settled(person, person)
            self.helpers = []  # what is filed whole by another names them no more
        elif self.asked is None:
            self.asked = Asked(Way.CLAIM, person)

    @rule(person=PEOPLE, to=PEOPLE)
    def offers_it(self, person: Account, to: Account) -> None:
        if not self._is_here(person):
            return
        try:
            offer_to(handle_of(KEY), to, self.office.who(person), self.office.world.ports)
        except PageRefused:
            return
        assert self._owns(person)
        assert self.asked is None
        assert not self.is_contested
        assert self._is_here(to)
        self.asked = Asked(Way.OFFER, to)

    @rule(person=PEOPLE, to=PEOPLE)
    def asks_somebody_along(self, person: Account, to: Account) -> None:
        if not self._is_here(person):
            return
        try:
            ask_along(handle_of(KEY), to, self.office.who(person), self.office.world.ports)
        except PageRefused:
            return
        assert self._owns(person)
        assert self.asked is None
        assert not self.is_contested
        assert self._is_here(to)
        assert to not in {person, *self.helpers}
        self.asked = Asked(Way.JOIN, to)

    @rule(person=PEOPLE)
    def steps_down(self, person: Account) -> None:
        if not self._is_here(person):
            return
        shares = person in self.helpers and (person != self.owner or self.is_contested)
        try:
            step_down(handle_of(KEY), self.office.who(person), self.office.world.ports)
        except PageRefused:
            assert not shares
            return
        assert shares
        self.helpers.remove(person)

    @rule(person=PEOPLE, who=PEOPLE)
    def lets_somebody_go(self, person: Account, who: Account) -> None:
        if not self._is_here(person):
            return
        try:
            let_go(handle_of(KEY), who, self.office.who(person), self.office.world.ports)
        except PageRefused:
            assert not self._owns(person)
            return
        assert self._owns(person)
        self.helpers = [one for one in self.helpers if one != who]

    @rule(person=PEOPLE)
    def takes_it_back(self, person: Account) -> None:
        if not self._is_here(person):
            return
        try:
            take_back(handle_of(KEY), self.office.who(person), self.office.world.ports)
        except PageRefused:
            return
        assert self._owns(person)
        assert self.asked is not None
        assert self.asked.way is not Way.CLAIM
        self.asked = None

    @rule(person=PEOPLE, says_yes=st.booleans())
    def answers(self, person: Account, *, says_yes: bool) -> None:
        if not self._is_here(person):
            return
        who, ports = self.office.who(person), self.office.world.ports
        is_asked = self._reader() == person and self.asked is not None
        assert bool(asked_of(who, ports)) is is_asked
        try:
            answer_asked(handle_of(KEY), Reply.ACCEPTED if says_yes else Reply.DECLINED, who, ports)
        except PageRefused:
            assert not is_asked
            return
        if not is_asked or self.asked is None:
            return
        if says_yes and self.asked.way is Way.JOIN:
            self.helpers.append(self.asked.to)
            self.by, self.asked = self.owner, None
        elif says_yes:
            self.helpers = [one for one in self.helpers if one != self.asked.to]
            self._settled(self.asked.to, self.asked.to)
        else:
            self.is_contested = self.asked.way is Way.CLAIM
            self.asked = None

    @rule(person=PEOPLE)
    def gives_it_up(self, person: Account) -> None:
        if not self._is_here(person):
            return
        try:
            self.office.give_up(handle_of(KEY), person)
        except PageRefused:
            assert not self._owns(person)
            return
        assert self._owns(person)
        self._settled(None, person)

    @rule(person=PEOPLE)
    def changes_a_word(self, person: Account) -> None:
        if not self._is_here(person):
            return
        try:
            self.office.edit(handle_of(KEY), person, purpose="日报")
        except PageRefused:
            assert not self._owns(person)
            return
        assert self._owns(person)
        self.by = person

    @rule(person=PEOPLE)
    def a_sheet_names_somebody(self, person: Account) -> None:
        ports = self.office.world.ports
        group_id = KEY.partition(":")[2]
        row = f"平台,群ID,群名称,群主,部门\n微信,{group_id},{SALES['name']},{person},市场部\n"
        key = f"register/incoming/{SHEET}.csv"
        self.office.world.bucket.objects[key] = row.encode()
        register({"key": key}, ports)
        is_own = self.by in NAMES
        if is_own and (self.owner is not None or self.by == person):
            return
        self.helpers = []
        if self.owner != person:
            self._settled(person, SHEET)
        else:
            self.by = SHEET

    @precondition(lambda self: self.is_contested)
    @rule(person=PEOPLE)
    def a_clerk_decides(self, person: Account) -> None:
        inspect({}, self.office.world.ports)
        who, ports = self.office.who(HE), self.office.world.ports
        address = f"contested-{handle_of(KEY)}"
        form = {"who": NAMES[person], "person": handle_of(person)}
        outcome = act(opened(address, who, ports), form, who, ports)
        if not isinstance(outcome, Done):
            assert person in self.left
            return
        self._settled(person, HE)

    @precondition(lambda self: len(self.left) < 2)
    @rule(person=PEOPLE)
    def leaves(self, person: Account) -> None:
        self.office.world.clock.forward(timedelta(minutes=1))
        self.left.add(person)
        self.office.leaves(person)

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.office.forward(days)
        filed = self.office.stored(KEY).filed
        if self.asked and filed and filed.handover and self.office.world.clock.now() >= filed.handover.until:
            self.is_contested = self.asked.way is Way.CLAIM
            self.asked = None

    def _reader(self) -> Account | None:
        """Whoever may be told of the group."""
        if self.is_contested:
            return None
        chain = [self.owner, *self.helpers]
        if self.asked is not None:
            chain = [self.owner if self.asked.way is Way.CLAIM else self.asked.to]
        return next((one for one in chain if one is not None and self._is_here(one)), None)

    @invariant()
    def the_right_one_owns_it_or_nobody(self) -> None:
        if self.by is None:
            return
        known = self.office.stored(KEY).known(self.office.world.clock.now()).group
        owner = known.owner.value if known.owner else None
        assert owner == (None if self.is_contested else self.owner)

    @invariant()
    def it_is_on_one_list_at_most(self) -> None:
        if self.by is None:
            return
        lists = [person for person in NAMES if self._is_here(person) and self.office.names(person)]
        assert lists == ([self.owner] if self.owner is not None and self._is_here(self.owner) else [])

    @invariant()
    def those_who_agreed_find_it_and_nobody_else_does(self) -> None:
        if self.by is None:
            return
        ports = self.office.world.ports
        found = [one for one in NAMES if self._is_here(one) and shared_with(self.office.who(one), ports)]
        owner = None if self.is_contested else self.owner
        assert found == [one for one in NAMES if self._is_here(one) and one in self.helpers and one != owner]

    @invariant()
    def nobody_else_would_be_told(self) -> None:
        if self.by is None:
            return
        world, file = self.office.world, self.office.stored(KEY)
        scene = scene_of(KEY, world.ports, world.ports.policy())
        told = recipient(file.known(world.clock.now()).group, scene).account
        assert told == self._reader()

    def teardown(self) -> None:
        if self.by is None:
            return
        inspect({}, self.office.world.ports)
        cases = self.office.stored(KEY).cases
        assert {case.to for case in cases if case.to} <= {self._reader()}


TestHands = Hands.TestCase
TestHands.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)

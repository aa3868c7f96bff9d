"""Dead letters for an operator: listed in words, shown without content, replayed and dropped in somebody's name."""

import json
from typing import Any

import pytest

from shared.app.inbound.absorb import Message, absorb
from shared.app.ops.dead_letter import read
from shared.app.ports.ports import DeadLetter
from shared.core.card import Press
from shared.core.errors import BadInput
from shared.core.model import Kind, Post, PostKind
from shared.core.signals import Changed, Heard
from tests.app.business import NOTICE, found, in_business
from tests.app.company import Company
from tests.app.test_absorb_hostile import Broken

SECRET = "秘密的话"
HOSTILE = "\x1b]0;owned\x07\x1b[2Jx\u202ey\nz" + "长" * 5_000
ID = "{:08d}-0000-4000-8000-000000000000".format
POST = {
    "platform": "pigeon",
    **Heard(Post("pigeon:g1", "pigeon:ou_1", 1778464800.0, PostKind.HUMAN), "om_1").to_queue(),
}
CHANGE = {"platform": "pigeon", **Changed("pigeon:g2", "im.chat.updated_v1", 1778464860.0).to_queue()}
PERSON = {
    "platform": "pigeon",
    **Changed("", "contact.user.updated_v3", 1778464860.0, account="pigeon:ou_1").to_queue(),
}
PRESS = Press("pigeon:ou_1", "0" * 32, "2026-05-11", "aa11", "done", "c-token-of-the-card", "om_2").to_queue()


def company() -> Company:
    made = in_business(NOTICE)
    made.add("g1")
    found(made)
    return made


def dead(made: Company, action: str, **given: Any) -> Any:
    """The operation; whatever it does, nothing is held afterwards, and no line of the log has content."""
    try:
        return made.operate("dead", action=action, **given)
    finally:
        assert made.world.dead_letters.held == []
        assert SECRET not in str(made.world.log.lines)


def whats(made: Company) -> list[Any]:
    return [row["what"] for row in dead(made, "list")["letters"]]


def test_each_is_listed_with_its_age_and_what_it_is() -> None:
    made = company()
    made.world.dead_letters.die("events", POST, ID(1))
    made.at(11, 10)
    made.world.dead_letters.die("answers", PRESS, ID(2))
    said = dead(made, "list")
    assert said["waiting"] == {"events": 1, "answers": 1}
    first, second = said["letters"]
    assert (first["short"], first["queue"], first["sent"]) == (
        "00000001",
        "events",
        "2026-05-11T01:00:00+00:00",
    )
    assert (first["received"], first["understood"]) == (6, True)
    assert (second["short"], second["queue"]) == ("00000002", "answers")


def test_a_post_a_change_and_a_press_are_told_in_ids_and_times() -> None:
    made = company()
    for body in (POST, CHANGE, PERSON, PRESS):
        made.world.dead_letters.die("events", body)
    assert whats(made) == [
        {"is": "post", "group": "pigeon:g1", "name": "市场部-新品推广组", "at": "2026-05-11T02:00:00+00:00"},
        {
            "is": "changed",
            "group": "pigeon:g2",
            "name": "",
            "event": "im.chat.updated_v1",
            "at": "2026-05-11T02:01:00+00:00",
        },
        {
            "is": "changed",
            "account": "pigeon:ou_1",
            "event": "contact.user.updated_v3",
            "at": "2026-05-11T02:01:00+00:00",
        },
        {"is": "press", "account": "pigeon:ou_1", "case": "aa11", "deed": "done"},
    ]


def test_a_confidential_group_is_named_by_its_id() -> None:
    made = in_business(NOTICE)
    made.add("g1", "绝密项目", kind=Kind.CONFIDENTIAL)
    found(made)
    made.world.dead_letters.die("events", POST)
    assert "绝密项目" not in json.dumps(dead(made, "list"), ensure_ascii=False)


def test_one_queue_can_be_listed_alone() -> None:
    made = company()
    made.world.dead_letters.die("events", POST, ID(1))
    made.world.dead_letters.die("answers", PRESS, ID(2))
    said = dead(made, "list", queue="answers")
    assert said["waiting"] == {"answers": 1}
    assert [row["id"] for row in said["letters"]] == [ID(2)]


def test_an_id_is_as_short_as_it_can_be_and_no_shorter() -> None:
    made = company()
    ids = ["aaaaaaaa-1111", "aaaaaaaa-1122", "bbbbbbbb-1111"]
    for id_ in ids:
        made.world.dead_letters.die("events", POST, id_)
    shorts = [row["short"] for row in dead(made, "list")["letters"]]
    assert shorts == ["aaaaaaaa-111", "aaaaaaaa-112", "bbbbbbbb"]
    for short, id_ in zip(shorts, ids, strict=True):
        assert dead(made, "show", ids=[short])["id"] == id_


NOT_UNDERSTOOD: list[tuple[Any, str]] = [
    ("[" * 20_000, "no_object"),
    (SECRET, "no_object"),
    ("{}", "platform_no_text"),
    ({**POST, "ts": True}, "ts_no_moment"),
    ({**POST, "sender": [SECRET]}, "sender_no_text"),
    ({**POST, "platform": "elsewhere"}, "platform_unknown"),
    ({**PRESS, "day": SECRET}, "day_no_day"),
    ({**POST, "is": SECRET}, "is_unknown"),
]


@pytest.mark.parametrize(("body", "why"), NOT_UNDERSTOOD, ids=lambda each: str(each)[:20])
def test_what_is_not_understood_says_why_by_the_product_s_own_reader(body: Any, why: str) -> None:
    made = company()
    id_ = made.world.dead_letters.die("events", body)
    (row,) = dead(made, "list")["letters"]
    assert (row["understood"], row["what"]) == (False, {})
    assert SECRET not in json.dumps(row, ensure_ascii=False)
    shown = dead(made, "show", ids=[id_])
    assert shown["why"].endswith(f": {why}")


def test_a_letter_that_breaks_the_reader_is_shown_by_the_kind_of_error_alone() -> None:
    made = company()
    letter = DeadLetter(ID(1), "events", made.now, 5, SECRET, Broken(), receipt="")
    found = read(letter, made.world.ports)
    assert found.understood is None
    assert found.why == "the product's own reader does not understand it: RecursionError"


def test_only_fields_that_our_hooks_write_are_shown_and_never_the_card_s_token() -> None:
    made = company()
    id_ = made.world.dead_letters.die(
        "answers", {**PRESS, "text": SECRET, SECRET: 1, "content": {"text": SECRET}}
    )
    shown = dead(made, "show", ids=[id_])
    assert shown["not_shown"] == 4
    assert set(shown["fields"]) == set(PRESS) - {"reply_token"}
    assert shown["fields"]["case"] == "aa11"
    text = json.dumps(shown, ensure_ascii=False)
    assert SECRET not in text
    assert "c-token-of-the-card" not in text


@pytest.mark.parametrize("body", [POST, CHANGE, PERSON, PRESS], ids=lambda body: str(body["is"]))
def test_every_field_that_a_hook_writes_is_shown(body: dict[str, Any]) -> None:
    made = company()
    shown = dead(made, "show", ids=[made.world.dead_letters.die("events", body)])
    assert set(shown["fields"]) == set(body) - {"reply_token"}
    assert shown["understood"] is True


def test_hostile_values_are_clipped_harmless_and_named_by_their_shape() -> None:
    made = company()
    body = dict.fromkeys({**POST, **CHANGE, **PRESS}, HOSTILE) | {
        "id": {"text": SECRET},
        "event": [SECRET],
        "ts": 10**400,
        "urgent": None,
    }
    shown = dead(made, "show", ids=[made.world.dead_letters.die("events", body)])
    fields = shown["fields"]
    assert (fields["id"], fields["event"], fields["urgent"]) == (
        "an object of 1 fields",
        "a list of 1",
        "null",
    )
    assert all(value.isprintable() and len(value) <= 120 for value in fields.values())
    assert sum(map(len, fields.values())) < 2_500


def test_a_look_leaves_everything_as_it_was() -> None:
    made = company()
    for number in range(3):
        made.world.dead_letters.die("events", POST, ID(number))
    for _ in range(2):
        assert len(dead(made, "list")["letters"]) == 3
    assert made.world.dead_letters.ids == [ID(0), ID(1), ID(2)]
    assert made.world.ledger.audit.of("queue:events", 9) == []


def test_a_replayed_letter_is_in_its_queue_as_it_was_and_absorbed_like_any_other() -> None:
    made = company()
    made.world.dead_letters.die("events", CHANGE, ID(1))
    made.world.dead_letters.die("events", POST, ID(2))
    said = dead(made, "replay", ids=["00000001"], by="何静")
    assert (said["replayed"], said["stayed"], said["not_understood"]) == ([ID(1)], [], [])
    assert made.world.dead_letters.ids == [ID(2)]
    (text,) = made.world.events.texts
    assert text == json.dumps(CHANGE)
    for _ in range(2):  # a queue may deliver twice
        assert absorb([Message("m", json.loads(text))], made.world.ports) == []
    (entry,) = made.world.ledger.audit.of("queue:events", 9)
    assert (entry.what, entry.by, entry.details) == ("dead_replayed", "何静", {"message": ID(1)})


def test_all_that_is_understood_is_replayed_and_the_rest_is_named() -> None:
    made = company()
    made.world.dead_letters.die("events", POST, ID(1))
    made.world.dead_letters.die("events", SECRET, ID(2))
    made.world.dead_letters.die("answers", PRESS, ID(3))
    said = dead(made, "replay", all=True, by="何静")
    assert (said["replayed"], said["not_understood"]) == ([ID(1), ID(3)], [ID(2)])
    assert made.world.dead_letters.ids == [ID(2)]
    assert dead(made, "replay", all=True, by="何静")["replayed"] == []
    assert len(made.world.events.texts) == len(made.world.answers.texts) == 1


def test_what_is_not_understood_is_replayed_by_its_id_for_whoever_knows_better() -> None:
    made = company()
    made.world.dead_letters.die("events", "{}", ID(1))
    assert dead(made, "replay", ids=[ID(1)], by="何静")["replayed"] == [ID(1)]
    assert made.world.events.texts == ["{}"]


def test_what_its_queue_does_not_take_stays_a_dead_letter_and_the_others_go_on() -> None:
    made = company()
    for number in (1, 2, 3):
        made.world.dead_letters.die("events", POST, ID(number))
    made.world.dead_letters.refused = {ID(2)}
    said = dead(made, "replay", all=True, by="何静")
    assert (said["replayed"], said["stayed"]) == ([ID(1), ID(3)], [ID(2)])
    assert made.world.dead_letters.ids == [ID(2)]
    assert len(made.world.ledger.audit.of("queue:events", 9)) == 2


def test_when_the_time_is_up_the_rest_stays() -> None:
    made = company()
    made.world.dead_letters.die("events", POST, ID(1))
    made.world = made.world.but(remaining=lambda: 1.0)
    assert dead(made, "replay", all=True, by="何静")["stayed"] == [ID(1)]
    assert made.world.dead_letters.ids == [ID(1)]


def test_a_dropped_letter_is_gone_and_the_trail_says_who_and_why() -> None:
    made = company()
    made.world.dead_letters.die("answers", PRESS, ID(1))
    said = dead(made, "drop", ids=["00000001"], by="何静", reason="该群已解散")
    assert (said["dropped"], said["stayed"]) == ([ID(1)], [])
    assert made.world.dead_letters.ids == []
    assert made.world.answers.texts == []
    (entry,) = made.world.ledger.audit.of("queue:answers", 9)
    assert (entry.what, entry.by) == ("dead_dropped", "何静")
    assert entry.details == {"reason": "该群已解散", "message": ID(1)}


@pytest.mark.parametrize(
    ("action", "given", "wrong"),
    [
        ("dance", {}, "cannot be done"),
        ("list", {"queue": "others"}, "no queue"),
        ("show", {}, "ids are no list"),
        ("show", {"ids": [7]}, "ids are no list"),
        ("show", {"ids": ["a"] * 101}, "ids are no list"),
        ("show", {"ids": ["aaaaaaa"]}, "too short"),
        ("show", {"ids": ["ffffffff"]}, "no dead letter is called"),
        (
            "show",
            {"ids": ["aaaaaaaa"]},
            "2 dead letters begin with .*Write more of it: aaaaaaaa-1, aaaaaaaa-2",
        ),
        ("show", {"ids": ["aaaaaaaa-1", "aaaaaaaa-2"]}, "2 messages are named"),
        ("replay", {"ids": ["aaaaaaaa-1"]}, "by is missing"),
        ("replay", {"by": "何静"}, "either ids or all"),
        ("replay", {"by": "何静", "ids": ["aaaaaaaa-1"], "all": True}, "either ids or all"),
        ("replay", {"by": "何静", "ids": ["aaaaaaaa-1", "ffffffff"]}, "no dead letter"),
        ("drop", {"by": "何静", "ids": ["aaaaaaaa-1"]}, "reason is missing"),
        ("drop", {"by": "何静", "reason": " ", "ids": ["aaaaaaaa-1"]}, "reason is missing"),
        ("drop", {"by": "何静", "reason": "x", "ids": ["aaaaaaaa"]}, "2 dead letters"),
        ("drop", {"by": "何静", "reason": "x"}, "ids are no list"),
    ],
)
def test_a_call_that_cannot_be_done_says_why_and_does_nothing(
    action: str, given: dict[str, Any], wrong: str
) -> None:
    made = company()
    for id_ in ("aaaaaaaa-1", "aaaaaaaa-2"):
        made.world.dead_letters.die("events", POST, id_)
    with pytest.raises(BadInput, match=wrong):
        dead(made, action, **given)
    assert made.world.dead_letters.ids == ["aaaaaaaa-1", "aaaaaaaa-2"]
    assert made.world.events.texts == []

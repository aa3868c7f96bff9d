"""What every simulated platform says of itself and shows, judged by the company that lives on it and by the real adapter."""

from datetime import timedelta

import pytest

from local.im.platform import Platform
from local.im.simulator import Simulator
from shared.adapters.im.kit.doors import opened
from shared.adapters.im.vendors import VENDORS_BY_ID
from shared.app.ports.im import IM, HookRequest
from shared.core.account import id_of
from tests.browser.product import Product
from tests.contract.calls import every_group
from tests.support_simulated import simulated


def test_it_is_called_what_the_product_calls_it(platform: Platform) -> None:
    assert VENDORS_BY_ID[platform.id].name == platform.name


def test_it_tells_every_field_of_the_secret_that_the_product_wants(
    platform: Platform, simulator: Simulator
) -> None:
    assert set(simulator.secret) == {field.name for field in VENDORS_BY_ID[platform.id].secret}


def test_the_product_lists_the_groups_that_have_its_bot(simulator: Simulator, im: IM) -> None:
    listed = {group.id for group in every_group(im)}
    assert listed == {each.id for each in simulator.groups() if each.has_bot and not each.is_dissolved}


def test_the_address_of_the_webhook_is_checked(simulator: Simulator) -> None:
    outcome = simulator.verify_url("a-word")
    assert outcome.accepted
    assert simulator.is_echo(outcome, "a-word")
    assert not simulator.is_echo(outcome._replace(body=b"<html>"), "a-word")
    with pytest.raises(ValueError, match="stay on this machine"):
        simulator.subscribe(simulator.hook._replace(url="http://platform.example/hooks"))


def test_a_key_that_the_hook_has_not_is_refused(simulator: Simulator) -> None:
    with pytest.raises(KeyError, match="no such key"):
        simulator.hook.keyed(no_such_key="x")


def test_a_knock_is_answered_by_the_product(platform: Platform, product: Product) -> None:
    knocks, now = platform.knocks, product.ports.clock.now()
    found = opened(VENDORS_BY_ID[platform.id], knocks.door, {knocks.door: knocks.keys})
    assert found is not None
    hook, keys = found
    for knock in (platform.knocks.url_check, platform.knocks.event):
        headers = {"content-type": knock.content_type}
        request = HookRequest(knock.method, knock.query, headers, knock.body.encode())
        assert hook.receive(request, keys, now).reply.status == 200


def test_the_desk_is_given_what_draws_its_cards(platform: Platform) -> None:
    assert "export function card(" in (platform.web / "card.js").read_text("utf-8")
    assert (platform.web / "card.css").is_file()


def test_everybody_is_named_as_the_company_and_as_the_product_name_them(
    platform: Platform, simulator: Simulator
) -> None:
    everybody = {each.id: each for each in simulator.people() if each.is_colleague}
    assert set(everybody) == {each.id for each in simulator.company.people}
    for person in list(everybody.values())[:20]:
        assert person.account == platform.tenant.account(person.id)
        assert simulator.person(person.id) == simulator.person(id_of(person.account)) == person
        assert person.department in {unit.name for unit in simulator.company.units}
    with pytest.raises(KeyError):
        simulator.person("nobody")


def test_groups_are_named_as_the_company_and_as_the_platform_name_them(
    platform: Platform, simulator: Simulator
) -> None:
    for group in simulator.company.groups[:20]:
        shown = simulator.group(group.id)
        assert shown == simulator.group(platform.tenant.group(group.id))
        assert simulator.page(group.id).group == shown
    with pytest.raises(KeyError):
        simulator.group("nowhere")


def test_what_is_written_happens_when_the_clock_gets_there(platform: Platform) -> None:
    with simulated(platform) as (_, simulator):
        left = simulator.script.left()
        simulator.clock.set(simulator.clock.moment() + timedelta(days=1))
        steps = simulator.script.play(simulator.clock.now(), "none")
        assert simulator.script.left() == left - steps

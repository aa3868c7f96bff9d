"""What the environment says: about the terminal, and to a deployed function."""

import json

import pytest

from shared.bootstrap.functions import Parts
from shared.core.errors import ConfigError
from shared.core.policy.reading import default_policy
from shared.core.questions.catalogue import ALL
from shared.settings import TerminalSettings, function_settings, terminal_settings

PLAIN = TerminalSettings(no_color=False, force_color=False, columns=None, dumb=False)


@pytest.mark.parametrize(
    ("environment", "settings"),
    [
        ({}, PLAIN),
        ({"NO_COLOR": "", "FORCE_COLOR": "", "COLUMNS": ""}, PLAIN),
        ({"NO_COLOR": "1"}, PLAIN._replace(no_color=True)),
        ({"FORCE_COLOR": "1"}, PLAIN._replace(force_color=True)),
        ({"COLUMNS": "120"}, PLAIN._replace(columns=120)),
        ({"COLUMNS": "0"}, PLAIN),
        ({"COLUMNS": "-3"}, PLAIN),
        ({"COLUMNS": "wide"}, PLAIN),
        ({"COLUMNS": "８０"}, PLAIN),
        ({"TERM": "dumb"}, PLAIN._replace(dumb=True)),
    ],
)
def test_settings_come_from_the_environment(environment: dict[str, str], settings: TerminalSettings) -> None:
    assert terminal_settings(environment) == settings


NEEDED = dict.fromkeys(("GK_FUNCTION", "GK_TABLE", "GK_BUCKET", "GK_EVENTS_QUEUE", "GK_ANSWERS_QUEUE"), "x")


def test_a_function_that_is_told_nothing_else_connects_nothing_and_only_reports() -> None:
    settings = function_settings(NEEDED)
    assert (settings.mode, settings.platform_urls, settings.hook_keys, settings.clock_file) == (
        "",
        {},
        {},
        "",
    )


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        function_settings({})
    assert [fault.reason.split()[0] for fault in caught.value.faults] == list(NEEDED)


@pytest.mark.parametrize("keys", ["hunter2", '["hunter2"]'])
def test_keys_that_cannot_be_read_are_a_fault_that_does_not_repeat_them(keys: str) -> None:
    with pytest.raises(ConfigError) as caught:
        function_settings({**NEEDED, "GK_HOOK_KEYS": keys})
    assert "GK_HOOK_KEYS" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_only_a_function_that_was_told_where_the_dead_letters_are_can_ask_for_them() -> None:
    told = function_settings({**NEEDED, "GK_EVENTS_DEAD_LETTERS": "e", "GK_ANSWERS_DEAD_LETTERS": "a"})
    assert (told.events_dead_letters, told.answers_dead_letters) == ("e", "a")
    ports = Parts(function_settings(NEEDED)).ports(lambda: 300.0)
    with pytest.raises(ConfigError, match="GK_EVENTS_DEAD_LETTERS"):
        ports.dead_letters()


class _Secret:
    """Secrets Manager, with this in it."""

    def __init__(self, kept: object) -> None:
        self._kept = kept

    def get_secret_value(self, **_: str) -> dict[str, str]:
        return {"SecretString": json.dumps(self._kept)}


@pytest.mark.parametrize(
    ("told", "pages"),
    [
        ({}, None),
        ({"GK_PAGES_URL": ""}, None),
        ({"GK_PAGES_URL": "https://groups.example.com/pages"}, "https://groups.example.com/pages"),
        ({"GK_PAGES_URL": "https://groups.example.com/pages/"}, "https://groups.example.com/pages"),
    ],
)
def test_cards_lead_to_pages_only_where_a_function_was_told_of_them(
    told: dict[str, str], pages: str | None
) -> None:
    parts = Parts(function_settings(NEEDED | told))
    assert parts.ports(lambda: 9.0).pages == pages


def test_a_platform_that_cannot_be_connected_is_alarmed_by_name_and_the_others_are_connected(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = {"feishu": {"app_id": "cli_1", "app_secret": "s"}, "lark": {"app_id": "cli_2"}, "larq": {"x": "y"}}
    urls = {"feishu": "https://open.feishu.cn", "lark": "https://open.larksuite.com"}
    settings = function_settings({**NEEDED, "GK_SECRET": "s", "GK_PLATFORM_URLS": json.dumps(urls)})
    parts = Parts(settings)
    monkeypatch.setattr(parts, "_client", lambda _: _Secret(kept))
    monkeypatch.setattr(parts, "_policy", lambda: default_policy(ALL))
    ports = parts.ports(lambda: 300.0)
    assert set(ports.ims()) == {"feishu"}
    assert [fault.file for fault in ports.not_connected()] == ["the secret of lark", "the platforms' secret"]
    alarms = [record.__dict__ for record in caplog.records if record.message == "platform_not_connected"]
    assert {alarm["platform"] for alarm in alarms} == {"lark", "larq"}
    assert not any("cli_2" in alarm["why"] for alarm in alarms)

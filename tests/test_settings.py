"""What the environment says about the terminal."""

import pytest

from shared.settings import TerminalSettings, terminal_settings

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

"""What a setting is: a name, a type that reads text, a default and its documentation (see policy.py)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.core.lang import Bilingual


class Setting(NamedTuple):
    """One thing the policy can set. A placeholder until policy is written: fields may be added."""

    name: str
    type: Any
    default: Any
    doc: Bilingual

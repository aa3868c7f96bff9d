"""What was asked of a simulated platform, counted: the measure of what the product costs there."""

from collections import Counter
from threading import Lock


class Calls:
    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        """By the API's name."""
        self.results: Counter[str] = Counter()
        """By name and code (`message.create 230049`); a connection that was cut counts as `cut`."""
        self._lock = Lock()

    def count(self, api: str, code: str) -> None:
        with self._lock:
            self.made[api] += 1
            self.results[f"{api} {code}"] += 1

    def forget(self) -> None:
        with self._lock:
            self.made.clear()
            self.results.clear()

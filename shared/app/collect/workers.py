"""Threads that ask one platform. A worker is given a function of its arguments and gives back what came of it.

It never touches tally, log, ledger or clock: these are the run's one thread's.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from shared.app.ports.im import IM

Question = Callable[[], Any]


class Answer(NamedTuple):
    """What came of a question: a value, or the error that it ended with."""

    value: Any = None
    error: BaseException | None = None


class Workers:
    """At most `im.at_once` threads, each begun when there is something to ask that no other is free for."""

    def __init__(self, im: IM, number: int, answers: "SimpleQueue[tuple[int, Answer]]") -> None:
        self._im = im
        self._number = number
        self._answers = answers
        self._asked: SimpleQueue[tuple[AbstractContextManager[None], Question] | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._is_over = False
        self.waiting = 0
        """Questions whose answers were not taken yet."""

    def ask(self, question: Question, seconds: float) -> None:
        """It will have been answered after so many seconds, one way or the other."""
        self.waiting += 1
        if self.waiting > len(self._threads) and len(self._threads) < self._im.at_once:
            thread = Thread(target=self._work, name=f"{self._im.id}-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._asked.put((self._im.within(seconds), question))

    def end(self) -> None:
        """Wait for what is under way, and leave out what nobody has begun with.

        A thread that outlived its run would be frozen, and thawed in the middle of another one.
        """
        self._is_over = True
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            self._answers.put((self._number, Answer() if self._is_over else self._answered(*asked)))

    @staticmethod
    def _answered(within: AbstractContextManager[None], question: Question) -> Answer:
        try:
            with within:
                return Answer(question())
        # Whatever it is, the one thread decides what it costs; an error that stayed here would be seen by nobody.
        except BaseException as error:  # noqa: BLE001
            return Answer(error=error)

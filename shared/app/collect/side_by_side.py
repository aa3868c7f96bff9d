"""Plays the platforms' parts of a run side by side, on one thread, while workers wait for the platforms.

A part is a generator. It yields the questions that shall be handed out now, and goes on with the next answer of its own;
in the order in which they come, whatever the order of the questions was.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from queue import SimpleQueue
from typing import NamedTuple, TypeVar, cast

from shared.app.collect.workers import Answer, Question, Workers
from shared.app.ports.im import IM

T = TypeVar("T")
Steps = Generator[Sequence[Question], Answer, T]


class Part(NamedTuple):
    """What a run does with one platform."""

    im: IM
    steps: Steps[None]


def asked(question: Callable[[], T]) -> Steps[T]:
    """One question by itself: its answer, or its error raised."""
    answer = yield (question,)
    if answer.error is not None:
        raise answer.error
    return cast("T", answer.value)


def play(parts: Iterable[Part], seconds: Callable[[], float]) -> None:
    """Every part to its end; no thread is left, whatever happens. `seconds`: in which a question must be answered.

    Raises what a part raises; the others end where they are.
    """
    answers: SimpleQueue[tuple[int, Answer]] = SimpleQueue()
    playing = [(part, Workers(part.im, number, answers)) for number, part in enumerate(parts)]
    try:
        for part, workers in playing:
            _go_on(workers, partial(next, part.steps, ()), seconds)
        while any(workers.waiting for _, workers in playing):
            number, answer = answers.get()
            part, workers = playing[number]
            workers.waiting -= 1
            _go_on(workers, partial(_sent, part.steps, answer), seconds)
    finally:
        for part, workers in playing:
            workers.end()
            part.steps.close()


def _sent(steps: Steps[None], answer: Answer) -> Sequence[Question]:
    try:
        return steps.send(answer)
    except StopIteration:
        return ()


def _go_on(workers: Workers, step: Callable[[], Sequence[Question]], seconds: Callable[[], float]) -> None:
    for question in step():
        workers.ask(question, seconds())

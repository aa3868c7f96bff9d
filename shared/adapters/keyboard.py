"""Asks the person at the terminal; where there is none, nothing is asked."""

from typing import TextIO


class Keyboard:
    def __init__(self, answers: TextIO | None, questions: TextIO | None) -> None:
        """None: the stream was closed before we began."""
        self._answers = answers
        self._questions = questions

    @property
    def is_there(self) -> bool:
        """Whether somebody could answer."""
        streams = (self._answers, self._questions)
        return all(stream is not None and stream.isatty() for stream in streams)

    def ask(self, question: str) -> str | None:
        """One line of theirs; None: nobody is there, or they ended the input."""
        if self._answers is None or self._questions is None or not self.is_there:
            return None
        self._questions.write(question)
        self._questions.flush()
        line = self._answers.readline()
        return line.strip() if line else None

"""Whoever asks a person, with a memory: what was answered can be taken back, kept for another day, and answered once more by itself.

What asks has to ask the same after the same answers; then going back is answering all of it again but for the last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from ..base.saying import said

T = TypeVar("T")

# The answer that goes back.
BACK = "<"
_YES = "yes"


class Speaker(Protocol):
    """Whoever asks a person and tells them something."""

    def ask(self, question: str, default: str = "") -> str:
        """What the person answers, the default where that is nothing."""

    def agree(self, question: str) -> bool:
        """Whether the person says yes."""

    def tell(self, text: str) -> None:
        """Say something that wants no answer."""


class _GoBack(Exception):
    """The last answer is taken back: everything is asked again up to there."""


class Interview:
    """A speaker that remembers. `answers` are those that count, refused ones are not among them; given ones answer the first questions."""

    def __init__(self, speaker: Speaker, answers: Sequence[str] = ()) -> None:
        self._speaker = speaker
        self.answers = list(answers)
        self._place = 0

    def hold(self, asks: Callable[[], T]) -> T:
        """What comes of asking, as often as somebody goes back."""
        while True:
            self._place = 0
            try:
                return asks()
            except _GoBack:
                continue

    def ask(self, question: str, default: str = "") -> str:
        """What the person answers, or has answered."""
        return self._remembered(lambda: self._speaker.ask(question, default))

    def agree(self, question: str) -> bool:
        """Whether the person says yes, or has."""
        return self._remembered(lambda: _YES if self._speaker.agree(question) else "") == _YES

    def _remembered(self, asks: Callable[[], str]) -> str:
        if self._place == len(self.answers):
            self.answers.append(self._asked(asks))
        self._place += 1
        return self.answers[self._place - 1]

    def _asked(self, asks: Callable[[], str]) -> str:
        while (answer := asks()).strip() == BACK:
            if self.answers:
                self.answers.pop()
                raise _GoBack
            self.tell(said("this is the first question"))
        return answer

    def tell(self, text: str) -> None:
        """Say something, unless it was said before the next question that is open."""
        if self._place == len(self.answers):
            self._speaker.tell(text)

    def refuse(self, text: str, count: int = 1) -> None:
        """Say why the last answer, or so many, cannot be, and forget them."""
        self._place = max(0, self._place - count)
        del self.answers[self._place :]
        self._speaker.tell(text)

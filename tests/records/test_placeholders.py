"""Placeholders: found again wherever they were left, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from casebook.records import placeholders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (placeholders.ABOUT.format(name="The old harbour bridge"), "Write here what a stranger needs to know about The"),
        (placeholders.NAME, placeholders.NAME),
        (placeholders.TITLE, placeholders.TITLE),
        (placeholders.WORDS, placeholders.WORDS),
        (placeholders.TERM, placeholders.TERM),
        (placeholders.KIND.format(one="an old harbour bridge"), "Write here what an old harbour bridge is, in a sentence."),
        ("It is a ship.\n\nWrite here when\n  to use it", "Write here when\n  to use it"),
    ],
)
def test_what_was_left_is_found(text: str, found: str) -> None:
    span = placeholders.left_in(text)
    assert span and text[slice(*span)] == found


@pytest.mark.parametrize(
    "text",
    ["", "Write here to us.", "Write its history down here.", "The sign says: “Write here”, and people did.", "Write here what you saw of it."],
)
def test_what_people_write_is_none(text: str) -> None:
    assert placeholders.left_in(text) is None

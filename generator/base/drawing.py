"""Line drawings: SVG path data (SVG 2, section 9.3) of which four commands are enough, M, L, C and Z, in a field of 96 by 96.

Such a drawing can be put into a page as it is, and taken apart into points by whoever paints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .saying import Said, said

FIELD = 96
Point = tuple[float, float]
# How many numbers a command takes at a time.
_TAKES = {"M": 2, "L": 2, "C": 6, "Z": 0}
_TOKEN = re.compile(r"(?P<command>[A-Za-z])|(?P<number>-?\d+(?:\.\d+)?)|(?P<between>[\s,]+)|(?P<other>.)", re.DOTALL)
# Straight pieces of a curve: at the size of a card no corner is seen.
_PIECES = 12


class NoDrawing(ValueError):
    """A text is no drawing; `reason` says why."""

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason


def strokes(path: str) -> list[list[Point]]:
    """The lines of a drawing, each as its points in order; curves are cut into straight pieces. Raises NoDrawing."""
    lines: list[list[Point]] = []
    for command, numbers in _commands(path):
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            lines.append(points)
        elif not lines:
            raise NoDrawing(said("a drawing begins with M and a point"))
        elif command == "L":
            lines[-1].extend(points)
        elif command == "C":
            for index in range(0, len(points), 3):
                lines[-1].extend(_curve(lines[-1][-1], *points[index : index + 3]))
        else:
            lines[-1].append(lines[-1][0])
    return lines


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for token in _TOKEN.finditer(path):
        if token["other"] or (token["command"] and token["command"] not in _TAKES):
            raise NoDrawing(said("'{sign}' is none of the commands M, L, C and Z, and no number", sign=token[0]))
        if token["command"]:
            if command:
                yield _counted(command, numbers)
            command, numbers = token["command"], []
        elif token["number"]:
            if not command:
                raise NoDrawing(said("a drawing begins with M and a point"))
            numbers.append(_inside(token["number"]))
    if not command:
        raise NoDrawing(said("a drawing begins with M and a point"))
    yield _counted(command, numbers)


def _counted(command: str, numbers: list[float]) -> tuple[str, list[float]]:
    takes = _TAKES[command]
    wrong = len(numbers) != takes if command in "MZ" else not numbers or len(numbers) % takes
    if wrong:
        raise NoDrawing(said("{command} takes {takes} numbers, and here are {count}", command=command, takes=takes, count=len(numbers)))
    return command, numbers


def _inside(text: str) -> float:
    number = float(text)
    if not 0 <= number <= FIELD:
        raise NoDrawing(said("{number} lies outside the field, which goes from 0 to {field}", number=text, field=FIELD))
    return number


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """The points of a cubic Bézier curve behind its start."""
    for piece in range(1, _PIECES + 1):
        t = piece / _PIECES
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        ends = (start, first, second, end)
        yield (sum(w * p[0] for w, p in zip(weights, ends, strict=True)), sum(w * p[1] for w, p in zip(weights, ends, strict=True)))

"""Line drawings: what is one, and the points that it is made of."""

from __future__ import annotations

import pytest
from casebook.base import drawing
from hypothesis import given
from hypothesis import strategies as st

POINTS = st.tuples(st.integers(0, drawing.FIELD), st.integers(0, drawing.FIELD))
LINES = st.lists(st.lists(POINTS, min_size=2, max_size=5), min_size=1, max_size=4)


@given(LINES)
def test_straight_lines_are_their_points(lines: list[list[tuple[int, int]]]) -> None:
    path = "".join(f"M{line[0][0]},{line[0][1]}L" + " ".join(f"{x} {y}" for x, y in line[1:]) for line in lines)
    assert drawing.strokes(path) == lines


def test_a_curve_ends_where_it_is_said_to_and_a_closed_line_where_it_began() -> None:
    (curve, closed) = drawing.strokes("M0 0C0 96 96 96 96 0M10 10L20 10 20 20Z")
    assert curve[0] == (0, 0)
    assert curve[-1] == (96, 0)
    assert curve[len(curve) // 2] == (48, 72)
    assert closed == [(10, 10), (20, 10), (20, 20), (10, 10)]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "a drawing begins with M and a point"),
        ("L1 2", "a drawing begins with M and a point"),
        ("1 2", "a drawing begins with M and a point"),
        ("M1 2l3 4", "'l' is none of the commands M, L, C and Z, and no number"),
        ("M1 2L3%", "'%' is none of the commands M, L, C and Z, and no number"),
        ("M1", "M takes 2 numbers, and here are 1"),
        ("M1 2 3 4", "M takes 2 numbers, and here are 4"),
        ("M1 2L", "L takes 2 numbers, and here are 0"),
        ("M1 2C1 2 3 4 5", "C takes 6 numbers, and here are 5"),
        ("M1 2Z3", "Z takes 0 numbers, and here are 1"),
        ("M1 2L97 4", "97 lies outside the field, which goes from 0 to 96"),
        ("M-1 2", "-1 lies outside the field, which goes from 0 to 96"),
    ],
)
def test_what_is_no_drawing_says_why(path: str, reason: str) -> None:
    with pytest.raises(drawing.NoDrawing) as error:
        drawing.strokes(path)
    assert str(error.value) == reason

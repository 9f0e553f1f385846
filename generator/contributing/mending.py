"""What the findings of a check propose, put in the place of what stands there: of a file all of it or nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..base.diagnostic import Diagnostic, Span, is_whole_line
from ..base.saying import Said, said
from ..reading import yaml_events
from ..records.explaining import BAD_VALUE
from .edits import CannotEdit, Edit, Plan, carry_out

_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_OTHER_SPACE = re.compile(r"[^\S ]")
# What is mended may show what could not be seen before; so often it is looked again at the most.
_MOST_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a file: what was changed in it, where it lies now if that is elsewhere, what it was written in if that is not UTF-8, and,
    where nothing was changed, why not.
    """

    path: str
    edits: tuple[Edit, ...] = ()
    moved: str = ""
    encoding: str = ""
    left: str = ""

    def told(self) -> Iterator[Said]:
        """What became of it, in lines."""
        if self.left:
            yield said("{path} stays as it is: {why}", path=self.path, why=self.left)
            return
        if self.encoding:
            yield said("{path} was in {encoding}, and is in UTF-8 now", path=self.path, encoding=self.encoding.upper())
        for edit in self.edits:
            place = f"{self.path}:{edit.line}:{edit.column}"
            yield said("{place}: '{old}' is now '{new}'", place=place, old=_shown(edit.old), new=_shown(edit.new))
        if self.moved:
            yield said("{path} is now {moved}", path=self.path, moved=self.moved)


def _shown(text: str) -> str:
    """A text on one line, in which spaces that only look like one are told."""
    return _OTHER_SPACE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", _LINE_END.sub(" \N{DOWNWARDS ARROW WITH CORNER LEFTWARDS} ", text))


def edits_of(item: Diagnostic) -> tuple[Edit, ...]:
    """What a finding proposes, as changes to its file; none where it proposes nothing."""
    places = [] if item.instead is None else [(item.span, item.instead), *item.more]
    return tuple(
        Edit(span.path, span.line, span.column, f"{span.shown}\n" if is_whole_line(span, text) else span.shown, text) for span, text in places
    )


def mend(root: Path, look: Callable[[], Sequence[Diagnostic]]) -> Iterator[Mended]:
    """Do what is safe of what is found when somebody looks, and look again, until there is nothing more of it.

    A file that was changed after the looking began is not touched, nor one in which two proposals meet; each is told once.
    """
    left: set[str] = set()
    done: set[Mended] = set()
    for _ in range(_MOST_ROUNDS):
        began = time.time()
        plans = _plans([item for item in look() if item.is_safe and item.span.path not in left])
        is_done = True
        for path, plan in plans.items():
            outcome = _carried_out(root, path, plan, began)
            # What comes again after it was done is no way out.
            is_done &= bool(outcome.left) or outcome in done
            left.update([path] if outcome.left or outcome in done else [])
            if outcome not in done:
                yield outcome
            done.add(outcome)
        if is_done:
            return


def _plans(found: Sequence[Diagnostic]) -> dict[str, Plan]:
    """What is to be done with each file."""
    paths = dict.fromkeys(item.span.path for item in found if item.instead is not None or item.belongs_at or item.encoding)
    plans = {}
    for path in paths:
        own = _without_what_waits(_first_of_all([item for item in found if item.span.path == path]))
        targets = dict.fromkeys(item.belongs_at for item in own if item.belongs_at)
        edits = sorted({edit for item in own for edit in edits_of(item)})
        encoding = next((((path, item.encoding),) for item in own if item.encoding), ())
        plans[path] = Plan(tuple(edits), tuple((path, target) for target in targets), encoding)
    return plans


def _first_of_all(found: list[Diagnostic]) -> list[Diagnostic]:
    """What to do with a file in one round: what meets a place whose syntax is to be mended, or lines that are to be moved, waits for that."""
    first = [item for item in found if item.instead is not None and (item.code == yaml_events.SYNTAX.code or item.more)]
    places = {id(item): [item.span, *(span for span, _text in item.more)] for item in found}
    chosen = list[Diagnostic]()
    for item in sorted(first, key=lambda item: item.code != yaml_events.SYNTAX.code):
        if item.code == yaml_events.SYNTAX.code or not any(
            _meet(one, other) for done in chosen for one in places[id(item)] for other in places[id(done)]
        ):
            chosen.append(item)
    taken = [span for item in chosen for span in places[id(item)]]
    rest = [item for item in found if item not in first and (item.encoding or not any(_meet(item.span, span) for span in taken))]
    return [*chosen, *rest]


def _without_what_waits(found: list[Diagnostic]) -> list[Diagnostic]:
    """Of two places of which one lies in the other, what is told of the wider one; the other waits until that is done."""
    alone = [item for item in found if not any(_waits(item, other) for other in found if other.instead is not None)]
    # A further line stands in line with the one above, which a correction of its signs may move.
    moves = any(item.code == yaml_events.SYNTAX.code for item in alone)
    return [item for item in alone if not moves or item.code == yaml_events.SYNTAX.code or "\n" not in (item.instead or "")]


def _waits(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether a proposal is for a part of what another one is for, or for its form while what it is has to be settled."""
    a, b = one.span, other.span
    is_within = a.line == b.line and b.column <= a.column and a.column + a.width <= b.column + b.width
    return is_within and (a.width < b.width or (one.code == BAD_VALUE.code != other.code))


def _meet(one: Span, other: Span) -> bool:
    return one.line == other.line and one.column < other.column + other.width and other.column < one.column + one.width


def _carried_out(root: Path, path: str, plan: Plan, began: float) -> Mended:
    if why := _hindrance(root, path, plan, began):
        return Mended(path, left=why)
    try:
        carry_out(root, plan)
    except CannotEdit as error:
        return Mended(path, left=error.why)
    return Mended(path, plan.edits, plan.moves[0][1] if plan.moves else "", plan.encodings[0][1] if plan.encodings else "")


def _hindrance(root: Path, path: str, plan: Plan, began: float) -> str:
    """Why a file is not to be touched; empty where nothing stands in the way."""
    meeting = next((two for one, two in pairwise(plan.edits) if (one.line, one.column + len(one.old)) > (two.line, two.column)), None)
    if meeting:
        return said("two corrections meet in line {line}", line=meeting.line)
    if len(plan.moves) > 1:
        return said("it would have to lie in two places")
    try:
        is_younger = (root / path).stat().st_mtime > began
    except OSError:
        is_younger = True
    return said("somebody has changed it meanwhile") if is_younger else ""

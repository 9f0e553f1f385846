"""The network: who had a part in what. Cases in the middle; on the left what the first field of roles names, on the right all others.

The columns are ordered so that few lines cross: each node stands near the mean of those it is joined to (the barycentre method of
Sugiyama, Tagawa and Toda, 1981). Small enough to read: of a large catalog only the best connected are drawn, and the rest is counted.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..base import geometry
from ..base.saying import together
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.kinds import Kinds
from ..records.values import Translation
from ..text.prose import RecordLink
from ..views.here import Here
from ..views.site import Anchor, Page, Site

ADDRESS = "network/"
# So many cases, and so many others on each side, are drawn.
MOST_CASES, MOST_OTHERS = 30, 30
SWEEPS = 12

# The picture, in its own units: the columns of text (left edge, right edge), the size of the text, and the least height of a node.
WIDTH = 904
LEFT, MIDDLE, RIGHT = (0.0, 130.0), (268.0, 546.0), (672.0, 904.0)
SIZE, LINE, NODE, TOP = 14.5, 17.0, 42.0, 34.0


@dataclass(frozen=True)
class Joint:
    """A case and somebody with a part in it, and that part in words."""

    case: Entry
    other: Entry
    role: str


@dataclass(frozen=True)
class Network:
    """What is drawn: the columns, each in its order, their joints, and how many cases and others are left out."""

    left: Sequence[Entry]
    cases: Sequence[Entry]
    right: Sequence[Entry]
    joints: Sequence[Joint]
    more_cases: int
    more_others: int


@dataclass(frozen=True)
class Node:
    """A node in the picture: its link, the lines of its text, where they begin and how they are set, and the middle of its height."""

    link: RecordLink
    kind: str
    lines: Sequence[tuple[float, str]]
    x: float
    anchor: str
    y: float


@dataclass(frozen=True)
class Curve:
    """A line between two nodes: its path, its side, and what it says."""

    path: str
    side: str
    title: str


@dataclass(frozen=True)
class CaseRow:
    """A case of the list, with those who had a part in it."""

    link: RecordLink
    names: Sequence[Translation]
    parts: Sequence[tuple[RecordLink, Sequence[Translation], str]]


def pages(site: Site) -> Iterator[Page]:
    """One page, where somebody has a role in what the catalog is about."""
    if any(_joints(site.catalog)):
        yield Page(ADDRESS, site._("Network"), "network.html", _view, _describe, section=ADDRESS)


def _describe(here: Here) -> str:
    return here.site._("Who had a part in what")


def _view(here: Here) -> Mapping[str, Any]:
    network = draw(here.site.catalog)
    left, right = sides(here.site.catalog.kinds)
    nodes, curves, height = picture(network, here)
    return {
        "nodes": nodes,
        "curves": curves,
        "width": WIDTH,
        "height": height,
        "heads": [
            (LEFT[1], "end", _plurals(left, here)),
            ((MIDDLE[0] + MIDDLE[1]) / 2, "middle", here.site._(here.site.catalog.kinds.main.plural)),
            (RIGHT[0], "start", _plurals(right, here)),
        ],
        "rows": [_row(case, network, here) for case in sorted(network.cases, key=lambda entry: here.site.catalog.rank[entry.id])],
        "more_cases": network.more_cases,
        "more_others": network.more_others,
        "toc": [Anchor("_by-case", here.site._("In words"))] if network.cases else [],
        "main": here.site.catalog.kinds.main,
    }


def _joints(catalog: Catalog) -> Iterator[Joint]:
    """Every part that somebody has in a case."""
    for entry in catalog.cases:
        for item in entry.kind.of_type("role"):
            for part in entry.record.items(item.name):
                term = catalog.term(item.vocabulary, part.role)
                if other := catalog.get(part.id):
                    yield Joint(entry, other, term.label if term else part.role)


def sides(kinds: Kinds) -> tuple[list[str], list[str]]:
    """The kinds on the left and those on the right: what the first field of roles names, and what the others name besides."""
    first, *rest = kinds.main.of_type("role")
    left = list(first.kinds)
    return left, [name for name in dict.fromkeys(name for item in rest for name in item.kinds) if name not in left]


def _plurals(names: Sequence[str], here: Here) -> str:
    """What the records of some kinds are called, in a line."""
    kinds = [here.site.catalog.kinds[name] for name in names]
    first, others = [here.site._(kind.plural) for kind in kinds[:1]], [here.site._(kind.nouns) for kind in kinds[1:]]
    return here.site._(together((*first, *others))) if first else ""


def draw(catalog: Catalog) -> Network:
    """The network of a catalog, cut to what can be read, its columns in order."""
    every, (on_left, _on_right) = list(_joints(catalog)), sides(catalog.kinds)
    cases = _best_connected([joint.case for joint in every], MOST_CASES)
    kept = [joint for joint in every if joint.case in cases]
    left = _best_connected([joint.other for joint in kept if joint.other.kind.name in on_left], MOST_OTHERS)
    right = _best_connected([joint.other for joint in kept if joint.other.kind.name not in on_left], MOST_OTHERS)
    kept = [joint for joint in kept if joint.other in left or joint.other in right]
    first, middle, last = ordered(left, cases, right, [(joint.case, joint.other) for joint in kept])
    more_cases = len({joint.case for joint in every}) - len(cases)
    more_others = len({joint.other for joint in every}) - len(left) - len(right)
    return Network(first, middle, last, kept, more_cases, more_others)


def _best_connected(ends: Sequence[Entry], most: int) -> list[Entry]:
    """The entries that stand most often at the end of a joint, by id."""
    counts: dict[Entry, int] = {}
    for entry in ends:
        counts[entry] = counts.get(entry, 0) + 1
    best = sorted(counts, key=lambda entry: (-counts[entry], entry.id))[:most]
    return sorted(best, key=lambda entry: entry.id)


def ordered(
    left: Sequence[Entry], middle: Sequence[Entry], right: Sequence[Entry], joints: Sequence[tuple[Entry, Entry]]
) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Three columns, ordered so that few of the joints (of the middle one with another) cross."""
    columns = (list(left), list(middle), list(right))
    by_middle, by_other = _neighbours(joints)
    best, fewest = columns, crossings(columns, joints)
    for _sweep in range(SWEEPS):
        sides = tuple(_by_mean(column, by_other, columns[1]) for column in (columns[0], columns[2]))
        columns = (sides[0], _by_mean(columns[1], by_middle, *sides), sides[1])
        if (count := crossings(columns, joints)) < fewest:
            best, fewest = columns, count
    return best


def _neighbours(joints: Sequence[tuple[Entry, Entry]]) -> tuple[dict[Entry, list[Entry]], dict[Entry, list[Entry]]]:
    of_middle: dict[Entry, list[Entry]] = {}
    of_other: dict[Entry, list[Entry]] = {}
    for case, other in joints:
        of_middle.setdefault(case, []).append(other)
        of_other.setdefault(other, []).append(case)
    return of_middle, of_other


def _by_mean(column: Sequence[Entry], neighbours: Mapping[Entry, Sequence[Entry]], *fixed: Sequence[Entry]) -> list[Entry]:
    """A column by the mean place of each node's neighbours, as parts of the height; nodes of one mean keep their order."""
    places = {entry: (index + 0.5) / len(others) for others in fixed for index, entry in enumerate(others)}
    own = {entry: (index + 0.5) / len(column) for index, entry in enumerate(column)}
    means = {entry: _mean([places[other] for other in neighbours.get(entry, ())], own[entry]) for entry in column}
    return sorted(column, key=lambda entry: (means[entry], own[entry]))


def _mean(values: Sequence[float], otherwise: float) -> float:
    # Rounded, so that equal means are equal.
    return round(sum(values) / len(values), 9) if values else otherwise


def crossings(columns: tuple[Sequence[Entry], Sequence[Entry], Sequence[Entry]], joints: Sequence[tuple[Entry, Entry]]) -> int:
    """How many pairs of joints cross."""
    rows = {entry: index for index, entry in enumerate(columns[1])}
    count = 0
    for column in (columns[0], columns[2]):
        places = {entry: index for index, entry in enumerate(column)}
        pairs = sorted((rows[case], places[other]) for case, other in joints if other in places)
        above: list[int] = []
        for row in range(len(rows)):
            here = [place for found, place in pairs if found == row]
            count += sum(len(above) - bisect(above, place) for place in here)
            for place in here:
                insort(above, place)
    return count


def picture(network: Network, here: Here) -> tuple[list[Node], list[Curve], float]:
    """The nodes, the curves and the height of the picture."""
    most = max(len(network.left), len(network.cases), len(network.right), 1)
    height = TOP + most * NODE
    nodes: dict[Entry, Node] = {}
    for column, (start, end), anchor in (
        (network.left, LEFT, "end"),
        (network.cases, MIDDLE, "middle"),
        (network.right, RIGHT, "start"),
    ):
        x = {"start": start, "middle": (start + end) / 2, "end": end}[anchor]
        for index, entry in enumerate(column):
            middle = geometry.rounded(TOP + (index + 0.5) * (height - TOP) / len(column))
            texts = geometry.wrapped(entry.record.label, (end - start) / SIZE)
            first = middle - (len(texts) - 1) * LINE / 2 + SIZE * 0.35
            lines = [(geometry.rounded(first + number * LINE), text) for number, text in enumerate(texts)]
            nodes[entry] = Node(here.link(entry), entry.kind.name, lines, x, anchor, middle)
    curves = [_curve(joint, nodes, joint.other in network.left) for joint in network.joints]
    return list(nodes.values()), curves, geometry.rounded(height)


def _curve(joint: Joint, nodes: Mapping[Entry, Node], is_left: bool) -> Curve:
    case, other = nodes[joint.case].y, nodes[joint.other].y
    start, end = (LEFT[1], MIDDLE[0]) if is_left else (MIDDLE[1], RIGHT[0])
    from_y, to_y = (other, case) if is_left else (case, other)
    start, end = start + 8, end - 8
    middle = (start + end) / 2
    path = f"M{start:g} {from_y:g}C{middle:g} {from_y:g} {middle:g} {to_y:g} {end:g} {to_y:g}"
    role = f" ({joint.role})" if joint.role else ""
    return Curve(path, "left" if is_left else "right", f"{joint.other.record.label}{role} – {joint.case.record.label}")


def _row(case: Entry, network: Network, here: Here) -> CaseRow:
    parts = [(here.link(joint.other), joint.other.record.names, joint.role) for joint in network.joints if joint.case is case]
    return CaseRow(here.link(case), case.record.names, parts)

"""The network: who had a part in what. Cases in the middle; on the left what the first field of roles names, on the right all others.

A small catalog is drawn whole. Of a larger one the first page draws what connects cases, those on the right with a part in several; each of those on
the left with several cases has a page that draws these with all who had a part in them.

The columns are ordered so that few lines cross: each node stands near the mean of those it is joined to (the barycentre method of
Sugiyama, Tagawa and Toda, 1981).
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..base import geometry
from ..base.saying import together
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.kinds import Kinds
from ..records.values import Translation
from ..text.prose import RecordLink
from ..views.here import Here
from ..views.site import Page, Site

ADDRESS = "network/"
# So many cases, and so many others on each side, are drawn; with more cases than the third a catalog is not drawn whole.
MOST_CASES, MOST_OTHERS, MOST_WHOLE = 45, 40, 30
# So many on the left have a page of their own, from so many cases on.
MOST_PAGES, SEVERAL = 60, 2
SWEEPS = 12

# The picture, in its own units: the columns of text (left edge, right edge), the size of the text and the height of a line, what a node has
# around it, and the room for the heads. A name has as many lines as it needs.
WIDTH = 904
LEFT, MIDDLE, RIGHT = (0.0, 130.0), (268.0, 546.0), (672.0, 904.0)
SIZE, LINE, AROUND, TOP = 14.5, 17.0, 13.0, 34.0
MOST_LINES = 9


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
    """A node in the picture: its number, its link, the lines of its text, where they begin and how they are set, and the middle of its height."""

    number: int
    link: RecordLink
    kind: str
    lines: Sequence[tuple[float, str]]
    x: float
    anchor: str
    y: float


@dataclass(frozen=True)
class Curve:
    """A line between two nodes: its path, its side, and the numbers of the nodes."""

    path: str
    side: str
    ends: tuple[int, int]


@dataclass(frozen=True)
class ListRow:
    """An entry of the list: somebody or a case, and what it is joined to, each with the part in words."""

    link: RecordLink
    names: Sequence[Translation]
    parts: Sequence[tuple[RecordLink, str]]


@dataclass(frozen=True)
class Choice:
    """Somebody on the left, what it leads to, and with how many cases."""

    link: RecordLink
    count: int


def pages(site: Site) -> Iterator[Page]:
    """One page, where somebody has a role in what the catalog is about; of a catalog that is not drawn whole one for each on the left besides."""
    joints = list(_joints(site.catalog))
    if not joints:
        return
    yield Page(ADDRESS, site._("Network"), "network.html", partial(_view, None), _describe, section=ADDRESS)
    for entry, _cases in _chosen(site.catalog, joints):
        title = site._("Network: {part}").format(part=entry.record.label)
        yield Page(_address(entry), title, "network.html", partial(_view, entry), _describe, section=ADDRESS)


def near(site: Site, address: str) -> Iterator[Page]:
    """All, for an address of them: who had a part in what is looked through for no other."""
    return pages(site) if address.startswith(ADDRESS) else iter(())


def _describe(here: Here) -> str:
    return here.site._("Who had a part in what")


def _address(entry: Entry) -> str:
    return f"{ADDRESS}{entry.id}/"


def _chosen(catalog: Catalog, joints: Sequence[Joint]) -> list[tuple[Entry, int]]:
    """Those on the left with a page of their own, and how many cases they have, most first; none where the catalog is drawn whole."""
    on_left, _on_right = sides(catalog.kinds)
    if is_drawn_whole(joints):
        return []
    found: dict[Entry, set[Entry]] = {}
    for joint in joints:
        if joint.other.kind.name in on_left:
            found.setdefault(joint.other, set()).add(joint.case)
    counts = [(entry, len(cases)) for entry, cases in found.items() if len(cases) >= SEVERAL]
    return sorted(counts, key=lambda item: (-item[1], item[0].record.label.casefold(), item[0].id))[:MOST_PAGES]


def is_drawn_whole(joints: Sequence[Joint]) -> bool:
    """Whether all cases are in one picture."""
    return len({joint.case for joint in joints}) <= MOST_WHOLE


def _view(of: Entry | None, here: Here) -> Mapping[str, Any]:
    catalog, joints = here.site.catalog, list(_joints(here.site.catalog))
    network = draw(catalog, of)
    left, right = sides(catalog.kinds)
    nodes, curves, height = picture(network, here)
    is_core = of is None and not is_drawn_whole(joints) and bool(_connecting(joints, left))
    # What connects cases is told by whom it is, all else by the case.
    listed = sorted(network.right, key=lambda entry: (-_count(entry, network), entry.record.label.casefold())) if is_core else []
    rows = [_row(entry, network, here) for entry in listed or sorted(network.cases, key=lambda entry: catalog.rank[entry.id])]
    return {
        "of": here.link(of) if of else None,
        "nodes": nodes,
        "curves": curves,
        "width": WIDTH,
        "height": height,
        "heads": [
            (LEFT[1], "end", _plurals(left, here)),
            ((MIDDLE[0] + MIDDLE[1]) / 2, "middle", here.site._(catalog.kinds.main.plural)),
            (RIGHT[0], "start", _plurals(right, here)),
        ],
        "rows": rows,
        "is_core": is_core,
        "left_title": _plurals(left, here),
        "overview": here.href(ADDRESS),
        "choices": [Choice(RecordLink(entry.record.label, here.href(_address(entry))), count) for entry, count in _chosen(catalog, joints)],
        "more_cases": network.more_cases,
        "more_others": network.more_others,
        "script": here.href("assets/casebook/network.js"),
        "toc": [],
        "main": catalog.kinds.main,
    }


def _count(entry: Entry, network: Network) -> int:
    return len({joint.case for joint in network.joints if joint.other is entry})


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


def draw(catalog: Catalog, of: Entry | None = None) -> Network:
    """The network of a catalog, or of the cases in which one had a part, cut to what can be read, its columns in order."""
    every, (on_left, _on_right) = list(_joints(catalog)), sides(catalog.kinds)
    if of:
        wanted = {joint.case for joint in every if joint.other is of}
        every = [joint for joint in every if joint.case in wanted]
    drawn = every if of or is_drawn_whole(every) else _connecting(every, on_left) or every
    cases = _best_connected([joint.case for joint in drawn], MOST_CASES)
    kept = [joint for joint in drawn if joint.case in cases]
    left = _best_connected([joint.other for joint in kept if joint.other.kind.name in on_left], MOST_OTHERS)
    right = _best_connected([joint.other for joint in kept if joint.other.kind.name not in on_left], MOST_OTHERS)
    kept = [joint for joint in kept if joint.other in left or joint.other in right]
    first, middle, last = ordered(left, cases, right, [(joint.case, joint.other) for joint in kept])
    more_cases = len({joint.case for joint in every}) - len(cases)
    more_others = len({joint.other for joint in every}) - len(left) - len(right)
    return Network(first, middle, last, kept, more_cases, more_others)


def _connecting(joints: Sequence[Joint], on_left: Sequence[str]) -> list[Joint]:
    """The joints of those cases that share somebody on the right with another, with whom they share and with those on the left."""
    found: dict[Entry, set[Entry]] = {}
    for joint in joints:
        if joint.other.kind.name not in on_left:
            found.setdefault(joint.other, set()).add(joint.case)
    shared = {entry: cases for entry, cases in found.items() if len(cases) >= SEVERAL}
    cases = {case for own in shared.values() for case in own}
    return [joint for joint in joints if joint.case in cases and (joint.other in shared or joint.other.kind.name in on_left)]


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
    columns = ((network.left, LEFT, "end"), (network.cases, MIDDLE, "middle"), (network.right, RIGHT, "start"))
    texts = {
        entry: geometry.wrapped(entry.record.label, (end - start) / SIZE, MOST_LINES) for column, (start, end), _anchor in columns for entry in column
    }
    heights = [sum(len(texts[entry]) * LINE + AROUND for entry in column) for column, _edges, _anchor in columns]
    height = TOP + max(heights)
    nodes: dict[Entry, Node] = {}
    for (column, (start, end), anchor), own in zip(columns, heights, strict=True):
        x = {"start": start, "middle": (start + end) / 2, "end": end}[anchor]
        # What a column has to spare is between its nodes.
        spare, top = (height - TOP - own) / max(len(column), 1), TOP
        for entry in column:
            room = len(texts[entry]) * LINE + AROUND + spare
            middle, top = geometry.rounded(top + room / 2), top + room
            first = middle - (len(texts[entry]) - 1) * LINE / 2 + SIZE * 0.35
            lines = [(geometry.rounded(first + number * LINE), text) for number, text in enumerate(texts[entry])]
            nodes[entry] = Node(len(nodes), here.link(entry), entry.kind.name, lines, x, anchor, middle)
    # Who had two parts in a case has one line.
    curves = {(joint.case, joint.other): _curve(joint, nodes, joint.other in network.left) for joint in network.joints}
    return list(nodes.values()), list(curves.values()), geometry.rounded(height)


def _curve(joint: Joint, nodes: Mapping[Entry, Node], is_left: bool) -> Curve:
    case, other = nodes[joint.case], nodes[joint.other]
    start, end = (LEFT[1], MIDDLE[0]) if is_left else (MIDDLE[1], RIGHT[0])
    from_y, to_y = (other.y, case.y) if is_left else (case.y, other.y)
    start, end = start + 8, end - 8
    middle = (start + end) / 2
    path = f"M{start:g} {from_y:g}C{middle:g} {from_y:g} {middle:g} {to_y:g} {end:g} {to_y:g}"
    return Curve(path, "left" if is_left else "right", (case.number, other.number))


def _row(entry: Entry, network: Network, here: Here) -> ListRow:
    found: dict[Entry, list[str]] = {}
    for joint in network.joints:
        if entry in (joint.case, joint.other):
            roles = found.setdefault(joint.other if joint.case is entry else joint.case, [])
            roles += [joint.role] if joint.role and joint.role not in roles else []
    return ListRow(here.link(entry), entry.record.names, [(here.link(other), ", ".join(roles)) for other, roles in found.items()])

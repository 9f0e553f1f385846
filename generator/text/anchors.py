"""The ids of the places on a page: each is there once, and one that was published stays what it was.

An id that is made of what people wrote never begins with `_`: a claim's is the claim's own, a heading's and a locator's are their words. What
begins with `_` is the page's own, and what begins with `__` or is named here as such the frame's. So these never meet, whatever is written.
Only fields, which are declared once for a catalog, share the `_` with the sections of a page, and step aside.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

# How to cite a page, and how to share it.
CITE = "_cite"
SHARE = "_share"
# The search fields of the frame, and the sections that pages with texts have besides these.
FRAME = frozenset(("_q", "_q-page"))
SECTIONS = frozenset(
    f"_{name}"
    for name in "cases cite claims corrections figures held mentions parts proportion published references related reported share undated".split()
)
# What begins like this is numbered, or named by a claim.
_FAMILIES = ("_ref-", "_cite-", "_card-", "_chart-", "_note-")
_BLANK = re.compile(r"\s")
_CITATION = re.compile(r"[0-9]+-[0-9]+")


def reference(number: int) -> str:
    """The id of a source in the list of a page's references."""
    return f"_ref-{number}"


def citation(number: int, nth: int) -> str:
    """The id of the nth place at which a source is cited."""
    return f"_cite-{number}-{nth}"


def claim_citation(claim: str) -> str:
    """The id of how to cite a claim, by the claim's id; one that reads like the numbers of a citation steps aside."""
    return f"_cite-{claim}_" if _CITATION.fullmatch(claim) else f"_cite-{claim}"


def card(record: str, claim: str) -> str:
    """The id of a claim's card, by the ids of the record and the claim: no id has a slash."""
    return f"_card-{record}/{claim}"


def note(claim: str) -> str:
    """The id of the note beside a text that limits a claim, by the claim's id."""
    return f"_note-{claim}"


def part(name: str, others: Iterable[str] = ()) -> str:
    """The id of a declared part of a record by its name; it steps aside for the page's own, and for `others` of the same name.

    No name ends in `_`, so nothing else is called as what has stepped aside.
    """
    id = f"_{name}"
    if id in FRAME | SECTIONS or id.startswith(_FAMILIES):
        id += "_"
    return f"{id}__" if name in others else id


def heading(slug: str) -> str:
    """The id of a heading of a hand-written page, from what a Markdown processor makes of its words; may be empty."""
    return slug.lstrip("_")


def named(section: str, name: str) -> str:
    """The id of one of several like sections of a page, by its name; one with blanks, which no id has, is told by a number made of it."""
    told = _number(name) if _BLANK.search(name) else name
    return f"_{section}-{told}"


def distinct(texts: Mapping[str, str]) -> dict[str, str]:
    """The id of each of some texts of one page, such as locators, by their keys: their words, in small letters, without blanks and full stops.

    Of those that read the same then, the first has it; each other one has some more, made of its own key alone, so that it keeps it whatever
    joins the page. A text without a word has only that.
    """
    found: dict[str, str] = {}
    plain = {key: _BLANK.sub("-", text.lower().replace(".", "")).lstrip("_") for key, text in texts.items()}
    first = {id: key for key, id in reversed(plain.items()) if id}
    taken = set(first)
    for key, id in plain.items():
        own, turn = id, 0
        while first.get(id) != key and (not own or own in taken):
            # Somebody may have written as words what the first numbers are.
            turn += 1
            own = "-".join(filter(None, (id, _number(f"{turn} {key}"))))
        found[key] = own
        taken.add(own)
    return found


def _number(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]

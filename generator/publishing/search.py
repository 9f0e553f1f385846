"""The search index of a finished site: files that the browser reads a few of, made of what the pages say.

Its folder has `about.json`, which every search begins with: what there is, by what it narrows, what the browser has to know of words, and the
name of the folder with the rest. That name is a digest of all that is in it, so that a browser never has half of one index and half of the next.
In it lie the index (see `inverted`), the `texts` that results are shown from, and `facets.json` with the values of every result.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ..base.parallel import in_order
from ..base.scripts import is_chinese
from ..catalog.entries import SynonymsFile
from ..text import stemming, typography, words
from ..views.facets import CLAIM, FOLDER, KIND, SHOWN_VALUES, SOURCE, YEAR, Findable, Value, facet_labels, findables
from ..views.site import Site
from . import inverted, page_text
from .inverted import ASIDE, CODE, ID, NAME, TEXT, TITLE, Postings
from .pipeline import without_collection

# So many texts are worth a process of their own, and are given to it at a time.
_TEXTS_A_PROCESS = 400
_TEXTS_AT_ONCE = 200
# Claims and sources are many and short: so many share a file.
_SHORT_TEXTS_A_FILE = 8


class _Files(NamedTuple):
    """Documents whose numbers follow each other, and how many of them share a file of texts."""

    first: int
    items: Sequence[Findable]
    length: int


def build(folder: Path, site: Site) -> None:
    """Index a site that is finished in `folder` into a folder in it. The same site gives the same bytes."""
    with without_collection():
        _build(folder, site)


def _build(folder: Path, site: Site) -> None:
    every, by = list(findables(site)), list(facet_labels(site))
    is_english = site.wording.locale.language == "en"
    target = folder / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    new = target / "new"
    (new / "texts").mkdir(parents=True)
    batches = list(_batches(every))
    postings = inverted.merged(in_order(partial(_indexed, folder, new, site.settings.written_in), batches, processes=len(every) // _TEXTS_A_PROCESS))
    starts, near = inverted.write(new, postings, _names(every), is_english=is_english)
    (new / "facets.json").write_text(_facets(every, by), encoding="utf-8")
    han = {letter for term in postings if len(term) == 1 for letter in term if is_chinese(letter)}
    version = _digest(new)
    new.rename(target / version)
    about = {
        "folder": version,
        "count": len(every),
        "words": {"letters": words.LETTERS, "han": _traditional(han)},
        # Nobody asks a catalog without Chinese for Chinese numbers.
        "scales": {word: power for word, power in words.SCALES.items() if han or not is_chinese(word)},
        "function": sorted(words.FUNCTION_WORDS) if is_english else [],
        "english": stemming.TABLES if is_english else None,
        "starts": starts,
        "near": near,
        "texts": [[batch.first, batch.length] for batch in _runs(batches)],
        "synonyms": _synonyms(site.catalog.synonyms),
        # The browser begins with a look at all.
        "facets": _overview(Counter(value for item in every for value in item.facets), by),
    }
    (target / "about.json").write_text(json.dumps(about, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _batches(every: Sequence[Findable]) -> Iterator[_Files]:
    start = 0
    while start < len(every):
        length = _texts_a_file(every[start])
        end = start
        while end < len(every) and end - start < _TEXTS_AT_ONCE and _texts_a_file(every[end]) == length:
            end += 1
        yield _Files(start, every[start:end], length)
        start = end


def _texts_a_file(item: Findable) -> int:
    return _SHORT_TEXTS_A_FILE if item.kind in (CLAIM, SOURCE) else 1


def _runs(batches: Sequence[_Files]) -> Iterator[_Files]:
    """The first batch of those in a row whose files have as many texts."""
    for place, batch in enumerate(batches):
        if not place or batches[place - 1].length != batch.length:
            yield batch


def _indexed(folder: Path, target: Path, language: str, batch: _Files) -> Postings:
    """The terms of a batch of documents, whose texts are written as they are printed in the language of the site."""
    shown = []
    documents = []
    for document, item in enumerate(batch.items, batch.first):
        text = page_text.read(folder / item.address / "index.html") if item.text is None else item.text
        also = " · ".join(dict.fromkeys((*item.words, *item.parties, *item.codes)))
        documents.append((document, inverted.terms(_texts(item, text))))
        # A dot that parts what stands beside it never begins a line.
        said = (item.title, item.other, item.kicker.replace(" · ", "\xa0· "), item.lead, item.evidence, item.evidence_text, also)
        quoted = [typography.quoted(part, language) for part in (*said, text if item.shown is None else item.shown)]
        shown.append([item.address, item.kind, *quoted])
    for start in range(0, len(shown), batch.length):
        # In one piece and without pathlib, which takes as long as the writing.
        with open(f"{target}/texts/{batch.first + start}.json", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(json.dumps(shown[start : start + batch.length], ensure_ascii=False, separators=(",", ":")).encode())
    return inverted.gathered(documents)


def _texts(item: Findable, text: str) -> Iterator[tuple[int, str]]:
    yield TITLE, item.title
    for name in item.words:
        yield NAME, name
    for code in item.codes:
        yield CODE, code
    for aside in (item.other, item.kicker, item.lead, item.evidence_text, *item.parties, *item.dates):
        yield ASIDE, aside
    yield TEXT, text


def _names(every: Sequence[Findable]) -> dict[str, dict[int, int]]:
    """The documents of every whole name, by its key."""
    found: dict[str, dict[int, int]] = {}
    for document, item in enumerate(every):
        own = [(TITLE, name) for name in (item.title, item.other, *item.words)] if item.kind != CLAIM else []
        for good, name in (*((ID, code) for code in item.codes), *own):
            for key in _keys(name):
                known = found.setdefault(key, {})
                known[document] = max(good, known.get(document, 0))
    return found


def _keys(name: str) -> Iterator[str]:
    if listed := words.tokens(name):
        yield words.key(listed)
    _record, sign, claim = name.partition("#")
    if sign and (listed := words.tokens(claim)):
        yield f"#={' '.join(token.forms[0] for token in listed)}"


def _traditional(characters: Set[str]) -> str:
    """Of some characters the traditional ones, each before its simplified one."""
    # A number with a word for its size is looked for by its digits, whether that word stands anywhere or not.
    known = {*characters, *words.SCALES} if characters else set()
    return "".join(f"{old}{new}" for old, new in sorted(words.simplified().items()) if new in known)


def _synonyms(file: SynonymsFile | None) -> list[list[list[str]]]:
    """Each group as phrases, each as its words."""
    groups = file.groups.synonyms if file else ()
    return [[words.main_forms(phrase) for phrase in group] for group in groups]


def _digest(folder: Path) -> str:
    """Of all files in a folder and their names."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.json"), key=lambda path: path.as_posix()):
        content = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:16]


def _facets(every: Sequence[Findable], facets: Sequence[str]) -> str:
    """Every value of every facet as [facet, id, label]; the sets of values that occur; and the set of each document."""
    values = {
        value: index for index, value in enumerate(sorted({value for item in every for value in item.facets}, key=partial(_value_order, facets)))
    }
    sets: dict[tuple[int, ...], int] = {}
    rows = [sets.setdefault(tuple(sorted(values[value] for value in item.facets)), len(sets)) for item in every]
    content = {
        "values": [[value.facet, value.id, value.label] for value in values],
        "sets": [inverted.rising(own) for own in sets],
        "rows": "".join(map(inverted.number, rows)),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _overview(counts: Mapping[Value, int], facets: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each facet how many values it has, and those that the browser shows while nothing is chosen, as [id, label, count]."""
    found = {}
    for facet in facets:
        # Kinds as they are listed.
        own = [value for value in counts if value.facet == facet]
        if facet == YEAR:
            own.sort(key=lambda value: value.id, reverse=True)
        elif facet != KIND:
            own.sort(key=lambda value: (-counts[value], value.label.casefold(), value.id))
        shown = own if facet == KIND else own[:SHOWN_VALUES]
        found[facet] = {"count": len(own), "values": [[value.id, value.label, counts[value]] for value in shown]}
    return found


def _value_order(facets: Sequence[str], value: Value) -> tuple[int, str, str]:
    return facets.index(value.facet), value.label.casefold(), value.id

"""The search index of a finished site, made by Pagefind: https://pagefind.app/.

Two indexes, so that the first results need little: `pagefind/` holds records and pages, `pagefind/evidence/` claims and
sources, of which a large catalog has many times as many. Both are built as Chinese, which finds words of either language.
Beside each lies `facets.json`: which result has which values. Pagefind's own filters are not used, because their files
differ from one run to the next, and cannot count "any of" as people expect. Its files are described nowhere; what is
read of them here (the address in a fragment) fails loudly when it is not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from ..base.diagnostic import Diagnostic, Rule, Span, rule
from ..base.parallel import in_order
from ..base.scripts import HAN
from ..views.facets import CLAIM, FOLDER, KIND, SHOWN_VALUES, SOURCE, YEAR, Findable, Value

MISSING_PAGEFIND = rule(
    "missing-pagefind",
    """
    There is no Pagefind to make the search index with.

    It comes with the Python package `pagefind[extended]`, which is installed with the generator on most systems; the
    extended one also finds words where no spaces stand between them.

    **Way out:** `pip install 'pagefind[extended]'`, or switch the search off in `mkdocs.yml`: `casebook: {search: false}`.
    """,
)
FAILED_PAGEFIND = rule(
    "failed-pagefind",
    """
    Pagefind could not make the search index, or made one that is not whole.

    The message says what Pagefind said. A full disk and a version of Pagefind that is too new are the usual reasons.

    **Way out:** make room, or install the version of Pagefind that the generator was made with; `casebook: {search: false}`
    in `mkdocs.yml` builds the site without a search.
    """,
)
RULES: tuple[Rule, ...] = (MISSING_PAGEFIND, FAILED_PAGEFIND)

EVIDENCE = "evidence"
_LANGUAGE = "zh"
_GZIP = 16 + zlib.MAX_WBITS
# In the metadata, which comes after the text: reading a whole fragment as JSON takes ten times as long.
_ADDRESS = re.compile(rb'"address":("(?:[^"\\]|\\.)*")')
_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
# What stands twice on a page, or is no text of its own.
_NOT_SEARCHED = (
    "h1, .cb-story h2, .cb-kicker, .cb-other, .cb-strip, .cb-card, .cb-mentions, "
    "section[aria-labelledby=_mentions], section[aria-labelledby=_related], "
    ".cb-chart, .cb-cards, .cb-citebox, .cb-large, .cb-references, .cb-cite, .cb-pager, .cb-end, thead, .cb-siblings, .cb-neighbours, .cb-perma, "
    "nav, script, form, button"
)
# The rest of a bundle is Pagefind's own interface.
_USED = ("pagefind-entry.json", "*.pf_meta", "about.json")
_USED_ONCE = ("pagefind.js", "wasm.*.pagefind")
# What stands apart on a page, without a space in the file.
_APART = re.compile(r"(?=<(?:small|span class|td|th|dt|dd|b)\b)")
_HAN = re.compile(f"[{HAN}]")
_TIME_LIMIT = 3600
# So many texts are worth a process of their own.
_TEXTS_A_PROCESS = 200


class SearchFailed(Exception):
    """There is no search index; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        # As its only argument, so that it comes whole out of another process.
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def executable() -> Path:
    """Where Pagefind is. Raises SearchFailed when it is nowhere."""
    try:
        from pagefind.service import get_executable

        found = get_executable()
    except ImportError:
        found = None
    if not found or not Path(found).is_file():
        raise SearchFailed(
            MISSING_PAGEFIND.at(Span("mkdocs.yml"), "the search needs Pagefind, which is not installed", "pip install 'pagefind[extended]'")
        )
    return Path(found)


def build(site: Path, findables: Iterable[Findable], facets: Sequence[str]) -> None:
    """Index the finished site in the folder `site` into `pagefind/` in it. The same site gives the same bytes.

    `facets` are those by which the browser narrows, in its order. Raises SearchFailed; what is in the folder then is to be thrown away.
    """
    program = executable()
    every = list(findables)
    evidence = [item for item in every if item.kind in (CLAIM, SOURCE)]
    records = [item for item in every if item.kind not in (CLAIM, SOURCE)]
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    parts = [(records, target), (evidence, target / EVIDENCE)]
    counts = sum(in_order(partial(_part, program, site, facets), parts, processes=len(every) // _TEXTS_A_PROCESS), Counter())
    # The page's script must not ask for an index that is not there, and the browser begins with a look at all.
    about = {"evidence": bool(evidence), "facets": _overview(counts, facets)}
    (target / "about.json").write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8")


def _part(program: Path, site: Path, facets: Sequence[str], part: tuple[Sequence[Findable], Path]) -> Counter[Value]:
    """One of the indexes: what it holds, and its folder. Returns how many of its results have each value."""
    findables, target = part
    target.mkdir(exist_ok=True)
    if findables:
        with tempfile.TemporaryDirectory() as documents:
            for item in findables:
                # Named by the address, so that a new record does not rename the others.
                name = hashlib.sha256(item.address.encode()).hexdigest()[:20]
                # In one piece and without pathlib, which takes as long as the writing.
                with open(f"{documents}/{name}.html", "wb", buffering=0) as file:  # noqa: PTH123
                    file.write(_document(item, site).encode())
            _index(program, Path(documents), target)
    names = _fragments(target) if findables else {}
    used = {path for pattern in (*_USED, *(_USED_ONCE if target.name == FOLDER else ())) for path in target.glob(pattern)}
    for path in target.iterdir():
        if path.is_file() and path not in used:
            path.unlink()
    (target / "facets.json").write_text(_facets(findables, names, facets), encoding="utf-8")
    return Counter(value for item in findables if item.address in names for value in item.facets)


def _index(program: Path, documents: Path, target: Path) -> None:
    """Let Pagefind index a folder of documents."""
    command = (program, "--site", documents, "--output-path", target, "--force-language", _LANGUAGE, "--exclude-selectors", _NOT_SEARCHED)
    try:
        done = subprocess.run([*command, "--silent"], capture_output=True, text=True, check=False, timeout=_TIME_LIMIT, cwd=documents)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(str(error)) from None
    if done.returncode:
        raise _failed((done.stderr or done.stdout).strip())


def _document(item: Findable, site: Path) -> str:
    """What Pagefind reads: the title and the rest of what a result shows as metadata, then the text, then other names."""
    meta = {
        "title": item.title,
        "address": f"/{item.address}",
        "kind": item.kind,
        "other": item.other,
        "kicker": item.kicker,
        "lead": item.lead,
        "evidence": item.evidence,
        "standing": item.evidence_text,
        "names": " · ".join(item.words),
        "parties": " · ".join(item.parties),
    }
    tags = "".join(f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in meta.items() if value)
    text = _article(site / item.address / "index.html") if item.text is None else f"<p>{escape(item.text)}</p>"
    if item.text is None and not item.lead:
        text += f"<p>{escape(item.title)}</p>"
    return _spaced(f'<!doctype html><html lang="{_LANGUAGE}"><body>{tags}<main>{text}</main></body></html>')


def _spaced(text: str) -> str:
    """Chinese with a space after each character, as queries are written, too: two programs do not agree on what a word is."""
    return _HAN.sub(r"\g<0> ", text)


def _article(page: Path) -> str:
    found = _ARTICLE.search(page.read_text("utf-8"))
    return _APART.sub(" ", found[1]) if found else ""


def _fragments(bundle: Path) -> dict[str, str]:
    """The names that Pagefind gave to what it indexed, by address."""
    names = {}
    try:
        for name in sorted(os.listdir(f"{bundle}/fragment")):  # noqa: PTH208
            with open(f"{bundle}/fragment/{name}", "rb", buffering=0) as file:  # noqa: PTH123
                found = _ADDRESS.findall(zlib.decompress(file.read(), _GZIP))
            names[str(json.loads(found[-1])).removeprefix("/")] = name.rpartition(".")[0]
        entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
        count = sum(language["page_count"] for language in entry["languages"].values())
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, zlib.error) as error:
        raise _failed(f"its index cannot be read: {error!r}") from None
    if count != len(names):
        raise _failed(f"its index counts {count} texts and holds {len(names)}")
    return names


def _facets(findables: Sequence[Findable], names: Mapping[str, str], facets: Sequence[str]) -> str:
    """Every value of every facet as [facet, id, label], and for every result, in the order to be listed in, the numbers of its values."""
    values = {
        value: index for index, value in enumerate(sorted({value for item in findables for value in item.facets}, key=partial(_value_order, facets)))
    }
    listed = [[value.facet, value.id, value.label] for value in values]
    # What has not a single word, such as a source whose title is "???", is not in the index.
    rows = {names[item.address]: [values[value] for value in item.facets] for item in findables if item.address in names}
    return json.dumps({"values": listed, "rows": rows}, ensure_ascii=False, separators=(",", ":")) + "\n"


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


def _failed(message: str) -> SearchFailed:
    return SearchFailed(FAILED_PAGEFIND.at(Span("mkdocs.yml"), f"Pagefind failed: {message}", "see 'casebook explain failed-pagefind'"))

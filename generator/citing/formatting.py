"""References formatted by pandoc's citeproc with CSL styles.

CSL-JSON items go in, one bibliography entry for each comes out, as safe running HTML. An entry depends on its
item and the style alone (see `styles`). Hence every entry can be kept, and only what is new goes to pandoc.

Texts of items are plain text. They come out as they are stored: neither markup that citeproc would see in them
nor a style's rules for capitals change a title or an organisation's name.

Specifications: CSL 1.0.2 (https://docs.citationstyles.org/), GB/T 7714—2015.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from ..base import cache
from ..base.scripts import is_chinese
from ..records.reference import Reference, doi_link
from ..text import prose
from ..text.prose import SafeHtml
from . import csl, pandoc
from .styles import Style, ready

# pandoc takes 0.4 ms and 45 KB for each entry: more at once need more memory, and no less time.
_BATCH = 4000
# Titles and names of things, whose capitals are not the style's business.
_AS_STORED = frozenset(
    """title title-short container-title container-title-short collection-title original-title volume-title part-title reviewed-title
    event-title publisher publisher-place original-publisher archive authority""".split()
)
# Remarks on the entry for our own readers, machine data, and an address that CSL takes for a place on a shelf.
_NOT_PRINTED = frozenset(("id", "note", "custom", "archive_location"))
_NAMES = frozenset(
    """author editor translator container-author collection-editor composer contributor curator director editorial-director
    illustrator interviewer original-author performer producer recipient reviewed-author""".split()
)
# What is kept is written in this form.
_FORM = b"4"
_SHIELD = 0xF0000
_SHIELDED = re.compile("[\U000f0000-\U000ffffd]+")
_PARTICLE = re.compile(r"(?P<particle>(?:[^\W\d_A-Z]+ )*[^\W\d_A-Z]+)(?P<mark>['’‘-]) ?(?P<family>[^\W\d_].*)")
# Stops and commas inside a text that citeproc would move into the quotation marks before them, as Americans do: in Korean, too.
_BEHIND_QUOTE = re.compile("(?<=[\"'”’])[.,]+(?=[^.,])")
_TIED = re.compile("([\U000f0027\U000f002d\U000f2018\U000f2019])[ \N{NO-BREAK SPACE}]")


def format_references(references: Mapping[str, Reference], style: Path, cache: Path | None = None) -> dict[str, SafeHtml]:
    """References as a style's bibliography prints each, by their keys. `cache` and what is raised: see format_items."""
    items = [csl.to_csl(reference) for reference in references.values()]
    return dict(zip(references, format_items(items, style, cache), strict=True))


def format_items(items: Sequence[Mapping[str, Any]], style: Path, cache: Path | None = None) -> list[SafeHtml]:
    """CSL-JSON items, whose texts are plain text, as a style's bibliography prints each, in their order: see entries."""
    return [prose.formatted_html(entry) for entry in entries(prepare(items), style, cache)]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item made ready for any style: `text` is its JSON, `digest` what it is kept by."""

    text: str
    digest: str
    is_chinese: bool


def prepare(items: Iterable[Mapping[str, Any]]) -> list[Prepared]:
    """CSL-JSON items, whose texts are plain text, made ready for any style."""
    found = []
    for item in items:
        text = json.dumps(_prepared(item), ensure_ascii=False, sort_keys=True)
        language = str(item.get("language", ""))
        chinese = (not language or language.startswith("zh")) and _prints_chinese(item)
        found.append(Prepared(text, sha256(text.encode()).hexdigest(), chinese))
    return found


def _prints_chinese(item: Mapping[str, Any]) -> bool:
    """Whether a title or its authors are written in Chinese: what goes by a description or a rendering in Latin letters is no Chinese entry."""
    return is_chinese(str(item.get("title", ""))) or any(is_chinese("".join(name.values())) for name in item.get("author", ()))


def entries(items: Sequence[Prepared], style: Path, cache: Path | None = None) -> list[str]:
    """Items as a style's bibliography prints each, in their order: see Formatter."""
    return Formatter(style, cache).entries(items) if items else []


class Formatter:
    """A style, and what was formatted in it before: in memory and, where there is one, in the folder `cache`.

    Raises FormattingError when there is no pandoc or the style is broken.
    """

    def __init__(self, style: Path, cache: Path | None = None) -> None:
        self._style = ready(style, style.name)
        self._version = pandoc.version()
        self._cache = cache
        self._known: dict[str, dict[str, str]] = {}

    def entries(self, items: Sequence[Prepared]) -> list[str]:
        """Items as the style's bibliography prints each, as pandoc's HTML, in their order; `prose.formatted_html` makes it safe to show.

        What is not known is formatted by one call of pandoc for each language that the style tells apart (see _locale), and kept. Raises
        FormattingError when pandoc refuses the style.
        """
        locales = [_locale(self._style, item) for item in items]
        for locale in sorted(set(locales)):
            self._learn({item.digest: item for item, of in zip(items, locales, strict=True) if of == locale}, locale)
        return [self._known[locale][item.digest] for item, locale in zip(items, locales, strict=True)]

    def _learn(self, items: Mapping[str, Prepared], locale: str) -> None:
        """Know the entries of items in one locale, by digest."""
        name = sha256(b"|".join((_FORM, self._version.encode(), locale.encode(), self._style.xml))).hexdigest()[:32]
        kept = self._cache / f"{name}.txt" if self._cache else None
        if locale not in self._known:
            self._known[locale] = _load(kept) if kept else {}
        known = self._known[locale]
        new = [item for digest, item in items.items() if digest not in known]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            formatted = _citeproc([item.text for item in batch], self._style, locale)
            known |= {item.digest: _unshielded(entry) for item, entry in zip(batch, formatted, strict=True)}
        if new and kept:
            _store(kept, known)


class Formatted:
    """Items as a style prints each, by their ids, made when they are asked for first; `item` gives one by its id."""

    def __init__(self, formatter: Formatter, item: Callable[[str], Prepared]) -> None:
        self._formatter = formatter
        self._item = item
        self._found: dict[str, str] = {}

    def __getitem__(self, id: str) -> str:
        """One of them. Raises KeyError when there is none, and FormattingError."""
        if id not in self._found:
            self.prime([id])
        return self._found[id]

    def has(self, ids: Iterable[str]) -> bool:
        """Whether all of them are made."""
        return all(id in self._found for id in ids)

    def prime(self, ids: Iterable[str], items: Mapping[str, Prepared] | None = None) -> None:
        """Make those that will be asked for: together they take hardly longer than one. `items` are theirs, where somebody has them.

        Raises as when one is asked for.
        """
        new = [id for id in dict.fromkeys(ids) if id not in self._found]
        if new:
            prepared = [items[id] if items else self._item(id) for id in new]
            self._found.update(zip(new, self._formatter.entries(prepared), strict=True))

    def prepared(self, ids: Iterable[str]) -> dict[str, Prepared]:
        """What items are made of, which is the same in every style."""
        return {id: self._item(id) for id in ids}


def prime(styles: Iterable[Formatted], ids: Sequence[str]) -> None:
    """Have items made in several styles, side by side: each has a pandoc of its own. Raises as Formatted.prime."""
    new = [style for style in styles if not style.has(ids)]
    if len(new) < 2:
        for style in new:
            style.prime(ids)
        return
    items = new[0].prepared(ids)
    with ThreadPoolExecutor(len(new)) as pool:
        for _ in pool.map(lambda style: style.prime(ids, items), new):
            pass


def plain_text(entry: SafeHtml) -> str:
    """A formatted entry without markup, for copying and for machines."""
    return entry.striptags()


def _citeproc(texts: Sequence[str], style: Style, locale: str) -> list[str]:
    """The entries of prepared items as pandoc's HTML, from one call."""
    items = ",".join(f'{{"id":"{number}",{_in_words_of(style, text)[1:]}' for number, text in enumerate(texts))
    document = '---\nnocite: "@*"\n' + (f"lang: {locale}\n" if locale else "") + "---\n"
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        (Path(folder) / "style.csl").write_bytes(style.xml)
        (Path(folder) / "items.json").write_text(f"[{items}]", encoding="utf-8")
        html = pandoc.convert(document, [f"--csl={folder}/style.csl", f"--bibliography={folder}/items.json"], style.name)
    # No text of an item can look like this: its angle brackets are escaped.
    parts = re.split(r'<div id="ref-(\d+)" class="csl-entry"[^>]*>', html)[1:]
    entries = {int(number): " ".join(re.sub(r"</?div[^>]*>", " ", entry).split()) for number, entry in zip(parts[::2], parts[1::2], strict=True)}
    return [entries.get(number, "") for number in range(len(texts))]


def _in_words_of(style: Style, text: str) -> str:
    """A prepared item for a style that does not know volumes with titles, or parts of them: what it has of them in variables that it knows."""
    unknown = [name for name in ("volume-title", "part-number") if f'"{name}"' in text and name.encode() not in style.xml]
    if not unknown:
        return text
    item = json.loads(text)
    if title := item.pop("volume-title", "") if "volume-title" in unknown else "":
        name = "container-title" if "container-title" in item else "title"
        item[name] = f"{item[name]}: {title}"
    if part := item.pop("part-number", "") if "part-number" in unknown else "":
        item["volume"] = ".".join(filter(None, (item.get("volume", ""), part)))
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _prepared(item: Mapping[str, Any]) -> dict[str, Any]:
    """What of an item is printed, written so that citeproc takes its texts as they stand."""
    prepared = {name: value for name, value in item.items() if name not in _NOT_PRINTED}
    if prepared.get("DOI") and prepared.get("URL") == doi_link(prepared["DOI"]):
        # Made from the DOI, not stated; styles print the two as two addresses.
        del prepared["URL"]
    for name, value in prepared.items():
        if name in _NAMES:
            prepared[name] = [_prepared_name(person) for person in value]
        elif isinstance(value, str):
            text = value.replace("<", _shield("<"))
            prepared[name] = f'<span class="nocase">{_BEHIND_QUOTE.sub(_shielded, text)}</span>' if name in _AS_STORED else text
    return prepared


def _prepared_name(name: Mapping[str, str]) -> Mapping[str, str]:
    """A person's name; a Chinese one in one piece (its given name has no initials), an organisation's with its own capitals."""
    if is_chinese(name.get("family", "")):
        return {"literal": f"{name['family']}{name.get('given', '')}"}
    if found := _PARTICLE.fullmatch(f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()):
        # What ends in an apostrophe or a hyphen belongs to the next word (CSL 1.0.2, "Particles"); in capitals citeproc parts them.
        return {**name, "non-dropping-particle": f"{found['particle']}{_shield('-' if found['mark'] == '-' else '’')}", "family": found["family"]}
    literal = name.get("literal", "")
    if not literal or literal == csl.OTHERS:
        return name
    # GB/T 7714 sets family names in capitals, and citeproc does so with organisations; 8.1 of the standard does not.
    return {"literal": "".join(_shield(letter) if letter.isupper() or letter.islower() else letter for letter in literal)}


def _shielded(match: re.Match[str]) -> str:
    return "".join(map(_shield, match.group()))


def _shield(character: str) -> str:
    """A private-use character in place of one that citeproc would change; the reader lets none into a text."""
    return chr(_SHIELD + ord(character)) if ord(character) < 0xFFFE else character


def _unshielded(html: str) -> str:
    return _SHIELDED.sub(lambda match: escape("".join(chr(ord(letter) - _SHIELD) for letter in match.group())), _TIED.sub(r"\1", html))


def _locale(style: Style, item: Prepared) -> str:
    """The locale to format an item in; empty for the style's own.

    GB/T 7714 writes each reference in the language of its source (6.1): "et al." and not "等" after English names.
    CSL cannot say so; hence in a Chinese style sources in other languages go to pandoc with an English locale.
    """
    return "en-US" if style.locale.startswith("zh") and not item.is_chinese else ""


# --- what is kept ----------------------------------------------------------------------------------------------


def _load(path: Path) -> dict[str, str]:
    """Entries by the digest of their item: one line each, the digest and the entry as a JSON string. What cannot be read is not there."""
    content = cache.load(path) or b""
    return dict(_read_lines(content.decode("utf-8", "replace").splitlines()))


def _read_lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        digest, _, text = line.partition(" ")
        try:
            entry = json.loads(text)
        except ValueError:
            continue
        if isinstance(entry, str) and len(digest) == sha256().digest_size * 2:
            yield digest, entry


def _store(path: Path, entries: Mapping[str, str]) -> None:
    content = "".join(f"{digest} {json.dumps(entries[digest])}\n" for digest in sorted(entries))
    cache.store(path, content.encode())

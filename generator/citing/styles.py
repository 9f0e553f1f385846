"""References formatted by pandoc's citeproc with CSL styles; the only module that knows pandoc.

CSL-JSON items go in, one bibliography entry for each comes out, as safe running HTML. An entry depends on its
item and the style alone: pages number their references themselves, so a style's own numbers, "2020a" and dashes for
a repeated author are taken out of it in memory. Hence every entry can be kept, and only what is new goes to pandoc.

Texts of items are plain text. They come out as they are stored: neither markup that citeproc would see in them
nor a style's rules for capitals change a title or an organisation's name.

Specifications: CSL 1.0.2 (https://docs.citationstyles.org/), GB/T 7714—2015.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..base import cache
from ..base.diagnostic import Diagnostic, Rule, Span, did_you_mean, rule
from ..records.reference import Reference
from ..text import prose
from ..text.prose import SafeHtml
from . import csl

MISSING_PANDOC = rule(
    "missing-pandoc",
    """
    There is no pandoc to format the references with.

    References are formatted by pandoc's citeproc. It comes with the Python package `pypandoc_binary`, which is installed
    with the generator on most systems.

    **Way out:** `pip install pypandoc_binary`, or install pandoc 3 or newer from <https://pandoc.org/installing.html>.
    """,
)
UNKNOWN_STYLE = rule(
    "unknown-style",
    """
    The citation style is neither one that is shipped nor a file of the project.

    Shipped are `apa`, `chicago-author-date` and `gb-t-7714`. Any other style is a `.csl` file in the project, named by
    its path from the project's root.

    **Way out:** correct the name, or put the style's `.csl` file into the project; <https://www.zotero.org/styles> has
    ten thousand of them.
    """,
)
BROKEN_STYLE = rule(
    "broken-style",
    """
    The file of the citation style cannot be used.

    It is not well-formed XML, is no CSL style, has no bibliography, only points to another style, or pandoc
    refuses it.

    **Way out:** take the file anew from where you found it; a style that only points to another one is replaced by that one.
    """,
)
RULES: tuple[Rule, ...] = (MISSING_PANDOC, UNKNOWN_STYLE, BROKEN_STYLE)

STYLES: Mapping[str, Path] = {path.stem: path for path in sorted((Path(__file__).parent.parent / "styles").glob("*.csl"))}

_CONFIG = "mkdocs.yml"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_MAX_STYLE_BYTES = 1_000_000
_MAX_DEPTH = 100
# Chicago, the largest style in use, comes to 1.2 million elements once its macros are written out.
_MAX_EXPANDED = 5_000_000
# pandoc takes 0.4 ms and 45 KB for each entry: more at once need more memory, and no less time.
_BATCH = 4000
# A style cannot make pandoc take all the memory there is (see "A note on security" in pandoc's manual).
_HEAP = "2g"
_OLDEST_PANDOC = 3
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
_SHIELD = 0xF0000
_SHIELDED = re.compile("[\U000f0000-\U000ffffd]+")

# Its warnings repeat what a style's author is told here.
logging.getLogger("pypandoc").setLevel(logging.CRITICAL)


class FormattingError(Exception):
    """References cannot be formatted; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True)
class _Style:
    """A style made ready: its XML, the locale it writes in unless told otherwise, and its name for messages."""

    xml: bytes
    locale: str
    name: str


# --- styles ----------------------------------------------------------------------------------------------------


def find_style(name: str, root: Path) -> Path:
    """The file of a style from its name: a shipped one, or a `.csl` file by its path in the project at `root`.

    Raises FormattingError when there is none, or when the project's own cannot be used.
    """
    if name in STYLES:
        return STYLES[name]
    path = root / name
    is_inside = path.resolve().is_relative_to(root.resolve())
    if not name.endswith(".csl") or not is_inside or not path.is_file():
        own = sorted(near.relative_to(root).as_posix() for near in path.parent.glob("*.csl") if is_inside and near.is_relative_to(root))
        otherwise = f"shipped are {', '.join(STYLES)}; any other is a .csl file in the project, by its path"
        raise FormattingError(UNKNOWN_STYLE.at(_named_at(name, root), f"no citation style '{name}'", did_you_mean(name, (*STYLES, *own), otherwise)))
    _ready(path, name)
    return path


def _named_at(name: str, root: Path) -> Span:
    """Where the configuration names a style."""
    try:
        lines = (root / _CONFIG).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for number, line in enumerate(lines, 1):
        if match := re.search(rf"style\w*:\s*[\"']?({re.escape(name)})(?![\w./-])", line):
            return Span(_CONFIG, number, match.start(1) + 1, len(name), line)
    return Span(_CONFIG)


def _ready(path: Path, name: str) -> _Style:
    """A style whose entries do not depend on each other. Raises FormattingError when it is not sound."""
    root = _parsed(path.read_bytes(), name)
    bibliography = root.find(f"{_CSL}bibliography")
    if root.tag != f"{_CSL}style":
        raise _broken(name, "the file is no CSL style")
    if bibliography is None:
        parent = next((link.get("href", "") for link in root.iter(f"{_CSL}link") if link.get("rel") == "independent-parent"), "")
        # pandoc would fetch it from the network.
        message = f"the style only points to another one, {parent}" if parent else "the style has no bibliography: it only formats notes"
        raise _broken(name, message, help="take the style that it points to" if parent else "take another style")
    _check_size(root, bibliography, name)
    _make_independent(root, bibliography)
    return _Style(ElementTree.tostring(root, "utf-8"), root.get("default-locale", ""), name)


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree of modest depth from XML without a document type, and so without entities."""

    _depth = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type."""
        raise ValueError("it has a document type")

    def start(self, tag: Any, attrs: Any) -> Any:
        """Open an element."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError("its elements are nested too deep")
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Any:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def _parsed(content: bytes, name: str) -> ElementTree.Element:
    if len(content) > _MAX_STYLE_BYTES:
        raise _broken(name, f"the file is larger than {_MAX_STYLE_BYTES:,} bytes")
    try:
        return ElementTree.fromstring(content, ElementTree.XMLParser(target=_Builder()))  # noqa: S314 (the builder refuses entities)
    except ElementTree.ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise _broken(name, f"the file is not well-formed XML: {reason}", Span(name, max(line, 1), column + 1)) from None
    except (ValueError, LookupError) as error:
        raise _broken(name, f"the file cannot be read: {error}") from None


def _check_size(root: ElementTree.Element, bibliography: ElementTree.Element, name: str) -> None:
    """Refuse macros that are missing or contain themselves, and those that multiply: pandoc would not come to an end."""
    macros = {macro.get("name", ""): macro for macro in root.iter(f"{_CSL}macro")}
    known: dict[str, int] = {}

    def expanded(element: ElementTree.Element, above: tuple[str, ...]) -> int:
        count = 0
        for part in element.iter():
            count += 1
            macro = part.get("macro") if part.tag in (f"{_CSL}text", f"{_CSL}key") else None
            if macro is None:
                continue
            if macro not in macros:
                raise _broken(name, f"the style uses a macro '{macro}' that it does not have")
            if macro in above or len(above) > _MAX_DEPTH:
                raise _broken(name, f"the macro '{macro}' contains itself")
            if macro not in known:
                known[macro] = expanded(macros[macro], (*above, macro))
            count += known[macro]
        return count

    if expanded(bibliography, ()) > _MAX_EXPANDED:
        raise _broken(name, "the style's macros multiply without end")


def _make_independent(root: ElementTree.Element, bibliography: ElementTree.Element) -> None:
    """Take out of a style whatever makes one entry depend on others."""
    for attribute in ("subsequent-author-substitute", "subsequent-author-substitute-rule", "second-field-align"):
        bibliography.attrib.pop(attribute, None)
    for sort in bibliography.findall(f"{_CSL}sort"):
        bibliography.remove(sort)
    for parent in (element for place in (bibliography, *root.iter(f"{_CSL}macro")) for element in place.iter()):
        for child in [child for child in parent if child.get("variable") == "citation-number" and child.tag in (f"{_CSL}text", f"{_CSL}number")]:
            parent.remove(child)
    # Nothing is cited in a text, so no two citations look alike and ask for "2020a": comparing them takes most of the time.
    for citation in root.findall(f"{_CSL}citation"):
        citation.clear()
        ElementTree.SubElement(ElementTree.SubElement(citation, f"{_CSL}layout"), f"{_CSL}text", variable="citation-number")


def _broken(name: str, message: str, span: Span | None = None, help: str = "take the file anew from where you found it") -> FormattingError:
    return FormattingError(BROKEN_STYLE.at(span or Span(name), message, help))


# --- entries ---------------------------------------------------------------------------------------------------


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
        is_chinese = language.startswith("zh") if language else prose.is_chinese(str(item.get("title", "")))
        found.append(Prepared(text, sha256(text.encode()).hexdigest(), is_chinese))
    return found


def entries(items: Sequence[Prepared], style: Path, cache: Path | None = None) -> list[str]:
    """Items as a style's bibliography prints each, as pandoc's HTML, in their order; `prose.formatted_html` makes it safe to show.

    What is not in the folder `cache` is formatted by one call of pandoc for each language that the style tells
    apart (see _locale), and kept there. Raises FormattingError when there is no pandoc or the style is broken.
    """
    if not items:
        return []
    ready = _ready(style, style.name)
    version = _pandoc_version()
    locales = [_locale(ready, item) for item in items]
    found: dict[tuple[str, str], str] = {}
    for locale in sorted(set(locales)):
        wanted = {item.digest: item for item, of in zip(items, locales, strict=True) if of == locale}
        kept = cache / f"{sha256(b'|'.join((version.encode(), locale.encode(), ready.xml))).hexdigest()[:32]}.txt" if cache else None
        found |= {(digest, locale): entry for digest, entry in _formatted(wanted, ready, locale, kept).items()}
    return [_unshielded(found[item.digest, locale]) for item, locale in zip(items, locales, strict=True)]


def plain_text(entry: SafeHtml) -> str:
    """A formatted entry without markup, for copying and for machines."""
    return entry.striptags()


def _formatted(items: Mapping[str, Prepared], style: _Style, locale: str, kept: Path | None) -> Mapping[str, str]:
    """The entries of items in one locale, by digest: those that are kept, and pandoc's for the others."""
    known = _load(kept) if kept else {}
    new = [item for digest, item in items.items() if digest not in known]
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        formatted = _citeproc([item.text for item in batch], style, locale)
        known |= {item.digest: entry for item, entry in zip(batch, formatted, strict=True)}
    if new and kept:
        _store(kept, known)
    return {digest: known[digest] for digest in items}


def _citeproc(texts: Sequence[str], style: _Style, locale: str) -> list[str]:
    """The entries of prepared items as pandoc's HTML, from one call."""
    items = ",".join(f'{{"id":"{number}",{text[1:]}' for number, text in enumerate(texts))
    document = '---\nnocite: "@*"\n' + (f"lang: {locale}\n" if locale else "") + "---\n"
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        (Path(folder) / "style.csl").write_bytes(style.xml)
        (Path(folder) / "items.json").write_text(f"[{items}]", encoding="utf-8")
        html = _pandoc(document, [f"--csl={folder}/style.csl", f"--bibliography={folder}/items.json"], style.name)
    # No text of an item can look like this: its angle brackets are escaped.
    parts = re.split(r'<div id="ref-(\d+)" class="csl-entry"[^>]*>', html)[1:]
    entries = {int(number): " ".join(re.sub(r"</?div[^>]*>", " ", entry).split()) for number, entry in zip(parts[::2], parts[1::2], strict=True)}
    return [entries.get(number, "") for number in range(len(texts))]


def _prepared(item: Mapping[str, Any]) -> dict[str, Any]:
    """What of an item is printed, written so that citeproc takes its texts as they stand."""
    prepared = {name: value for name, value in item.items() if name not in _NOT_PRINTED}
    if prepared.get("DOI") and prepared.get("URL") == f"https://doi.org/{prepared['DOI']}":
        # Made from the DOI, not stated; styles print the two as two addresses.
        del prepared["URL"]
    for name, value in prepared.items():
        if name in _NAMES:
            prepared[name] = [_prepared_name(person) for person in value]
        elif isinstance(value, str):
            text = value.replace("<", _shield("<"))
            prepared[name] = f'<span class="nocase">{text}</span>' if name in _AS_STORED else text
    return prepared


def _prepared_name(name: Mapping[str, str]) -> Mapping[str, str]:
    """A person's name; a Chinese one in one piece (its given name has no initials), an organisation's with its own capitals."""
    if prose.is_chinese(name.get("family", "")):
        return {"literal": f"{name['family']}{name.get('given', '')}"}
    literal = name.get("literal", "")
    if not literal or literal == csl.OTHERS:
        return name
    # GB/T 7714 sets family names in capitals, and citeproc does so with organisations; 8.1 of the standard does not.
    return {"literal": "".join(_shield(letter) if letter.isupper() or letter.islower() else letter for letter in literal)}


def _shield(character: str) -> str:
    """A private-use character in place of one that citeproc would change; the reader lets none into a text."""
    return chr(_SHIELD + ord(character)) if ord(character) < 0xFFFE else character


def _unshielded(html: str) -> str:
    return _SHIELDED.sub(lambda match: escape("".join(chr(ord(letter) - _SHIELD) for letter in match.group())), html)


def _locale(style: _Style, item: Prepared) -> str:
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


# --- pandoc ----------------------------------------------------------------------------------------------------


def _pandoc(document: str, arguments: Sequence[str], style: str) -> str:
    """A Markdown document as HTML with its references: the one place that calls pandoc. `style` is named when pandoc refuses it."""
    import pypandoc  # late: it is only needed for what is not in the cache

    # In its sandbox pandoc opens no file but those named, and no network.
    extra = ["--citeproc", "--wrap=none", "--sandbox", *arguments, "+RTS", f"-M{_HEAP}", "-RTS"]
    try:
        return str(pypandoc.convert_text(document, "html", "markdown", extra_args=extra, verify_format=False))
    except RuntimeError as error:
        said = str(error).partition("during conversion: ")[2] or str(error)
        raise _broken(style, f"pandoc refuses the style: {next(iter(said.strip().splitlines()), 'it says nothing')}") from None


@lru_cache(maxsize=1)
def _pandoc_version() -> str:
    """The version of pandoc at hand. Raises FormattingError when there is none that will do."""
    help = "install the Python package pypandoc_binary, or pandoc 3 or newer"
    try:
        import pypandoc
    except ImportError:
        raise FormattingError(MISSING_PANDOC.at(Span(_CONFIG), "references cannot be formatted: pypandoc is not installed", help)) from None
    included = Path(pypandoc.__file__).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
    if included.is_file():
        # Without this pypandoc takes the newest pandoc that it finds, and a site would differ from machine to machine.
        os.environ.setdefault("PYPANDOC_PANDOC", str(included))
    try:
        version = str(pypandoc.get_pandoc_version())
    except OSError:
        raise FormattingError(MISSING_PANDOC.at(Span(_CONFIG), "references cannot be formatted: there is no pandoc", help)) from None
    if int(version.partition(".")[0]) < _OLDEST_PANDOC:
        raise FormattingError(MISSING_PANDOC.at(Span(_CONFIG), f"references cannot be formatted: pandoc {version} is too old", help))
    return version

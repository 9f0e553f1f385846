"""Citation styles: which there are, and the file of each made ready for formatting.

An entry is to depend on its item and the style alone: pages number their references themselves, so a style's own numbers,
"2020a" and dashes for a repeated author are taken out of it in memory.

Specification: CSL 1.0.2 (https://docs.citationstyles.org/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, did_you_mean, nearest, rule
from ..base.saying import Said, said, words
from ..reading import folders

UNKNOWN_STYLE = rule(
    "unknown-style",
    """
    The citation style is neither one that is shipped nor a file of the project.

    Shipped are `apa`, `chicago-author-date` and `gb-t-7714`. Any other style is a `.csl` file in the project, named by
    its path from the project's root.

    **Way out:** correct the name, or put the style's `.csl` file into the project; <https://www.zotero.org/styles> has
    ten thousand of them.
    """,
    about=Concern.PROJECT,
)
BROKEN_STYLE = rule(
    "broken-style",
    """
    The file of the citation style cannot be used.

    It is not well-formed XML, is no CSL style, has no bibliography, only points to another style, or pandoc
    refuses it.

    **Way out:** take the file anew from where you found it; a style that only points to another one is replaced by that one.
    """,
    about=Concern.PROJECT,
)
RULES: tuple[Rule, ...] = (UNKNOWN_STYLE, BROKEN_STYLE)

STYLES: Mapping[str, Path] = {path.stem: path for path in sorted((Path(__file__).parent.parent / "styles").glob("*.csl"))}

OTHERWISE = "apa"
# By the language of a site (BCP 47), where another style is what its readers expect.
USUAL: Mapping[str, str] = dict.fromkeys(("zh", "zh-CN", "zh-Hans"), "gb-t-7714")

CONFIG = "mkdocs.yml"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_MAX_STYLE_BYTES = 1_000_000
_MAX_DEPTH = 100
# Chicago, the largest style in use, comes to 1.2 million elements once its macros are written out.
_MAX_EXPANDED = 5_000_000


_ANEW = said("take the file anew from where you found it")


class FormattingError(Exception):
    """References cannot be formatted; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True)
class Style:
    """A style made ready: its XML, the locale it writes in unless told otherwise, and its name for messages."""

    xml: bytes
    locale: str
    name: str


def usual(language: str) -> str:
    """The style of a site that chooses none, by its language (BCP 47)."""
    return USUAL.get(language.replace("_", "-"), OTHERWISE)


def find_style(name: str, root: Path) -> Path:
    """The file of a style from its name: a shipped one, or a `.csl` file by its path in the project at `root`.

    Raises FormattingError when there is none, or when the project's own cannot be used.
    """
    if name in STYLES:
        return STYLES[name]
    if refused := folders.refusal(root, name):
        raise FormattingError(refused)
    path = root / name
    is_inside = path.resolve().is_relative_to(root.resolve())
    if not name.endswith(".csl") or not is_inside or not path.is_file():
        own = sorted(near.relative_to(root).as_posix() for near in path.parent.glob("*.csl") if is_inside and near.is_relative_to(root))
        otherwise = said("shipped are {styles}; any other is a .csl file in the project, by its path", styles=", ".join(STYLES))
        known, span = (*STYLES, *own), _named_at(name, root)
        instead = nearest(name, known) if span.shown == name else None
        raise FormattingError(
            UNKNOWN_STYLE.at(span, said("no citation style '{name}'", name=name), did_you_mean(name, known, otherwise), instead=instead)
        )
    ready(path, name)
    return path


def _named_at(name: str, root: Path) -> Span:
    """Where the configuration names a style."""
    try:
        lines = (root / CONFIG).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for number, line in enumerate(lines, 1):
        if match := re.search(rf"style\w*:\s*[\"']?({re.escape(name)})(?![\w./-])", line):
            return Span(CONFIG, number, match.start(1) + 1, len(name), line)
    return Span(CONFIG)


def ready(path: Path, name: str) -> Style:
    """A style whose entries do not depend on each other. Raises FormattingError when it is not sound."""
    root = _parsed(path.read_bytes(), name)
    bibliography = root.find(f"{_CSL}bibliography")
    if root.tag != f"{_CSL}style":
        raise broken(name, said("the file is no CSL style"))
    if bibliography is None:
        parent = next((link.get("href", "") for link in root.iter(f"{_CSL}link") if link.get("rel") == "independent-parent"), "")
        # pandoc would fetch it from the network.
        message = (
            said("the style only points to another one, {parent}", parent=parent)
            if parent
            else said("the style has no bibliography: it only formats notes")
        )
        raise broken(name, message, help=said("take the style that it points to") if parent else said("take another style"))
    _check_size(root, bibliography, name)
    _make_independent(root, bibliography)
    _tie_to_date(root)
    return Style(ElementTree.tostring(root, "utf-8"), root.get("default-locale", ""), name)


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree of modest depth from XML without a document type, and so without entities."""

    _depth = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type."""
        raise ValueError(said("it has a document type"))

    def start(self, tag: Any, attrs: Any) -> Any:
        """Open an element."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError(said("its elements are nested too deep"))
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Any:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def _parsed(content: bytes, name: str) -> ElementTree.Element:
    if len(content) > _MAX_STYLE_BYTES:
        raise broken(name, said("the file is larger than {most:,} bytes", most=_MAX_STYLE_BYTES))
    try:
        return ElementTree.fromstring(content, ElementTree.XMLParser(target=_Builder()))  # noqa: S314 (the builder refuses entities)
    except ElementTree.ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise broken(name, said("the file is not well-formed XML: {reason}", reason=reason), Span(name, max(line, 1), column + 1)) from None
    except (ValueError, LookupError) as error:
        raise broken(name, said("the file cannot be read: {reason}", reason=words(error))) from None


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
                raise broken(name, said("the style uses a macro '{macro}' that it does not have", macro=macro))
            if macro in above or len(above) > _MAX_DEPTH:
                raise broken(name, said("the macro '{macro}' contains itself", macro=macro))
            if macro not in known:
                known[macro] = expanded(macros[macro], (*above, macro))
            count += known[macro]
        return count

    if expanded(bibliography, ()) > _MAX_EXPANDED:
        raise broken(name, said("the style's macros multiply without end"))


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


def _tie_to_date(root: ElementTree.Element) -> None:
    """Let a style say "Retrieved" only where it says when: APA prints "Retrieved https://…" of what has neither date."""
    for parent in list(root.iter()):
        for word, group in pairwise(list(parent)):
            dates = [date for date in group.iter(f"{_CSL}date") if date.get("variable") == "accessed"]
            if word.tag == f"{_CSL}text" and word.get("term") in ("retrieved", "accessed") and group.tag == f"{_CSL}group" and dates:
                choose = ElementTree.Element(f"{_CSL}choose")
                ElementTree.SubElement(choose, f"{_CSL}if", variable="accessed").append(word)
                parent.insert(list(parent).index(word), choose)
                parent.remove(word)


def broken(name: str, message: Said, span: Span | None = None, help: Said = _ANEW) -> FormattingError:
    """What to raise when the file of a style cannot be used."""
    return FormattingError(BROKEN_STYLE.at(span or Span(name), message, help))

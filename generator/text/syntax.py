"""The casebook's own small syntax: what stands in a text, whoever wrote it and whatever Markdown is around it.

- `[@key]`, `[@key, p. 3; @other]` cite sources;
- `[#crew]`, `[#heron-aground/crew]` print a claim with its source, `[##crew]` prints it large;
- `[[heron]]`, `[[heron|the ship]]` link a record.

Knows the syntax and its places, and no Markdown processor. Whether a candidate really is a mention, or code or an escape, is for the one that
reads the text to say: `prose` for contributed texts, `handwritten` for the pages of `docs/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..base.identifier import normal_key
from ..base.saying import NOTHING, Said, said

SYNTAX = re.compile(
    r"\[\[(?P<record>[^\[\]|\r\n]+)(?:\|(?P<label>[^\[\]|\r\n]+))?\]\]|\[@(?P<cite>[^\[\]]+)\]|\[\#(?P<large>\#?)(?P<claim>[^\[\]\s]+)\]"
)
# Around a number, they stand for a mention. Private-use characters cannot come from a text: the reader refuses them.
OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}([0-9]+){CLOSE}")
# Full-width commas, colons and semicolons part nothing, and no key has one.
_KEY = re.compile(r"[^\s@,;\uff0c\uff1a\uff1b\u3001]+")
_ANOTHER = re.compile(r"(?:^|[,;\uff0c\uff1b\u3001])\s*@")
_OPENED = re.compile(r"\[(?:\[(?P<record>[^\[\]|\n]*)|\#\#?(?P<claim>[^\[\]\s]*)|@(?P<cite>[^\[\]]*))\Z")


class CitePart(NamedTuple):
    """One source in a citation: key, and locator or an empty text."""

    key: str
    locator: str = ""


class Mention(NamedTuple):
    """One use of the syntax. `raw` is the text as written; exactly one of the other parts is filled.

    `cites` for `[@…]`; `record` (and `label`) for `[[…]]`; `claim` for `[#…]`, with `record` when it names one, `is_large` for `[##…]`.
    A citation that does not parse has `problem`.
    """

    raw: str
    cites: tuple[CitePart, ...] = ()
    record: str = ""
    label: str = ""
    claim: str = ""
    problem: Said = NOTHING
    is_large: bool = False


class Located(NamedTuple):
    """A mention with its offset in the text, of which its `raw` is a part to the letter. `is_bare`: no link can stand there, only words."""

    offset: int
    mention: Mention
    is_bare: bool = False


class Name(NamedTuple):
    """A name in a mention: that of a record, a claim or a source, and where it begins in `raw`; `record` is that of a claim, where it is named."""

    what: Literal["record", "claim", "source"]
    name: str
    start: int
    record: str = ""

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.name)


class Opened(NamedTuple):
    """A mention that is being typed: of what the name is, what of it is there, and the record of the claim, or the source of the place in it."""

    what: Literal["record", "claim", "source", "locator"]
    typed: str
    of: str = ""


def opened(before: str) -> Opened | None:
    """The mention in which a text ends, if it ends in one."""
    match = _OPENED.search(before)
    if match is None:
        return None
    if match["record"] is not None:
        return Opened("record", match["record"].lstrip())
    if match["claim"] is not None:
        record, slash, claim = match["claim"].rpartition("/")
        return Opened("claim", claim, record if slash else "")
    key, comma, locator = match["cite"].rpartition(";")[2].lstrip().removeprefix("@").partition(",")
    return Opened("locator", locator.lstrip(), normal_key(key.strip())) if comma else Opened("source", key)


def is_possible(text: str) -> bool:
    """Whether there can be a mention in a text."""
    return bool(SYNTAX.search(text))


def without_citations(text: str) -> str:
    """A text without what cites in it."""
    return SYNTAX.sub(lambda found: "" if found["cite"] else found.group(), text)


def read(match: re.Match[str]) -> Mention:
    """The mention that a match of SYNTAX is."""
    raw = match.group()
    if cite := match["cite"]:
        return _citation(raw, cite)
    if claim := match["claim"]:
        record, _, name = claim.rpartition("/")
        return Mention(raw, record=record, claim=name, is_large=bool(match["large"]))
    return Mention(raw, record=match["record"].strip(), label=(match["label"] or "").strip())


def _citation(raw: str, text: str) -> Mention:
    parts = []
    for piece in text.split(";"):
        key, _, locator = piece.strip().partition(",")
        key = key.strip().removeprefix("@")
        if not _KEY.fullmatch(key) or _ANOTHER.search(locator):
            return Mention(raw, problem=said("'{text}' is no citation; write [@key] or [@key, p. 3; @other]", text=piece.strip()))
        parts.append(CitePart(normal_key(key), locator.strip()))
    return Mention(raw, cites=tuple(parts))


def names(mention: Mention) -> Iterator[Name]:
    """What a mention names, each as it is written and where; nothing in one that does not parse."""
    raw = mention.raw
    if mention.claim:
        start = len("[##") if mention.is_large else len("[#")
        if mention.record:
            yield Name("record", mention.record, start)
            start += len(mention.record) + 1
        yield Name("claim", mention.claim, start, mention.record)
    elif mention.record:
        yield Name("record", mention.record, raw.find(mention.record))
    elif mention.cites:
        place = len("[")
        for piece in raw[place:-1].split(";"):
            key = piece.partition(",")[0].strip().removeprefix("@")
            yield Name("source", key, place + piece.index(key))
            place += len(piece) + 1


# --- places ----------------------------------------------------------------------------------------------------


def slot(number: int) -> str:
    """Where a mention goes in finished HTML."""
    return f"{OPEN}{number}{CLOSE}"


class Numbered:
    """A text in which every candidate for a mention bears a number, for a processor that forgets where in the text things stood.

    The number stands before the closing brackets, where it changes nothing of what a processor makes of the candidate and of its
    neighbours. Two candidates that end at one place, as in `[[#crew]]`, share one.
    """

    def __init__(self, text: str) -> None:
        self._source = text
        self._candidates: dict[int, list[re.Match[str]]] = {}
        for match in _candidates(text):
            self._candidates.setdefault(match.end(match.lastgroup or 0), []).append(match)
        parts, position = [], 0
        for number, place in enumerate(self._candidates):
            parts += [text[position:place], slot(number)]
            position = place
        self.text = "".join((*parts, text[position:]))
        self._places = list(self._candidates)

    def locate(self, mention: Mention, number: int | None, *, is_bare: bool = False) -> Located:
        """Where a mention stands that was found with this number; at the beginning when it has none, as what was put into the text later."""
        if number is not None and number < len(self._places):
            for match in self._candidates[self._places[number]]:
                if match.group()[:2] == mention.raw[:2]:
                    return Located(match.start(), mention._replace(raw=match.group()), is_bare)
        return Located(0, mention, is_bare)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    start = text.find("[")
    while start >= 0:
        if match := SYNTAX.match(text, start):
            yield match
        start = text.find("[", start + 1)


def unnumbered(text: str) -> tuple[str, int | None]:
    """A candidate without its number, and the number, if it bears one."""
    found = SLOT.search(text)
    return SLOT.sub("", text), int(found[1]) if found else None


# --- code ------------------------------------------------------------------------------------------------------


def without_code(text: str) -> str:
    """A Markdown text of the same length, with every character of its code, comments and escapes but line ends made void."""
    if not _MAY_HOLD_CODE.search(text):
        return text
    masked = _CODE.sub(lambda code: re.sub(r"[^\n]", "\x00", code.group()), text)
    lines, is_item, is_code, was_blank = [], False, False, True
    for line in masked.split("\n"):
        indented = line.startswith(("    ", "\t"))
        is_item = (is_item and (indented or not line.strip())) or bool(re.match(r" {0,3}(?:[-*+:]|\d+[.)])\s", line))
        # Indented text is code when it begins a paragraph outside of lists and definitions.
        is_code = bool(line.strip()) and indented and not is_item and (is_code or was_blank)
        was_blank = not line.strip() or (was_blank and is_code)
        lines.append("\x00" * len(line) if is_code else line)
    return "\n".join(lines)


_MAY_HOLD_CODE = re.compile(r"[`\\\t]|~~~|<!--|    ")
_CODE = re.compile(
    r"""^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)               # fenced code
      | (?P<ticks>(?<!`)`+(?!`))(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)       # code in a line: it ends with its paragraph at the latest
      | <!--.*?-->                                                               # a comment
      | \\[\[\]`\\]                                                              # an escaped character""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)

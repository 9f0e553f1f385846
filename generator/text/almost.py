"""What looks like a mention and is printed as it was typed: brackets of another script, one bracket too few, a space, a sign that is missing.

Finds candidates only. Whether something of that name is there, and so whether somebody meant it, is for the one to say who knows the catalog.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from .syntax import SYNTAX, read, without_code

# A record by its id, or by what it is called.
What = Literal["record", "called", "claim", "source"]

# Square and lenticular brackets, parentheses, and the signs behind them, full-width or not.
_OPEN, _CLOSE = r"\[\uff3b\u3010\u3014", r"\]\uff3d\u3011\u3015"
# With what stands for code and for mentions that are some.
_ANY = rf"{_OPEN}{_CLOSE}\n\x00"
_DOUBLE = (
    rf"(?:[{_OPEN}]{{2}}\s*(?P<record>[^{_ANY}|\uff5c]+?)\s*(?:[|\uff5c]\s*(?P<label>[^{_ANY}|\uff5c]*?)\s*)?[{_CLOSE}]{{1,2}}"
    rf"|[{_OPEN}]\s*(?P<half>[^{_ANY}|\uff5c]+?)\s*[{_CLOSE}]{{2}})"
)
_CITE = rf"[{_OPEN}(\uff08]\s*[@\uff20](?P<cite>[^{_ANY}()\uff08\uff09]+?)(?:\[(?P<place>[^{_ANY}]+)\])?\s*[{_CLOSE})\uff09]"
_CLAIM = rf"[{_OPEN}]\s*[#\uff03](?P<large>[#\uff03]?)\s*(?P<claim>[\w./-]+?)\s*[{_CLOSE}]"
_SINGLE = rf"(?<!\])[{_OPEN}](?P<name>[\w./:+-]+)[{_CLOSE}]"
_BARE = r"(?<![\w@/.\[\uff20])[@\uff20](?P<bare>[\w:./+-]*\w)"
_HASH = r"(?<![\w#\uff03&\\/.\[\uff3b\u3010\u3014])(?<!\]\()[#\uff03](?P<hash>\w(?:[\w-]*\w)?)(?![\w#\uff03/-])"
_LATEX = r"\\\w*cite\w*\*?(?:\[(?P<before>[^\[\]\n]*)\])?\{(?P<keys>[^{}\n]+)\}"
_CANDIDATE = re.compile(rf"(?:{_DOUBLE}|{_CITE}|{_CLAIM}|{_SINGLE})(?![(\[:])|{_BARE}|{_HASH}|{_LATEX}")
# One of these is in every candidate.
_SIGN = re.compile(r"[@#\uff03\[\uff3b\u3010\u3014\uff20]|cite\w*\*?[\[{]")


class Almost(NamedTuple):
    """Something that is no mention by its form: what stands in the text and where, what it may be of, its name there, and how it is written then."""

    offset: int
    raw: str
    what: What
    name: str
    instead: str


Known = Callable[[What, str], bool]


def find(text: str, is_known: Known, *, is_signed: bool = False) -> Iterator[Almost]:
    """What stands in a text in place of a mention of something that `is_known`, in reading order. Code and escapes are left alone.

    With `is_signed` only what has a sign or two brackets: where Markdown has links by name, one bracket says nothing.
    """
    if not _SIGN.search(text):
        return
    # Most texts have nothing but mentions that are some.
    if not _SIGN.search(SYNTAX.sub("", text)):
        return
    # Of the same length, so that places stay as they are.
    masked = SYNTAX.sub(lambda mention: "\x00" * len(mention.group()), without_code(text))
    for match in _CANDIDATE.finditer(masked):
        if is_signed and (match["name"] or match["bare"] or match["hash"]):
            continue
        for what, name, instead in _meant(match):
            if is_known(what, name):
                yield Almost(match.start(), match.group(), what, name, instead)
                break


def _meant(match: re.Match[str]) -> Iterator[tuple[What, str, str]]:
    """What a candidate may be, the likeliest first: of what, its name, and the mention."""
    if cite := match["cite"]:
        yield from _citation(cite, match["place"])
    elif bare := match["bare"]:
        yield "source", bare, f"[@{bare}]"
    elif keys := match["keys"]:
        first, *others = (key.strip() for key in keys.split(","))
        place = f", {match['before'].strip()}" if match["before"] else ""
        yield "source", first, f"[{'; '.join((f'@{first}{place}', *(f'@{key}' for key in others if key)))}]"
    elif hashed := match["hash"]:
        yield "claim", hashed, f"[#{hashed}]"
    elif claim := match["claim"]:
        yield "claim", claim, f"[#{'#' if match['large'] else ''}{claim}]"
    elif record := match["record"] or match["half"]:
        label = match["label"] or ""
        mention = f"[[{record}|{label}]]" if label else f"[[{record}]]"
        yield "record", record, mention
        yield "called", record, mention
        yield from _otherwise(record)
    elif name := match["name"]:
        yield "record", name, f"[[{name}]]"
        yield from _otherwise(name)


def citation(raw: str) -> str:
    """How a citation is written that does not parse; empty where nobody can tell."""
    inner = re.sub(r"([,\uff0c])\s*@", "; @", raw[2:-1].lstrip("@\uff20"))
    found = next((instead for _what, _key, instead in _citation(inner, None)), "")
    match = SYNTAX.fullmatch(found)
    return found if match and not read(match).problem else ""


def _otherwise(name: str) -> Iterator[tuple[What, str, str]]:
    """A claim or a source in the brackets of a record."""
    bare = name.lstrip("#\uff03@\uff20")
    yield "source", bare, f"[@{bare}]"
    yield "claim", bare, f"[#{bare}]"


def _citation(inner: str, place: str | None) -> Iterator[tuple[What, str, str]]:
    """A citation of one or several sources, each perhaps with the place in it."""
    parts = []
    for part in re.split(r"\s*[;\uff1b\u3001]\s*", inner.strip()):
        found = re.fullmatch(r"[@\uff20]?(?P<key>[^\s,\uff0c:\uff1a]+)[\s,\uff0c:\uff1a]*(?P<place>.*)", part)
        if not found:
            return
        locator = found["place"].strip() or (place or "").strip()
        parts.append((found["key"], f"@{found['key']}, {locator}" if locator else f"@{found['key']}"))
    # Known by its first: of the others the ordinary check says whether they are there.
    yield "source", parts[0][0], f"[{'; '.join(text for _key, text in parts)}]"

"""How quotation marks and apostrophes are printed: people type straight ones, pages show those of the language.

A sign becomes a sign, so that nothing is longer or shorter for it; code, what stands in another language, and the quoted words of a source stay as
they are. In files to download everything is as it was typed.
"""

from __future__ import annotations

import re

from ..base.scripts import HAN

# Languages whose texts are quoted “so” and ‘so’; in any other only apostrophes within words are set.
_QUOTED = ("en", "zh")
_STRAIGHT = re.compile("[\"']")
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile("[^\\W\\d_]")
# A letter or digit of a writing that parts its words by spaces.
_SPACED = re.compile("[^\\W_\u2e80-\U0003ffff]")
# Letters that were left out at the beginning: of a year, of a word.
_CUT_SHORT = re.compile(r"'(?:\d0s\b|\d\d\b(?!')|(?:tis|twas|twere|til|em|cause|round|n)\b(?!'s))", re.IGNORECASE)
_OPENING = "([{<—–-/\u201c\u2018"
_CLOSING = ".,;:!?)]}>\u201d\u2019"
_URL = re.compile(r"\b[a-z][a-z+.-]*://[^\s<>]*", re.IGNORECASE)

# In a page. An element in running text ends no run of it; all others do.
_INLINE = frozenset("a abbr b bdi bdo cite data del dfn em i img ins label mark q s small span strong sub sup time u var wbr code kbd samp".split())
_DOT = re.compile("\n *· ")
_NO_CONTENT = ("img", "wbr")
_VERBATIM = ("code", "kbd", "samp", "q", "var")
_WHOLE = re.compile(r"<(pre|script|style|textarea|select|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
# A straight sign in a text; one in a tag may look like it.
_CANDIDATE = re.compile(r">[^<>]*?(?:[\"']|&(?:#39|#34|#x27|#x22|apos|quot);)")
# Such a sign, or a tag, in which it stays as it is written.
_CHARACTER = re.compile(f"{_TAG.pattern}|&(?:#39|#x27|apos|(?P<double>#34|#x22|quot));", re.IGNORECASE)
_LANGUAGE = re.compile(r"\slang=[\"']?([A-Za-z]+)")
# Stands for what is not looked at: a word, as far as its neighbours go.
_WORD = "\ufffc"


def typeset(html: str, language: str) -> str:
    """A page's HTML, or elements of one, with the marks of its `language` (BCP 47) in its text; tags are as they were."""
    parts, end = [], 0
    for whole in _WHOLE.finditer(html):
        parts += [_elements(html[end : whole.start()], language), whole.group()]
        end = whole.end()
    return "".join((*parts, _elements(html[end:], language)))


def _elements(html: str, language: str) -> str:
    """Elements without any whose text is left alone as a whole. Only blocks in which a sign stands are looked at: most have none."""
    parts, done = [], 0
    # A dot that parts what stands beside it never begins a line.
    html = _DOT.sub("\xa0· ", html).replace(" · ", "\xa0· ") if "·" in html else html
    # The tag before may be one that was passed over.
    while candidate := _CANDIDATE.search(html, max(0, done - 1)):
        start, tag_end = _block_start(html, candidate.end() - 1, done)
        if tag_end:
            # It stood in a tag.
            parts.append(html[done:tag_end])
            done = tag_end
            continue
        end = next((tag.start() for tag in _TAG.finditer(html, candidate.end()) if tag["name"].lower() not in _INLINE), len(html))
        parts += [html[done:start], running(html[start:end], language)]
        done = end
    return "".join((*parts, html[done:]))


def _block_start(html: str, place: int, done: int) -> tuple[int, int]:
    """Where the running text begins in which a place is; and where the tag ends, if it is one that the place is in, else 0."""
    opening = place
    while (opening := html.rfind("<", done, opening)) >= 0:
        tag = _TAG.match(html, opening)
        if tag and tag.end() > place:
            return done, tag.end()
        if not tag or tag["name"].lower() not in _INLINE:
            return (tag.end() if tag else html.find(">", opening) + 1), 0
    return done, 0


def running(html: str, language: str) -> str:
    """As `typeset`, of running text with the elements in it, such as a title."""
    html = _CHARACTER.sub(lambda found: found[0] if found["name"] else '"' if found["double"] else "'", html) if "&" in html else html
    shown, places, end = [], [], 0
    # The elements that are open, each with why its text is left alone, if it is.
    opened: list[tuple[str, str]] = []
    for tag in (*_TAG.finditer(html), None):
        stop = tag.start() if tag else len(html)
        left = next((reason for _name, reason in opened if reason), "")
        # A number above the line is no part of the text at all.
        if stop > end and left != "raised":
            shown.append(_WORD * (stop - end) if left else html[end:stop])
            places.append((end, stop))
        if tag is None:
            break
        end, name = tag.end(), tag["name"].lower()
        if tag["end"]:
            while opened and opened.pop()[0] != name:
                pass
        elif name not in _NO_CONTENT:
            opened.append((name, _left(name, tag["rest"], language)))
    text, found, start, end = quoted("".join(shown), language), [], 0, 0
    for first, last in places:
        found += [html[end:first], html[first:last] if text[start] == _WORD else text[start : start + last - first]]
        start, end = start + last - first, last
    return "".join((*found, html[end:]))


def _left(name: str, attributes: str, language: str) -> str:
    if name == "sup":
        return "raised"
    if name in _VERBATIM:
        return "verbatim"
    other = _LANGUAGE.search(attributes) if "lang=" in attributes else None
    return "foreign" if other and other[1].lower() != language.partition("-")[0].lower() else ""


def quoted(text: str, language: str) -> str:
    """A plain text with quotation marks and apostrophes as they are printed; of the same length, and of the same letters.

    Text that is mostly Chinese has its own, and stays as it is.
    """
    if not _STRAIGHT.search(text):
        return text
    if not text.isascii() and len(_HAN.findall(text)) > len(_LETTER.findall(text)) / 2:
        return text
    is_quoted = language.partition("-")[0].lower() in _QUOTED
    addresses = [found.span() for found in _URL.finditer(text)] if "://" in text else []
    signs, is_double, singles = list(text), False, 0
    for place, sign in enumerate(text):
        if sign == "\u201c":
            is_double = True
        elif sign == "\u201d":
            is_double = False
        elif sign == "\u2018":
            singles += 1
        elif sign not in "\"'" or any(start <= place < end for start, end in addresses):
            continue
        elif sign == '"' and is_quoted:
            signs[place] = _double(text, place, is_double=is_double)
            is_double = signs[place] == "\u201c" or (is_double and signs[place] == "\u2033")
        elif sign == "'" and is_quoted:
            signs[place] = _single(text, place, "".join(signs[max(0, place - 1) : place]), singles)
            singles += 1 if signs[place] == "\u2018" else -1 if signs[place] == "\u2019" and singles and not _is_within(text, place) else 0
        elif sign == "'" and _is_within(text, place):
            signs[place] = "\u2019"
    return "".join(signs)


def _is_within(text: str, place: int) -> bool:
    """Whether a sign stands between two letters, or a figure and a letter."""
    return text[place - 1 : place].isalnum() and bool(_LETTER.match(text, place + 1))


def _double(text: str, place: int, *, is_double: bool) -> str:
    if not is_double and text[place - 1 : place].isdecimal() and place and not text[place + 1 : place + 2].isalnum():
        # Inches, or seconds of arc.
        return "\u2033"
    after = text[place + 1 : place + 2]
    begins = not place or text[place - 1].isspace() or text[place - 1] in _OPENING
    ends = not after or after.isspace() or after in _CLOSING
    # Where its neighbours do not say, as in writing without spaces, the one that was opened is closed.
    return "\u201c" if begins and not ends else "\u201d" if ends and not begins else "\u201d" if is_double else "\u201c"


def _single(text: str, place: int, before: str, singles: int) -> str:
    after = text[place + 1 : place + 2]
    if _is_within(text, place):
        return "\u2019"
    if before.isdecimal() and not singles and (not after or after.isdecimal() or after.isspace() or after in ',.;:)"-'):
        # Feet, or minutes of arc.
        return "\u2032"
    begins = not before or before.isspace() or before in _OPENING
    if begins and after and not after.isspace() and not _CUT_SHORT.match(text, place) and _is_closed(text, place):
        return "\u2018"
    return "\u2019"


def _is_closed(text: str, place: int) -> bool:
    """Whether a quotation that begins at a place comes to an end."""
    return any(
        not text[found - 1].isspace() and not _SPACED.match(text, found + 1)
        for found in (match.start() for match in re.finditer("['\u2019]", text[place + 2 :]))
        for found in (found + place + 2,)
    )

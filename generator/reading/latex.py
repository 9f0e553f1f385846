"""LaTeX in the texts of a bibliography: accents and escaped characters become the characters themselves.

A small table instead of a LaTeX library: those drop what they do not know without a word, and run out of stack on
nested braces. What is not in the table stays as it is written, and is named so that it can be reported.
"""

from __future__ import annotations

import re
import unicodedata

# Accent commands and the combining characters that they put on the next letter.
_ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "u": "\u0306"},
    **{"v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331", "d": "\u0323"},
}
_CHARACTERS = {
    **{"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ"},
    **{"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "dots": "…", "ldots": "…"},
    **{"textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”"},
    **{"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textellipsis": "…", "texteuro": "€"},
}
# Commands that only say how their argument looks: the argument stays.
_FORMATS = frozenset("emph textit textbf textsc texttt textrm textsf textup textsl mkbibemph mkbibquote enquote url".split())
_ESCAPED = {**{character: character for character in "&%$#_"}, "{": "\ue002", "}": "\ue003", "\\": " ", " ": " ", ",": " ", "-": "", "/": ""}
_COMMAND = re.compile(
    r"""\\(?:
        (?P<mark>['`^"~=.])\s*(?:\{\s*(?P<braced>\\?\w)\s*\}|(?P<bare>\\?\w))
      | (?P<letter>[uvHckrbd])(?:\s*\{\s*(?P<argument>\\?\w)\s*\}|\s+(?P<next>\w))
      | (?P<word>[A-Za-z]+)(?:\{\}|[ ](?=\w)|(?![A-Za-z]))
      | (?P<other>.)
    )""",
    re.VERBOSE | re.DOTALL,
)


def decode(text: str) -> str:
    """A text without LaTeX: characters for commands, a no-break space for `~`, no grouping braces.

    Dashes and quotes made of several characters stay as written. Unknown commands stay, too: see `unknown`.
    """
    if "\\" in text or "~" in text:
        text = _COMMAND.sub(_character, text.replace("~", "\N{NO-BREAK SPACE}") if "\\~" not in text else _ties(text))
    return text.replace("{", "").replace("}", "").replace("\ue002", "{").replace("\ue003", "}")


_SPECIAL = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_{}"},
        **{"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "\N{NO-BREAK SPACE}": "~"},
    }
)


def encode(text: str) -> str:
    """A plain text as LaTeX: what would be a command is escaped, everything else stays (biblatex reads UTF-8)."""
    return text.translate(_SPECIAL)


def unknown(text: str) -> list[str]:
    """The commands of a text that `decode` leaves as they are."""
    found = (match for match in _COMMAND.finditer(text) if _character(match) == match.group())
    return list(dict.fromkeys(match.group().strip() for match in found))


def _ties(text: str) -> str:
    r"""Ties (`~`) as no-break spaces, but not where the tilde is the accent of `\~n`."""
    return re.sub(r"(?<!\\)~", "\N{NO-BREAK SPACE}", text)


def _character(match: re.Match[str]) -> str:
    mark, letter = match["mark"], match["letter"]
    if mark or letter:
        base = (match["braced"] or match["bare"] or match["argument"] or match["next"]).removeprefix("\\")
        return unicodedata.normalize("NFC", base + _ACCENTS[mark or letter])
    if word := match["word"]:
        if word in _FORMATS:
            return ""
        return _CHARACTERS.get(word, match.group())
    return _ESCAPED.get(match["other"], match.group())

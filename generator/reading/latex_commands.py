"""What LaTeX's commands do to a text, by their names without the backslash; those for one character are in `latex_characters`.

A bibliography has plain texts: what only says how something looks leaves the text that it is said of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Accent commands and the combining characters that they put on the next letter; below, those of formulas.
ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "u": "\u0306"},
    **{"v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331", "d": "\u0323", "t": "\u0361"},
    **{"h": "\u0309", "G": "\u030f", "f": "\u0311", "U": "\u030e", "textcommabelow": "\u0326", "textogonekcentered": "\u0328", "tilde": "\u0303"},
    **{"hat": "\u0302", "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "bar": "\u0304", "dot": "\u0307"},
    **{"ddot": "\u0308", "dddot": "\u20db", "vec": "\u20d7", "mathring": "\u030a", "not": "\u0338", "widehat": "\u0302", "widetilde": "\u0303"},
    **{"overline": "\u0305"},
}
# What stands behind a backslash and is no letter. A line that is broken by hand is one text.
SIGNS = {
    **{character: character for character in "&%$#_{}"},
    **dict.fromkeys(" \\\n\t,:;>", " "),
    **dict.fromkeys("-/!@*+<", ""),
    "|": "‖",
}
# Names of functions in formulas, which are words.
FUNCTIONS = frozenset(
    """
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh
    """.split()
)
# What says how the text in its braces, or all that follows, looks: the text stays.
LOOKS = frozenset(
    """
    emph textit textbf textsc texttt textrm textsf textup textsl textmd textnormal textin textlf textsw text mbox hbox fbox makebox underline uline
    it bf em rm sc sf tt sl cal itshape bfseries scshape ttfamily rmfamily sffamily upshape slshape mdseries normalfont normalsize tiny scriptsize
    footnotesize small large Large LARGE huge Huge mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathnormal boldmath bm boldsymbol
    operatorname mathop mathrel mathbin mathord textlatin textgreek textcyrillic textrussian latintext ensuremath displaystyle textstyle scriptstyle
    mkbibemph mkbibbold mkbibitalic mkbibacro mkbibnamefamily mkbibnamegiven autocap MakeUppercase MakeLowercase uppercase lowercase NoCaseChange
    MakeSentenceCase MakeCapital bibstring protect relax noindent ignorespaces xspace null leavevmode allowbreak nobreak break hfill strut left
    right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr limits nolimits nonumber centering raggedright sloppy unskip IeC textcompwordmark unit
    num si ang smash overrightarrow overbrace underbrace textdir so ul st acro textsmaller textacr
    """.split()
)
# Groups of braces that are passed over: colours, widths, addresses, names of languages; a text in the group after them stays.
PASSED_OVER = {
    **dict.fromkeys("color textcolor colorbox foreignlanguage selectlanguage hspace vspace hskip label noopsort SortNoop noop sortnoop".split(), 1),
    **dict.fromkeys("href texorpdfstring relsize raisebox parbox vphantom hphantom phantom hyphenation index glossary".split(), 1),
    **dict.fromkeys("fcolorbox fontsize".split(), 2),
}
# What only makes room.
WIDTHS = dict.fromkeys("quad qquad enspace enskip thinspace medspace thickspace space hspace hskip nobreakspace newline linebreak par".split(), " ")
# What stands as it is, with no command in it read: addresses and what is typed as on a terminal.
VERBATIM = frozenset("url path nolinkurl verb lstinline burl detokenize".split())
WORDS = {
    **{name: name for name in ("LaTeX", "TeX", "XeTeX", "LuaTeX", "XeLaTeX", "LuaLaTeX", "pdfLaTeX", "ConTeXt", "AmS")},
    **{"BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε", "BibLaTeX": "BibLaTeX", "MF": "METAFONT", "MP": "METAPOST", "AmSTeX": "AmSTeX", "eTeX": "ε-TeX"},
    **{"dash": "–", "Dash": "—", "hyp": "-", "fshyp": "-", "bibrangedash": "–", "nbhyphen": "-"},
}
_RAISED = str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyz′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′")
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
# What is always raised, and has a sign of its own so.
_SIGNS_RAISED = {"o": "º", "a": "ª", "TM": "™", "tm": "™", "SM": "℠"}
_FRACTIONS = dict(zip("1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", strict=True))
_DOUBLED = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}


def accented(mark: str, text: str) -> str:
    """A text with an accent on its first character; without one, the accent alone."""
    if not text.strip():
        return mark if len(mark) == 1 and not mark.isalpha() else ""
    base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0]) if mark not in ("c", "k", "b", "d") else text[0]
    return unicodedata.normalize("NFC", base + ACCENTS[mark]) + text[1:]


def raised(text: str, is_formula: bool = False) -> str:
    """A text as it stands above the line. Letters of a word, as in 1st, stay on the line."""
    return _moved(text, _RAISED, "^", is_formula) if is_formula or text not in _SIGNS_RAISED else _SIGNS_RAISED[text]


def lowered(text: str, is_formula: bool = False) -> str:
    """A text as it stands below the line."""
    return _moved(text, _LOWERED, "_", is_formula)


def _moved(text: str, table: dict[int, int], mark: str, is_formula: bool) -> str:
    if not text or (len(text) > 1 and text.isalpha() and (not is_formula or text in ("th", "st", "nd", "rd"))):
        return text
    if all(ord(character) in table for character in text):
        return text.translate(table)
    if not is_formula or not text.isascii():
        return text
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _fraction(parts: Sequence[str]) -> str:
    above, below = (f"({part})" if re.search(r"[-+−\s]", part.strip()) else part for part in parts)
    return _FRACTIONS.get(f"{above}/{below}", f"{above}/{below}")


def _root(parts: Sequence[str]) -> str:
    return f"√{parts[0]}" if len(parts[0]) == 1 or parts[0].isdigit() else f"√({parts[0]})"


def _quoted(parts: Sequence[str]) -> str:
    # A quotation inside a quotation has the other pair of marks.
    return f"“{parts[0].replace('“', '‘').replace('”', '’')}”"


@dataclass(frozen=True, slots=True)
class Command:
    """A command that makes something of its arguments: how many there are, and what of them."""

    arguments: int
    make: Callable[[Sequence[str]], str]


COMMANDS = {
    **{mark: Command(1, lambda parts, mark=mark: accented(mark, parts[0])) for mark in ACCENTS},  # type: ignore[misc]
    **dict.fromkeys(("textsuperscript", "up", "ier", "textsu", "mkbibsuperscript", "sp", "super"), Command(1, lambda parts: raised(parts[0]))),
    **dict.fromkeys(("textsubscript", "textsb", "mkbibsubscript", "sb", "ped"), Command(1, lambda parts: lowered(parts[0]))),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "sfrac", "textfrac", "cfrac"), Command(2, _fraction)),
    **dict.fromkeys(("enquote", "mkbibquote", "textquote", "textquoted"), Command(1, _quoted)),
    **dict.fromkeys(("mkbibparens", "parentext"), Command(1, lambda parts: f"({parts[0]})")),
    **dict.fromkeys(("mkbibbrackets", "brackettext"), Command(1, lambda parts: f"[{parts[0]}]")),
    "sqrt": Command(1, _root),
    "ce": Command(1, lambda parts: re.sub(r"(?<=[A-Za-z)\]])\d+", lambda found: lowered(found.group()), parts[0])),
    "mathbb": Command(1, lambda parts: "".join(_DOUBLED.get(character, character) for character in parts[0])),
    "footnote": Command(1, lambda parts: f" [{parts[0]}]"),
    "thanks": Command(1, lambda parts: f" [{parts[0]}]"),
}
# In formulas, what stands above the line and below it.
RAISE = Command(1, lambda parts: raised(parts[0], is_formula=True))
LOWER = Command(1, lambda parts: lowered(parts[0], is_formula=True))

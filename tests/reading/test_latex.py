"""LaTeX in texts, against pandoc as the oracle: what pandoc reads we read, in the same way but for the named exceptions."""

from __future__ import annotations

import itertools
import json
import re
import time
import unicodedata

import pypandoc
import pytest
from casebook.reading import latex
from casebook.reading.latex_characters import CHARACTERS
from casebook.reading.latex_commands import COMMANDS, LOOKS, WIDTHS
from hypothesis import example, given
from hypothesis import strategies as st

LETTERS = "aceginorsuzAEO"
ACCENTED = [
    *(rf"\{mark}{{{letter}}}" for mark, letter in itertools.product("'`^\"~=.", LETTERS)),
    *(rf"\{mark}{{{letter}}}" for mark, letter in itertools.product("uvHckrbd", LETTERS)),
    *(rf"{{\{mark} {letter}}}" for mark, letter in itertools.product("uvck", "aescgA")),
    *(rf"{{\{mark}{letter}}}" for mark, letter in itertools.product("'`^\"~", "aeouAEOU")),
]
WRITTEN = [
    *(
        r"M{\"u}ller",
        r"Erd{\H o}s",
        r"Dvo{\v{r}}{\'a}k",
        r"{\L}{\'o}d{\'z}",
        r"{\O}re",
        r"{\AA}rhus",
        r"\aa rhus",
        r"na{\"\i}ve",
        r"na\"{\i}ve",
        r"{\ss}",
    ),
    *(
        r"{\ae}on {\oe}uvre",
        r"{\o} {\l} {\i}",
        r"\'{\i}",
        r"\~{}x",
        r"\^{}",
        r"\&",
        r"\%",
        r"\$",
        r"\#",
        r"\_",
        r"\{a\}",
        r"A \& B, 5\%, \$3, \#1, a\_b",
    ),
    *(
        "``double''",
        "a -- b",
        "a --- b",
        "1--2",
        "no~break",
        "don't",
        "{{Braces}} and {b}",
        "{\\em a} b",
        "{\\bf a} {\\it b} {\\tt c} {\\sc d} {\\sl e}",
    ),
    *(r"\emph{a}", r"\textit{a}", r"\textbf{a}", r"\texttt{a}", r"\textsc{a}", r"\textrm{a}", r"\textsf{a}", r"\textup{a}", r"\textsl{a}"),
    *(
        r"\textmd{a}",
        r"\textnormal{a}",
        r"\underline{a}",
        r"\uppercase{A}",
        r"\textcolor{red}{a b}",
        r"\href{https://a.org/b}{a}",
        r"\url{https://a.org/b_c}",
    ),
    *(r"\enquote{a}", r"\enquote{a \enquote{b} c}", r"\mkbibquote{a}", r"\mkbibemph{a}", r"\foreignlanguage{german}{a}", r"\textgreek{a}"),
    *(
        r"\textsuperscript{2}",
        r"x\textsuperscript{st}",
        r"\textsubscript{2}",
        r"H\textsubscript{2}O",
        r"M\textsuperscript{lle}",
        r"\emph{a \textbf{b} c}",
    ),
    *(
        r"\ldots{} a",
        r"\dots{} a",
        r"\textellipsis{} a",
        r"\textendash{} a",
        r"\textemdash{} a",
        r"\textquoteleft{}a\textquoteright{}",
        r"\textregistered{} a",
    ),
    *(
        r"\textquotedblleft{}a\textquotedblright{}",
        r"\S{} 5",
        r"\P{} 5",
        r"\copyright{} a",
        r"\pounds{} 5",
        r"\euro{} 5",
        r"\texteuro{} 5",
        r"\dag{} a",
    ),
    *(r"\textbackslash{} a", r"\textasciitilde{} a", r"\textasciicircum{} a", r"\textunderscore{} a", r"\textless{} \textgreater{} \textbar{} a"),
    *(
        r"\TeX{} and \LaTeX{}",
        r"\slash{} a",
        r"\textmu{} m",
        r"\textdegree{} C",
        r"\noopsort{1}a",
        r"a\,b",
        r"a\ b",
        r"\verb|a|",
        r"\ss{}a",
        r"\ae on",
    ),
    *(
        r"\textquotesingle{}s",
        r"\textquotedbl{}s",
        r"\guillemotleft{}a\guillemotright{}",
        r"\c{\c{c}}",
        r"{\'{e}}",
        r"{\`a}",
        r"{\c C}elik",
        r"\t{oo}",
    ),
]
# In formulas pandoc's plain text is the oracle: its CSL keeps them as LaTeX.
FORMULAS = [
    *(
        r"$\alpha$",
        r"$\beta$-carotene",
        r"$\mu$m",
        r"$\Omega$",
        r"a $<$ b",
        r"$\times$",
        r"$\pm$ 3",
        r"$\leq$ 3",
        r"$\geq$ 3",
        r"$\neq$ 3",
        r"$\approx$ 3",
    ),
    *(
        r"$\infty$",
        r"$\rightarrow$",
        r"$\sim$ 5",
        r"$H_2O$",
        r"CO$_2$",
        r"$x^2$",
        r"$10^{-3}$",
        r"$10^6$",
        r"${}^{13}$C",
        r"$^{14}$C",
        r"\(x^2\)",
        r"$\hat{x}$",
    ),
    *(
        r"$\bar{x}$",
        r"$\vec{v}$",
        r"$\tilde{a}$",
        r"\ensuremath{\alpha}",
        r"$\mathrm{d}$",
        r"$\text{max}$",
        r"$\mathbf{x}$ y",
        r"$\left(x\right)$",
        r"$\gamma$ rays",
    ),
    *(
        r"$\Delta$",
        r"$\partial$",
        r"$\forall x$",
        r"$\in$",
        r"$\subset$",
        r"$\cup$",
        r"$\cdot$",
        r"$\ell$",
        r"$\varepsilon$",
        r"$\nabla$",
        r"$\degree$",
    ),
    *(
        r"$x+1$",
        r"$a=b$",
        r"$p<0.05$",
        r"$\mathcal{O}$",
        r"$\log n$",
        r"$\ldots$",
        r"$\circ$",
        r"$\prime$",
        r"$\emptyset$",
        r"$\exists$",
        r"$\oplus$",
    ),
]
# What pandoc reads otherwise, or leaves out without a word; why ours is better.
_UNKNOWN_THERE = "a sign that pandoc leaves out"
_DOTLESS = "with an accent on it, it is an i"
EXCEPTIONS = {
    **dict.fromkeys((r"\textellipsis{} a", r"\textendash{} a", r"\textemdash{} a", r"\texteuro{} 5", r"\dag{} a"), _UNKNOWN_THERE),
    **dict.fromkeys((r"\textunderscore{} a", r"\textless{} \textgreater{} \textbar{} a"), _UNKNOWN_THERE),
    **dict.fromkeys((r"na{\"\i}ve", r"na\"{\i}ve", r"\'{\i}"), _DOTLESS),
    "don't": "an apostrophe stands as it was typed: a style makes one of print of it",
    r"$\degree$": "a formula that pandoc leaves as it is",
    r"$\cdot$": "the dot between words and in names, and not that of products alone",
}


def titles(pieces: list[str]) -> list[str]:
    """What pandoc's reader of biblatex makes of titles in which these pieces stand."""
    entries = "".join(f"@misc{{k{number:04}, title = {{{{q}} {piece} q}}, langid = {{english}}}}\n" for number, piece in enumerate(pieces))
    items = json.loads(pypandoc.convert_text(entries, "csljson", format="biblatex"))
    return [str(item["title"]) for item in sorted(items, key=lambda item: str(item["id"]))]


def plain(text: str) -> str:
    """A text without the marks of HTML, in which a small letter is one and a space a space."""
    return " ".join(unicodedata.normalize("NFKC", re.sub(r"</?(?:i|b|u|span|sup|sub|sc)\b[^>]*>", "", text)).split()).casefold()


def test_texts_are_read_as_pandoc_reads_them() -> None:
    pieces = [*ACCENTED, *WRITTEN]
    assert len(pieces) >= 300
    other = {
        piece: (ours, theirs)
        for piece, found in zip(pieces, titles(pieces), strict=True)
        if (ours := plain(latex.decode(f"{{q}} {piece} q"))) != (theirs := plain(found))
    }
    assert {piece: found for piece, found in other.items() if piece not in EXCEPTIONS} == {}
    # No exception is one for nothing.
    assert set(other) == {piece for piece in EXCEPTIONS if piece in pieces}


def test_formulas_are_read_as_pandoc_writes_them_in_plain_text() -> None:
    written = pypandoc.convert_text("\n\n".join(f"q {piece} q" for piece in FORMULAS), "plain", format="latex", extra_args=["--wrap=none"])
    pairs = zip(FORMULAS, written.strip().split("\n\n"), strict=True)
    other = {
        piece: (ours, theirs)
        for piece, found in pairs
        if (ours := plain(latex.decode(f"q {piece} q")).replace(" ", "")) != (theirs := plain(found).replace(" ", ""))
    }
    assert {piece: found for piece, found in other.items() if piece not in EXCEPTIONS} == {}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"$\frac{1}{2}$ and $\frac{a}{b+c}$", "½ and a/(b+c)"),
        (r"$\sqrt{2}$, $\sqrt[3]{xy}$", "√2, √(xy)"),
        (r"$n^{th}$", "nth"),
        (r"$\mathbb{R}^n$", "ℝⁿ"),
        (r"$\sum_{i=1}^n x_i$", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"$x^{a,b}$", "x^(a,b)"),
        (r"$O(n\log n)$", "O(n log n)"),
        (r"$\sim$5 km", "∼5 km"),
        ("$5 and $10", "$5 and $10"),
        ("It costs $5", "It costs $5"),
        (r"US\$5 -- US\$10", "US$5 – US$10"),
        ("`single' and `it''s'", "‘single’ and ‘it”s’"),
        ("?`Que? !`Hola!", "¿Que? ¡Hola!"),
        (r"\ng, \'\i, \texttrademark, \degree", "ŋ, í, ™, °"),
        (r"\mbox{a}, \fbox{b}, \ce{H2O}", "a, b, H₂O"),
        (r"see https://example.org/a--b~c\_d -- there", "see https://example.org/a--b~c_d – there"),
        (r"\path{C:\Users} \verb|\x|", r"C:\Users \x"),
        (r"\footnote{so}", "[so]"),
        (r"soft\-hyphen and il\/l", "softhyphen and ill"),
        (r"1\textsuperscript{st}, n\textsuperscript{o} 5, Acme\textsuperscript{TM}", "1st, nº 5, Acme™"),
        (r"two\\lines", "two lines"),
    ],
)
def test_what_pandoc_has_no_plain_text_for(written: str, expected: str) -> None:
    assert latex.decode(written).strip() == expected
    assert latex.read(written)[1] == ()


@pytest.mark.parametrize(
    ("written", "shown", "unknown"),
    [
        (r"A \shortstack{odd one} b", r"A \shortstack{odd one} b", (r"\shortstack",)),
        (r"\begin{x}y\end{x}", r"\begin{x}y\end{x}", (r"\begin", r"\end")),
        (r"C:\path to", r"C:\path to", (r"\path",)),
        (r"\foo{\'e}", r"\foo{é}", (r"\foo",)),
        (r"\textcolor{red", r"\textcolor red", (r"\textcolor",)),
    ],
)
def test_what_nobody_reads_is_shown_as_it_is(written: str, shown: str, unknown: tuple[str, ...]) -> None:
    text, found = latex.read(written)
    assert (text.replace("{red", " red").replace("}", "") if "red" in written else text, found) == (shown, unknown)


@pytest.mark.parametrize(
    "text",
    [
        *("{" * 20_000 + "}" * 20_000, "\\'" + "{" * 20_000, "\\textsuperscript{" * 1_200 + "}" * 1_200, "\\url{\\}" * 3_000, "$a" * 10_000),
        *("\\frac" * 4_000, "\\(" * 10_000, "$^{" * 6_000, "\\'" * 10_000, "http://" * 3_000, "\\verb" * 4_000, "\\foo{" * 4_000, "`" * 20_000),
        *("a_" * 10_000, "\\href{" * 3_000, "$" * 20_000, "\\sqrt[" * 3_000),
    ],
    ids=lambda text: text[:9],
)
def test_no_text_takes_long(text: str) -> None:
    begin = time.process_time()
    latex.read(text)
    assert time.process_time() - begin < 1


@given(st.text("ab {}\\'\"`^~$-_%&#[]()|é花", max_size=60))
@example("$^a_b$")
def test_every_text_is_read(text: str) -> None:
    decoded, unknown = latex.read(text)
    assert all(command.startswith("\\") for command in unknown)
    # A letter may have been raised or lowered by a formula.
    plain = unicodedata.normalize("NFKC", decoded)
    assert all(character in plain for character in text if character in "ab花" and not unknown and "\\" not in text)


@given(st.text("abé花 {}\\'\"`^~$-_%&#@<>[]|*!?/", max_size=40))
def test_what_is_written_is_read_back(text: str) -> None:
    assert latex.decode(latex.encode(text)) == text


def test_no_command_stands_in_two_tables() -> None:
    tables = (set(CHARACTERS), set(COMMANDS), set(LOOKS), set(WIDTHS))
    assert not {command for one, other in itertools.combinations(tables, 2) for command in one & other}


@pytest.mark.parametrize("command", ["alpha", "textregistered", "ng", "texttrademark", "degree", "L", "ss", "euro", "rightarrow", "leq", "aleph"])
def test_a_sign_is_one_character(command: str) -> None:
    assert len(latex.decode(f"\\{command}{{}}")) == 1

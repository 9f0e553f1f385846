"""Every type of work is printed as pandoc alone prints it from the same BibTeX, but for what is named here with its reason."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypandoc
import pytest
from casebook.citing.formatting import format_references, plain_text
from casebook.citing.styles import STYLES

from .works import WORKS, works

ALL = works()


def alone(key: str, style: Path, folder: Path) -> str:
    """What pandoc prints of one entry as it is written."""
    entry = re.search(rf"^@\w+\{{{key},.*?\n(?=\n|\Z)", WORKS, re.MULTILINE | re.DOTALL)
    assert entry
    (folder / f"{key}.bib").write_text(entry.group(), encoding="utf-8")
    lang = "zh-CN" if ALL[key].get("langid") == "zh" and style.stem.startswith("gb") else "en-US"
    arguments = ["--citeproc", f"--csl={style}", f"--bibliography={folder / f'{key}.bib'}", "--wrap=none"]
    html = pypandoc.convert_text(f'---\nnocite: "@*"\nlang: {lang}\n---\n', "html", "markdown", extra_args=arguments, verify_format=False)
    return squeezed(re.sub(r"<[^>]+>", "", html))


def squeezed(text: str) -> str:
    text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return re.sub(r"^\[1\]\s*", "", " ".join(re.sub("[\"'“”‘’]", "'", text).split()))


# Where ours differs, and why it is better: what pandoc prints, and what we do.
PARTICLE = "biblatex drops particles unless told otherwise, and nobody tells it: a catalog keeps them with the family name, as the short forms do"
PART = "pandoc makes of volume and part a number with a full stop, and an ordinary one of it"
NOT_SAID = "'Retrieved' needs a day (APA 7, 9.16)"
STANDARD = "pandoc takes a standard for a law; CSL 1.0.2 knows standards"
DOCUMENT = "pandoc gives @misc no type, and CSL 1.0.2 has one for it"
PERFORMANCE = "pandoc takes a performance for a talk; CSL 1.0.2 knows performances"
ALEMBERT = "pandoc takes d' for a particle in CSL-JSON and not in BibTeX; by the Chicago Manual (18th ed., 8.7) it is one"
BETTER = {
    ("apa", "article", PARTICLE): ("Berg, A. van der, Jr., World", "van der Berg, A., Jr., World"),
    ("apa", "book", PART): (
        "The Work: 2.1. The Volume (A. Smith & B. Roe, Trans.; 2nd ed.)",
        "The Work: Vol. 2. The Volume (A. Smith & B. Roe, Trans.; 2nd ed., Pt. 1)",
    ),
    ("apa", "undated", NOT_SAID): ("A Page. Retrieved https:", "A Page. https:"),
    ("apa", "standard", STANDARD): ("Quality, Pub. L. No. 9001 (2015).", "Quality (9001). (2015). ISO."),
    ("chicago-author-date", "book", PART): ("2.1 of The Work.", "Vol. 2, pt. 1, of The Work."),
    ("chicago-author-date", "book", ALEMBERT): ("d'Alembert, Jean. (1750)", "Alembert, Jean d'. (1750)"),
    ("chicago-author-date", "misc", DOCUMENT): ("[Statistics].", "'[Statistics].'"),
    ("chicago-author-date", "performance", PERFORMANCE): ("'A Play.'", "A Play."),
    ("chicago-author-date", "standard", STANDARD): ("Quality, Pub. L. No. 9001 (2015).", "Quality. 2015. 9001. ISO."),
    ("gb-t-7714", "article", PARTICLE): ("BERG A van der Jr.", "VAN DER BERG A Jr."),
    ("gb-t-7714", "standard", STANDARD): ("9001[A]", "9001[S]"),
}


@pytest.mark.parametrize("style", STYLES)
def test_works_are_printed_as_pandoc_prints_them(style: str, tmp_path: Path) -> None:
    """All but capitals: pandoc makes small letters of those in titles, and in GB/T 7714 capitals of organisations, where ours stay as written."""
    ours = {key: squeezed(plain_text(html)) for key, html in format_references(ALL, STYLES[style]).items()}
    with ThreadPoolExecutor(2) as pool:
        theirs = dict(zip(ALL, pool.map(lambda key: alone(key, STYLES[style], tmp_path), ALL), strict=True))
    for (where, key, why), (worse, better) in BETTER.items():
        if where == style:
            assert worse.casefold() in theirs[key].casefold(), why
            theirs[key] = theirs[key].casefold().replace(worse.casefold(), better)
    assert {key: text.casefold() for key, text in ours.items()} == {key: text.casefold() for key, text in theirs.items()}


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ("d'Alembert, Jean", "D’ALEMBERT J"),
        ("d’Alembert, Jean", "D’ALEMBERT J"),
        ("al-Hassan, Omar", "AL-HASSAN O"),
        ("van 't Hoff, Henry", "VAN ’T HOFF H"),
        ("de la Cruz, Maria", "DE LA CRUZ M"),
        ("O'Hara, John", "O’HARA J"),
        ("King, Jr., Martin Luther", "KING M L Jr."),
        ("{World Health Organization}", "World Health Organization"),
    ],
)
def test_names_in_capitals_keep_together_what_belongs_together(names: str, printed: str) -> None:
    found = works(f"@book{{k, title = {{T}}, author = {{{names}}}}}")
    assert plain_text(format_references(found, STYLES["gb-t-7714"])["k"]) == f"{printed.removesuffix('.')}. T[M]."


def test_apa_says_retrieved_only_with_a_day() -> None:
    found = works("@online{k, title = {T}, url = {https://e.org/}}\n\n@online{l, title = {T}, url = {https://e.org/}, urldate = {2020-01-02}}")
    printed = {key: plain_text(html) for key, html in format_references(found, STYLES["apa"]).items()}
    assert printed == {"k": "T. (n.d.). https://e.org/", "l": "T. (n.d.). Retrieved January 2, 2020, from https://e.org/"}


def test_a_style_that_does_not_know_volumes_prints_their_titles_too() -> None:
    assert "The Work: 2.1 The Volume[M]" in plain_text(format_references({"book": ALL["book"]}, STYLES["gb-t-7714"])["book"])


def test_translators_are_printed() -> None:
    for style, printed in (("apa", "(J. Doe, Trans.)"), ("chicago-author-date", "translated by Jane Doe"), ("gb-t-7714", "DOE J, trans.")):
        assert printed in plain_text(format_references({"k": ALL["incollection"]}, STYLES[style])["k"])

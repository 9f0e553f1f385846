"""What the fields of an entry say: names, accents, addresses, dates."""

from __future__ import annotations

import pytest
from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.reference import Name, Reference


def only(fields: str) -> Reference:
    """The reference of an entry with these fields and a title."""
    bibliography, found = read(Text("r.bib", f"@online{{key,\n  title = {{T}},\n  {fields}\n}}\n"))
    assert found == []
    return bibliography.references["key"]


def problems(content: str) -> list[tuple[int, str, str]]:
    """What is found, as (line, code, message)."""
    return [(item.span.line, item.code, item.message) for item in read(Text("r.bib", content))[1]]


# --- names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Smith, Ann", Name("Smith", "Ann")),
        ("Ann Smith", Name("Smith", "Ann")),
        ("J. R. R. Tolkien", Name("Tolkien", "J. R. R.")),
        ("van Gogh, Vincent", Name("Gogh", "Vincent", prefix="van")),
        ("Ludwig van der Rohe", Name("Rohe", "Ludwig", prefix="van der")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("de la Vega, III, Ana", Name("Vega", "Ana", prefix="de la", suffix="III")),
        ("Robert {van Gulik}", Name("van Gulik", "Robert")),
        (r"M{\"u}ller, J{\o}rg", Name("Müller", "Jørg")),
        (r"{\'E}mile Zola", Name("Zola", "Émile")),
        ("欧阳, 婷", Name("欧阳", "婷")),
        # Names without parts stay as they are.
        ("{World Health Organization}", Name(literal="World Health Organization")),
        ("{Barnes and Noble}", Name(literal="Barnes and Noble")),
        ("{Caf{\\'e} Society}", Name(literal="Café Society")),
        ("新华社", Name(literal="新华社")),
        ("Plato", Name(literal="Plato")),
    ],
)
def test_a_name_is_split_as_bibtex_splits_it(written: str, expected: Name) -> None:
    reference = only(f"author = {{{written}}},")
    assert (reference.author, reference.et_al) == ((expected,), False)


def test_several_authors_and_others() -> None:
    reference = only("author = {Smith, Ann and {Growers and Sons} and\n    新华社 and others}, editor = {Jones, Bob AND others},")
    assert reference.author == (Name("Smith", "Ann"), Name(literal="Growers and Sons"), Name(literal="新华社"))
    assert reference.et_al
    assert reference.editor == (Name("Jones", "Bob"),)


@pytest.mark.parametrize(
    ("written", "reason"),
    [("Smith, Ann,", "Trailing comma at end of name"), ("A, B, C, D", "Too many commas"), ("Smith,", "Trailing comma at end of name")],
)
def test_a_name_that_cannot_be_split_is_reported_at_its_field(written: str, reason: str) -> None:
    content = f"@misc{{k,\n  title = {{T}},\n  author = {{{written}}},\n}}\n"
    assert problems(content) == [(3, "bibtex-field", f"the name '{written}' cannot be split: {reason}")]


@pytest.mark.parametrize("written", [", Ann", "{}", "Smith, Ann and and Jones, Bob", "Smith, Ann and others and Jones, Bob"])
def test_a_name_without_sense_is_reported(written: str) -> None:
    assert [code for _, code, _ in problems(f"@misc{{k, title = {{T}}, author = {{{written}}}}}")] == ["bibtex-field"]


@pytest.mark.parametrize("name", ["王帅", "王 帅", "阿卜杜·热西提"])
def test_a_chinese_name_is_not_turned_round(name: str) -> None:
    bibliography, found = read(Text("r.bib", f"@online{{k, author = {{{name}}}, title = {{T}}}}\n"))
    assert found == []
    assert bibliography.references["k"].author == (Name(literal=name),)


# --- text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"Caf\'e, {\"O}l, \c{c}, {\ss}, \v{s}", "Café, Öl, ç, ß, š"),
        (r"\~n {\~a} \H{o} \u g \k{a} \r{A} \.z \={u} \`a \^{\i}", "ñ ã ő ğ ą Å ż ū à î"),
        (r"\L{}\'od\'z, \o re, \AA rhus, {\ae}on, \textendash{} \dots", "Łódź, øre, Århus, æon, – …"),
        (r"A \& B, 5\%, \$3, \#1, a\_b", "A & B, 5%, $3, #1, a_b"),
        ("The {TONNE} of {{Apples}}", "The TONNE of Apples"),
        ("No~break", "No\N{NO-BREAK SPACE}break"),
        (r"\emph{Stress} and \textbf{weight}", "Stress and weight"),
        ("Over\n    two\tlines", "Over two lines"),
        ("十位县长 sell “apples”", "十位县长 sell “apples”"),
        ("5% of a_b & c", "5% of a_b & c"),
        (r"\'a 5\% b", "á 5% b"),
        ("What @home{means}", "What @homemeans"),
    ],
)
def test_latex_in_a_title_becomes_plain_text(written: str, expected: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k, title = {{{written}}}}}"))
    assert found == []
    assert bibliography.references["k"].title == expected


@pytest.mark.parametrize("written", ["pages 3--5", "so --- it was", "``so''"])
def test_what_a_text_says_does_not_depend_on_an_accent_elsewhere(written: str) -> None:
    (plain,), (accented,) = (read(Text("r.bib", f"@misc{{k, title = {{{text}}}}}"))[0].references.values() for text in (written, f"{written} \\'e"))
    assert accented.title == f"{plain.title} é"


@pytest.mark.parametrize("url", ["https://example.org/~a_b/c%20d?e=%7E&f=_#g~h", "http://example.org/a--b,c(d)'e", "https://例子.中国/路径_~%E4"])
def test_an_address_is_never_decoded(url: str) -> None:
    reference = only(f"url = {{{url}}}, archiveurl = {{{url}}}, doi = {{10.1000/a_b~c}},")
    assert (reference.url, reference.get("archiveurl"), reference.get("doi")) == (url, url, "10.1000/a_b~c")


def test_a_doi_is_an_address_too() -> None:
    assert only("doi = {10.1000/a_b},").url == "https://doi.org/10.1000/a_b"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//example.org", "ftp://example.org", "https://a b", "https://", "https://x.org/<script>", "www.x.org"]
)
def test_what_is_no_web_address_is_reported(url: str) -> None:
    content = f"@misc{{k,\n  title = {{T}},\n  url = {{{url}}},\n}}"
    assert problems(content) == [(3, "bibtex-field", f"'{url}' is no web address")]


@pytest.mark.parametrize(
    ("written", "lost"), [(r"C:\path\to", "path"), (r"\begin{x}y", "begin"), (r"A \} and a \{", "}"), (r"\unknowncommand!", "unknowncommand")]
)
def test_no_part_of_a_title_vanishes_without_a_word(written: str, lost: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k, title = {{x {written} x}}}}"))
    assert found or lost in bibliography.references["k"].title


# --- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year = 2020,", "2020"),
        ("year = {2020}, month = mar,", "2020-03"),
        ("year = 2020, month = {March},", "2020-03"),
        ("year = 2020, month = {Sept.},", "2020-09"),
        ("year = 2020, month = 3,", "2020-03"),
        ("year = 2020, month = {03}, day = 5,", "2020-03-05"),
        ("year = 2020, month = MAR, day = {15},", "2020-03-15"),
        ("date = {2020-03-05},", "2020-03-05"),
        ("date = {2020-03/2020-05},", "2020-03/2020-05"),
        ("date = {2020-03}, year = 1999,", "2020-03"),
    ],
)
def test_a_date_keeps_its_precision(fields: str, expected: str) -> None:
    assert str(only(fields).issued) == expected


def test_an_unknown_date_is_absent() -> None:
    assert only("date = {},").issued is None


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("date = {2024-02-31}", "date: '2024-02-31': that month has 29 days"),
        ("year = {n.d.}", "year: 'n.d.' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)"),
        ("year = 2020, month = 13", "year: '2020-13': there is no month 13"),
        ("year = 2020, month = mar, day = 32", "year: '2020-03-32': that month has 31 days"),
        ("urldate = {yesterday}", "urldate: 'yesterday' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)"),
    ],
)
def test_a_date_that_does_not_exist_is_reported_at_its_field(field: str, message: str) -> None:
    assert problems(f"@misc{{k,\n  title = {{T}},\n  {field},\n}}") == [(3, "bibtex-field", message)]


@pytest.mark.parametrize("month", ["²", "9" * 5000], ids=["superscript", "many digits"])
def test_a_strange_month_is_no_crash(month: str) -> None:
    assert problems(f"@misc{{k, title = {{T}}, year = 2020, month = {{{month}}}}}") != []


@pytest.mark.parametrize("month", ["Marvellous", "Juno", "Decade"])
def test_a_word_that_is_no_month_is_reported(month: str) -> None:
    assert problems(f"@misc{{k, title = {{T}}, year = 2020, month = {{{month}}}}}") != []


@pytest.mark.parametrize("fields", ["month = mar", "year = 2020, day = 5"])
def test_half_a_date_is_reported(fields: str) -> None:
    assert problems(f"@misc{{k, title = {{T}}, {fields}}}") != []

"""Names: what BibTeX reads in its three forms, what biblatex has besides, and what people write instead."""

from __future__ import annotations

import json

import pypandoc
import pytest
from casebook.reading.files import Text
from casebook.records import names
from casebook.records.bibtex import read
from casebook.records.reference import Name
from hypothesis import example, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Smith, Ann", Name("Smith", "Ann")),
        ("Ann Smith", Name("Smith", "Ann")),
        ("J. R. R. Tolkien", Name("Tolkien", "J. R. R.")),
        ("van Gogh, Vincent", Name("Gogh", "Vincent", prefix="van")),
        ("Ludwig van der Rohe", Name("Rohe", "Ludwig", prefix="van der")),
        ("Jean de La Fontaine", Name("La Fontaine", "Jean", prefix="de")),
        ("von und zu Guttenberg, Karl", Name("Guttenberg", "Karl", prefix="von und zu")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("de la Vega, III, Ana", Name("Vega", "Ana", prefix="de la", suffix="III")),
        ("Robert {van Gulik}", Name("van Gulik", "Robert")),
        ("d'Alembert, Jean", Name("d'Alembert", "Jean")),
        ("D’Alembert, Jean", Name("D’Alembert", "Jean")),
        (r"M{\"u}ller, J{\o}rg", Name("Müller", "Jørg")),
        (r"{\'E}mile Zola", Name("Zola", "Émile")),
        (r"{\relax Ch}aplin, C.", Name("Chaplin", "C.")),
        ("Smith~Jones, Ann", Name("Smith Jones", "Ann")),
        ("family=Berg, given=Jan, prefix=van den, suffix=Jr., useprefix=true", Name("Berg", "Jan", "van den", "Jr.")),
        ("family={Smith, Inc}, given=J", Name("Smith, Inc", "J")),
        # In other scripts.
        ("欧阳, 婷", Name("欧阳", "婷")),
        ("欧阳, 婷婷", Name("欧阳", "婷婷")),
        ("Иван Петров", Name("Петров", "Иван")),
        ("фон Нейман, Джон", Name("Нейман", "Джон", prefix="фон")),
        ("محمد علي", Name("علي", "محمد")),
        ("王帅", Name(literal="王帅")),
        ("王 帅", Name(literal="王 帅")),
        ("阿卜杜·热西提", Name(literal="阿卜杜·热西提")),
        ("山田 太郎", Name(literal="山田 太郎")),
        ("홍 길동", Name(literal="홍 길동")),
        # Names without parts stay as they are.
        ("{World Health Organization}", Name(literal="World Health Organization")),
        ("{Barnes and Noble}", Name(literal="Barnes and Noble")),
        ("{Caf{\\'e} Society}", Name(literal="Café Society")),
        ("新华社", Name(literal="新华社")),
        ("Plato", Name(literal="Plato")),
        ("University of X, Department of Y", Name("University of X", "Department of Y")),
    ],
)
def test_a_name_is_split_as_bibtex_splits_it(written: str, expected: Name) -> None:
    found = names.read(written)
    assert (found.names, found.others, found.problem) == ((expected,), False, "")


def test_several_authors_and_others() -> None:
    bibliography, found = read(
        Text("r.bib", "@misc{k, title = {T}, author = {Smith, Ann and {Growers and Sons} and\n 新华社 and others}, editor = {Jones, Bob AND others}}")
    )
    reference = bibliography.references["k"]
    assert found == []
    assert reference.author == (Name("Smith", "Ann"), Name(literal="Growers and Sons"), Name(literal="新华社"))
    assert reference.editor == (Name("Jones", "Bob"),)
    assert reference.others == {"author", "editor"}


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("A. Smith, B. Jones, C. Lee", "A. Smith and B. Jones and C. Lee"),
        ("A. Smith, B. Jones", "A. Smith and B. Jones"),
        ("John Smith, Mary Jones, Bob Lee", "John Smith and Mary Jones and Bob Lee"),
        ("Smith, A., Jones, B.", "Smith, A. and Jones, B."),
        ("Kant, I., Nabokov, V.", "Kant, I. and Nabokov, V."),
        ("Smith JA, Doe AB, Wu F", "Smith, J. A. and Doe, A. B. and Wu, F."),
        ("García Márquez G, O'Neil-Smith JRR", "García Márquez, G. and O'Neil-Smith, J. R. R."),
        ("Smith, A.; Jones, B.", "Smith, A. and Jones, B."),
        ("Smith, A. & Jones, B.", "Smith, A. and Jones, B."),
        (r"Ann Smith \& Bob Jones", "Ann Smith and Bob Jones"),
        ("张三，李四、王五", "张三 and 李四 and 王五"),
        ("张三, 李四", "张三 and 李四"),
        ("Smith, J. et al.", "Smith, J. and others"),
        ("Smith, J. and et al.", "Smith, J. and others"),
        ("Smith, Ann,", "Smith, Ann"),
        ("Smith,", "Smith"),
        (", Ann", "Ann"),
        ("Smith, Ann and and Jones, Bob", "Smith, Ann and Jones, Bob"),
        ("Smith, Ann and others and Jones, Bob", "Smith, Ann and Jones, Bob and others"),
        ("Johnson & Johnson", "{Johnson & Johnson}"),
        ("Jones, Bob, Lee, Carl", "{Jones, Bob, Lee, Carl}"),
    ],
)
def test_what_is_no_list_of_bibtex_is_read_as_it_was_meant_and_told(written: str, better: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k,\n  title = {{T}},\n  author = {{{written}}},\n}}\n"))
    assert [(item.span.line, item.severity, item.code, item.help) for item in found] == [
        (3, "warning", "bibtex-value", f"write author = {{{better}}}")
    ]
    # The line that is proposed says the same, and nothing is to be said of it.
    again, nothing = read(Text("r.bib", f"@misc{{k,\n  title = {{T}},\n  author = {{{better}}},\n}}\n"))
    assert nothing == []
    assert (again.references["k"].author, again.references["k"].others) == (bibliography.references["k"].author, bibliography.references["k"].others)


def test_no_name_at_all_is_told() -> None:
    bibliography, found = read(Text("r.bib", "@misc{k, title = {T}, author = {{}}}"))
    assert [item.message for item in found] == ["author: a name is empty"]
    assert bibliography.references["k"].author == ()


@settings(deadline=None)
@given(st.text("ab AB.,;{}\\'&~-=王", max_size=40).map(lambda text: " ".join(text.split())))
@example("{" * 20_000)
@example("a and " * 3_000)
@example("a, " * 6_000)
def test_every_text_is_a_list_of_names(written: str) -> None:
    found = names.read(written)
    assert all(name.literal or name.family or name.given or name.prefix or name.suffix for name in found.names)
    if found.problem and found.names:
        assert names.read(found.better).names == found.names


# What pandoc reads otherwise: a brace that opens a name is no particle, and small letters behind an accent's brace are none.
OTHERWISE_IN_PANDOC = {"Robert {van Gulik}", r"{\'E}mile Zola", "d'Alembert, Jean"}
FOR_PANDOC = [
    *("Smith, Ann", "Ann Smith", "J. R. R. Tolkien", "van Gogh, Vincent", "Ludwig van der Rohe", "King, Jr., Martin Luther", "de la Vega, III, Ana"),
    *(
        "Robert {van Gulik}",
        r"M{\"u}ller, J{\o}rg",
        r"{\'E}mile Zola",
        "{World Health Organization}",
        "{Barnes and Noble}",
        "Plato",
        "Per Brinch Hansen",
    ),
    *("Jean de La Fontaine", "von und zu Guttenberg, Karl", "d'Alembert, Jean", "Иван Петров", "фон Нейман, Джон", "Smith~Jones, Ann"),
    *("family=Berg, given=Jan, prefix=van den, suffix=Jr., useprefix=true", "family=Smith, given=J", r"Charles Xavier de la Vall{\'e}e Poussin"),
    *("Brinch Hansen, Per", r"{\relax Ch}aplin, C.", "Frances-Anne O'Neil", "Smith, A. B.", "McCarthy, Jr, John"),
    *("Kant, I.", "Nabokov, V.", "Asimov, I", "Malcolm, X.", "Ivanov, IV", "Lenin, V. I.", "Smith, MD"),
]


def test_names_are_split_as_pandoc_splits_them() -> None:
    entries = "".join(f"@misc{{k{number:02}, title = {{T}}, author = {{{written}}}}}\n" for number, written in enumerate(FOR_PANDOC))
    items = sorted(json.loads(pypandoc.convert_text(entries, "csljson", format="biblatex")), key=lambda item: str(item["id"]))
    other = set()
    for written, item in zip(FOR_PANDOC, items, strict=True):
        (found,) = item["author"]
        (ours,) = names.read(written).names
        particle = found.get("non-dropping-particle") or found.get("dropping-particle", "")
        parts = (found.get("family") or found.get("literal"), found.get("given", ""), particle, found.get("suffix", ""))
        if tuple(part.replace("’", "'") for part in parts) != (ours.family or ours.literal, ours.given, ours.prefix, ours.suffix):
            other.add(written)
    assert other == OTHERWISE_IN_PANDOC

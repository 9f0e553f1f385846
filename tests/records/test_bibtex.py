"""BibTeX to references: strings, keys, broken entries, and that nothing is lost without a word."""

from __future__ import annotations

import time

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.bibtex_pieces import Pieces
from casebook.records.reference import Reference
from hypothesis import example, given, settings
from hypothesis import strategies as st


def only(fields: str) -> Reference:
    """The reference of an entry with these fields and a title."""
    bibliography, found = read(Text("r.bib", f"@online{{key,\n  title = {{T}},\n  {fields}\n}}\n"))
    assert found == []
    return bibliography.references["key"]


def problems(content: str) -> list[tuple[int, str, str]]:
    """What is found, as (line, code, message)."""
    return [(item.span.line, item.code, item.message) for item in read(Text("r.bib", content))[1]]


def underlined(found: Diagnostic) -> str:
    return found.span.excerpt[found.span.column - 1 : found.span.column - 1 + found.span.width]


# --- strings and values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("post", "The Orchard Post"),
        ("POST", "The Orchard Post"),
        ('post # ", " # {no. } # 12', "The Orchard Post, no. 12"),
        ('"a {"} quote"', 'a " quote'),
        ("{a {nested} brace}", "a nested brace"),
        ("jan", "January"),
        ("2020", "2020"),
    ],
)
def test_a_value_is_put_together_from_its_pieces(value: str, expected: str) -> None:
    bibliography, found = read(Text("r.bib", f'@string{{Post = "The Orchard Post"}}\n@misc{{k, title = {value}}}'))
    assert found == []
    assert bibliography.references["k"].title == expected


def test_a_string_may_be_empty() -> None:
    assert problems("@string{nothing = {}}\n@misc{k, title = {T} # nothing, note = nothing}") == []


def test_an_undefined_string_is_reported_with_the_nearest() -> None:
    _, found = read(Text("r.bib", "@string{orchardpost = {P}}\n@misc{k,\n  title = {T},\n  journal = orchardpots,\n}"))
    assert [(item.message, item.help, item.span.line, underlined(item)) for item in found] == [
        ("'orchardpots' is no defined @string", "did you mean 'orchardpost'?", 4, "orchardpots")
    ]


def test_a_lost_comma_does_not_eat_the_next_field() -> None:
    assert problems("@misc{k,\n  title = {T}\n  year = {2020},\n}") == [
        (2, "bibtex-syntax", "the entry 'k' cannot be read: a comma is missing behind the value of 'title'")
    ]


@pytest.mark.parametrize("again", ["title", "Title", "TITLE"])
def test_a_field_given_twice_is_reported_whatever_its_capitals(again: str) -> None:
    message = "the field 'title' is given twice in 'k'"
    assert problems(f"@misc{{k,\n  title = {{T}},\n  {again} = {{U}},\n}}") == [(3, "bibtex-field", f"{message}, in other words")]
    assert problems(f"@misc{{k,\n  title = {{T u}},\n  {again} = {{T\n  u}},\n}}") == [(3, "bibtex-passed-over", message)]


@pytest.mark.parametrize("name", ["file", "abstract", "annote", "annotation", "keywords", "groups", "timestamp", "owner"])
@pytest.mark.parametrize(
    "value",
    [
        "{one} # undefined",
        "{\\unknown}",
        "{an {open brace}",
        '"an open quote',
        "{C:\\}",
        "2020-01-02",
        "\u00ad{a\u0000}",
        "{\ufffd}",
        "{" + "x" * 30_000 + "}",
    ],
)
def test_whatever_is_in_a_field_that_nobody_sees_is_no_error(name: str, value: str) -> None:
    bibliography, found = read(
        Text("r.bib", f"@misc{{k,\n  {name} = {value},\n  title = {{T}},\n  {name} = {{again}},\n}}\n@misc{{l, title = {{U}}}}\n")
    )
    assert found == []
    assert [(reference.title, name in reference.fields) for reference in bibliography.references.values()] == [("T", False), ("U", False)]


def test_an_unknown_field_is_a_warning_and_the_entry_stays() -> None:
    bibliography, found = read(Text("r.bib", "@misc{k, title = {T}, publsher = {P}}"))
    assert "k" in bibliography.references
    assert [(item.severity, item.message, item.help) for item in found] == [("warning", "unknown field 'publsher'", "did you mean 'publisher'?")]


@pytest.mark.parametrize("title", ["", "title = {},", "title = { },", "title = {{}},"])
def test_a_source_without_a_title_is_reported(title: str) -> None:
    assert problems(f"@misc{{k, {title} year = 2020}}") == [(1, "bibtex-missing-field", "the entry 'k' has no title")]


# --- keys and entries ------------------------------------------------------------------------------------------


KEYS = [
    "smith2020",
    "Smith_2020-a",
    "2020",
    "DBLP:conf/icml/Smith20",
    "10.1145/3292500.3330701",
    "o'brien+2020",
    "a.b",
    "smith--2020",
    "../a",
    "2020A&A...640A..99B",
    "S0(16)1*!",
]


@pytest.mark.parametrize("key", [*KEYS, "张三2020", "müller2020", "हिन्दी२०२०", "a" * 120])
def test_a_key_is_letters_and_digits_of_any_script_and_some_marks(key: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{{key}, title = {{T}}}}"))
    assert (list(bibliography.references), found) == ([key], [])


@pytest.mark.parametrize("key", ["smith 2020", "a|b", "<b>", "a$b", "../..", "花，2020", "a;b", "a@b", "a[b]", "😀", "a" * 121])
def test_other_keys_are_reported_and_count_as_broken(key: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{{key}, title = {{T}}}}"))
    assert [(item.message, underlined(item)) for item in found] == [(f"'{key}' is no citation key", key)]
    assert bibliography.broken == {key}
    # Under one that it can have it is there, so that whatever else is wrong with it is told at once.
    assert [found[0].instead or ""] == [*bibliography.references, ""][:1]


def test_a_key_is_the_same_whatever_its_letters_are_made_of() -> None:
    assert list(read(Text("r.bib", "@misc{mu\u0308ller, title = {T}}"))[0].references) == ["m\u00fcller"]


def test_an_entry_without_a_key_is_reported() -> None:
    assert problems("@misc{, title = {T}}") == [(1, "bibtex-key", "this entry has no key")]


def test_a_key_used_twice_keeps_the_first() -> None:
    bibliography, found = read(Text("r.bib", "@misc{a, title = {T}}\n@misc{a, title = {U}}\n"))
    assert [(item.span.line, item.severity, item.message) for item in found] == [(2, "error", "the key 'a' is already used on line 1")]
    assert bibliography.references["a"].title == "T"


def test_an_entry_that_stands_twice_in_the_same_words_costs_nothing() -> None:
    bibliography, found = read(Text("r.bib", "@misc{a, title = {T}}\n@MISC{a,\n  TITLE = {T}\n}\n"))
    assert [(item.span.line, item.severity, item.message) for item in found] == [(2, "warning", "the entry 'a' is the same as on line 1")]
    assert list(bibliography.references) == ["a"]


def test_keys_that_differ_in_capitals_are_two() -> None:
    bibliography, found = read(Text("r.bib", "@misc{smith2020, title = {T}}\n@misc{Smith2020, title = {U}}\n"))
    assert (found, list(bibliography.references)) == ([], ["smith2020", "Smith2020"])
    assert len({reference.slug.lower() for reference in bibliography.references.values()}) == 2


def test_an_entry_that_breaks_off_leaves_the_others() -> None:
    bibliography, found = read(Text("r.bib", "@misc{a, title = {T}}\n@misc{b, title = {U\n@misc{c, title = {V}}\n@misc{d, title = {W"))
    assert (sorted(bibliography.references), bibliography.broken) == (["a", "b", "c", "d"], set())
    assert [(item.span.line, item.message, item.instead) for item in found] == [
        (2, "the entry 'b' cannot be read: the value of 'title' is not closed", "U}\n}"),
        (4, "the entry 'd' cannot be read: the value of 'title' is not closed", "W}\n}"),
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("@online{a title = {T}}", "there is no comma behind its key"),
        ("@online{a\n title = {T},\n}", "there is no comma behind its key"),
        ("@online{a,\n title {T}\n}", "a field has no '='"),
        ("@online{a,\n title = {T},\n note = {x\n", "the value of 'note' is not closed"),
        ("@online{a,\n title = {T},\n note = {x\n\ny", "it is not closed"),
    ],
)
def test_a_broken_entry_is_explained_once(entry: str, message: str) -> None:
    assert [found[2] for found in problems(entry)] == [f"the entry 'a' cannot be read: {message}"]


@pytest.mark.parametrize(
    ("fields", "place", "message", "help"),
    [
        ("\n author {X, Y},\n title={T}", (2, 2), "a field has no '='", "write each field as name = {value},"),
        (
            " title={T},\n  bad field={y}",
            (2, 3),
            "'bad field' is no name of a field",
            "write it without blanks, quotes and brackets: badfield = {value},",
        ),
        (' title={T}, "pdf"={x}', (1, 21), "'\"pdf\"' is no name of a field", "write title={T}, pdf ={x}}"),
        (
            " title={with } one}, date={2020}",
            (1, 10),
            "something follows the value of 'title': one}, date={2020}}",
            "a '}' in the value is one too many: remove it",
        ),
        (" title={T} date={2020}", (1, 18), "a comma is missing behind the value of 'title'", "write title={T}, date={2020}}"),
        (
            " title={T}, keywords={K} date={2020}",
            (1, 32),
            "a comma is missing behind the value of 'keywords'",
            "write title={T}, keywords={K}, date={2020}}",
        ),
    ],
)
def test_a_fault_is_pointed_at_where_it_is(fields: str, place: tuple[int, int], message: str, help: str) -> None:
    _, (found,) = read(Text("r.bib", f"@misc{{a,{fields}}}"))
    assert ((found.span.line, found.span.column), found.message, found.help) == (place, f"the entry 'a' cannot be read: {message}", help)


@pytest.mark.parametrize("abstract", ["text with } one", "text with { one", "one }, two"])
@pytest.mark.parametrize(
    "entry",
    [
        "@misc{a, title={T}, abstract={%s}, date={2020}}",
        "@misc{a, title={T}, abstract={%s},\n date={2020}}",
        "@misc{a,\n title={T},\n date={2020},\n abstract={%s}\n}",
        "@misc{a, title={T}, date={2020}, abstract={%s}}",
    ],
)
def test_braces_of_what_nobody_reads_cost_that_alone(entry: str, abstract: str) -> None:
    bibliography, found = read(Text("r.bib", f"{entry % abstract}\n@misc{{b, title={{U}}}}"))
    assert (found, {key: (one.title, str(one.issued)) for key, one in bibliography.references.items()}) == (
        [],
        {"a": ("T", "2020"), "b": ("U", "None")},
    )


def test_an_address_is_pointed_at_beside_the_day_on_which_it_was_read() -> None:
    _, found = read(Text("r.bib", "@online{a, title = {T}, urldate = {2020}, url = {nowhere}}"))
    assert [(item.span.column, item.message) for item in found] == [(43, "'nowhere' is no web address: it does not begin with https:// or http://")]


def test_comments_and_what_is_nobodys_are_passed_over() -> None:
    assert (
        problems("This file was made by a program.\nEncoding: UTF-8\n@comment{x}\n@misc{a, title = {T}}\n% @misc{b, title = {U}}\nsome words\n") == []
    )


@pytest.mark.parametrize(
    "between",
    [
        '@preamble{"\\newcommand{\\x}{y}"}',
        "@comment{jabref-meta: grouping:\n0 All:;\n}",
        "@Comment a line @misc",
        "@comment{@misc{no, title = {U}}}",
        "@comment(x)",
    ],
)
def test_blocks_that_are_no_entries_are_passed_over(between: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{a, title = {{T}}}}\n{between}\n@misc{{b, title = {{T}}}}\n"))
    assert (list(bibliography.references), found) == (["a", "b"], [])


def test_a_comment_that_is_never_closed_ends_with_the_next_entry() -> None:
    assert list(read(Text("r.bib", "@comment{a {\n@misc{b, title = {T}}\n@comment{{\n@misc{c, title = {T}}\n"))[0].references) == ["b", "c"]


def test_text_that_looks_like_a_part_of_an_entry_is_remarked_on() -> None:
    message = "text between two entries that looks like a part of one"
    assert problems("words\n  title = {T},\n@misc{a, title = {T}}\n") == [(2, "bibtex-passed-over", message)]
    message = "an entry without its '@' is passed over: 'z'"
    assert problems("words\nmisc{z, title = {T}}\n@misc{a, title = {T}}\n") == [(2, "bibtex-passed-over", message)]
    assert problems("@set{a, entryset = {b}}\n@misc{b, title = {T}}\n") == [(1, "bibtex-passed-over", "the set 'a' is no source")]


def test_an_entry_that_is_closed_too_early_is_not_taken_without_the_rest() -> None:
    bibliography, found = read(Text("r.bib", "@misc{a,\n  title = {T}},\n  author = {Smith, Ann},\n}\n@misc{b, title = {T}}\n"))
    assert [(item.span.line, item.message) for item in found] == [(2, "the entry 'a' ends before this field: there is one brace too many above")]
    assert underlined(found[0]) == "}"
    assert (list(bibliography.references), bibliography.broken) == (["b"], {"a"})


@pytest.mark.parametrize(
    "entry",
    [
        "@MISC{a,\n  TITLE = {T},\n  YEAR = 2020\n}",
        "@ misc ( a ,\n  title = {T (x)},\n  year = 2020,\n)",
        "@misc{a,\n  % title = {no},\n  title = {T}, % behind it: },\n  % year = {\n  year = 2020 % the last\n}",
        "@misc{a, title = {T},, year = 2020,,}",
        "@misc{a\n, title = {T}\n, year = 2020\n}",
        '@misc{a, title = "T", year = "20" # {20}}',
        "@misc{a, title = {T}, note = {one \\} brace}, year = 2020}",
        '@misc{a, title = {T}, note = "one \\" quote", year = 2020}',
        "@misc{a, title = {T}, file = {C:\\dir\\}, year = 2020}",
        "\ufeff@misc{\u200ba, title = {T}, year = 2020\u00ad}\x00",
    ],
)
def test_an_entry_may_be_written_in_many_ways(entry: str) -> None:
    bibliography, found = read(Text("r.bib", f"{entry}\n@misc{{b, title = {{U}}}}\n"))
    assert found == []
    assert list(bibliography.references) == ["a", "b"]
    assert str(bibliography.references["a"].issued) == "2020"


def test_a_character_that_nobody_can_see_is_left_out_and_told() -> None:
    bibliography, found = read(Text("r.bib", "@misc{a,\n  title = {Or\u00adchard\x0cPost},\n  abstract = {\u200e},\n}"))
    assert bibliography.references["a"].title == "Orchard Post"
    assert [(item.span.line, item.span.column, item.severity, item.message) for item in found] == [
        (2, 14, "warning", "invisible or control characters U+00AD, U+000C in 'title': they are left out")
    ]
    bibliography, found = read(Text("r.bib", "@misc{a\u200eb, title = {T}}"))
    assert [(item.span.column, item.message) for item in found] == [(8, "invisible or control character U+200E in 'key': it is left out")]
    assert list(bibliography.references) == ["ab"]


def test_a_byte_that_is_no_character_costs_the_entry_that_shows_it() -> None:
    bibliography, found = read(Text("r.bib", "@misc{a,\n  title = {M\ufffdller},\n}\n@misc{b, title = {T}, file = {M\ufffdller}}"))
    assert [(item.span.line, item.span.column, item.code) for item in found] == [(2, 13, "not-utf-8")]
    assert (list(bibliography.references), bibliography.broken) == (["b"], {"a"})


def test_months_and_journals_are_known_and_other_strings_cost_the_entry_that_uses_them() -> None:
    text = "@article{a, title = {T}, journal = JACM, month = mar, year = 2020}\n@article{b, title = {T}, journal = {\\mnras}}\n"
    text += "@article{c, title = {T}, journal = \\apj}\n@article{d, title = {T},\n  journal = unheardof}\n"
    bibliography, found = read(Text("r.bib", text))
    assert [reference.container for reference in bibliography.references.values()] == [
        "Journal of the ACM",
        "Monthly Notices of the Royal Astronomical Society",
        "The Astrophysical Journal",
    ]
    assert [(item.span.line, item.message) for item in found] == [(5, "'unheardof' is no defined @string")]


def test_a_field_is_found_where_it_stands() -> None:
    reference = only("publisherid = {orchard-post},")
    span = reference.at("publisherid")
    assert (span.line, span.excerpt[span.column - 1 : span.column - 1 + span.width]) == (3, "orchard-post")
    assert reference.at("editor").line == 1


# --- properties ------------------------------------------------------------------------------------------------

ENTRIES = [
    "@online{KEY, title = {Good}, year = 2020}",
    '@article{KEY,\n  author = {Smith, Ann and others},\n  title = "A {Good} one",\n  url = {https://example.org/@a},\n}',
    "@misc(KEY, title = {In parentheses})",
    "@misc{KEY, title = {An @misc{inside} it}, year = 2020}",
    "@misc{KEY,\n  title = {Unclosed,\n  year = 2020,\n}",
    '@misc{KEY,\n  title = "Unclosed,\n  year = 2020,\n}',
    "@misc{KEY, title = {Cut off",
    "@misc{KEY, title = ",
    "@misc{KEY, title",
    "@misc{KEY",
    "@misc{KEY}",
    "@misc{KEY,\n  title = {No comma}\n  year = 2020,\n}",
    "@misc{KEY title = {No comma after the key}}",
    "@misc{KEY, title = {Two commas},, year = 2020}",
    "@misc{KEY, title = {Too many braces}}}",
    "@misc{KEY, title = undefined}",
    "@misc{KEY, title = }",
    "@misc{KEY, title = {Twice}, Title = {Twice}}",
    "@misc{KEY, title = {Twice}, title = {Twice}}",
    "@misc{KEY, author = {No Title}}",
    "@misc{KEY, title = {T}, date = {2024-02-31}}",
    "@misc{KEY, title = {T}, author = {Smith, Ann,}}",
    "@misc{KEY, title = {T}, crossref = {a}}",
    "@misc{KEY, crossref = {KEY}, title = {T}}",
    "@xdata{KEY, publisher = {P}}",
    "@set{KEY, entryset = {a}}",
    "@misc{KEY, title = {T}, xdata = {a, b}}",
    "@misc{KEY, title = {T}}, note = {behind}}",
    "@misc{KEY, title = {\ufffd}}",
    "@misc{KEY,\n abstract = {open {brace},\n title = {T}\n}",
    "@misc{KEY x, title = {T}}",
]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(ENTRIES), st.sampled_from(["a", "A", "b", "c-d", "e_f", "g", "h"])), max_size=7),
    st.sampled_from(["\n", "\n\n", "\n% A comment\n", "\n% @misc{z,\n", "\n@comment{x}\n"]),
)
def test_every_entry_becomes_a_reference_or_a_diagnostic(written: list[tuple[str, str]], between: str) -> None:
    content, places = "", []
    for template, key in written:
        entry = template.replace("KEY", key)
        line = content.count("\n") + 1
        places.append((key, range(line, line + entry.count("\n") + 1)))
        content += entry + between
    bibliography, found = read(Text("r.bib", content))
    xdata = {key for template, key in written if template.startswith(("@xdata", "@set"))}
    for key, lines in places:
        assert key in bibliography.references or any(item.span.line in lines for item in found) or key in xdata
    keys = [key for _, key in written]
    for (template, key), (_, lines) in zip(written, places, strict=True):
        # A good entry is lost only to another of the same key, and nothing is said of it that is another's fault.
        if template in ENTRIES[:3] and keys.count(key) == 1:
            assert key in bibliography.references
            assert not any(item.span.line in lines for item in found)
    assert set(bibliography.references) <= {*keys, *(f"{key}-x" for key in keys)}


FRAGMENTS = [
    "@",
    "misc",
    "{",
    "}",
    "(",
    ")",
    ",",
    "=",
    '"',
    "#",
    "\\",
    "\n",
    "%",
    "~",
    "$",
    "a",
    "12",
    " ",
    "title",
    "author",
    "year",
    "and",
    "others",
    "@string{",
]
FRAGMENTS += [
    "@comment{",
    "@preamble{",
    "@misc{k, title = {T}",
    "author = {",
    "month = ",
    "\\'",
    "\\input{x}",
    "\\verb|",
    "\\begin{x}",
    "{{",
    "}}",
    "花",
    "\r",
    ", ,",
    "\u00ad",
    "\x00",
    "\ufeff",
    "\ufffd",
    "\x0c",
    "@string(",
    "crossref = {k}",
    "abstract = {",
    "\\}",
]


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)))
@example("@misc{k, title = {" + "{" * 3000)
@example("@misc{k, title = {T}, author = {" + "{" * 500 + "}" * 500 + "}}")
@example("@" * 2000)
def test_no_text_makes_the_reader_fail_and_every_problem_has_a_place(content: str) -> None:
    text = Text("r.bib", content)
    bibliography, found = read(text)
    assert all(item.span.line >= 1 and item.span.excerpt == text.line(item.span.line) for item in found)
    assert all(reference.title and reference.raw in content for reference in bibliography.references.values())


@pytest.mark.parametrize("value", ["\\'" + "{" * 500 + "}" * 500, "\\begin{x}" * 500, "\\[" * 500], ids=["braces", "environments", "formulas"])
def test_deeply_nested_latex_is_no_crash(value: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k, title = {{T {value}}}}}"))
    assert found or "k" in bibliography.references


@settings(deadline=None, max_examples=300)
@given(st.text("ab{}\\'\"~$%^_&#-` \u00e9花\n", max_size=40), st.sampled_from(["title", "author", "note", "url", "date", "month"]))
def test_no_value_makes_the_reader_fail(value: str, name: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k, title = {{T}}, year = 2020, {name} = {{{value}}}}}"))
    assert found or "k" in bibliography.references


def test_strings_that_double_themselves_are_stopped() -> None:
    strings = "".join(f"@string{{a{number} = a{number - 1} # a{number - 1}}}\n" for number in range(1, 60))
    text = f'@string{{a0 = "xxxxxxxxxx"}}\n{strings}@online{{k, title = {{T}}, note = a59}}\n@online{{l, title = {{T}}}}\n'
    bibliography, found = read(Text("r.bib", text))
    assert list(bibliography.references) == ["l"]
    assert found[0].message == "the value of 'a11' has more than 20,000 characters"
    assert found[0].span.line == 12


@pytest.mark.parametrize(
    "content",
    [
        "@misc{k, title = {a} " + 60_000 * "# {a} " + "}",
        "@misc{" * 60_000,
        "@comment{\n" * 60_000,
        "@misc{k,\n" + "abstract = {\n" * 30_000 + "title = {T}}",
        "".join(f"@book{{k{number}, title = {{T}}, crossref = {{k{(number + 1) % 1500}}}}}\n" for number in range(1500)),
    ],
    ids=["pieces", "beginnings", "comments", "lines", "circle"],
)
def test_what_never_ends_takes_no_time(content: str) -> None:
    before = time.process_time()
    read(Text("r.bib", content))
    assert time.process_time() - before < 3


def test_a_long_value_is_refused_in_braces_too() -> None:
    bibliography, found = read(Text("r.bib", f"@online{{k, title = {{{'x' * 20_001}}}}}\n"))
    assert bibliography.references == {}
    assert found[0].message == "the value of 'title' has more than 20,000 characters"


# --- read again --------------------------------------------------------------------------------------------------

PARTS = [
    "@misc{one, title = {One}}\n",
    "@misc{two,\n  title = {Two},\n  yaer = {2020},\n}\n",
    "@misc{TWO, title = {Again}}\n",
    "@misc{three, title = post, date = {2020-13}}\n\n",
    '@string{post = "The Orchard Post"}\n',
    '@string{post = "Another"}\n',
    "% a remark\n",
    "stray words\n",
    "@comment{nothing}\n",
    "@misc{four, title = {not closed\n",
    "@misc{five, title = {a line\n@with a sign}}\n",
    "  @misc{six, title = {Indented}}\n",
    "\n",
    "@inproceedings{child, title = {C}, crossref = {parent}}\n",
    "@inproceedings{other,\n  title = {O},\n  crossref = {lost},\n}\n",
    "@proceedings{parent,\n  title = {Parent},\n  date = {2020},\n  crossref = {grand},\n}\n",
    "@proceedings{parent, title = {Another}, editor = {A, B, C, D}}\n",
    "@mvproceedings{grand, title = post}\n",
    "@mvproceedings{grand, title = {G}, crossref = {parent}}\n",
    "@xdata{press, publisher = {P}, location = undefined}\n",
    "@xdata{press, publisher = {Q}}\n",
    "@set{several, entryset = {one,two}}\n",
    "@book{printed, title = {B}, xdata = {press,more}}\n",
    "@misc{ONE, title = {One}}\n",
]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=8), min_size=1, max_size=6))
def test_what_is_read_by_pieces_is_what_is_read_as_a_whole(texts: list[list[str]]) -> None:
    pieces = Pieces()
    for parts in texts:
        text = Text("r.bib", "".join(parts))
        whole, found = read(text)
        again, problems = pieces.read(text)
        assert problems == found
        assert again == whole
        for key, reference in whole.references.items():
            assert (again.references[key].span, again.references[key].raw, again.references[key].slug) == (
                reference.span,
                reference.raw,
                reference.slug,
            )
            assert again.references[key].at("title") == reference.at("title")

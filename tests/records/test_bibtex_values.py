"""What the fields of an entry say: texts, addresses, identifiers, types and the names of fields."""

from __future__ import annotations

import pytest
from casebook.reading.files import Text
from casebook.records import entry_fields, entry_types
from casebook.records.bibtex import read
from casebook.records.reference import Name, Reference
from hypothesis import given, settings
from hypothesis import strategies as st


def one(fields: str, kind: str = "online") -> Reference:
    """The reference of an entry with these fields and a title, whatever is found."""
    return read(Text("r.bib", f"@{kind}{{key,\n  title = {{T}},\n  {fields}\n}}\n"))[0].references["key"]


def only(fields: str, kind: str = "online") -> Reference:
    """The reference of an entry with these fields and a title, of which nothing is to be said."""
    bibliography, found = read(Text("r.bib", f"@{kind}{{key,\n  title = {{T}},\n  {fields}\n}}\n"))
    assert found == []
    return bibliography.references["key"]


def problems(content: str) -> list[tuple[int, str, str]]:
    """What is found, as (line, code, message)."""
    return [(item.span.line, item.code, item.message) for item in read(Text("r.bib", content))[1]]


def told(field: str, kind: str = "misc") -> list[tuple[int, str, str]]:
    """What is found of an entry with this field on its third line."""
    return problems(f"@{kind}{{k,\n  title = {{T}},\n  {field},\n}}\n")


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
        ("``So'' --- it was 3--5, `they' said", "“So” — it was 3–5, ‘they’ said"),
        ("E\u0301tude", "Étude"),
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


@pytest.mark.parametrize(
    ("written", "lost"), [(r"C:\path\to", "to"), (r"\begin{x}y", "begin"), (r"A \} and a \{", "}"), (r"\unknowncommand!", "unknowncommand")]
)
def test_no_part_of_a_title_vanishes_without_a_word(written: str, lost: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k, title = {{x {written} x}}}}"))
    assert found or lost in bibliography.references["k"].title


def test_a_command_that_nobody_knows_is_shown_as_it_is_and_told() -> None:
    bibliography, found = read(Text("r.bib", "@misc{k, title = {A \\shortstack{odd one}}}"))
    assert bibliography.references["k"].title == r"A \shortstack{odd one}"
    assert [(item.severity, item.code, item.message) for item in found] == [("warning", "bibtex-latex", r"unknown LaTeX command '\shortstack'")]


@pytest.mark.parametrize(
    ("written", "expected"), [("3--5", "3–5"), ("3-5", "3–5"), ("3 – 5", "3–5"), ("1--3, 7---9", "1–3, 7–9"), ("e12-a", "e12-a")]
)
def test_pages_have_a_dash_between_them(written: str, expected: str) -> None:
    assert only(f"pages = {{{written}}},").get("pages") == expected


# --- addresses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["https://example.org/~a_b/c%20d?e=%7E&f=_#g~h", "http://example.org/a--b,c(d)'e", "https://例子.中国/路径_~%E4"])
def test_an_address_is_never_decoded(url: str) -> None:
    reference = only(f"url = {{{url}}}, archiveurl = {{{url}}}, doi = {{10.1000/a_b~c}},")
    assert (reference.url, reference.get("archiveurl"), reference.get("doi")) == (url, url, "10.1000/a_b~c")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"https://example.org/a\_b{\_}c", "https://example.org/a_b_c"),
        (r"https://example.org/?a=1\&b=5\%20\#c", "https://example.org/?a=1&b=5%20#c"),
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        ("<https://example.org/>", "https://example.org/"),
        (r"https://example.org/\~{}me", "https://example.org/~me"),
        (r"https://example.org/\textasciitilde me", "https://example.org/~me"),
        (r"https://example.org/$\sim$me", "https://example.org/~me"),
        ("{https://example.org/}", "https://example.org/"),
    ],
)
def test_latex_around_an_address_and_in_it_is_taken_off(written: str, expected: str) -> None:
    assert only(f"url = {{{written}}},").url == expected


def test_a_doi_is_an_address_too() -> None:
    assert only("doi = {10.1000/a_b},").url == "https://doi.org/10.1000/a_b"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("javascript:alert(1)", "does not begin with https:// or http://"),
        ("//example.org", "does not begin with https:// or http://"),
        ("ftp://example.org", "does not begin with https:// or http://"),
        ("https://a b", "has a space in it"),
        ("https://", "has no host"),
        ("https://x.org/<script>", "has a character that no address has (U+003C)"),
        ("https://me@x.org/", "has a user's name before its host"),
        ("https://x.org:99999/", "has a port that there is none of"),
        ("https://аpple.com/", "has letters of two scripts in 'аpple' (Cyrillic, Latin), which looks like the name of another host"),
    ],
)
def test_what_is_no_web_address_is_reported(url: str, why: str) -> None:
    assert told(f"url = {{{url}}}") == [(3, "bibtex-field", f"'{url}' is no web address: it {why}")]


def test_an_address_without_its_beginning_is_read_and_told() -> None:
    assert told("url = {www.x.org}") == [(3, "bibtex-value", "'www.x.org' begins without https://")]
    assert one("url = {www.x.org},").url == "http://www.x.org"


def test_of_several_addresses_the_first_is_taken() -> None:
    assert one("url = {https://a.org/x and https://b.org/},").url == "https://a.org/x"
    assert [code for _, code, _ in told("url = {https://a.org/x and https://b.org/}")] == ["bibtex-value"]


@pytest.mark.parametrize(
    ("fields", "url", "howpublished", "note"),
    [
        (r"howpublished = {\url{https://a.org/b_c}}", "https://a.org/b_c", "", ""),
        (r"howpublished = {Available at \url{https://a.org}}", "https://a.org", "", ""),
        (r"howpublished = {Blog post, \url{https://a.org}}", "https://a.org", "Blog post", ""),
        (r"howpublished = {https://a.org/x}, url = {https://a.org/x}", "https://a.org/x", "", ""),
        (r"howpublished = {\href{https://a.org}{A page}}", "https://a.org", "", ""),
        (r"note = {Available: \url{https://a.org}}", "https://a.org", "", ""),
        (r"note = {A remark on \url{https://a.org}}", "", "", "A remark on https://a.org"),
        ("howpublished = {Radio broadcast}", "", "Radio broadcast", ""),
        ("howpublished = {Report (a draft), available at https://a.org/x.}", "https://a.org/x", "Report (a draft)", ""),
    ],
)
def test_an_address_that_stands_elsewhere_is_the_sources(fields: str, url: str, howpublished: str, note: str) -> None:
    reference = only(f"{fields},", "misc")
    assert (reference.url, reference.get("howpublished"), reference.get("note")) == (url, howpublished, note)


@pytest.mark.parametrize("name", ["howpublished", "note"])
@pytest.mark.parametrize(
    "said",
    [
        r"Available at \url{https://a.org/x}, accessed 3 May 2020",
        r"\url{https://a.org/x}, accessed: 2020-05-03",
        "Online at https://a.org/x (accessed 3 May 2020)",
        "[Online]. Available: https://a.org/x. Accessed: May 3, 2020.",
        r"Retrieved 3 May 2020 from \url{https://a.org/x}",
        r"Accessed on 3 May 2020: <\url{https://a.org/x}>",
    ],
)
def test_an_address_with_the_day_of_reading_leaves_no_words(name: str, said: str) -> None:
    reference = one(f"title = {{T}}, {name} = {{{said}}}")
    assert (reference.url, reference.get("urldate"), reference.get(name)) == ("https://a.org/x", "2020-05-03", "")


@pytest.mark.parametrize("note", ["Accessed: 2020-03-05", "[Online; accessed 5-March-2020]", "Last accessed on March 5, 2020."])
def test_a_note_that_only_says_when_an_address_was_read_is_no_note(note: str) -> None:
    reference = only(f"note = {{{note}}},")
    assert (reference.get("note"), reference.get("urldate")) == ("", "2020-03-05")


# --- identifiers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        *("10.1000/a_b", "https://doi.org/10.1000/a_b", "http://dx.doi.org/10.1000/a_b", "doi:10.1000/a_b", "DOI: 10.1000/a_b", "{10.1000/a_b}"),
        *(r"10.1000/a\_b", r"10.1000/a{\_}b", "10.1000%2Fa_b", "https://doi.org/10.1000%2Fa_b", "doi.org/10.1000/a_b", "10.1000/a_b."),
        *("https://onlinelibrary.wiley.com/doi/abs/10.1000/a_b?x=1", "https://doi.acm.org/10.1000/a_b", "10.1000/\n    a_b"),
    ],
)
def test_a_doi_is_cleaned_without_a_word(written: str) -> None:
    assert only(f"doi = {{{written}}},").get("doi") == "10.1000/a_b"


def test_a_doi_of_the_old_kind_keeps_its_brackets() -> None:
    old = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    assert only(f"doi = {{{old}}},").get("doi") == old
    latex = old.replace("<", "$<$").replace(">", r"{\textgreater}")
    assert only(f"doi = {{{latex}}},").get("doi") == old


@pytest.mark.parametrize("written", ["no", "10.1000", "10.1000/<script>", "10.1000/ab and 10.1000/cd", "11.1000/a"])
def test_what_is_no_doi_is_an_error(written: str) -> None:
    assert told(f"doi = {{{written}}}") == [(3, "bibtex-field", f"'{written}' is no DOI")]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("isbn = {978-3-16-148410-0}", {"isbn": "978-3-16-148410-0"}),
        ("isbn = {ISBN 978-3-16-148410-0 (pbk.); 0-306-40615-2}", {"isbn": "978-3-16-148410-0, 0-306-40615-2"}),
        ("isbn = {9783161484100 9780306406157}", {"isbn": "9783161484100, 9780306406157"}),
        ("isbn = {080442957X}", {"isbn": "080442957X"}),
        ("isbn = {0378-5955}", {"issn": "0378-5955"}),
        ("issn = {03785955}", {"issn": "0378-5955"}),
        ("issn = {0378-5955 (Print) 1533-4406 (Electronic)}", {"issn": "0378-5955, 1533-4406"}),
        ("issn = {9783161484100}", {"isbn": "9783161484100"}),
        ("eprint = {2001.01234}", {"eprint": "2001.01234", "eprinttype": "arxiv"}),
        ("eprint = {arXiv:2001.01234v2 [cs.CL]}, archivePrefix = {arXiv}", {"eprint": "2001.01234v2", "eprinttype": "arxiv"}),
        ("eprint = {hep-th/9901001}, primaryClass = {hep-th}", {"eprint": "hep-th/9901001", "eprinttype": "arxiv", "eprintclass": "hep-th"}),
        ("eprint = {https://arxiv.org/abs/2001.01234}", {"eprint": "2001.01234", "eprinttype": "arxiv"}),
        ("arxivId = {2001.01234}", {"eprint": "2001.01234", "eprinttype": "arxiv"}),
        ("eprint = {https://journals.example.org/a.pdf}", {"url": "https://journals.example.org/a.pdf"}),
        ("eprint = {12345}, eprinttype = {pubmed}", {"eprint": "12345", "eprinttype": "pubmed"}),
        ("archivePrefix = {arXiv}", {}),
        (
            "journal = {arXiv preprint arXiv:2001.01234}",
            {"journaltitle": "arXiv preprint arXiv:2001.01234", "eprint": "2001.01234", "eprinttype": "arxiv"},
        ),
    ],
)
def test_an_identifier_is_read_in_its_usual_form(field: str, expected: dict[str, str]) -> None:
    assert dict(only(f"{field},").fields) == {"title": "T", **expected}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("isbn = {978-3-16-148410-1}", "bibtex-value"),
        ("isbn = {978316148410}", "bibtex-value"),
        ("isbn = {no}", "bibtex-field"),
        ("issn = {0378-5956}", "bibtex-value"),
        ("issn = {never}", "bibtex-field"),
        ("eprint = {foo}, eprinttype = {arxiv}", "bibtex-value"),
    ],
)
def test_a_wrong_digit_is_a_warning_and_no_identifier_an_error(field: str, code: str) -> None:
    assert [(line, found) for line, found, _ in told(field)] == [(3, code)]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("langid = {english}", "en"),
        ("langid = {american}", "en-US"),
        ("langid = {ngerman}", "de"),
        ("hyphenation = {brazil}", "pt-BR"),
        ("langid = {polutonikogreek}", "el-polyton"),
        ("langid = {english}, langidopts = {variant=british}", "en-GB"),
        ("langid = {lowersorbian}", "dsb"),
        ("langid = {chinese-traditional}", "zh-Hant"),
        ("langid = {english-unitedstates}", "en-US"),
        ("langid = {serbian-cyrillic}", "sr-Cyrl"),
        ("langid = {tunisianarabic}", "aeb"),
        ("langid = {zh_CN}", "zh-CN"),
        ("langid = {de-at-1901}", "de-AT-1901"),
        ("language = {Chinese}", "zh"),
        ("language = {eng}", "en"),
        ("language = {en}, langid = {british}", "en-GB"),
        ("language = {Deutsch}", "de"),
    ],
)
def test_a_language_is_its_tag(field: str, expected: str) -> None:
    reference = only(f"{field},")
    assert (reference.get("langid"), reference.get("language")) == (expected, "")


def test_languages_in_words_stay_words() -> None:
    assert only("language = {English and French},").get("language", "langid") == "English and French"
    assert only("language = {langlatin and langgerman},").get("language") == "Latin and German"
    assert only("language = {langlatin},").get("langid") == "la"


def test_a_language_that_nobody_knows_is_told_with_the_nearest() -> None:
    _, found = read(Text("r.bib", "@misc{k, title = {T}, langid = {englsih}}"))
    assert [(item.code, item.help) for item in found] == [("bibtex-value", "did you mean 'english'?")]


# --- what a catalog's own fields may say -----------------------------------------------------------------------


def test_how_much_was_read_is_one_of_three_words() -> None:
    assert only("read = {Part},").get("read") == "part"
    _, found = read(Text("r.bib", "@misc{k, title = {T}, read = {wole}}"))
    assert [(item.code, item.message, item.help) for item in found] == [
        ("bibtex-value", "'wole' does not say how much was read, as whole, part or no does, and is left out", "did you mean 'whole'?")
    ]


@pytest.mark.parametrize("value", ["/home/ann/x.pdf", "see file:///Users/ann/x.pdf", r"C:\Users\ann\x.pdf", r"\\server\share\x.pdf"])
def test_a_path_of_somebodys_own_machine_is_left_out_and_told(value: str) -> None:
    bibliography, found = read(Text("r.bib", f"@misc{{k, title = {{T}}, note = {{{value}}}}}"))
    assert bibliography.references["k"].get("note") == ""
    assert [item.code for item in found] == ["bibtex-value"]


@pytest.mark.parametrize("value", ["beside example.org/home/ann", "the site /home", "home/users", r"A\slash B"])
def test_what_is_no_path_stays(value: str) -> None:
    bibliography, _ = read(Text("r.bib", f"@misc{{k, title = {{T}}, note = {{{value}}}}}"))
    assert bibliography.references["k"].get("note")


def test_an_address_of_another_program_is_left_out_and_told() -> None:
    bibliography, found = read(Text("r.bib", "@misc{k, title = {T}, url = {<Go to ISI>://WOS:000123}}"))
    assert (bibliography.references["k"].url, [item.severity for item in found]) == ("", ["warning"])


@pytest.mark.parametrize("name", ["via", "copyof"])
def test_another_entry_is_named_by_its_key(name: str) -> None:
    assert only(f"{name} = {{smith:2020+a}},").get(name) == "smith:2020+a"
    assert told(f"{name} = {{two keys}}") == [(3, "bibtex-field", "'two keys' is no citation key")]


# --- types -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "type", "genre"),
    [
        ("Article", "article", ""),
        ("conference", "inproceedings", ""),
        ("electronic", "online", ""),
        ("www", "online", ""),
        ("phdthesis", "thesis", "PhD thesis"),
        ("mastersthesis", "thesis", "Master’s thesis"),
        ("techreport", "report", "technical report"),
        ("webpage", "online", ""),
        ("newspaper", "article", ""),
        ("software", "software", ""),
        ("suppperiodical", "suppperiodical", ""),
        ("jurisdiction", "jurisdiction", ""),
    ],
)
def test_a_type_is_biblatexs(written: str, type: str, genre: str) -> None:
    reference = only("", written)
    assert (reference.type, reference.get("type")) == (type, genre)


def test_what_an_entry_says_of_its_type_goes_before() -> None:
    assert only("type = {Habilitation},", "phdthesis").get("type") == "Habilitation"
    assert only("type = {mathesis},", "thesis").get("type") == "Master’s thesis"
    assert only("type = {patentus}, pubstate = {inpress}, location = {countryde},", "patent").fields == {
        **{"title": "T", "type": "U.S. patent", "pubstate": "in press", "location": "Germany"}
    }


def test_a_mistyped_type_is_an_error_and_an_unknown_one_is_not() -> None:
    bibliography, found = read(Text("r.bib", "@artcle{a, title = {T}}\n@zine{b, title = {T}}\n"))
    assert [(item.severity, item.code, item.message, item.help) for item in found] == [
        ("error", "bibtex-type", "unknown type '@artcle'", "did you mean '@article'?"),
        ("warning", "bibtex-unknown-type", "unknown type '@zine'", "it is taken for '@misc'"),
    ]
    assert {key: reference.type for key, reference in bibliography.references.items()} == {"b": "misc"}


def test_the_tables_of_types_and_fields_agree_with_themselves() -> None:
    assert {alias.type for alias in entry_types.ALIASES.values()} <= entry_types.TYPES
    assert not set(entry_types.ALIASES) & entry_types.TYPES
    assert set(entry_fields.ALIASES.values()) <= set(entry_fields.FIELDS)
    assert not set(entry_fields.ALIASES) & set(entry_fields.FIELDS)


@settings(deadline=None)
@given(st.sampled_from(sorted(entry_types.TYPES)).flatmap(lambda name: st.tuples(st.just(name), st.integers(0, len(name) - 1))))
def test_a_type_with_a_letter_missing_is_known_again(mistyped: tuple[str, int]) -> None:
    name, place = mistyped
    less = name[:place] + name[place + 1 :]
    alias, resembled = entry_types.resolve(less)
    # A letter less may make another type of it: "mvbook" and "book" have two between them, "book" and "boo" one.
    assert resembled or len(less) < 4 or entry_types.is_known(less) or alias.type == name


# --- the names of fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        *(("journal", "journaltitle"), ("address", "location"), ("city", "location"), ("school", "institution")),
        *(("articleno", "eid"), ("numpages", "pagetotal"), ("organisation", "organization"), ("Publisher", "publisher")),
    ],
)
def test_a_field_has_biblatexs_name(written: str, name: str) -> None:
    assert only(f"{written} = {{X}},").fields == {"title": "T", name: "X"}


def test_where_both_names_are_given_biblatexs_is_taken() -> None:
    assert only("journal = {J}, journaltitle = {The Journal},").get("journaltitle") == "The Journal"
    assert only("journaltitle = {The Journal}, journal = {J},").get("journaltitle") == "The Journal"


@pytest.mark.parametrize(
    "field",
    [
        *("file = {:/home/me/My Secret.pdf:PDF}", "owner = {me}", "abstract = {An \\odd{one}}", "annotation = {x}", "annote = {x}"),
        *("keywords = {a, b}", "groups = {g}", "timestamp = {2020.03.05}", "creationdate = {2020-03-05T10:00:00}", "bdsk-url-1 = {x}"),
        *("mendeley-groups = {a/b}", "citeulike-article-id = {1}", "date-added = {2020-03-05 10:00:00 +0100}", "biburl = {x}", "bibsource = {dblp}"),
        *("options = {useprefix=true}", "relatedtype = {reprintof}", "__markedentry = {[me:6]}", "local-url = {/home/me/x.pdf}"),
        *(
            "OPTpages = {1}",
            "ALTeditor = {X}",
            "key = {X}",
            "issue_date = {March 2010}",
            "author-an = {1=me}",
            "username = {me}",
            "pdf = {/home/me/x.pdf}",
        ),
    ],
)
def test_what_other_programs_write_for_themselves_is_no_fault_and_never_there(field: str) -> None:
    reference = only(f"{field},")
    assert dict(reference.fields) == {"title": "T"}


def test_an_unknown_field_is_told_once_and_a_mistyped_one_each_time() -> None:
    content = "".join(f"@misc{{k{number},\n  title = {{T}},\n  colour = {{green}},\n  publsher = {{P}},\n}}\n" for number in range(3))
    assert problems(content) == [
        (3, "bibtex-unknown-field", "unknown field 'colour', here and 2 more times"),
        (4, "bibtex-unknown-field", "unknown field 'publsher'"),
        (9, "bibtex-unknown-field", "unknown field 'publsher'"),
        (14, "bibtex-unknown-field", "unknown field 'publsher'"),
    ]


def test_an_unknown_command_is_told_once() -> None:
    content = "".join(f"@misc{{k{number},\n  title = {{\\odd{{T}}}},\n}}\n" for number in range(3))
    assert problems(content) == [(2, "bibtex-latex", "unknown LaTeX command '\\odd', here and 2 more times")]


def test_a_field_is_found_under_any_of_its_names() -> None:
    reference = only("journal = {J},")
    span = reference.at("journaltitle")
    assert (span.line, span.excerpt[span.column - 1 : span.column - 1 + span.width]) == (3, "J")


def test_people_in_further_roles() -> None:
    reference = only("holder = {Acme, Ann}, editora = {Doe, Jane}, editoratype = {redactor}, bookauthor = {{A Society}},", "patent")
    assert reference.roles == {"holder": (Name("Acme", "Ann"),), "editora": (Name("Doe", "Jane"),), "bookauthor": (Name(literal="A Society"),)}


def test_a_work_that_only_its_whole_has_a_title_of_has_that() -> None:
    bibliography, found = read(Text("r.bib", "@proceedings{k, booktitle = {Papers of the Meeting}}"))
    assert found == []
    assert bibliography.references["k"].title == "Papers of the Meeting"


# --- what Zotero writes ------------------------------------------------------------------------------------------


def test_a_note_for_programs_alone_is_sorted_out_and_not_shown() -> None:
    found = only("number = {9},\n  note = {Number: 9\nPublisher: Orchard Press\n\\_eprint: https://example.org/pdf\nISSN: 0028-0836}", "article")
    assert {name: text for name, text in found.fields.items() if name != "title"} == {
        "number": "9",
        "publisher": "Orchard Press",
        "issn": "0028-0836",
    }
    assert one("note = {DOI: none}").fields.get("note", "") == ""


@pytest.mark.parametrize("note", ["Publisher: Orchard Press. It had been printed before.\nSee there", "Edition: that of the museum", "Remark: none"])
def test_a_remark_stays_one(note: str) -> None:
    assert only(f"note = {{{note}}}").fields["note"] == " ".join(note.split())


def test_a_page_of_the_web_among_the_types_of_bibtex_is_one() -> None:
    found = only("journal = {Orchard Daily},\n  howpublished = {https://example.org/a}", "misc")
    assert (found.type, found.get("organization"), found.get("journaltitle")) == ("online", "Orchard Daily", "")
    assert only("journal = {Orchard Daily}", "misc").type == "misc"

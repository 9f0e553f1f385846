"""Evidence: who published a source, which sources are one voice, and the mark that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from casebook.catalog import evidence as evidences
from casebook.catalog import load
from casebook.catalog.catalog import Catalog
from casebook.catalog.entries import Entry
from casebook.catalog.evidence import Evidence, Mark
from casebook.catalog.publishers import Publishers, host_of, name_key
from casebook.records import folder
from casebook.records.kinds import Kinds
from casebook.records.models import models
from casebook.records.parts import Claim
from casebook.records.reference import Name, Reference
from casebook.records.values import Citation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import kinds_in

Write = Callable[..., Path]

CASE = """\
title: T
summary: S
platforms: [{{id: wesee, role: host}}]
organisations: [{{id: growers, role: partner}}]
people: [{{id: ann, role: presenter}}]
claims:
  - {{id: plays, {claim}}}
"""
FIGURE = "measure: plays, value: 1, "
WORLD = {
    "cases/kinds/platform.yml": (Path(__file__).parent.parent / "kinds/platform.yml").read_text("utf-8"),
    "cases/kinds/case.yml": (Path(__file__).parent.parent / "kinds/case.yml").read_text("utf-8"),
    "cases/kinds/person.yml": (Path(__file__).parent.parent / "kinds/person.yml").read_text("utf-8"),
    "cases/kinds/place.yml": (Path(__file__).parent.parent / "kinds/place.yml").read_text("utf-8"),
    "cases/kinds/topic.yml": (Path(__file__).parent.parent / "kinds/topic.yml").read_text("utf-8"),
    # As in the example worlds, but that an organisation can have an owner.
    "cases/kinds/organisation.yml": (Path(__file__).parent.parent / "kinds/organisation.yml").read_text("utf-8")
    + "  owner: {type: record, kind: organisation, means: owner, description: Who owns it.}\n",
    "cases/platforms/wesee.yml": "name: WeSee\nsummary: S\nowner: tencent\n",
    "cases/organisations/tencent.yml": "name: Tencent\nsummary: S\n",
    "cases/organisations/tencent-news.yml": "name: Tencent News\nsummary: S\nowner: tencent\n",
    "cases/organisations/growers.yml": "name: Growers\nsummary: S\naliases: [The Apple Growers, AG]\nhosts: [growers.org]\n",
    "cases/organisations/press.yml": "name: The Press\nsummary: S\nhosts: [press.example, blog.example.net]\n",
    "cases/organisations/herald.yml": "name: Herald & Son\nsummary: S\n",
    "cases/organisations/state.yml": "name: State\nsummary: S\n",
    "cases/organisations/agency.yml": "name: Agency\nsummary: S\nowner: state\n",
    "cases/organisations/daily.yml": "name: Daily\nsummary: S\nowner: state\n",
    "cases/people/ann.yml": "name: Ann\nsummary: S\naffiliations: [{id: growers, role: head}]\n",
    "cases/people/bob.yml": "name: Bob\nsummary: S\naffiliations: [{id: press, role: editor}]\n",
    "cases/people/cleo.yml": "name: Cleo\nsummary: S\naffiliations: [{id: wesee, role: spokeswoman}]\n",
    "cases/measures/plays.yml": "name: Plays\nunit: plays\ndimension: reach\ndefinition: D\n",
}
SOURCES = {
    **{f"by-{who}": f"publisherid = {{{who}}}" for who in "tencent growers press herald wesee agency daily tencent-news".split()},
    "by-nobody": "",
    "also-press": "publisherid = {press}",
    # Handed on by the press, and by nobody that is known.
    "growers-via-press": "publisherid = {growers}, via = {by-press}",
    "herald-via-press": "publisherid = {herald}, via = {by-press}",
    "herald-via-growers": "publisherid = {herald}, via = {by-growers}",
    "nobody-via-press": "via = {by-press}",
    # Copies.
    "copy-of-press": "publisherid = {herald}, copyof = {by-press}",
    "copy-of-growers": "publisherid = {herald}, copyof = {by-growers}",
    "copy-of-nobody": "publisherid = {herald}, copyof = {by-nobody}",
    "another-copy-of-nobody": "publisherid = {daily}, copyof = {by-nobody}",
    # Joint work of two.
    "by-press-and-herald": "publisher = {The Press and Herald \\& Son}",
    # Known by a host or a name.
    "on-growers": "url = {https://www.growers.org/a}",
    "below-growers": "url = {https://News.Growers.org:8443/a?b=c}",
    "not-growers": "url = {https://notgrowers.org/a}",
    "archived": "url = {https://web.archive.org/web/20200301000000/https://growers.org/a}",
    "printed": "publisher = {the  PRESS}",
    "printed-alias": "institution = {Apple growers}",
    "printed-in-brackets": "organization = {Some Growers (AG)}",
    "printed-host": "howpublished = {blog.example.net}",
    "in-a-journal": "journaltitle = {Herald and Son}",
    "signed": "author = {{Growers}}",
    # The entry's own word counts, and where host and name differ, a party in one of them.
    "said-to-be-press": "publisherid = {press}, url = {https://growers.org/a}",
    "growers-on-press": "publisher = {Growers}, url = {https://press.example/a}",
}
BIBLIOGRAPHY = "".join(f"@online{{{key}, title = {{On {key}}}, {fields}}}\n" for key, fields in SOURCES.items())


def read(root: Path) -> Catalog:
    with folder.begin(root) as begun:
        found, problems = load.read(begun)
    assert problems == []
    return found


def catalog(write: Write, files: dict[str, str]) -> Catalog:
    return read(write({**WORLD, "cases/references.bib": BIBLIOGRAPHY, **files}))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The world with one case, whose claims the tests weigh."""
    root = tmp_path_factory.mktemp("world")
    for path, content in {**WORLD, "cases/references.bib": BIBLIOGRAPHY, "cases/a.yml": CASE.format(claim=f"{FIGURE}cite: by-press")}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")
    return read(root)


def weighed(world: Catalog, cite: str, **fields: Any) -> Evidence:
    """The evidence of a claim of the case, with these sources."""
    citations = tuple(Citation.parse(one) for one in cite.split(", ") if one)
    figure = {} if "statement" in fields else {"measure": "plays", "value": Decimal(1)}
    return evidences.weigh(world.entries["a"], Claim(id="x", cite=citations, **{**figure, **fields}), world.publishers)


# --- the mark --------------------------------------------------------------------------------------------------

RING, DOTTED, HALF, FULL, QUOTES = Mark.SELF_REPORTED, Mark.UNIDENTIFIED, Mark.ONE_VOICE, Mark.SEVERAL_VOICES, Mark.ATTRIBUTED


@pytest.mark.parametrize(
    ("cite", "mark", "voices"),
    [
        # Who published the source.
        ("by-press", HALF, 1),
        ("by-nobody", DOTTED, 0),
        ("by-growers", RING, 0),
        ("by-wesee", RING, 0),
        # The platform's owner is a party, too, and so is whom it owns besides.
        ("by-tencent", RING, 0),
        ("by-tencent-news", RING, 0),
        ("by-growers, by-nobody", DOTTED, 0),
        ("by-press, by-tencent, by-nobody", HALF, 1),
        ("by-press, by-herald", FULL, 2),
        ("by-press, by-herald, by-agency, by-growers", FULL, 3),
        ("by-press[p. 1], by-press[p. 2]", HALF, 1),
        # Several of one hand.
        ("by-press, also-press", HALF, 1),
        ("by-agency, by-daily", HALF, 1),
        ("by-agency, by-daily, by-press", FULL, 2),
        # Handed on.
        ("herald-via-press", HALF, 1),
        ("herald-via-press, by-press", HALF, 1),
        ("herald-via-press, by-herald", HALF, 1),
        ("nobody-via-press", HALF, 1),
        ("nobody-via-press, by-press", HALF, 1),
        ("by-press, growers-via-press", RING, 0),
        ("growers-via-press", RING, 0),
        ("herald-via-growers", RING, 0),
        ("by-press, growers-via-press, by-agency", HALF, 1),
        # Copied.
        ("copy-of-press", HALF, 1),
        ("copy-of-press, by-press", HALF, 1),
        ("copy-of-growers", RING, 0),
        ("copy-of-nobody, another-copy-of-nobody", HALF, 1),
        # Two together do not make those one who speak for themselves as well.
        ("by-press-and-herald", HALF, 1),
        ("by-press-and-herald, by-press, by-herald", FULL, 2),
        # Known by a host or a name.
        *(
            (key, RING, 0)
            for key in ("on-growers", "below-growers", "archived", "printed-alias", "printed-in-brackets", "signed", "growers-on-press")
        ),
        *((key, HALF, 1) for key in ("printed", "printed-host", "in-a-journal", "said-to-be-press")),
        ("not-growers", DOTTED, 0),
        ("", Mark.UNSOURCED, 0),
    ],
)
def test_the_mark_of_a_figure(cite: str, mark: Mark, voices: int, world: Catalog) -> None:
    found = weighed(world, cite)
    assert (found.mark, len(found.voices)) == (mark, voices)


@pytest.mark.parametrize(
    ("cite", "origin", "mark"),
    [
        ("by-press", "growers", RING),
        ("by-press", "wesee", RING),
        ("by-press, by-herald, by-nobody", "tencent", RING),
        # A person speaks for where they belong.
        ("by-press", "ann", RING),
        ("by-press", "cleo", RING),
        ("by-growers", "bob", RING),
        # All hand on the same; and who says it themselves has nobody to vouch for them.
        ("by-press", "herald", HALF),
        ("by-press, by-agency", "herald", HALF),
        ("by-herald", "herald", RING),
        ("by-daily", "state", RING),
        ("by-nobody", "herald", DOTTED),
    ],
)
def test_a_figure_with_an_origin(cite: str, origin: str, mark: Mark, world: Catalog) -> None:
    assert weighed(world, cite, origin=origin).mark is mark


@pytest.mark.parametrize(
    ("cite", "origin", "mark"),
    [
        ("by-press, by-herald", "bob", QUOTES),
        ("by-growers", "ann", QUOTES),
        ("by-press, by-herald", None, FULL),
        ("by-nobody", None, DOTTED),
        ("", "ann", Mark.UNSOURCED),
    ],
)
def test_a_statement(cite: str, origin: str | None, mark: Mark, world: Catalog) -> None:
    assert weighed(world, cite, origin=origin, statement="They liked it.").mark is mark


def test_evidence_says_who_speaks(world: Catalog) -> None:
    found = weighed(world, "by-press, by-tencent, by-nobody, by-herald, also-press")
    assert found.sources == ("by-press", "by-tencent", "by-nobody", "by-herald", "also-press")
    assert {frozenset(voice) for voice in found.voices} == {frozenset(("by-press", "also-press")), frozenset(("by-herald",))}
    assert (found.concerned, found.unidentified) == (("tencent",), ("by-nobody",))


@pytest.mark.parametrize(
    ("id", "parties"),
    [
        ("a", {"a", "wesee", "tencent", "growers", "ann"}),
        ("wesee", {"wesee", "tencent"}),
        ("daily", {"daily", "state"}),
        ("ann", {"ann", "growers"}),
        ("cleo", {"cleo", "wesee", "tencent"}),
    ],
)
def test_the_parties_of_a_record(id: str, parties: set[str], world: Catalog) -> None:
    assert evidences.parties(world.entries[id], world.publishers) == parties


# --- who published it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org/a", "example.org"),
        ("http://news.example.org:8080/", "news.example.org"),
        ("https://user@example.org./", "example.org"),
        ("https://web.archive.org/web/2020/http://www.example.org/a", "example.org"),
        ("https://web.archive.org/web/20200101000000id_/https://example.org/", "example.org"),
        ("https://web.archive.org/", "web.archive.org"),
        ("https://例子.测试/页", "例子.测试"),
        ("https://[::1", ""),
        ("no address", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "same", [("The Press", "press"), ("Crédit  Agricole", "credit agricole"), ("A & B", "A and B"), ("A-B.", "a b"), ("新华社", "新华社")]
)
def test_names_that_are_one(same: tuple[str, str]) -> None:
    assert name_key(same[0]) == name_key(same[1])


def test_a_name_that_two_have_means_neither(write: Write) -> None:
    twice = {
        "cases/organisations/other.yml": "name: Other\nsummary: S\naliases: [Press]\n",
        "cases/a.yml": CASE.format(claim=f"{FIGURE}cite: printed"),
    }
    found = catalog(write, twice)
    assert found.publisher(found.references["printed"]) is None


def test_a_draft_is_known_as_a_publisher_in_what_is_published(write: Write) -> None:
    draft = {"cases/organisations/herald.yml": "name: Herald & Son\nsummary: S\nstatus: draft\n"}
    found = catalog(write, {**draft, "cases/a.yml": CASE.format(claim=f"{FIGURE}cite: in-a-journal")})
    for one in (found, found.published()):
        assert one.evidence(one.entries["a"], one.entries["a"].record.claims[0]).mark is HALF
    assert found.published().publisher(found.references["by-herald"]) is None


def test_a_circle_of_copies_and_owners_ends(write: Write) -> None:
    circle = "@online{a, title = {A}, copyof = {b}, publisherid = {agency}}\n@online{b, title = {B}, via = {a}, publisherid = {state}}\n"
    files = {"cases/references.bib": circle, "cases/organisations/state.yml": "name: State\nsummary: S\nowner: agency\n"}
    found = catalog(write, {**files, "cases/a.yml": CASE.format(claim=f"{FIGURE}cite: [a, b]")})
    assert found.evidence(found.entries["a"], found.entries["a"].record.claims[0]).mark is HALF


# --- what holds of any catalog -----------------------------------------------------------------------------------

IDS = ("p0", "p1", "p2", "p3", "p4", "p5")
KEYS = tuple(f"s{number}" for number in range(6))
_KINDS = kinds_in()


def entry(kind: str, id: str, **fields: Any) -> Entry:
    made: Any = (
        models(Kinds(_KINDS.every))
        .records[kind]
        .model_construct(**{name: field.default for name, field in models(_KINDS).records[kind].model_fields.items()} | fields)
    )
    return Entry(_KINDS[kind], id, made, None, ())  # type: ignore[arg-type]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Entry, Publishers, Any]:
    """A case with a party, platforms and organisations that may own them, and sources of these that lead to one another."""
    owners = {id: draw(st.sampled_from(("", *IDS))) for id in IDS[:3]}
    entries = {id: entry("platform", id, name=id, owner=owners[id] or None) for id in IDS[:3]}
    entries |= {id: entry("organisation", id, name=id) for id in IDS[3:]}
    party = draw(st.sampled_from(("", *IDS)))
    part = models(_KINDS).records["case"].model_fields
    role = next(item for item in _KINDS["case"].of_type("role") if "organisation" in item.kinds)
    assert role.name in part
    roles = (type("Part", (), {"id": party, "role": draw(st.sampled_from(("partner", "critic")))})(),) if party else ()
    case = entry("case", "c", title="C", **{role.name: roles})
    entries["c"] = case

    def source(key: str) -> Reference:
        fields = {
            "publisherid": draw(st.sampled_from(("", *IDS))),
            "via": draw(st.sampled_from(("", "", "", *KEYS))),
            "copyof": draw(st.sampled_from(("", "", "", *KEYS))),
        }
        author = (Name(literal=draw(st.sampled_from(IDS))),) if draw(st.booleans()) else ()
        return Reference(key, "online", key, author=author, fields={name: value for name, value in fields.items() if value})

    publishers = Publishers(entries, {key: source(key) for key in KEYS}, {(role.vocabulary, "critic")})
    return case, publishers, draw(st.sampled_from((None, *IDS)))


def claim(cite: tuple[str, ...], origin: str | None, statement: str | None = None) -> Any:
    citations = tuple(type("Citation", (), {"key": key})() for key in cite)
    return type("Claim", (), {"cite": citations, "origin": origin, "statement": statement})()


@settings(deadline=None, max_examples=35)
@given(worlds(), st.lists(st.sampled_from(KEYS), unique=True), st.sampled_from(KEYS))
def test_a_further_source_lowers_the_mark_only_where_it_shows_a_party(world: tuple[Entry, Publishers, Any], cite: list[str], more: str) -> None:
    case, publishers, origin = world
    before = evidences.weigh(case, claim(tuple(cite), origin), publishers)
    after = evidences.weigh(case, claim((*cite, more), origin), publishers)
    order = list(Mark)
    if publishers.hands(more).isdisjoint(evidences.parties(case, publishers)):
        assert order.index(after.mark) >= order.index(before.mark)
        assert len(after.voices) >= len(before.voices)


@settings(deadline=None, max_examples=35)
@given(worlds(), st.lists(st.sampled_from(KEYS), unique=True))
def test_the_mark_goes_by_the_voices(world: tuple[Entry, Publishers, Any], cite: list[str]) -> None:
    case, publishers, origin = world
    found = evidences.weigh(case, claim(tuple(cite), origin), publishers)
    assert (found.mark is FULL, found.mark is HALF) == (len(found.voices) > 1, len(found.voices) == 1)
    spoken = [key for voice in found.voices for key in voice]
    assert len(spoken) == len(set(spoken))
    # Nobody who is concerned vouches, and whoever vouches is known.
    concerned = evidences.parties(case, publishers)
    assert all(publishers.hands(key) and publishers.hands(key).isdisjoint(concerned) for key in spoken)
    heads = [voice[0] for voice in found.voices]
    assert not any(publishers.are_one(one, other) for one in heads for other in heads if one < other)


@settings(deadline=None, max_examples=35)
@given(worlds(), st.lists(st.sampled_from(KEYS), unique=True), st.randoms())
def test_the_order_of_the_sources_changes_nothing(world: tuple[Entry, Publishers, Any], cite: list[str], random: Any) -> None:
    case, publishers, origin = world
    other = list(cite)
    random.shuffle(other)
    first, second = (evidences.weigh(case, claim(tuple(keys), origin), publishers) for keys in (cite, other))
    assert (first.mark, len(first.voices)) == (second.mark, len(second.voices))


@settings(deadline=None, max_examples=35)
@given(worlds(), st.lists(st.sampled_from(KEYS), unique=True))
def test_what_comes_from_somebody_never_looks_stronger_for_it(world: tuple[Entry, Publishers, Any], cite: list[str]) -> None:
    case, publishers, origin = world
    order = list(Mark)
    with_origin, without = (evidences.weigh(case, claim(tuple(cite), one), publishers) for one in (origin, None))
    assert order.index(with_origin.mark) <= order.index(without.mark)


@settings(deadline=None, max_examples=35)
@given(worlds(), st.lists(st.sampled_from(KEYS), unique=True))
def test_whoever_stands_outside_would_look_no_stronger_inside(world: tuple[Entry, Publishers, Any], cite: list[str]) -> None:
    case, publishers, origin = world
    inside = Publishers(publishers.entries, publishers.references)
    outside, within = (evidences.weigh(case, claim(tuple(cite), origin), one) for one in (publishers, inside))
    assert list(Mark).index(within.mark) <= list(Mark).index(outside.mark)

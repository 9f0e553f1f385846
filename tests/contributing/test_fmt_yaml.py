"""`casebook fmt` for YAML: order, quotes and indentation change, and nothing that a file says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from casebook.cli import main
from casebook.contributing.fmt_yaml import formatted
from casebook.contributing.formatting import Unsafe
from casebook.contributing.whole_files import ChangedMeanwhile, write_whole
from casebook.contributing.yaml_text import written
from casebook.reading.files import Text
from casebook.reading.yaml_events import parse
from casebook.reading.yaml_tree import comments, tree
from casebook.records.declaration import KindFile
from casebook.records.models import models
from click.testing import CliRunner, Result
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.conftest import KINDS, PROJECTS, ROOT, kinds_in

# The declarations of kinds that every small project has.
OF_KINDS = len(list(KINDS.glob("*.yml")))
MODEL = models(kinds_in()).records["case"]
CROOKED = """\
# yaml-language-server: $schema=x
# The case of the apples.


# Not yet sure.
summary:   'A magistrate sold apples.'
"title":  "An afternoon: apples"   # as in the paper


topics: [live-commerce,'officials']
platforms:
    - {role: host, id: xigua}   # says the paper
    -   # asked twice
        role:   partner
        id: douyin
status: draft
claims:

- id: weight
  cite: [smith2020, "smith2020[p. 3]"]
  # By whom?
  value: 1_000
  measure: weight
  bound:    up-to
  # unit: kg

- {id: said, statement: It was so., cite: lee2021}
story:
  results: |
      Much was sold.

        As code.
  context: A text
    that goes on.
# The end.
formerly: [ 012, no,
  "yes"   # once
  ]
"""
STRAIGHT = """\
# yaml-language-server: $schema=x
# The case of the apples.

title: "An afternoon: apples"  # as in the paper
# Not yet sure.
summary: A magistrate sold apples.
platforms:
  - {id: xigua, role: host}  # says the paper
  # asked twice
  - id: douyin
    role: partner

topics: [live-commerce, officials]
claims:
  - id: weight
    measure: weight
    # By whom?
    value: "1_000"
    bound: up-to
    cite: [smith2020, "smith2020[p. 3]"]
    # unit: kg

  - {id: said, statement: It was so., cite: lee2021}
story:
  context: A text that goes on.
  results: |
    Much was sold.

      As code.
status: draft
# The end.
formerly:
  - "012"
  - "no"
  - "yes"  # once
"""


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "fmt", *arguments])


def straight(content: str, model: object = MODEL) -> str:
    return formatted(content, model).text


def test_a_crooked_record_is_straightened() -> None:
    assert straight(CROOKED) == STRAIGHT
    assert formatted(STRAIGHT, MODEL) == formatted(STRAIGHT)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a: 'no'", 'a: "no"'),
        ("a: no", 'a: "no"'),
        ("a: 1e5", "a: 100000"),
        ("a: 012", 'a: "012"'),
        ("a: 0o17", "a: 15"),
        ("a: True", "a: true"),
        ("a: '2020-03'", "a: 2020-03"),
        ('a: "2020"', 'a: "2020"'),
        ("a: 'it''s'", "a: it's"),
        ("on: 2020-03-02", "on: 2020-03-02"),
        ("a:", "a:"),
        ("a: {b: }", "a: {b: null}"),
        ("a: [b: c]", "a: [{b: c}]"),
        ('a: ["k[p. 3]"]', 'a: ["k[p. 3]"]'),
        ("a:\n- b\n- - c\n  - d", "a:\n  - b\n  - - c\n    - d"),
        ("---\na: b\n...", "a: b"),
        ("a: >2-\n    b\n   c", "a: >2-\n    b\n   c"),
        ("a:\n    - >4-\n              b\n        c", "a:\n  - >2-\n          b\n    c"),
        ("a: |+\n  b\n\nc: d", "a: |+\n  b\n\nc: d"),
        ("a: |\n  b", "a: |-\n  b"),
        ("a: >-   # why\n    b", "a: >-  # why\n  b"),
        (f"a: '{' '.join('b' * 50)}\n  {' '.join('c' * 50)}'", f"a: >-\n  {' '.join('b' * 50)}\n  {' '.join('c' * 50)}"),
        ("a: [" + ", ".join(f"word{number}" for number in range(30)) + "]", "a:\n" + "\n".join(f"  - word{number}" for number in range(30))),
        ('a: "b\n\n  c"', 'a: "b\\nc"'),
    ],
)
def test_each_value_is_written_in_one_way(given: str, expected: str) -> None:
    assert straight(f"{given}\n" if not given.endswith("|\n  b") else given, None) == f"{expected}\n"
    assert straight(f"{expected}\n", None) == f"{expected}\n"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a: |+7\n", 'a: ""\n'),
        ("a: >- # c\nb: 1\n", 'a: ""  # c\nb: 1\n'),
        ("a: >1\n   \n", 'a: "  \\n"\n'),
        ("- |1-\n    \n", '- "   "\n'),
        ("a: [x, [ # c\n  ]]\n", "a:\n  - x  # c\n  - []\n"),
        ("a: {b: { # c\n  }, d: 1}\n", "a:\n  b: {}  # c\n  d: 1\n"),
    ],
)
def test_texts_and_lists_of_nothing_are_laid_out_too(given: str, expected: str) -> None:
    assert formatted(given).text == expected


def test_fields_of_a_declaration_keep_their_order_and_their_parts_do_not() -> None:
    content = "fields:\n  b: {example: x, type: line}\n  a:\n    description: D.\n    type: line\nlabel: Port\n"
    assert straight(content, KindFile) == "label: Port\nfields:\n  b: {type: line, example: x}\n  a:\n    type: line\n    description: D.\n"


def test_what_is_not_declared_stays_behind_what_it_stood_behind() -> None:
    assert straight("titel: T\nsummary: S\nweather: fine\ntitle: T\n") == "titel: T\ntitle: T\nsummary: S\nweather: fine\n"


def test_line_ends_are_those_of_the_first_line_and_the_mark_stays() -> None:
    assert straight("\ufeffsummary: S  \r\n# why\r\ntitle: T\n") == "\ufeff# why\r\ntitle: T\r\nsummary: S\r\n"
    assert formatted("title: T\r\nsummary: S\n", MODEL).places == ((1, "the ends of lines"),)


def test_what_would_say_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch, write: Callable[..., Path]) -> None:
    monkeypatch.setattr("casebook.contributing.fmt_yaml.respelt", lambda *_, **__: "other")
    with pytest.raises(Unsafe):
        formatted("a:  b\n")
    root = write({"cases/a.yml": "title:  T\n"})
    result = run(root, str(root / "cases/a.yml"))
    assert (result.exit_code, result.output) == (1, "cases/a.yml stays as it is: in the common layout it would not say the same\n")
    assert (root / "cases/a.yml").read_text() == "title:  T\n"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("cite: {source: a, quote: sold 300,000 tons …}", "between braces a comma ends the text, so that '000 tons …' became a field of its own"),
        ("scope: half #1 of two", "the text ends before this"),
        ("note: ｜\n      One.\n      Two.", "this is a full-width '|', which begins no text"),
    ],
)
def test_no_layout_hides_a_mistake(write: Callable[..., Path], line: str, why: str) -> None:
    text = f"title:  T\nsummary: S\nclaims:\n  - id: a\n    statement: All were sold.\n    {line}\n"
    root = write({"cases/a.yml": text})
    result = run(root)
    assert result.exit_code == 1
    assert f"cases/a.yml stays as it is: first mend its line 6, of which the layout would hide that {why}\n" in result.output
    assert (root / "cases/a.yml").read_text() == text


def test_a_mistake_that_is_seen_afterwards_is_in_no_ones_way(write: Callable[..., Path]) -> None:
    root = write({"cases/a.yml": "titel:  T\nclaims:\n  - {id: A, cite: {source:  a, quote:sold}}\n  - {id: B, cite: {source:  a，quote：sold}}\n"})
    assert run(root).exit_code == 0
    after = "titel: T\nclaims:\n  - {id: A, cite: {source: a, quote:sold}}\n  - {id: B, cite: {source: a，quote：sold}}\n"
    assert (root / "cases/a.yml").read_text() == after


def test_what_is_written_nowhere_when_a_file_changes_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: c\n")
    with pytest.raises(ChangedMeanwhile):
        write_whole(tmp_path, "a.yml", "a: b\n", "a:  b\n")
    assert (tmp_path / "a.yml").read_text() == "a: c\n"


def test_a_check_names_the_places_and_changes_nothing(write: Callable[..., Path]) -> None:
    root = write({"cases/a.yml": "title:  T\nsummary: S\nclaims:\n- id: a\n", "cases/b.yml": "title: T\n", "cases/c.yml": "title: 'T\n"})
    result = run(root, "--check")
    assert result.exit_code == 1
    assert "cases/a.yml:1: the field 'title': not in the common layout\n" in result.output
    assert (
        "cases/a.yml:4: the field 'claims': not in the common layout\n2 places in cases/a.yml would change; 'casebook fmt' does it\n" in result.output
    )
    assert "cases/c.yml:1:8: error[yaml-syntax]" in result.output
    assert result.output.endswith(f"{1 + OF_KINDS} files are in the common layout\n")
    assert (root / "cases/a.yml").read_text() == "title:  T\nsummary: S\nclaims:\n- id: a\n"


def test_only_files_that_are_named_are_touched(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"cases/a.yml": "title:  T\n", "cases/topics/b.yml": "name:  T\n", "docs/index.md": "# Home\n"})
    monkeypatch.chdir(root / "cases")
    assert run(root, "topics").output == "cases/topics/b.yml: 1 place changed\n"
    assert (root / "cases/a.yml").read_text() == "title:  T\n"
    for path, why in (("../docs/index.md", "has no common layout"), ("nothing.yml", "there is no file"), ("/", "is no file of the project")):
        result = run(root, path)
        assert result.exit_code == 2
        assert why in result.output


def test_a_project_without_sources_has_only_records_to_lay_out(write: Callable[..., Path]) -> None:
    result = run(write({"cases/a.yml": "title: T\n"}), "--check")
    assert (result.exit_code, result.output) == (0, f"{1 + OF_KINDS} files are in the common layout\n")


def test_a_link_is_not_followed(write: Callable[..., Path]) -> None:
    root = write({"other.yml": "title:  T\n", "cases/b.yml": "title: T\n"})
    (root / "cases/a.yml").symlink_to(root / "other.yml")
    result = run(root, str(root / "cases/a.yml"))
    assert result.exit_code == 1
    assert "this is a link, not a file" in result.output
    assert (root / "other.yml").read_text() == "title:  T\n"


def test_the_example_projects_say_the_same_in_the_common_layout(tmp_path: Path) -> None:
    for path in PROJECTS.rglob("*.yml"):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 100_000:
            continue
        content = path.read_bytes().decode("utf-8", "replace")
        before = parse(Text("", content))
        if before.is_whole and not before.found:
            after = straight(content)
            assert straight(after) == after
            assert parse(Text("", after)).data == before.data


def test_the_starter_is_in_the_common_layout(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "generator/starter", tmp_path / "project")
    assert run(tmp_path / "project", "--check").exit_code == 0


def test_what_is_new_is_in_the_common_layout(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "generator/starter", root)
    for kind in ("project", "organisation", "place", "measure", "vocabulary", "kind"):
        made = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", kind, f"new-{kind}"])
        assert made.exit_code == 0
    (root / "cases/links.yml").write_text("links:   {}\n")
    result = run(root, "--check")
    assert result.exit_code == 0, result.output


# --- any file ----------------------------------------------------------------------------------------------------

PLAIN = [
    "a",
    "apples",
    "no",
    "012",
    "1e5",
    "1.5",
    "True",
    "~",
    "2020-03",
    "2020-03-02",
    "é",
    "花，好",
    "-5",
    "0x1F",
    "x y z",
    "null",
    "<<x",
    "=",
    "on",
]
QUOTED = ["'it''s'", '"x: y"', "'no'", '"a # b"', "'- x'", "'#'", '"a\\"b"', '"\\ta"', "'a\"b'", '"k[p. 3]"', "'2020'", '"a\\nb"']
NAMES = ["id", "title", "name", "summary", "claims", "measure", "value", "on", "'q'", '"w x"', "2020", "é", "cite", "story", "platforms"]


class Writer:
    """Writes any YAML in any layout, with comments that have numbers."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0

    def comment(self) -> str:
        self.count += 1
        return self.random.choice(["# c{}", "#c{}", "#  - id: c{}", "# k: c{}"]).format(f"{self.count}.")

    def behind(self) -> str:
        return self.random.choice(["", "", "", " ", f" {self.comment()}", f"   {self.comment()}"])

    def between(self, indent: int) -> list[str]:
        lines = []
        while self.random.random() < 0.25:
            margin = self.random.choice([indent, indent, 0, indent + 2, max(0, indent - 2)])
            lines.append(self.random.choice(["", f"{' ' * margin}{self.comment()}"]))
        return lines

    def flow(self, depth: int = 0) -> str:
        kind = self.random.random()
        if depth > 2 or kind < 0.5:
            return self.random.choice(PLAIN + QUOTED)
        count, comma = self.random.randint(0, 3), self.random.choice([", ", ",", " , "])
        if kind < 0.75:
            return f"[{comma.join(self.flow(depth + 1) for _ in range(count))}{self.random.choice(['', ' ', ',']) if count else ''}]"
        return "{" + comma.join(f"{name}: {self.flow(depth + 1)}" for name in self.random.sample(NAMES, count)) + "}"

    def flow_lines(self, indent: int) -> list[str]:
        lines = [f"[{self.behind()}"]
        for _ in range(self.random.randint(1, 3)):
            nested = f"[{self.behind()}\n{' ' * (indent + 3)}]" if self.random.random() < 0.1 else self.flow(1)
            lines += [*self.between(indent + 2), *f"{' ' * (indent + self.random.choice([1, 2, 4]))}{nested},{self.behind()}".split("\n")]
        return [*lines, *self.between(indent + 2), f"{' ' * (indent + 1)}]{self.behind()}"]

    def block_text(self, indent: int) -> list[str]:
        inner = indent + self.random.choice([1, 2, 4])
        header = self.random.choice("|>") + self.random.choice(["", "-", "+"])
        first = " " * inner + self.random.choice(["first: line", "first # line"])
        if self.random.random() < 0.2:
            header, first = f"{header[0]}{inner - indent}{header[1:]}", f"  {first}"
        if self.random.random() < 0.05:
            # Nothing but blanks, for which YAML has to be told where the text begins.
            return [f"{header[0]}{inner - indent}{header[-1] if header[-1] in '+-' else ''}", " " * (inner + self.random.randint(0, 2))]
        more = self.random.choices(["", f"{' ' * inner}text # no", f"{' ' * inner}  more", f"{' ' * inner}  ", f"{' ' * inner}two  "], k=3)
        return [f"{header}{self.random.choice(['', ' ' + self.comment()])}", first, *more]

    def text_lines(self, indent: int) -> list[str]:
        quote, margin = self.random.choice(["", '"', "'"]), " " * (indent + self.random.choice([1, 2, 3]))
        return [f"{quote}several", f"{margin}lines of", self.random.choice(["", f"{margin}a"]), f"{margin}text{quote}{self.behind()}"]

    def value(self, indent: int, depth: int) -> list[str]:
        kind = self.random.random()
        if kind < 0.35 or depth > 2:
            return [f"{self.random.choice(PLAIN + QUOTED)}{self.behind()}"]
        if kind < 0.5:
            return [f"{self.flow()}{self.behind()}"]
        makers = {0.56: self.flow_lines, 0.66: self.block_text, 0.72: self.text_lines}
        if maker := next((maker for most, maker in makers.items() if kind < most), None):
            return maker(indent)
        inner = indent + self.random.choice([1, 2, 2, 4])
        return [self.behind(), *(self.mapping(inner, depth + 1) if kind < 0.86 else self.sequence(inner, depth + 1))]

    def mapping(self, indent: int, depth: int = 0) -> list[str]:
        lines: list[str] = []
        for name in self.random.sample(NAMES, self.random.randint(1, 5)):
            value = self.value(indent, depth)
            if self.random.random() < 0.1:
                # The items of a list may stand in the column of its name.
                value = [self.behind(), *self.sequence(indent, depth + 1)]
            lines += [*self.between(indent), *self.opened(f"{' ' * indent}{name}:", value)]
        return lines

    def sequence(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            lines += self.between(indent)
            if self.random.random() < 0.4:
                lines += self.opened(f"{' ' * indent}-", self.value(indent, depth + 1))
                continue
            inner = self.mapping(indent + 2, depth + 1)
            is_beside = inner[0].strip() and not inner[0].lstrip().startswith("#")
            lines += [f"{' ' * indent}- {inner[0].lstrip()}", *inner[1:]] if is_beside else [f"{' ' * indent}-{self.behind()}", *inner]
        return lines

    @staticmethod
    def opened(opening: str, value: list[str]) -> list[str]:
        return [f"{opening}{'' if value[0].startswith(' ') else ' '}{value[0]}", *value[1:]]

    def file(self) -> str:
        lines = [*self.between(0), *self.mapping(0), *self.between(0)]
        return "\n".join(lines) + self.random.choice(["", "\n", "\n\n"])


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 2**32), st.sampled_from([None, MODEL, KindFile]))
def test_no_file_says_anything_else_afterwards(seed: int, model: object) -> None:
    writer = Writer(Random(seed))
    content = writer.file()
    before = parse(Text("", content))
    # The reader takes no deeper nesting.
    assume(before.is_whole)
    text = straight(content, model)
    assert parse(Text("", text)).data == before.data
    numbers = [number for number in range(1, writer.count + 1) if re.search(rf"c{number}\.", content)]
    assert [number for number in numbers if not re.search(rf"#.*c{number}\.", text)] == []
    assert comments(tree(text)) == comments(tree(content))
    assert straight(text, model) == text
    assert not re.search(r"\t|\r", text)


# --- new files ---------------------------------------------------------------------------------------------------


def test_plain_data_become_a_record_as_a_person_would_write_it() -> None:
    data = {
        "status": "draft",
        "title": "Apples: a sale",
        "summary": " ".join(["A magistrate sold the apples of her county in a live broadcast."] * 4),
        "topics": ["live-commerce", "officials-on-camera"],
        "platforms": [{"role": "host", "id": "xigua"}],
        "claims": [
            {"id": "weight", "cite": ["smith2020", "lee2021[p. 3]"], "measure": "weight", "value": {"from": 10, "to": Decimal("20.5")}},
            {"id": "said", "statement": "Nobody counted.", "cite": "smith2020[p. 3]", "as_of": "2020-03-02"},
        ],
        "story": {"results": "They sold.\n\nAnd went home.\n", "context": "One paragraph."},
        "aliases": ["012", "no", "The apples"],
    }
    assert written(data, MODEL) == (
        'title: "Apples: a sale"\n'
        'aliases: ["012", "no", The apples]\n'
        "summary: >-\n"
        "  A magistrate sold the apples of her county in a live broadcast. A magistrate sold the apples of her county in a live\n"
        "  broadcast. A magistrate sold the apples of her county in a live broadcast. A magistrate sold the apples of her county in\n"
        "  a live broadcast.\n"
        "platforms:\n"
        "  - {id: xigua, role: host}\n"
        "topics: [live-commerce, officials-on-camera]\n"
        "claims:\n"
        "  - id: weight\n"
        "    measure: weight\n"
        "    value: {from: 10, to: 20.5}\n"
        "    cite:\n"
        "      - smith2020\n"
        "      - lee2021[p. 3]\n"
        "  - id: said\n"
        "    statement: Nobody counted.\n"
        "    as_of: 2020-03-02\n"
        "    cite: smith2020[p. 3]\n"
        "story:\n"
        "  context: One paragraph.\n"
        "  results: |\n"
        "    They sold.\n"
        "\n"
        "    And went home.\n"
        "status: draft\n"
    )


TEXT = (
    st.text(st.sampled_from("ab1 :#-,[]{}'\"\\!&*%@|>?~.=花\n"), max_size=12)
    | st.just("a word " * 30)
    | st.sampled_from([*PLAIN, "", "two\n\nparagraphs\n"])
)
LEAF = st.none() | st.booleans() | st.integers(-1000, 1000) | st.decimals(-1000, 1000, places=2) | TEXT
DATA = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT.filter(lambda name: name != "<<"), inner, max_size=3), max_leaves=12
)


@settings(deadline=None, max_examples=150)
@example({"title": {"1,": None}})
@given(st.dictionaries(st.sampled_from(["title", "claims", "story", "x", "no"]), DATA, min_size=1, max_size=4))
def test_what_is_written_is_read_as_the_data_that_it_was(data: dict[str, object]) -> None:
    text = written(data, MODEL)
    assert parse(Text("", text)).data == data
    assert straight(text) == text

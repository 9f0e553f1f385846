"""Bibliographies in the style of the programs that people have: what becomes of each entry, and what is said of it.

Every entry was written for this; beside each `NAME.bib` stands `NAME.expected`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.base import report
from casebook.reading import files
from casebook.records.bibtex import read
from casebook.records.reference import Name, Reference

from tests.conftest import UPDATE

HERE = Path(__file__).parent / "bibliographies"
NAMES = sorted(path.stem for path in HERE.glob("*.bib"))


def _name(name: Name) -> str:
    parts = {"prefix": name.prefix, "family": name.family, "given": name.given, "suffix": name.suffix}
    return f"{{{name.literal}}}" if name.literal else ", ".join(f"{part}={value}" for part, value in parts.items() if value)


def _described(reference: Reference) -> Iterator[str]:
    yield f"{reference.key}: {reference.type}, /{reference.address}"
    for role in ("author", "editor", "translator"):
        if people := getattr(reference, role):
            yield f"  {role}: {' & '.join(map(_name, people))}{' & others' if role in reference.others else ''}"
    if reference.issued:
        yield f"  issued: {reference.issued}"
    for name, value in sorted(reference.fields.items()):
        if value:
            yield f"  {name}: {value}"


@pytest.mark.parametrize("name", NAMES)
def test_what_becomes_of_a_bibliography(name: str) -> None:
    text, problems = files.read_any_text(HERE, f"{name}.bib", files.MAX_BIB_BYTES)
    assert text is not None
    assert problems == []
    bibliography, found = read(text)
    lines = [line for reference in bibliography.references.values() for line in _described(reference)]
    broken = f"broken: {', '.join(sorted(bibliography.broken))}\n" if bibliography.broken else ""
    shown = "\n".join(lines) + f"\n{broken}\n{report.text(found)}"
    expected = HERE / f"{name}.expected"
    if UPDATE:
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text("utf-8")
    assert not any(private in shown.split("\nbroken")[0] for private in ("Users", "home/", "/Zotero"))

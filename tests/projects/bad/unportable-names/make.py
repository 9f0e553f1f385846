"""Files with names that no checkout on Windows could hold; so this repository has none of them."""

from __future__ import annotations

from pathlib import Path

RECORD = "title: A record\nsummary: With a name that not every system can hold.\n"
WORDS = "title: Words\nsummary: What they say of a record.\nterms:\n  - {id: word, label: Word, description: A word.}\n"


def make(root: Path) -> None:
    for path, text in {
        "cases/con.yml": RECORD,
        "cases/aux.2020.yml": RECORD.replace("A record", "Another record"),
        "cases/ports/com7.yml": RECORD.replace("title", "name"),
        "cases/vocabularies/nul.yml": WORDS,
        "cases/vocabularies/roles.yml": WORDS,
        "cases/vocabularies/Roles.yml": WORDS,
        "cases/kinds/con.yml": "label: Con\nplural: Cons\nfolder: cons\ndescription: A trick.\n",
        "docs/index.md": "# Home\n",
        "docs/what?.md": "# What?\n",
        "docs/COM3.md": "# The third port\n",
        "docs/pictures./apple.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "docs/pictures/Apple.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "docs/pictures/apple.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "docs/pictures/bell\x07.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

"""Pages that would keep a Markdown processor for minutes, or that it cannot read to their end."""

from pathlib import Path


def make(root: Path) -> None:
    """Write the pages."""
    (root / "docs").mkdir()
    (root / "docs/brackets.md").write_text("# Brackets\n\nA first paragraph.\n\n" + "[" * 60_000 + "\n", encoding="utf-8")
    (root / "docs/nested.md").write_text("# Lists\n\n" + "  - " * 5_000 + "end\n", encoding="utf-8")
    (root / "docs/front.md").write_text("---\ntags: " + "[" * 20_000 + "\n---\n\n# Front matter\n", encoding="utf-8")

"""Pages that are long, and cost little: data in a block of code, a long table."""

from pathlib import Path


def make(root: Path) -> None:
    """Write the pages."""
    (root / "docs").mkdir()
    (root / "docs/code.md").write_text("# Brackets\n\n```\n" + "[" * 60_000 + "\n```\n", encoding="utf-8")
    rows = "".join(f"| {number} | [[apples]] | *ripe* |\n" for number in range(1500))
    (root / "docs/table.md").write_text(f"# Apples\n\n| no. | case | state |\n|---|---|---|\n{rows}", encoding="utf-8")

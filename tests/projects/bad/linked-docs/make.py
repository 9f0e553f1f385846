"""A folder of hand-written pages that is a link, and a configuration that is one."""

from pathlib import Path


def make(root: Path) -> None:
    """Make the links; they stay in the project."""
    (root / "pages").mkdir()
    (root / "pages/index.md").write_text("# Home\n")
    (root / "docs").symlink_to("pages")
    (root / "settings.yml").write_text("site_name: Test\ntheme: {name: material, font: false}\nplugins: [casebook]\n")
    (root / "mkdocs.yml").symlink_to("settings.yml")

"""Sources with keys of every kind have pages of their own, in folders that every system holds and tells apart."""

from __future__ import annotations

import re
from pathlib import Path

from casebook.base.identifier import ADDRESS_PATTERN, windows_wall
from casebook.publishing import build, pipeline

from tests.conftest import PROJECTS, copy_project, with_mkdocs


def test_every_source_has_a_page_whatever_its_key(tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / "good/any-key", tmp_path / "project"))
    # Whether all links lead somewhere, the build looks at itself.
    site = build.build(root)
    references = pipeline.check(root).catalog.references
    slugs = {key: reference.slug for key, reference in references.items()}
    assert len({slug.lower() for slug in slugs.values()}) == len(slugs) == 18
    for key, slug in slugs.items():
        assert re.fullmatch(ADDRESS_PATTERN, slug)
        assert not windows_wall(slug)
        assert f"<title>{references[key].title}" in (site / "sources" / slug / "index.html").read_text("utf-8")
        assert (site / "sources" / slug / "reference.bib").is_file()
    for page in (site / "index.html", site / "cases/apples/index.html"):
        text = page.read_text("utf-8")
        assert [slug for slug in slugs.values() if f'sources/{slug}/"' not in text] == []
    home = (site / "index.html").read_text("utf-8")
    assert "[@" not in re.sub(r"<script.*?</script>", "", home, flags=re.DOTALL)

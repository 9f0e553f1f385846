"""By what the search narrows: a place by its province and its country, where both have a code; else by the largest that it is part of."""

from pathlib import Path

import pytest
from casebook.publishing import pipeline
from casebook.views import facets

from tests.conftest import PROJECTS, copy_project

SHIRE = "cases/places/shire.yml"
LAND = "name: The Land\nsummary: A country with shires in it.\nlevel: country\n"


@pytest.mark.parametrize(
    ("land", "narrowed", "above"),
    [
        (None, ["The Shire"], "The Shire"),
        (f"{LAND}iso: CN\n", ["The Shire", "The Land"], "The Land"),
        # What has no code is no size to narrow by below the largest.
        (LAND, ["The Land"], "The Land"),
    ],
)
def test_a_place_is_found_by_its_province_and_its_country(land: str | None, narrowed: list[str], above: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    if land:
        levels = root / "cases/vocabularies/place-levels.yml"
        levels.write_text(f"{levels.read_text('utf-8')}  - id: country\n    label: country\n    description: A whole country.\n", "utf-8")
        (root / "cases/places/land.yml").write_text(land, "utf-8")
        (root / SHIRE).write_text((root / SHIRE).read_text("utf-8") + "part_of: land\n", "utf-8")
    result = pipeline.run(root)
    assert result.is_sound, result.diagnostics
    case = result.site.catalog.entries["apples"]
    facet = case.kind.by_name["places"].kinds[0]
    name = result.site.catalog.kinds[facet].facet
    assert [value.label for value in facets.facets_of(result.site, case) if value.facet == name] == narrowed
    assert facets.kicker(result.site, case).split(" · ")[-1] == above

"""Hand-written pages in the finished site, and a project's own templates around all pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.publishing import audit, build, pipeline, portable
from casebook.views.site import Site
from click.testing import CliRunner

from tests.conftest import with_mkdocs

Project = Callable[[str], Path]

ABOUT = """\
# About [[apples]] & [#apples/turnover] [@smith2020apples]

cbslot99tolsbc and cbslot0tolsbc. A [link about [[apples]] [@smith2020apples, p. 2]](more.md), one ` tick.

![A picture of [[apples]]](a.png "The [[apples]]") and another ` tick.

`[[apples]]` is code.

## The end of [[apples|them]]

[Back](#the-end-of-them)

| case | figure |
|---|---|
| [[apples|the apples]] | [##apples/turnover] |
"""
MORE = "A paragraph first.\n\nAll the rest\n============\n\n```\n# a comment\n```\n"
CONFIG = """\
site_name: Test
theme: {{name: material, font: false{theme}}}
plugins: [casebook: {{search: false, languages: [zh]}}]
markdown_extensions: [attr_list, toc: {{permalink: true}}]
"""


def prepared(root: Path, theme: str = "") -> Path:
    """A project with hand-written pages."""
    with_mkdocs(root)
    (root / "mkdocs.yml").write_text(CONFIG.format(theme=theme))
    (root / "docs/about.md").write_text(ABOUT)
    (root / "docs/more.md").write_text(MORE)
    shutil.copy(Path(__file__).with_name("one-pixel.png"), root / "docs/a.png")
    return root


def test_check_and_both_builds_agree_about_a_page(project: Project, tmp_path: Path) -> None:
    root = prepared(project("good/complete"))
    checked = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "check"])
    assert checked.exit_code == 0, checked.output
    site = build.build(root, tmp_path / "one")
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--strict", "-q", "-d", str(tmp_path / "two")]
    subprocess.run(command, cwd=root, check=True)
    page = (site / "about/index.html").read_text()
    assert page == (tmp_path / "two/about/index.html").read_text()
    article = page.partition("<article")[2].partition("</article>")[0]
    record = '<a class="cb-record" href="../cases/apples/">An afternoon of apples</a>'
    # A heading has links; its id, the contents and the title have words.
    assert f'<h1 id="about-an-afternoon-of-apples-nearly-15500005-cny">About {record} &amp; <a class="cb-claim"' in article
    assert '<h2 id="the-end-of-them">The end of <a class="cb-record" href="../cases/apples/">them</a>' in article
    title = "About An afternoon of apples &amp; nearly 1,550,000.5 CNY"
    assert f"<title>{title} · Test</title>" in page
    assert f'<meta property="og:title" content="{title}">' in page
    assert page.count('<a href="#the-end-of-them">The end of them</a>') == 2
    # An attribute has words, and a link has no link in it.
    assert '<img alt="A picture of An afternoon of apples" src="../a.png" title="The An afternoon of apples">' in article.replace(" />", ">")
    assert '<a href="../more/">link about An afternoon of apples</a><sup class="cb-cite">' in article
    # Numbers are in reading order, code and words are what was typed.
    assert re.findall(r'role="doc-noteref">(\d+)<', article)[:4] == ["1", "2", "2", "1"]
    assert "cbslot99tolsbc and cbslot0tolsbc." in article
    assert "<code>[[apples]]</code>" in article
    assert '<td><a class="cb-record" href="../cases/apples/">the apples</a></td>' in article
    assert '<td><span class="cb-large">' in article
    assert "\ue000" not in page
    # The title is that of the parsed page, in the navigation too.
    assert "<title>All the rest · Test</title>" in (site / "more/index.html").read_text()
    assert re.search(r'href="\.\./more/"[^>]*>All the rest</a>', page)
    assert audit.audit(site) == []


def test_an_address_that_is_none_is_a_broken_link_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="https://[bad">1</a>')
    assert [found.message for found in audit.audit(tmp_path)] == ["the link to 'https://[bad' leads nowhere"]


def test_a_page_of_ones_own_never_takes_a_rules_address(project: Project) -> None:
    root = prepared(project("good/complete"))
    (root / "docs/rules").mkdir()
    (root / "docs/rules/unknown-reference.md").write_text("# Ours\n")
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "build"])
    assert (result.exit_code, "docs/rules/unknown-reference.md:1:1: error[address-taken]" in result.output) == (1, True)


def test_no_title_is_taken_for_html_in_a_menu(project: Project, tmp_path: Path) -> None:
    root = prepared(project("good/complete"))
    hostile = "<script>alert(1)</script> & <b>"
    (root / "cases/hostile.yml").write_text(f'title: "{hostile}"\nsummary: Nothing.\n')
    (root / "docs/mentions.md").write_text("# About [[hostile]]\n")
    (root / "docs/in-front.md").write_text(f'---\ntitle: "{hostile}"\n---\n\nText.\n')
    (root / "mkdocs.yml").write_text(CONFIG.format(theme="").replace("search: false, ", ""))
    kind = root / "cases/kinds/case.yml"
    kind.write_text(kind.read_text().replace("plural: Cases", f"address: cases\nplural: '\"{hostile}'"))
    site = build.build(root, tmp_path / "site")
    for address in ("", "about/", "mentions/", "in-front/", "cases/", "cases/hostile/", "search/"):
        page = (site / address / "index.html").read_text()
        assert "<script>alert" not in page
        assert "&amp;lt;script" not in page
    assert "<title>About &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt; · Test</title>" in (site / "mentions/index.html").read_text()


# --- templates of one's own --------------------------------------------------------------------------------------


def test_a_projects_own_templates_come_first_and_are_each_pages_own(project: Project, tmp_path: Path) -> None:
    root = prepared(project("good/complete"), ", custom_dir: overrides")
    (root / "overrides/partials").mkdir(parents=True)
    (root / "overrides/partials/footer.html").write_text('<footer class="md-footer">This is {{ page.url }}, and {{ page.title }}</footer>')
    (root / "overrides/main.html").write_text('{% extends "base.html" %}{% block announce %}Read {{ page.url }}!{% endblock %}')
    site = build.build(root, tmp_path / "site")
    for address in ("cases/apples/", "cases/pears/", "topics/", "about/"):
        page = (site / address / "index.html").read_text()
        assert f'<footer class="md-footer">This is {address}, and ' in page
        assert f"Read {address}!" in page
        # What stands in the catalog's own base is there as well.
        assert "assets/casebook/casebook.css" in page
        assert '<meta property="og:title"' in page
    assert "Read about/!" in (site / "about/index.html").read_text()


@pytest.mark.parametrize(
    ("template", "front", "message"),
    [
        ("{% nothing %}", "", "overrides/partials/footer.html:2: Encountered unknown tag 'nothing': correct the template"),
        ("{{ nothing.at.all }}", "", "overrides/partials/footer.html:2: 'nothing' is undefined: correct the template"),
        ("Ours", "---\ntemplate: nothing.html\n---\n", "there is no template 'nothing.html': correct the 'template:' in front of a page in docs/"),
    ],
)
def test_a_template_that_cannot_be_used_is_said_with_its_place(template: str, front: str, message: str, project: Project) -> None:
    root = prepared(project("good/complete"), ", custom_dir: overrides")
    (root / "overrides/partials").mkdir(parents=True)
    (root / "overrides/partials/footer.html").write_text(f"Line one\n{template}\n")
    (root / "docs/own.md").write_text(f"{front}# Own\n")
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "build"])
    assert (result.exit_code, message in result.output) == (1, True), result.output


def test_a_folder_of_ones_own_without_templates_costs_nothing(project: Project, tmp_path: Path) -> None:
    root = prepared(project("good/complete"), ", custom_dir: overrides")
    (root / "overrides/assets").mkdir(parents=True)
    (root / "overrides/assets/note.txt").write_text("mine")
    site = build.build(root, tmp_path / "own")
    assert (site / "assets/note.txt").read_text() == "mine"
    (root / "mkdocs.yml").write_text(CONFIG.format(theme=""))
    assert (site / "cases/apples/index.html").read_text() == (build.build(root, tmp_path / "none") / "cases/apples/index.html").read_text()


def test_an_export_has_links_where_links_can_stand(project: Project) -> None:
    root = prepared(project("good/complete"))
    text = dict(portable.files(Site(pipeline.check(root).catalog)))["about.md"]
    assert "A [link about An afternoon of apples (Smith 2020, p. 2)](more.md), one ` tick." in text
    assert '![A picture of An afternoon of apples](a.png "The An afternoon of apples")' in text
    assert "## The end of [them](cases/apples/index.md)\n" in text
    assert "`[[apples]]` is code." in text

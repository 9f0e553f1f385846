"""Never half a site: builds go aside, are audited, and change places in one step."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import material
import pytest
from casebook.cli import main
from casebook.plugin import CasebookPlugin
from casebook.publishing import audit, build, pipeline
from casebook.publishing.frame import Frames
from casebook.publishing.frame import _values as values
from casebook.publishing.render import Renderer, RenderError
from click.testing import CliRunner
from filelock import FileLock
from mkdocs.config import load_config

from tests.conftest import ROOT, with_mkdocs, with_option

Project = Callable[[str], Path]


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_build_replaces_the_old_site_and_leaves_nothing_beside_it(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "site").mkdir()
    (root / "site/index.html").write_text("old")
    (root / "site/old.html").write_text("old")
    build.build(root)
    assert (root / "site/cases/apples/index.html").exists()
    assert not (root / "site/old.html").exists()
    assert [path.name for path in root.iterdir() if path.name.startswith(".site") and path.is_dir()] == []


@pytest.mark.parametrize("where", ["cases", "cases/topics", "docs", "docs/new", "templates", ".git/x", ".", "..", "notes"])
def test_a_site_never_replaces_what_is_no_site(where: str, project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "notes").mkdir()
    (root / "notes/diary.txt").write_text("Dear diary")
    before = digest(root)
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "build", "--site-dir", str(root / where)])
    assert (result.exit_code, "the site would replace" in result.output) == (2, True)
    assert digest(root) == before


def test_a_configuration_without_the_plugin_is_no_site(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(config.partition("plugins:")[0] + "plugins: []\n")
    assert (root / "mkdocs.yml").read_text() != config
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "build"])
    assert (result.exit_code, result.output) == (2, "mkdocs.yml does not name the plugin: add 'casebook' to its 'plugins'\n")
    assert not (root / "site").exists()


SCRIPT = next((Path(material.__file__).parent / "templates/assets/javascripts").glob("bundle.*.js")).name


OWNED = {
    "cases/apples/record.json": "a file that is made from the catalog",
    "cases/apples/index.html": "a file that is made from the catalog",
    "assets/casebook/casebook.css": "a file of the theme",
    f"assets/javascripts/{SCRIPT}": "a file of the theme",
    "search-index/about.json": "the search index /search-index/",
}


def test_a_file_of_ones_own_never_takes_the_place_of_the_catalogs(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    build.build(root)
    before = digest(root / "site")
    for name in OWNED:
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests/publishing/one-pixel.png", root / "docs" / name)
    said = {f"docs/{name}:1:1: error[address-taken]: the address /{name} is already that of {owner}" for name, owner in OWNED.items()}
    for doing in ("check", "build"):
        done = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), doing])
        assert (done.exit_code, {line for line in said if line not in done.output}) == (1, set()), doing
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    mkdocs = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, timeout=120)
    assert (mkdocs.returncode, {line for line in said if line not in mkdocs.stderr}, "Traceback" in mkdocs.stderr) == (1, set(), False)
    assert digest(root / "site") == before


def test_a_card_of_ones_own_may_stand_where_none_is_made(project: Project) -> None:
    root = with_option(project("good/complete"), "cards: false")
    (root / "docs/cases/apples").mkdir(parents=True)
    card = ROOT / "tests/publishing/one-pixel.png"
    shutil.copy(card, root / "docs/cases/apples/card.png")
    assert (build.build(root) / "cases/apples/card.png").read_bytes() == card.read_bytes()
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text().replace("cards: false", "cards: true"))
    with pytest.raises(build.BuildFailed, match=r"docs/cases/apples/card\.png has the address of a file that is made from the catalog"):
        build.build(root)


def test_a_former_address_leads_on(project: Project) -> None:
    site = build.build(with_mkdocs(project("good/complete")))
    page = (site / "cases/apple-sale/index.html").read_text()
    assert '<a href="../../cases/apples/">' in page
    assert '<meta name="robots" content="noindex">' in page
    # The claims of a case: without a script nobody can tell which one was asked for, so each is offered at its old anchor.
    assert 'http-equiv="refresh"' not in page
    assert '<li id="weight"><a href="../../cases/apples/#weight">Weight sold: more than 53,000\u00a0kg</a></li>' in page


def test_an_old_address_names_the_new_one_as_the_right_one(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "site_url: https://example.org/c/\n")
    topic = root / "cases/topics/live-commerce.yml"
    topic.write_text(topic.read_text() + "formerly: [live-sales, cases/live-commerce]\n")
    site = build.build(root)
    for old, way, new in [
        ("cases/apple-sale/", "../apples/", "cases/apples/"),
        ("topics/live-sales/", "../live-commerce/", "topics/live-commerce/"),
        ("cases/live-commerce/", "../../topics/live-commerce/", "topics/live-commerce/"),
    ]:
        page = (site / old / "index.html").read_text()
        assert re.findall('<link rel="canonical" href="(.*?)">', page) == [f"https://example.org/c/{new}"]
        assert f'<script src="../../assets/casebook/moved.js" data-to="{way}"></script>' in page
        assert '<meta name="robots" content="noindex">' in page
        assert old not in (site / "sitemap.xml").read_text()
    # A record without claims: a browser without scripts is sent on at once.
    assert '<noscript><meta http-equiv="refresh" content="0; url=../../topics/live-commerce/"></noscript>' in page


def test_files_stand_beside_the_pages(project: Project) -> None:
    site = build.build(with_mkdocs(project("good/complete")))
    assert '"value": 1550000.5' in (site / "cases/apples/record.json").read_text()
    assert (site / "cases/apples/references.bib").read_text().count("@") == 2  # two entries, and no strings: what they stand for is written out
    assert not (site / "cases/draft-plums").exists()


def test_drafts_are_built_when_asked_for(project: Project) -> None:
    site = build.build(with_mkdocs(project("good/complete")), drafts=True)
    assert "A draft" in (site / "cases/draft-plums/index.html").read_text()


def test_two_builds_are_the_same_to_the_byte(project: Project, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/complete"))
    # The one by this process, whose hashes go by chance, the other by one of its own.
    command = [str(Path(sys.executable).with_name("casebook")), "-C", str(root), "build", "--site-dir", str(tmp_path / "b/c")]
    subprocess.run(command, check=True, env={**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, capture_output=True)
    assert digest(build.build(root, tmp_path / "a")) == digest(tmp_path / "b/c")


# In a process without other threads: only such a one makes others.
TOGETHER = """
import sys
from pathlib import Path
from casebook.base import parallel
from casebook.publishing import audit, build, search, writing
from casebook.records import folder

started = []

def start(shared, others):
    started.append(shared.work)
    return real(shared, others)

real, parallel._start_another = parallel._start_another, start
parallel.processors = lambda: 2
folder.RECORDS_A_PROCESS = audit._PAGES_A_PROCESS = search._TEXTS_A_PROCESS = writing._FILES_A_PROCESS = 1
build.build(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(started))
"""


def test_many_pages_come_out_as_few_do(project: Project, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/complete"))
    one = digest(build.build(root, tmp_path / "one"))
    together = subprocess.run(
        [sys.executable, "-c", TOGETHER, str(root), str(tmp_path / "two")], capture_output=True, text=True, check=True, cwd=ROOT
    )
    # Reading, writing what is rendered, the audit, and the search.
    assert together.stdout == "4\n"
    assert digest(tmp_path / "two") == one


INTERRUPTED = """
import signal, sys, time
from pathlib import Path
from casebook.base import parallel
from casebook.publishing import build, writing

def write(folder, job):
    if parallel.multiprocessing.active_children() or parallel.multiprocessing.parent_process():
        sys.stdout.write("writing\\n")
        sys.stdout.flush()
        time.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)
parallel.processors = lambda: 2
writing._FILES_A_PROCESS = 1
writing._write = write
try:
    build.build(Path(sys.argv[1]), Path(sys.argv[1]) / "site")
except KeyboardInterrupt:
    print("interrupted", parallel.multiprocessing.active_children())
"""


def test_an_interrupted_build_leaves_no_process_and_the_old_site(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "site").mkdir()
    (root / "site/index.html").write_text("old")
    before = sorted(path.name for path in root.iterdir())
    command = [sys.executable, "-c", INTERRUPTED, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, start_new_session=True) as building:
        assert building.stdout
        assert building.stdout.readline() == "writing\n"
        # As a terminal does: to all of them.
        os.killpg(building.pid, signal.SIGINT)
        assert building.communicate(timeout=60)[0].splitlines()[-1] == "interrupted []"
    assert (root / "site/index.html").read_text() == "old"
    assert {path.name for path in root.iterdir()} - set(before) <= {".site.lock", ".cache"}


def test_a_shared_frame_gives_what_the_theme_gives(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "site_url: https://example.org/c/\n")
    framed = digest(build.build(root, tmp_path / "framed"))
    monkeypatch.setattr(
        Frames,
        "html",
        lambda self, page, rendered, url, *, is_own=False: self._around(page, values(page, rendered, url, self._language), rendered.toc),
    )
    assert digest(build.build(root, tmp_path / "direct")) == framed


def test_a_broken_link_on_a_written_page_keeps_the_old_site(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    build.build(root)
    before = digest(root / "site")
    (root / "docs/index.md").write_text('# Home\n\n<a href="nowhere/">x</a> <img src="https://example.org/x.png"> <a href="cases/#nobody">y</a>\n')
    with pytest.raises(build.BuildFailed) as failed:
        build.build(root)
    assert "error[broken-link]: the link to 'nowhere/' leads nowhere" in str(failed.value)
    assert "error[broken-link]: the link to 'cases/#nobody' names an anchor that is not there" in str(failed.value)
    assert "error[foreign-request]: this page loads https://example.org/x.png" in str(failed.value)
    assert digest(root / "site") == before


def test_a_broken_template_keeps_the_old_site_and_says_where(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    build.build(root)
    before = digest(root / "site")
    (root / "templates").mkdir()
    (root / "templates/case.html").write_text("<h1>{{ page.title }}</h1>\n{{ no_such_value }}\n")
    with pytest.raises(build.BuildFailed) as failed:
        build.build(root)
    assert "templates/case.html:2:1: error[template-error]: 'no_such_value' is undefined" in str(failed.value)
    assert digest(root / "site") == before
    (root / "templates/case.html").write_text("{% if %}")
    with pytest.raises(build.BuildFailed, match=r"templates/case.html:1:1: error\[template-error\]"):
        build.build(root)


def test_a_projects_own_template_comes_first(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "templates").mkdir()
    (root / "templates/moved.html").write_text('<div class="mine">Now at {{ link.text }}</div>\n')
    site = build.build(root)
    assert '<div class="mine">Now at An afternoon of apples</div>' in (site / "cases/apple-sale/index.html").read_text()


@pytest.mark.parametrize(
    ("path", "config"),
    [
        (".private/notes.md", ""),
        ("templates/part.md", ""),
        ("hidden/notes.md", "exclude_docs: |\n  hidden/\n"),
        ("later.md", "draft_docs: |\n  later.md\nmarkdown_extensions:\n  - toc:\n      slugify: !!python/name:markdown.extensions.toc.slugify\n"),
    ],
)
def test_what_mkdocs_makes_no_page_of_is_none_of_the_catalog(path: str, config: str, project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + config)
    (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "docs" / path).write_text("# Notes\n\nNot to be read: [[nobody]] and [@nothing].\n")
    assert pipeline.check(root).is_sound
    site = build.build(root)
    assert "Notes" not in (site / "llms.txt").read_text()
    assert not list(site.rglob("notes")) + list(site.rglob("later"))


def test_addresses_without_a_slash_are_refused(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "use_directory_urls: false\n")
    with pytest.raises(build.Unusable, match=r"mkdocs\.yml: .*: remove 'use_directory_urls: false'"):
        build.build(root)
    assert not (root / "site").exists()


def test_a_second_build_at_the_same_time_is_refused(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    with FileLock(root / ".site.lock"), pytest.raises(build.BuildFailed, match="another build of site/ is running"):
        build.build(root)


def test_folders_change_places_without_the_systems_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name)
    monkeypatch.setattr(build, "_exchange_in_one_step", lambda first, second: False)
    build.exchange(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old/which").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_plain_mkdocs_builds_the_same_pages(project: Project, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/complete"))
    ours = digest(build.build(root, tmp_path / "ours"))
    command = [
        str(Path(sys.executable).with_name("mkdocs")),
        "build",
        "--strict",
        "-q",
        "-f",
        str(root / "mkdocs.yml"),
        "-d",
        str(tmp_path / "theirs"),
    ]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert digest(tmp_path / "theirs") == ours


def test_records_are_never_in_the_navigation(project: Project) -> None:
    site = build.build(with_mkdocs(project("good/complete")))
    page = (site / "topics/live-commerce/index.html").read_text()
    navigation = page[: page.index("<article")]
    assert "cases/apples" not in navigation


def test_a_page_of_an_unsound_catalog_is_never_made(project: Project) -> None:
    result = pipeline.run(project("bad/unknown-record"))
    assert (result.pages, result.files, result.is_sound) == ((), (), False)


def test_a_template_error_is_a_diagnostic(project: Project, tmp_path: Path) -> None:
    result = pipeline.run(project("good/complete"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own/index.html").write_text("{% include 'missing.html' %}")
    with pytest.raises(RenderError) as failed:
        Renderer(result.site, tmp_path / "own").render(next(page for page in result.pages if page.template == "index.html"))
    assert failed.value.diagnostic.message == "there is no template 'missing.html'"


def test_the_audit_follows_links_as_a_browser_would(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "index.html").write_text(
        '<a href="a/b/#there">1</a><a href="./">2</a><a href="https://example.org/">3</a><a href="#top" id="top">4</a>'
    )
    links = '<a href="../../">1</a><a href="../..">2</a><a href="../../a/b/">3</a><a href="file%20x.txt?v=1">4</a>'
    (tmp_path / "a/b/index.html").write_text(f'<p id="there">{links}<script src="//cdn.example/x.js"></script>')
    (tmp_path / "a/b/file x.txt").write_text("x")
    inner = '<article id="in"><a href="#after">1</a></article><p id="after"></p><script>"<a href=nowhere/>"</script>'
    (tmp_path / "a/index.html").write_text(f'<head></head><body><article>{inner}<A HREF="../a/b/#gone">2</A></article><a href="#in">3</a></body>')
    assert [found.message for found in audit.audit(tmp_path)] == [
        "this page loads //cdn.example/x.js",
        "the link to '../a/b/#gone' names an anchor that is not there",
    ]


@pytest.mark.parametrize(
    ("name", "rule"), [("unknown-record", "unknown-record"), ("no-plain-files", "unreadable-file"), ("bad-picture", "bad-picture")]
)
def test_a_catalog_with_a_problem_stops_mkdocs_too(name: str, rule: str, project: Project) -> None:
    root = with_mkdocs(project(f"bad/{name}"))
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    plugin = config.plugins["casebook"]
    assert isinstance(plugin, CasebookPlugin)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mkdocs")), "build", "-f", str(root / "mkdocs.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"error[{rule}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


def test_citations_may_be_author_and_year(project: Project) -> None:
    root = with_option(project("good/complete"), "citations: author-date")
    with (root / "cases/references.bib").open("a") as file:
        file.write("\n@misc{another, author = {Smith, Ann}, title = {Another}, date = {2020-12-31}}\n")
    page = (build.build(root) / "cases/apples/index.html").read_text()
    assert '(<a id="_cite-1-2" href="#_ref-1"' in page
    assert ">Smith 2020a, p. 2</a>; " in page
    assert '<small class="cb-refnote">cited as Smith 2020a</small>' in page
    assert '<sup class="cb-cite">' not in page


def test_a_failing_template_is_told_from_a_worker_process_too() -> None:
    from casebook.base.diagnostic import Span
    from casebook.publishing.render import TEMPLATE_ERROR, RenderError

    error = RenderError(TEMPLATE_ERROR.at(Span("templates/case.html", 3), "'nothing' is undefined"))
    assert pickle.loads(pickle.dumps(error)).diagnostic == error.diagnostic
    assert str(error) == "'nothing' is undefined"


def test_where_the_new_site_cannot_be_put_the_old_one_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == new:
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(build, "_exchange_in_one_step", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        build.exchange(new, old)
    assert (old / "index.html").read_text() == "old"

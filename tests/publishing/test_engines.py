"""Other engines than MkDocs: ProperDocs in its place, and what `casebook export` writes, built by each that is installed."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.publishing import audit, build
from casebook.publishing.live import Live

from tests.conftest import WORLD, with_mkdocs
from tests.publishing.test_build import digest
from tests.publishing.test_live import files

Project = Callable[[str], Path]
COMMANDS = Path(sys.executable).parent
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

# A machine on which there is ProperDocs and no MkDocs.
WITHOUT_MKDOCS = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "mkdocs":
            raise ModuleNotFoundError("No module named 'mkdocs'", name=name)

sys.meta_path.insert(0, Missing())
from casebook.cli import main
main()
"""


def comparable(site: Path) -> dict[str, str]:
    """A site without the line in which a theme says what made it."""
    for path in site.rglob("*.html"):
        path.write_text(re.sub(r'\s*<meta name="generator"[^>]*>', "", path.read_text("utf-8")), encoding="utf-8")
    return digest(site)


def test_properdocs_stands_in_for_mkdocs(project: Project, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/complete"))
    ours = comparable(build.build(root, tmp_path / "ours"))
    command = [sys.executable, "-c", WITHOUT_MKDOCS, "-C", root, "build", "--site-dir", tmp_path / "without"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=QUIET)
    assert done.returncode == 0, done.stderr
    assert comparable(tmp_path / "without") == ours
    subprocess.run([COMMANDS / "properdocs", "build", "--strict", "-q", "-d", tmp_path / "theirs"], cwd=root, check=True, env=QUIET)
    assert comparable(tmp_path / "theirs") == ours


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("exported") / "plain"
    assert build.export(WORLD, target) > 100
    return target


@pytest.mark.parametrize(("engine", "options"), [("mkdocs", ("-q",)), ("properdocs", ("-q",)), ("zensical", ())])
def test_an_export_is_built_by_other_engines(engine: str, options: tuple[str, ...], exported: Path) -> None:
    done = subprocess.run([COMMANDS / engine, "build", "--strict", *options], cwd=exported, capture_output=True, text=True, check=False, env=QUIET)
    assert done.returncode == 0, done.stdout + done.stderr
    site = exported / "site"
    # The same pages, by the titles that the files have, and no link that leads nowhere.
    expected = {}
    for path in (exported / "docs").rglob("*.md"):
        address = path.relative_to(exported / "docs").as_posix().removesuffix(".md").removesuffix("index").strip("/")
        heading = re.search(r"^# (.+)$", path.read_text("utf-8"), re.MULTILINE)
        expected[address] = plain(heading[1]) if heading else ""
    found = {}
    for path in site.rglob("*.html"):
        heading = re.search(r"<h1\b[^>]*>(.*?)</h1>", path.read_text("utf-8"), re.DOTALL)
        found[path.parent.relative_to(site).as_posix().removeprefix(".")] = plain(re.sub(r"<[^>]*>|&para;", "", heading[1])) if heading else ""
    assert (site / "404.html").is_file()
    assert found.keys() == expected.keys()
    assert {address for address, title in found.items() if address and title != expected[address]} == set()
    assert [item.message for item in audit.audit(site) if item.code == "broken-link"] == []


def plain(text: str) -> str:
    """Words and digits of a heading, whatever stands between them."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|\[\^[^\]]*\]", r"\1", html.unescape(text))
    return " ".join(re.findall(r"\w+", text))


# --- plugins of others -------------------------------------------------------------------------------------------

HOOKS = """
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "hooked.txt", content="from a hook"))
    return files

def on_nav(nav, config, files):
    nav.items[0].title = "Start"
    return nav

def on_env(env, config, files):
    env.globals["hooked"] = "said by a hook"
    return env

def on_page_markdown(markdown, page, config, files):
    return markdown.replace("HOOK", "[[apples|what a hook wrote]]")

def on_page_content(html, page, config, files):
    return html.replace("</h1>", " (content)</h1>")

def on_page_context(context, page, config, nav):
    context["hooked_for"] = page.url
    return context

def on_post_page(output, page, config):
    return output.replace("</body>", f"<p>posted {page.url} {page.title}</p></body>")

def on_post_build(config):
    with open(config.site_dir + "/built.txt", "w") as file:
        file.write("after all")
"""


def test_plugins_of_others_do_the_same_in_every_loop(project: Project, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "hooks.py").write_text(HOOKS)
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text(
        '{% extends "base.html" %}{% block announce %}{{ hooked }}{{ " for " ~ hooked_for if hooked_for }}{% endblock %}'
    )
    (root / "docs/hooked.md").write_text("# Hooked\n\nHOOK\n")
    config = (root / "mkdocs.yml").read_text().replace("name: material,", "name: material, custom_dir: overrides,")
    (root / "mkdocs.yml").write_text(f"{config}hooks: [hooks.py]\n")
    ours = build.build(root, tmp_path / "ours")
    page, record = (ours / "hooked/index.html").read_text(), (ours / "cases/apples/index.html").read_text()
    assert ">what a hook wrote</a>" in page and "Hooked (content)</h1>" in page
    assert "said by a hook for hooked/" in page and "<p>posted hooked/ Hooked</p>" in page
    # The catalog's own pages meet plugins when they are finished.
    assert "said by a hook" in record and "<p>posted cases/apples/ An afternoon of apples</p>" in record
    assert "said by a hook for" not in record and "(content)" not in record
    assert (ours / "hooked.txt").read_text() == "from a hook" and (ours / "built.txt").read_text() == "after all"
    subprocess.run([COMMANDS / "mkdocs", "build", "--strict", "-q", "-d", tmp_path / "theirs"], cwd=root, check=True, env=QUIET)
    assert digest(tmp_path / "theirs") == digest(ours)
    live = Live(root)
    live.refresh()
    assert [path for path in files(ours) if path != "built.txt" and live.content(path) != (ours / path).read_bytes()] == []


def test_a_plugin_that_fails_is_named_with_the_page(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "hooks.py").write_text("def on_page_markdown(markdown, **others):\n    return markdown / 0\n")
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "hooks: [hooks.py]\n")
    with pytest.raises(build.BuildFailed, match=r"docs/index\.md: an extension or a plugin cannot make the page: TypeError: "):
        build.build(root)

"""A committed record and a committed source that got other names, and nothing else did; and a source that has moved."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All")
    path, sources = root / "cases/organisations/orchard-post.yml", root / "cases/references.bib"
    (root / "cases/organisations/garden.yml").write_text(path.read_text() + "formerly: [orchard-post]\n")
    path.unlink()
    said = (
        sources.read_text().replace("publisherid = {orchard-post}", "publisherid = {garden}").replace("post2020,", "post2021,\n  ids = {post2020},")
    )
    sources.write_text(said.replace("example/apples", "example/all-apples"))
    case = root / "cases/apples.yml"
    case.write_text(case.read_text().replace("post2020", "post2021"))

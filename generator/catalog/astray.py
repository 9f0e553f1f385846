"""Records that lie where nobody looks for them: at the top of the project, or among the hand-written pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Span
from ..base.saying import said
from ..reading import files
from ..reading.yaml_reader import parse_yaml
from ..records.elsewhere import place
from ..records.folder import BIBLIOGRAPHY, CONFIG, DOCS, STRAY_FILE, Project, is_left_behind
from ..records.kinds import Kinds

_ENDINGS = (".yml", ".yaml")
# Of fewer fields nobody can say whose they are.
_LEAST = 2
# What the file of sources is called, wherever it lies.
SOURCES = BIBLIOGRAPHY.rpartition("/")[2]


def find(project: Project, kinds: Kinds) -> Iterator[Diagnostic]:
    """Files that have the fields of a record and lie outside of `cases/`; what cannot be read as YAML is somebody else's."""
    if not kinds.is_whole:
        return
    if (project.root / SOURCES).is_file():
        help = said("'casebook import {path}' adds them to {bibliography}", path=SOURCES, bibliography=BIBLIOGRAPHY)
        yield STRAY_FILE.at(Span(SOURCES), said("nobody looks for sources here"), help)
    names = (
        name
        for name in sorted(path.name for path in project.root.iterdir())
        if name.endswith(_ENDINGS) and name != CONFIG and not is_left_behind(name)
    )
    for path in (*names, *(path for path in project.docs if path.endswith(_ENDINGS) and path.startswith(f"{DOCS}/"))):
        text, _problems = files.read_text(project.root, path)
        document, _problems = parse_yaml(text) if text else (None, [])
        if document is None or not isinstance(document.data, dict) or len(document.data) < _LEAST:
            continue
        if elsewhere := place(document.data, path, None, kinds):
            message = said("{what}, and nobody looks for one here", what=elsewhere.what)
            whole = document.text.span(1, 1, len(document.text.line(1)))
            yield STRAY_FILE.at(
                whole,
                message,
                elsewhere.help,
                belongs_at=elsewhere.path.removesuffix(".yaml").removesuffix(".yml") + ".yml" if elsewhere.path else "",
            )

"""Which files of the theme a site takes along: those of our own frame, and of Material's only what the configuration names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .engine import Files


def leave_out(files: Files, config: Any, ours: Path) -> None:
    """Take out of a site's `files` those of MkDocs' and Material's themes which nothing asks for. `ours` is the folder of our own theme."""
    theme = config.theme
    own = {str(ours), str(Path(theme.custom_dir)) if theme.custom_dir else ""}
    theirs = {folder for folder in theme.dirs if folder not in own}
    named = {str(theme.get(name) or "") for name in ("favicon", "logo")}
    named |= {str(path) for path in (*config.extra_css, *config.extra_javascript)}
    for file in [file for file in files if file.src_dir in theirs and file.src_uri not in named]:
        files.remove(file)

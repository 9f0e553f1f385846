"""pandoc: found, and called. The only module that knows pypandoc."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ..base.diagnostic import Concern, Rule, Span, rule
from ..base.saying import said
from .styles import CONFIG, FormattingError, broken

MISSING_PANDOC = rule(
    "missing-pandoc",
    """
    There is no pandoc to format the references with.

    References are formatted by pandoc's citeproc. It comes with the Python package `pypandoc_binary`, which is installed
    with the generator on most systems.

    **Way out:** `pip install pypandoc_binary`, or install pandoc 3 or newer from <https://pandoc.org/installing.html>.
    """,
    about=Concern.PROJECT,
)
RULES: tuple[Rule, ...] = (MISSING_PANDOC,)

# A style cannot make pandoc take all the memory there is (see "A note on security" in pandoc's manual).
_HEAP = "2g"
_OLDEST = 3

# Its warnings repeat what a style's author is told here.
logging.getLogger("pypandoc").setLevel(logging.CRITICAL)


def convert(document: str, arguments: Sequence[str], style: str) -> str:
    """A Markdown document as HTML with its references. `style` is named when pandoc refuses it."""
    import pypandoc  # late: it is only needed for what is not in the cache

    # In its sandbox pandoc opens no file but those named, and no network.
    extra = ["--citeproc", "--wrap=none", "--sandbox", *arguments, "+RTS", f"-M{_HEAP}", "-RTS"]
    try:
        return str(pypandoc.convert_text(document, "html", "markdown", extra_args=extra, verify_format=False))
    except RuntimeError as error:
        told = str(error).partition("during conversion: ")[2] or str(error)
        reason = next(iter(told.strip().splitlines()), said("it says nothing"))
        raise broken(style, said("pandoc refuses the style: {reason}", reason=reason)) from None


@lru_cache(maxsize=1)
def version() -> str:
    """The version of pandoc at hand. Raises FormattingError when there is none that will do."""
    help = said("install the Python package pypandoc_binary, or pandoc 3 or newer")
    try:
        import pypandoc
    except ImportError:
        raise FormattingError(MISSING_PANDOC.at(Span(CONFIG), said("references cannot be formatted: pypandoc is not installed"), help)) from None
    included = Path(pypandoc.__file__).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
    if included.is_file():
        # Without this pypandoc takes the newest pandoc that it finds, and a site would differ from machine to machine.
        os.environ.setdefault("PYPANDOC_PANDOC", str(included))
    try:
        found = str(pypandoc.get_pandoc_version())
    except OSError:
        raise FormattingError(MISSING_PANDOC.at(Span(CONFIG), said("references cannot be formatted: there is no pandoc"), help)) from None
    if int(found.partition(".")[0]) < _OLDEST:
        raise FormattingError(MISSING_PANDOC.at(Span(CONFIG), said("references cannot be formatted: pandoc {found} is too old", found=found), help))
    return found

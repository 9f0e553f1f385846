"""What in the files of `docs/` would run in a reader's browser, or tell a host what to do: code, though it lies among the pages.

A hand-written page may hold HTML, and a file beside the pages is published as it is. Whoever has the site may use that; of a request from a
stranger it has to be told from words. Where a text could be either, it is taken for code: a maintainer looks, and that is all.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from ..records.folder import PAGE

# Beside the pages: what a browser shows or hands over, and neither runs nor obeys.
_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".svg", ".pdf", ".csv", ".tsv", ".txt", ".bib", ".json", ".geojson")
_MEDIA = (".mp3", ".ogg", ".mp4", ".webm", ".vtt")
# What programs that come by read as orders.
_OBEYED = ("robots.txt", "ads.txt", "app-ads.txt", "manifest.json")
_TAGS = "script|i?frame|frameset|object|embed|applet|form|input|button|base|meta|link|style|svg|math|template|portal|noscript|xml|xmp|plaintext"
_RUNNING = re.compile(
    rf"""<\s*/?\s*(?:{_TAGS})\b[^<>\n]{{0,80}}                 # elements that run, load, send, or change the page around them
       | [\s"'/{{:;]on[a-z]{{3,}}\s*=[^<>\n]{{0,60}}            # handlers, in HTML and in lists of attributes
       | \b(?:srcdoc|formaction|xlink:href|http-equiv|ping)\s*=[^<>\n]{{0,60}}""",
    re.IGNORECASE | re.VERBOSE,
)
# Addresses that are code, in a link of any kind, when what browsers pass over is gone.
_ADDRESS = re.compile(r"""[(<"'=:](?:(?:java|vb|live)script:|data:(?!image/(?:png|jpe?g|gif|webp|avif)[;,]))[^)>"'\s]{0,60}""", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\x00-\x20]")


def is_shown(path: str) -> bool:
    """Whether a file beside the pages, by its name, is one that a browser shows or hands over, and nothing else."""
    if any(part.startswith(".") for part in path.split("/")):
        # It is not published.
        return True
    name = path.rpartition("/")[2].lower()
    return name.endswith((PAGE, *_SHOWN, *_MEDIA)) and name not in _OBEYED


def comes(old: str, new: str) -> list[str]:
    """What runs in the text of a hand-written page, and did not in the text that it had."""
    return list(dict.fromkeys((Counter(_found(new)) - Counter(_found(old))).elements()))


def _found(text: str) -> list[str]:
    plain = html.unescape(text)
    return [" ".join(match[0].split()) for match in (*_RUNNING.finditer(plain), *_ADDRESS.finditer(_PASSED_OVER.sub("", plain)))]

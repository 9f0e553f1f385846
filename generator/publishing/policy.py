"""What a browser may load and run on a page of the site: its Content-Security-Policy, https://www.w3.org/TR/CSP3/.

Everything comes from the site itself. Nothing is written inline but the one script of the frame, which is named by its hash. A project whose own
templates or scripts need more says so in `mkdocs.yml`, as additions to single directives.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..base.diagnostic import did_you_mean
from ..base.saying import Said, said

_NONE, _SELF = "'none'", "'self'"
# What is allowed without additions. A policy in a page cannot have frame-ancestors, report-uri or sandbox.
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "default-src": (_NONE,),
    "script-src": (_SELF,),
    "style-src": (_SELF,),
    # The small signs of our stylesheets are in them.
    "img-src": (_SELF, "data:"),
    "font-src": (_SELF,),
    "connect-src": (_SELF,),
    "media-src": (_SELF,),
    "frame-src": (_SELF,),
    "worker-src": (_SELF,),
    "manifest-src": (_SELF,),
    "object-src": (_NONE,),
    "base-uri": (_NONE,),
    "form-action": (_SELF,),
}
_KEYWORDS = ("none", "self", "unsafe-inline", "unsafe-eval", "wasm-unsafe-eval", "unsafe-hashes", "strict-dynamic", "report-sample")
_QUOTED = re.compile(rf"'(?:{'|'.join(_KEYWORDS)}|sha(?:256|384|512)-[A-Za-z0-9+/_-]+={{0,2}})'")
# scheme-source and host-source: https://www.w3.org/TR/CSP3/#framework-directive-source-list
_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:|(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:\*|(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::(?:\d+|\*))?(?:/[^\s;,'\"?#]*)?"
)
# What a template writes inline, by the directive that refuses it; data in a script, such as JSON, is none.
_INLINE = {
    "script-src": re.compile(r"<script\b(?![^>]*\b(?:src|type=[\"']?(?!module|text/javascript)[\w/+]+))|\son[a-z]+=[\"']", re.IGNORECASE),
    "style-src": re.compile(r"<style\b|\sstyle=[\"']", re.IGNORECASE),
}
Additions = Mapping[str, Sequence[str]]


def additions(value: object) -> dict[str, list[str]]:
    """The additions of a configuration, as the sources of each directive: a text with spaces between them, or a list.

    Raises ValueError, whose text says what to write instead, for what is no directive or no source, and for what would change nothing.
    """
    if not isinstance(value, Mapping):
        raise ValueError(said("the additions to the policy are directives with their sources: {connect-src: 'https://stats.example.org'}"))
    return {_directive(name): _sources(str(name), sources) for name, sources in value.items()}


def _directive(name: object) -> str:
    if name in _ALLOWED:
        return str(name)
    help = did_you_mean(str(name), _ALLOWED, said("it has {names}", names=", ".join(_ALLOWED)))
    raise ValueError(said("a page's policy has no '{name}': {help}", name=name, help=help))


def _sources(name: str, value: object) -> list[str]:
    found = value.split() if isinstance(value, str) else value
    if not isinstance(found, list) or not found or not all(isinstance(source, str) for source in found):
        raise ValueError(
            said("{name} has sources, as a text or a list: 'https://example.org', or \"'sha256-…'\" for a script written inline", name=name)
        )
    for source in found:
        if source in _KEYWORDS or source.startswith(("sha256-", "sha384-", "sha512-")):
            raise ValueError(said("{name}: without quotes {source} is the name of a host: write \"'{source}'\"", name=name, source=source))
        if not (_QUOTED.fullmatch(source) or _PLAIN.fullmatch(source)):
            raise ValueError(
                said("{name}: '{source}' is no source, such as https://example.org, *.example.org, data: or \"'sha256-…'\"", name=name, source=source)
            )
        if name == "script-src" and source == "'unsafe-inline'":
            raise ValueError(
                said(
                    "{name}: {source} allows nothing beside the hash of the frame's own script: give the hash of yours, or put it into a file",
                    name=name,
                    source=source,
                )
            )
    return found


def policy(script: str, *, more: Additions, is_open: bool = False) -> str:
    """The policy of a page whose one inline script is this, as the value of its `meta` element (HTML-escaped).

    `more` are the additions of the project. An open one, for a preview whose server
    writes a script into each page, allows any inline script.
    """
    inline = "'unsafe-inline'" if is_open else _hash(script)
    own = {"script-src": [inline]}
    parts = []
    for name, allowed in _ALLOWED.items():
        sources = [*allowed, *own.get(name, ()), *more.get(name, ())]
        # Beside anything else, 'none' is not taken for what it says.
        kept = [source for source in sources if source != _NONE] or [_NONE]
        if is_open:
            # Beside a hash, 'unsafe-inline' is passed over.
            kept = [source for source in kept if not source.startswith("'sha")]
        parts.append(f"{name} {' '.join(dict.fromkeys(kept))}")
    return "; ".join(parts).replace("&", "&amp;").replace('"', "&quot;")


def remarks(folder: str | None, more: Additions) -> Iterator[Said]:
    """What browsers will refuse of the templates in a project's own folder, in lines for people; nothing of a directive that has additions."""
    for path in sorted(Path(folder).rglob("*.html")) if folder else ():
        text = re.sub(r"\{#.*?#\}", lambda comment: "\n" * comment[0].count("\n"), path.read_text("utf-8", "replace"), flags=re.DOTALL)
        for name, pattern in _INLINE.items():
            if name not in more and (match := pattern.search(text)):
                values = {"path": path.name, "line": text.count("\n", 0, match.start()) + 1, "directive": name}
                if name == "script-src":
                    yield said(
                        "{path}:{line}: browsers refuse a script that is written inline: put it into a file of docs/ that 'extra_javascript' names, "
                        "or add to {directive} in the option 'policy'",
                        **values,
                    )
                else:
                    yield said(
                        "{path}:{line}: browsers refuse a style that is written inline: put it into a file of docs/ that 'extra_css' names, "
                        "or add to {directive} in the option 'policy'",
                        **values,
                    )


def _hash(script: str) -> str:
    """A script as a source: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"

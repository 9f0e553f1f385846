"""How a browser reads addresses: as such, and where they stand in a stylesheet, in the alternatives of a picture, and in a script; and
which of those that somebody wrote lead where they seem to.

Knows no page. Specifications: URL (https://url.spec.whatwg.org/#url-parsing), CSS Syntax and CSS Values 4, HTML 2.5.2 and 4.8.4.2.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from ..base.saying import NOTHING, Said, said

# In SVG these say what a shape looks like, in the words of a stylesheet.
PRESENTATION = ("clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask", "stroke")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)", re.IGNORECASE)
# What stands around an address and in it and is no part of it.
_AROUND = "".join(map(chr, range(0x21)))
_IN_IT = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Of these a browser asks a server; to them, and to an address without a scheme, a backslash is a slash.
_SPECIAL = ("http:", "https:", "ws:", "wss:", "ftp:", "file:")
# Whatever a stylesheet fetches begins with one of these: a function, a rule, or an escape in the name of such (of a letter, or of the code
# of one). Most need no parser, not even those with pictures as `data:` in them.
_MAY_FETCH = re.compile(r"url\((?!\s*[\"']?data:)|\bsrc\(|image(?:-set)?\(|@import|\\(?:[g-z]|0{0,4}[4-7][0-9a-f](?![0-9a-f]))", re.IGNORECASE)
# Characters of a stylesheet that takes a second even where its brackets are nested to its end.
_LONGEST = 500_000
# Names of what is in no place: a script hands them to the browser's own functions, which fetch nothing.
_NAMESPACES = tuple(f"http://www.w3.org/{name}" for name in ("2000/svg", "1999/xhtml", "1998/Math/MathML", "1999/xlink", "XML/1998/namespace"))
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)")
_DESCRIPTION = re.compile(r"(?:\([^)]*\)?|[^,(]+)*")
# At the beginning of a text in a script, or in HTML and styles that the script writes; there only what can be nothing else.
_IN_A_SCRIPT = re.compile(
    r"""["'`]\s*((?:(?:https?|wss?|ftp):)?[\\/]{2}[^\s"'`<>]+)|[=(]\s*((?:(?:https?|wss?|ftp):/|/(?=/[\w-]+(?:\.[\w-]+)+))/[^\s"'`<>)]+)""",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def as_read(address: str) -> str:
    """An address as a browser reads it, before it is resolved: without what it passes over, its scheme in small letters, with slashes."""
    address = address.strip(_AROUND).translate(_IN_IT)
    scheme = found.group().lower() if (found := _SCHEME.match(address)) else ""
    rest = address[len(scheme) :]
    if "\\" in rest and (not scheme or scheme in _SPECIAL):
        end = min((place for place in map(rest.find, "?#") if place >= 0), default=len(rest))
        rest = rest[:end].replace("\\", "/") + rest[end:]
    return f"{scheme}{rest}"


def is_foreign(address: str) -> bool:
    """Whether an address, as it is read, has a server of its own: it may be that of the site, but a page need not say it."""
    return address.startswith(("//", *_SPECIAL))


def is_whole(address: str) -> bool:
    """Whether an address, as it is read, means the same wherever it stands in the site."""
    return address.startswith("/") or bool(_SCHEME.match(address))


def original(address: str) -> str:
    """The address of what an archive keeps a copy of, which it has in its own; of anything else the address itself."""
    return _ARCHIVED.sub("", address)


def fault(address: str) -> Said:
    """Why an address is none of a page on the web that a reader may be led to, in words behind "it"; empty when it is one.

    It may have characters of any script, also its host, but no name of two scripts, which would look like that of another host.
    """
    if not address.lower().startswith(("http://", "https://")):
        return said("does not begin with https:// or http://")
    if found := _NEVER.search(address):
        return (
            said("has a space in it")
            if found.group().isspace()
            else said("has a character that no address has (U+{found:04X})", found=ord(found.group()))
        )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return said("has a port that there is none of") if "ort" in str(error) else said("has a host that there is none of")
    if "@" in parts.netloc:
        return said("has a user's name before its host")
    if not host or port == 0:
        return said("has no host") if not host else said("has a port that there is none of")
    return _fault_of_host(host)


def _fault_of_host(host: str) -> Said:
    if ":" in host:
        # In brackets, which urlsplit has checked.
        return NOTHING
    for label in host.removesuffix(".").split("."):
        try:
            shown = label.encode("ascii").decode("idna") if label.startswith("xn--") else label
        except UnicodeError:
            return said("has a host that there is none of ({label})", label=label)
        if not label or not _LABEL.fullmatch(shown):
            return said("has a host that there is none of ({label})", label=label) if label else said("has a host with an empty part")
        if len(found := scripts(shown)) > 1 and not any(found <= together for together in _TOGETHER):
            return said(
                "has letters of two scripts in '{shown}' ({found}), which looks like the name of another host",
                shown=shown,
                found=", ".join(sorted(found)),
            )
    return NOTHING


def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters of a text, by the first words of their names in Unicode: "Latin", "Cyrillic"."""
    if text.isascii():
        return frozenset(("Latin",)) if any(map(str.isalpha, text)) else frozenset()
    return frozenset(
        _SCRIPTS.get(name, name.title()) for letter in text if letter.isalpha() and (name := unicodedata.name(letter, "?").split(" ")[0])
    )


def data(address: str) -> tuple[str, str]:
    """The media type and the text of a `data:` address, as it is read; both empty for any other.

    Specification: https://fetch.spec.whatwg.org/#data-url-processor
    """
    if not address.startswith("data:"):
        return "", ""
    head, _, body = address[len("data:") :].partition(",")
    content = unquote_to_bytes(body.partition("#")[0])
    if head.rstrip().lower().endswith("base64"):
        try:
            content = b64decode(content + b"==")
        except Error:
            content = b""
    return head.partition(";")[0].strip().lower() or "text/plain", content.decode("utf-8", "replace")


def of_srcset(text: str) -> Iterator[str]:
    """The addresses of `srcset`: each goes to the first space, and a comma ends it only there. What describes one may be in brackets."""
    place = 0
    while found := _CANDIDATE.match(text, place):
        place = found.end()
        yield found[1].rstrip(",")
        if not found[1].endswith(",") and (description := _DESCRIPTION.match(text, place)):
            place = description.end()


def of_refresh(content: str) -> str:
    """Where the content of a `<meta http-equiv=refresh>` leads; empty when only back to the page itself."""
    found = re.match(r"[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", content, re.IGNORECASE | re.DOTALL)
    return next(filter(None, found.groups()), "") if found else ""


def of_script(text: str) -> list[str]:
    """The addresses with a server that stand as texts in a script, by which it may fetch something or lead somewhere.

    A script can put an address together from parts: no reader of its text can know that, only a policy that forbids it.
    """
    plain = text.replace("\\/", "/") if "\\" in text else text
    if "//" not in plain and "\\" not in plain:
        return []
    found = (first or second for first, second in _IN_A_SCRIPT.findall(plain))
    return [address for address in found if not address.startswith(_NAMESPACES)]


# Nowhere in an address, though browsers pass over some: spaces, controls, what cannot be seen, and what ends an address in a text.
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`{}^\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff\ue000-\uf8ff]")
_LABEL = re.compile(r"[\w](?:[\w·\u0300-\u036f\u0900-\u0dff\u0e00-\u0fff\u200c\u200d・ー-]{0,61}[\w\u0300-\u036f\u0900-\u0dff\u0e00-\u0fff])?")
# Scripts that are written together; see https://www.unicode.org/reports/tr39/#Restriction_Level_Detection ("Highly Restrictive").
_TOGETHER = (
    frozenset(("Latin", "Han", "Hiragana", "Katakana")),
    frozenset(("Latin", "Han", "Bopomofo")),
    frozenset(("Latin", "Han", "Hangul")),
)
_SCRIPTS = {"CJK": "Han", "IDEOGRAPHIC": "Han", "KATAKANA-HIRAGANA": "Katakana"}


class TooLong(Exception):
    """A stylesheet is longer than can be read in no time."""


@lru_cache(maxsize=4096)
def of_styles(text: str) -> tuple[str, ...]:
    """The addresses that a stylesheet, or a single style, has a browser fetch. Raises TooLong."""
    if not _MAY_FETCH.search(text):
        return ()
    if len(text) > _LONGEST:
        raise TooLong
    # Loaded late: few styles name anything.
    import tinycss2

    return tuple(_named(tinycss2.parse_component_value_list(text, skip_comments=True)))


def _named(values: Any) -> Iterator[str]:
    """What is named by the values of a stylesheet. Not by recursion: brackets may be nested as deep as a file is long."""
    # With each list of values, whether a text in it is an address, as in `image-set("a.png" 1x)`.
    waiting: list[tuple[Any, bool]] = [(values, False)]
    while waiting:
        values, are_addresses = waiting.pop()
        rule = ""
        for value in values:
            match value.type:
                case "at-keyword":
                    rule = value.lower_value
                case "literal" if value.value == ";":
                    rule = ""
                case "url" if rule != "namespace":
                    yield value.value
                case "string" if are_addresses or rule == "import":
                    yield value.value
                case "function":
                    name = value.lower_name
                    is_one = name in ("url", "src") and rule != "namespace"
                    waiting.append((value.arguments, is_one or name == "image" or name.endswith("image-set")))
                case "{} block" | "[] block" | "() block":
                    rule = "" if value.type == "{} block" else rule
                    waiting.append((value.content, are_addresses and value.type == "() block"))

"""Addresses as people copy them, and what they lead to: by way of somebody who counts, through a library's door, out of a message or a program.

What an address means to its own server stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from ..base.saying import NOTHING, Said, said

# Added to an address by those who count where visitors come from.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|mc_[ce]id|igshid|igsh|spm|share_token|mkt_tok|_hsenc|_hsmi|vero_id"
    r"|oly_(?:anon|enc)_id|cmpid|ns_(?:campaign|mchannel|source)|ref_src|ref_url|at_(?:medium|campaign)\w*|smid|guccounter|guce_referrer\w*|srsltid",
    re.IGNORECASE,
)
_FRAGMENT_OF_TEXT = re.compile(r"#?:~:text=[^#]*\Z")
# Who sends visitors on: a part of the address before its query, and the parameter that says where to.
_SENDERS = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]+/url\?|lm?\.facebook\.com/l\.php\?|l\.instagram\.com/\?|l\.messenger\.com/l\.php\?"
    r"|[\w.]+\.safelinks\.protection\.outlook\.com/\?|(?:www\.)?youtube\.com/redirect\?|out\.reddit\.com/\w+\?|link\.zhihu\.com/\?"
    r"|(?:www\.)?linkedin\.com/(?:safety/go|redir/redirect)\?|login\.[\w.-]+/login\?|[\w.-]*(?:proxy|webvpn)[\w.-]*/(?:login)?\?)",
    re.IGNORECASE,
)
_TARGETS = ("url", "q", "u", "qurl", "target", "dest", "to")
# What people and archives put behind an address.
_TAIL = re.compile(
    r"(https?://\S+?)[.,;]?\s+(?:[\[(]?(?:licen[cs]e|accessed|retrieved|last|abgerufen|zugriff|visited|archived)\b.*|[\[(]\w+[\])])", re.IGNORECASE
)
# EZproxy writes the full stops of a host as hyphens, and a hyphen as two.
_PROXY = re.compile(
    r"(?P<scheme>https?)://(?P<host>[\w.-]+?)\.(?:(?:\w*-)?(?:ez|lib|e)?proxy[\w-]*|idm\.oclc|webvpn)\.[\w.-]+(?P<rest>[/?#].*)?", re.IGNORECASE
)
_MARKDOWN = re.compile(r"!?\[[^\]]*\]\(\s*<?(?P<url>https?://[^\s<>]+?)>?\s*\)")
_ANCHOR = re.compile(r"<?a\s[^<>]*?\bhref\s*=\s*[\"']?(?P<url>https?://[^\s\"'<>]+)[^<>]*>.*", re.IGNORECASE | re.DOTALL)
_VIEWER = re.compile(
    r"(?:view-source:|chrome-extension://\w+/|moz-extension://[\w-]+/[\w./-]*\?file=|about:reader\?url=|read://[\w.]+/\?url=)(?=http)", re.IGNORECASE
)
_LEAD = re.compile(r"(?:url|link|website|available\s*(?:at|from)?|retrieved from|online)\s*[:=]?\s*(?=https?://|www\.)", re.IGNORECASE)
# Full-width signs in the scheme and the host, as an input method for Chinese writes them. The path may have such signs of its own.
_WIDE = re.compile(
    r"(?=[^/]*[\uff1a\uff0f\uff0e\u3002])(?P<scheme>https?)\s*[:\uff1a]\s*[/\uff0f]{2}(?P<host>[\w.:\uff0e\u3002-]+)(?P<slash>[/\uff0f])?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"h{0,2}t{1,3}p{1,2}s{0,2}\s*(?::+\s*/*|/{1,3})\s*(?=[\w-]+\.[\w.-]+)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?#]\S*)?")
# Endings that such a text has more often as the name of a file.
_FILES = re.compile(r"\.(?:pdf|docx?|html?|txt|jpe?g|png)\Z", re.IGNORECASE)


class Direct(NamedTuple):
    """An address without its detour; `why` says what the other was, and is empty where it was none. `is_certain`: it leads to the same."""

    address: str
    why: Said = NOTHING
    is_certain: bool = True


def direct(written: str) -> Direct:
    """What somebody copied, as the address that is meant."""
    if ("&" in written and ";" in written) and "&amp;" in written:
        return direct(written.replace("&amp;", "&"))
    if found := _MARKDOWN.fullmatch(written) or _ANCHOR.fullmatch(written):
        return _further(found["url"], said("is a link in a text"))
    if found := _VIEWER.match(written):
        return _further(
            unquote(written[found.end() :]) if "url=" in found.group() or "file=" in found.group() else written[found.end() :],
            said("leads into a program"),
        )
    if found := _TAIL.fullmatch(written):
        return _further(found[1], said("has words behind it"))
    if found := _LEAD.match(written):
        return _further(written[found.end() :], said("has words before it"))
    if found := _WIDE.match(written):
        host = re.sub("[\u3002\uff0e]", ".", found["host"])
        return _further(f"{found['scheme'].lower()}://{host}{'/' if found['slash'] else ''}{written[found.end() :]}", said("has full-width signs"))
    if not written.startswith(("http://", "https://")):
        return _with_scheme(written)
    if _SENDERS.match(written):
        target = next(
            (value for name, value in parse_qsl(urlsplit(written).query) if name in _TARGETS and value.startswith(("http://", "https://"))), ""
        )
        if target:
            return _further(target, said("leads there by way of another host"))
    if found := _PROXY.fullmatch(written):
        host = found["host"].replace("--", "\0").replace("-", ".").replace("\0", "-")
        if "." in host:
            return Direct(
                f"{found['scheme']}://{host}{found['rest'] or ''}",
                said("leads through the door of one library, which others cannot open"),
                is_certain=False,
            )
    plain = without_tracking(written)
    return Direct(plain, said("says where a visitor came from") if plain != written else NOTHING)


def _further(address: str, why: Said) -> Direct:
    found = direct(address)
    return Direct(found.address, why, found.is_certain)


def _with_scheme(written: str) -> Direct:
    if (found := _SCHEME.match(written)) and not re.match(r"https?://", written, re.IGNORECASE):
        return _further(
            f"{'https' if 's' in found.group().lower().partition('tp')[2] else 'http'}://{written[found.end() :]}",
            said("begins with a slip of the pen"),
        )
    if _WITHOUT_SCHEME.fullmatch(written) and not ("/" not in written and _FILES.search(written)):
        scheme = "http" if written.lower().startswith("www.") else "https"
        return _further(f"{scheme}://{written}", said("begins without https://"))
    return Direct(written)


def without_tracking(url: str) -> str:
    """An address without what only says where a visitor came from, all else to the letter."""
    if "?" not in url and ":~:" not in url:
        return url
    url = _FRAGMENT_OF_TEXT.sub("", url)
    head, mark, rest = url.partition("?")
    query, sharp, fragment = rest.partition("#")
    pairs = query.split("&") if query else []
    kept = [pair for pair in pairs if not TRACKING.fullmatch(pair.partition("=")[0])]
    if len(kept) == len(pairs):
        return url
    return f"{head}{mark if kept else ''}{'&'.join(kept)}{sharp}{fragment}"

"""What became of addresses when they were last asked: the file that `casebook links` writes, and what is known of one address."""

from __future__ import annotations

import re
from typing import Literal

from .values import URL_LENGTH, URL_PATTERN, Date, Line, Model, Url, about

# It answers; it answers elsewhere, for good; its page or its host is there no more; it does not answer a program; it took too long; it has a
# trouble of its own; it cannot be reached; its redirects lead nowhere; nobody may be sent there.
LinkState = Literal["ok", "moved", "gone", "blocked", "slow", "failing", "unreachable", "looping", "refused"]
# Those in which a reader who follows the link finds nothing.
DEAD = ("gone", "looping")
# Those of which a later look may say something else.
IN_DOUBT = ("slow", "failing", "unreachable")


_URL = re.compile(URL_PATTERN)


def can_be_kept(address: str) -> bool:
    """Whether an address, which somebody else may have written, is one that the file takes."""
    return len(address) <= URL_LENGTH and bool(_URL.match(address))


class Link(Model):
    """An address, and what it was found to be."""

    url: Url = about("The address, as the catalog has it.", "https://example.org/report")
    state: LinkState = about("What it was found to be.", "gone")
    code: int | None = about("The status code of its last answer, where there was one (RFC 9110).", 404, None)
    on: Date = about("The day on which it was last asked.", "2026-11-20")
    since: Date | None = about("The first day on which it was found so, where it was asked before.", "2026-11-13", None)
    to: Url | None = about("Where it has moved for good.", "https://example.org/reports/1", None)
    reason: Line | None = about("What went wrong, where there was no answer.", "Connection refused", None)
    archive: Url | None = about("An archived copy, as the archive names it.", "https://web.archive.org/web/2020/https://example.org/report", None)


class Links(Model):
    """What became of the addresses of the catalog, written by `casebook links`: `cases/links.yml`, where there is such a file."""

    links: tuple[Link, ...] = about(
        "The addresses, in alphabetical order.", [{"url": "https://example.org/report", "state": "ok", "on": "2026-11-20"}]
    )

"""What to write in place of a value that its field does not take: the shape of an advice, and how people's characters become those of a keyboard."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ..base.saying import NOTHING, Said

# Hyphens, dashes and minus signs that people and programs write for one another.
DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
# Quotation marks of writing, none of which means anything in YAML.
WRITTEN_QUOTES = "\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c-\u300f"
# Words for what nobody knows.
UNKNOWN = re.compile(
    r"(?:un(?:known|clear|certain)|n/?a|n\.a\.|none|nil|tb[adcn]|\?+|[-\u2013\u2014]+|n\.? ?d\.|不详|未知|无|待定|暂无)\.?", re.IGNORECASE
)


class Advice(NamedTuple):
    """What is wrong with a value, and what would do.

    `instead` is the value to write, as YAML, where there is one answer; `beside` are fields that say the rest of it, as (name, YAML), to write in
    the same place. Then `help` is what remains to be said, if anything. It `is_safe` when it can have meant nothing else.
    """

    why: Said
    help: Said = NOTHING
    instead: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    is_safe: bool = False


def plain(text: str) -> str:
    """A text without what only looks different: full-width characters, spaces of all kinds, and the quotes around it."""
    return unquoted(" ".join(unicodedata.normalize("NFKC", text).split()))


def unquoted(text: str) -> str:
    """A text without the quotes around it, of whatever kind."""
    return re.sub(rf"^[\"'{WRITTEN_QUOTES}]+|[\"'{WRITTEN_QUOTES}]+$", "", text.strip()).strip()

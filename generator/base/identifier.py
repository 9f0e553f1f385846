"""What ids and citation keys look like, and names of files. What becomes an address or a folder on every system is narrow."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .saying import NOTHING, Said, said

SLUG_PATTERN = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
SLUG_LENGTH = 64
# The same in words.
SLUG_WORDS = said("small letters a-z, digits, and single hyphens or full stops between them")
# An id that a record had before, behind the folder of its old address where that was another.
FORMER_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+([.-][a-z0-9]+)*$"
# A citation key: letters and digits of any script, and the marks that programs write (the Astrophysics Data System `2020A&A...640A..99B`, others
# the numbers of publishers, with parentheses). Of what is neither, this leaves out ASCII and the blocks of punctuation and signs, so that a JSON
# Schema can hold it, in any dialect of regular expressions; the rest `is_key` knows.
_NO_KEY = (
    r"\x00-\x20\x22-%,;-@\[-^`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u2e00-\u2fff\u3000-\u3004\u3008-\u3020\u3030"
)
_NO_KEY += r"\ue000-\uf8ff\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff0-\uffff"
KEY_PATTERN = rf"^(?=.*[^!&'()*+./:_-])[^{_NO_KEY}]{{1,120}}$"
KEY_WORDS = said("letters, digits, and : . + / ' _ - & ( ) * ! between them, at most 120")
# The last part of a source's address.
ADDRESS_PATTERN = r"^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$"
# What a kind of record, a field and a vocabulary are called: words of a file that people type.
NAME_PATTERN = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"

# Devices of DOS, which Windows finds in every folder, whatever stands behind a first full stop.
# See https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3]) *(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]')


def windows_wall(name: str) -> Said:
    """Why Windows can hold no file or folder of this name, without its path: the end of a sentence that begins with the name; empty when it can.

    A catalog is checked out, built and copied on every system.
    """
    if found := _DEVICE.match(name):
        return said("is what Windows calls a device ({device}), in every folder", device=found.group().rstrip(" .").upper())
    if found := _FORBIDDEN.search(name):
        character = found.group()
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        return said("has a character that no name has on Windows ({character})", character=shown)
    if name.endswith("."):
        return said("ends in a full stop, which Windows leaves off")
    return said("ends in a space, which Windows leaves off") if name.endswith(" ") else NOTHING


def normal_key(text: str) -> str:
    """A citation key as it is compared: composed letters and their parts are the same (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_key(text: str) -> bool:
    """Whether a text can be a citation key."""
    if not re.fullmatch(KEY_PATTERN, text):
        return False
    # Letters, marks that belong to letters, and numbers.
    return text.isascii() or all(character.isascii() or unicodedata.category(character)[0] in "LMN" for character in text)


def key_like(text: str) -> str:
    """The citation key that comes nearest to a text that is none; empty when none does."""
    key = re.sub(rf"[{_NO_KEY}]+", "-", normal_key(text))
    key = re.sub(r"-*([:.+/_-])-*", r"\1", key).strip("-:.+/'_&()*!")[:120]
    return key if is_key(key) else ""


# A preview asks again and again for the same.
@lru_cache(maxsize=4)
def addresses(keys: tuple[str, ...]) -> Mapping[str, str]:
    """The last part of the address of each of some citation keys, where it is not the key itself.

    A key that is safe everywhere is its own address. Any other has one that is made of its letters and of a number made of itself alone, so
    that it keeps it whatever joins the others. Of keys that differ only in capitals the first is taken as it is, so that one that comes later
    does not move it: folders do not tell them apart everywhere.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    others = []
    for key in keys:
        if len(key) <= SLUG_LENGTH and re.fullmatch(ADDRESS_PATTERN, key) and key.lower() not in taken and not windows_wall(key):
            taken.add(key.lower())
        else:
            others.append(key)
    for key in sorted(others):
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        words = re.sub(r"[^A-Za-z0-9]+", "-", plain)[: SLUG_LENGTH - 9].strip("-") or "source"
        # Somebody may have a key that reads like the address of another.
        found[key] = next(address for size in range(8, len(digest)) if (address := f"{words}-{digest[:size]}").lower() not in taken)
        taken.add(found[key].lower())
    return found

"""What ids and citation keys look like, and names of files: they become addresses and folders on every system, so they are narrow."""

import re

SLUG_PATTERN = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
SLUG_LENGTH = 64
# The same in words.
SLUG_WORDS = "small letters a-z, digits, and single hyphens or full stops between them"
# An id that a record had before, behind the folder of its old address where that was another.
FORMER_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+([.-][a-z0-9]+)*$"
KEY_PATTERN = r"^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$"
# What a kind of record, a field and a vocabulary are called: words of a file that people type.
NAME_PATTERN = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"

# Devices of DOS, which Windows finds in every folder, whatever stands behind a first full stop.
# See https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3]) *(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]')


def windows_wall(name: str) -> str:
    """Why Windows can hold no file or folder of this name, without its path: the end of a sentence that begins with the name; empty when it can.

    A catalog is checked out, built and copied on every system.
    """
    if found := _DEVICE.match(name):
        return f"is what Windows calls a device ({found.group().rstrip(' .').upper()}), in every folder"
    if found := _FORBIDDEN.search(name):
        character = found.group()
        return f"has a character that no name has on Windows ({character if character.isprintable() else f'U+{ord(character):04X}'})"
    if name.endswith((".", " ")):
        return f"ends in a {'full stop' if name.endswith('.') else 'space'}, which Windows leaves off"
    return ""

"""What ids and citation keys look like: they become addresses, so they are narrow."""

SLUG_PATTERN = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
SLUG_LENGTH = 64
# The same in words.
SLUG_WORDS = "small letters a-z, digits, and single hyphens or full stops between them"
# An id that a record had before, behind the folder of its old address where that was another.
FORMER_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+([.-][a-z0-9]+)*$"
KEY_PATTERN = r"^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$"
# What a kind of record, a field and a vocabulary are called: words of a file that people type.
NAME_PATTERN = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"

"""One command a file, found by being in this folder; a module's `command` only translates between a terminal and the rooms below."""

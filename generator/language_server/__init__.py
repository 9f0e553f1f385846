"""The language server: a catalog that is read again at every keystroke, and the protocol in which editors ask about it; a door, like those above."""

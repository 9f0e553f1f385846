"""LaTeX in the texts of a bibliography becomes plain text: accents, signs, quotation marks and dashes, and simple formulas.

Our own reader instead of a LaTeX library: those drop what they do not know without a word, and run out of stack on nested
braces. What is not in the tables stays as it is written, and is named so that it can be reported. In no time: every
character is looked at once, whatever is nested or left open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .latex_characters import CHARACTERS
from .latex_commands import ACCENTS, COMMANDS, FUNCTIONS, LOOKS, LOWER, PASSED_OVER, RAISE, SIGNS, VERBATIM, WIDTHS, WORDS, Command

# Without one of these a text says what it looks like.
_MAY_SAY = re.compile(r"[\\{}~$`]|''|--|[!?]`")
_TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?(?P<space>\s*)
      | \\(?P<sign>.)
      | (?P<marks>``|''|'|`|!`|\?`|---?)
      | (?P<mark>[{}$~^_])
      | (?P<text>[^\\{}$~^_`'!?-]+|.|\\)""",
    re.VERBOSE | re.DOTALL,
)
_MARKS = {"``": "“", "''": "”", "`": "‘", "!`": "¡", "?`": "¿", "--": "–", "---": "—", "-": "-", "'": "'"}
_IN_FORMULAS = str.maketrans({"-": "−", "'": "′"})
# Where an address in a text ends, and what of LaTeX may stand in it.
_ADDRESS = re.compile(r"https?://[^\s{}\\$<>\"]*(?:\\[&%$#_~][^\s{}\\$<>\"]*)*")
_ESCAPE = re.compile(r"\{?\\([&%$#_{}~-])(?:\{\})?\}?|\\text(?:asciitilde|underscore|tildelow)(?:\{\})?\s?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_DOLLAR = re.compile(r"\\.|\$", re.DOTALL)
_OPTION = re.compile(r"\s*\[([^\[\]{}\\]*)\]")


def decode(text: str) -> str:
    """A text without LaTeX: characters for commands, a no-break space for `~`, no grouping braces. Unknown commands stay: see `read`."""
    return read(text)[0]


def read(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without LaTeX, and the commands in it that nobody knows: they stand in it as they are written."""
    return _Reader(text).read() if _MAY_SAY.search(text) else (text, ())


def address(text: str) -> str:
    r"""An address without what LaTeX needs around it and in it: `\url{…}`, `<…>`, `\_`, `{\_}`, `\%`, `\textasciitilde`."""
    text = text.strip()
    if found := re.fullmatch(r"\\(?:url|href|path|nolinkurl|burl)\s*\{(.*?)\}(?:\s*\{.*\})?", text, re.DOTALL):
        text = found[1]
    text = text.removeprefix("<").removesuffix(">") if text.startswith("<") else text
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: found[1] if found[1] else "_" if "underscore" in found.group() else "~", text)
    return re.sub(r"\{([^{}]*)\}", r"\1", text.replace("$\\sim$", "~").replace("$\u223c$", "~")).strip()


_SPECIAL = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_{}"},
        **{"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "\N{NO-BREAK SPACE}": "~"},
        "`": r"\textasciigrave{}",
    }
)
# Signs that LaTeX prints as one.
_LIGATURE = re.compile(r"--+|''+")


def encode(text: str) -> str:
    """A plain text as LaTeX: what would be a command is escaped, everything else stays (biblatex reads UTF-8)."""
    text = text.translate(_SPECIAL)
    return _LIGATURE.sub(lambda found: "{}".join(found.group()), text) if _LIGATURE.search(text) else text


@dataclass(slots=True)
class _Call:
    """A command that waits for its arguments; `parent` waits for what this one makes of them."""

    command: Command
    written: str
    parent: _Call | None
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What was going on when a brace opened."""

    call: _Call | None
    out: list[str]
    is_formula: bool
    is_shown: bool = False


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.out: list[str] = []
        self.call: _Call | None = None
        self.frames: list[_Frame] = []
        self.is_formula = False
        self.unknown: dict[str, None] = {}
        # From here on no group that opens is closed; a second look would only take time.
        self._unclosed_from = len(text) + 1
        self._dollars = [found.start() for found in _DOLLAR.finditer(text) if found.group() == "$"] if "$" in text else []
        self._formula_end = -1
        self._has_quote = "`" in text.replace("\\`", "").replace("``", "").replace("!`", "").replace("?`", "")

    def read(self) -> tuple[str, tuple[str, ...]]:
        """The text, and the unknown commands in it."""
        while self.place < len(self.text):
            if self.text.startswith("http", self.place) and (found := _ADDRESS.match(self.text, self.place)):
                # In an address nothing is a dash or a tie.
                self.place = found.end()
                self._put(address(found.group()))
                continue
            found = _TOKEN.match(self.text, self.place)
            # Its last alternative takes anything.
            assert found
            self.place = found.end()
            if found["word"]:
                self._word(found)
            elif found["sign"]:
                self._sign(found["sign"], found.group())
            elif found["mark"]:
                self._mark(found["mark"])
            else:
                self._plain(found["text"] or self._marks(found["marks"]), found.start())
        while self.frames:
            self._close()
        self._abandon()
        return "".join(self.out), tuple(self.unknown)

    # --- what is put where ---------------------------------------------------------------------------------------

    def _put(self, text: str) -> None:
        """Add a text: to what was read, or to the command that waits for it."""
        while call := self.call:
            call.parts.append(text)
            if len(call.parts) < call.command.arguments:
                return
            self.call, text = call.parent, call.command.make(call.parts)
        self.out.append(text)

    def _abandon(self) -> None:
        """Nothing more comes: commands that wait for something have it empty."""
        while self.call:
            self._put("")

    def _await(self, command: Command, written: str) -> None:
        if option := _OPTION.match(self.text, self.place):
            self.place = option.end()
        self.call = _Call(command, written, self.call)

    # --- tokens --------------------------------------------------------------------------------------------------

    def _plain(self, text: str, start: int) -> None:
        # An address begins in the middle of what has no other sign in it.
        if (at := text.find("http")) > 0 and _ADDRESS.match(self.text, start + at):
            text, self.place = text[:at], start + at
        if self.is_formula:
            text = text.translate(_IN_FORMULAS)
        while self.call and text:
            text = text.lstrip()
            if text:
                self._put(text[0])
                text = text[1:]
        if text:
            self.out.append(text)

    def _marks(self, marks: str) -> str:
        if self.is_formula:
            return marks
        return "’" if marks == "'" and self._has_quote else _MARKS[marks]

    def _mark(self, mark: str) -> None:
        match mark:
            case "{":
                self.frames.append(_Frame(self.call, self.out, self.is_formula))
                if self.call:
                    self.call, self.out = None, []
            case "}":
                self._close()
            case "$":
                self._dollar()
            case "~":
                self._put("\N{NO-BREAK SPACE}")
            case _ if self.is_formula:
                self.call = _Call(RAISE if mark == "^" else LOWER, mark, self.call)
            case _:
                self._put(mark)

    def _close(self) -> None:
        self._abandon()
        if not self.frames:
            return
        frame = self.frames.pop()
        self.is_formula = frame.is_formula and self.is_formula
        if frame.is_shown:
            self.out.append("}")
        elif frame.call:
            text, self.out, self.call = "".join(self.out), frame.out, frame.call
            self._put(text)

    def _dollar(self) -> None:
        at = self.place - 1
        if self.is_formula and at >= self._formula_end >= 0:
            self._abandon()
            self.is_formula, self._formula_end = False, -1
            if self.text.startswith("$", self.place):
                self.place += 1
            return
        while self._dollars and self._dollars[0] <= at:
            self._dollars.pop(0)
        is_double = self.text.startswith("$", self.place)
        end = self._dollars[1 if is_double else 0] if len(self._dollars) > is_double else -1
        # "$5 and $10" are two prices, "5$ to $10", too: a formula begins and ends with something in it.
        inside = self.text[at + 1 + is_double : end] if end >= 0 else ""
        if not inside or inside != inside.strip() or (inside[0].isdigit() and self.text[end + 1 : end + 2].isdigit()):
            self._put("$")
            return
        self.place += is_double
        self.is_formula, self._formula_end = True, end

    def _sign(self, sign: str, written: str) -> None:
        if sign in "([" and self.text.find("\\)" if sign == "(" else "\\]", self.place) >= 0:
            self.is_formula = True
        elif sign in ")]" and self.is_formula:
            self._abandon()
            self.is_formula = False
        elif sign in ACCENTS:
            self._await(COMMANDS[sign], written)
        elif sign in SIGNS:
            self._put(SIGNS[sign])
        else:
            self._unknown(written)

    def _word(self, found: re.Match[str]) -> None:
        word = found["word"]
        if word in VERBATIM:
            self._verbatim(found)
        elif word in PASSED_OVER:
            self._pass_over(PASSED_OVER[word], found)
        elif word in WIDTHS:
            self._put(WIDTHS[word])
        elif word in LOOKS:
            if word == "ensuremath" and self.text.startswith("{", self.place):
                self.frames.append(_Frame(self.call, self.out, self.is_formula))
                self.place += 1
                self.call, self.out, self.is_formula = None, [] if self.call else self.out, True
            if word in ("left", "right") and self.text.startswith(".", self.place):
                self.place += 1
        elif word in COMMANDS:
            self._await(COMMANDS[word], found.group())
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word in WORDS:
            self._put(WORDS[word])
        elif word in FUNCTIONS and self.is_formula:
            before = " " if self.out and self.out[-1][-1:].isalnum() else ""
            after = " " if self.text[self.place : self.place + 1].isalnum() else ""
            self._put(f"{before}{word}{after}")
        else:
            self._unknown(found.group())

    def _unknown(self, written: str) -> None:
        self.unknown[written.strip()] = None
        self._put(written)
        if self.text.startswith("{", self.place):
            # What belongs to it is shown with it.
            self.place += 1
            self.frames.append(_Frame(None, self.out, self.is_formula, is_shown=True))
            self.out.append("{")

    # --- groups that are not read --------------------------------------------------------------------------------

    def _group(self, start: int) -> int:
        """Where the group that opens at a place closes; -1 when it does not."""
        if start >= self._unclosed_from:
            return -1
        depth = 0
        for found in _BRACE.finditer(self.text, start):
            if found.group() == "{":
                depth += 1
            elif found.group() == "}":
                depth -= 1
                if not depth:
                    return found.start()
        self._unclosed_from = start
        return -1

    def _verbatim(self, found: re.Match[str]) -> None:
        start = self.place
        if self.text.startswith("{", start) and (end := self._group(start)) >= 0:
            self.place = end + 1
            self._put(address(self.text[start + 1 : end]))
        elif found["word"] in ("verb", "lstinline") and start < len(self.text) and (end := self.text.find(self.text[start], start + 1)) > 0:
            self.place = end + 1
            self._put(self.text[start + 1 : end])
        else:
            self._unknown(found.group())

    def _pass_over(self, groups: int, found: re.Match[str]) -> None:
        for _ in range(groups):
            if option := _OPTION.match(self.text, self.place):
                self.place = option.end()
            if not self.text.startswith("{", self.place) or (end := self._group(self.place)) < 0:
                self._unknown(found.group())
                return
            self.place = end + 1
        if found["word"] in WIDTHS:
            self._put(WIDTHS[found["word"]])

"""Contributed text as plain Markdown that says in every engine what the gate takes it for, and no more.

Engines differ in what they take for HTML, for a definition of a link, for an attribute list or for emphasis, and in what they let a link lead to.
So a text in which something could be more than text to one of them is read by the gate's own parser and written anew: what is text there is
escaped, and what is Markdown there is spelt as CommonMark 0.31.2 (https://spec.commonmark.org/) and Python-Markdown both read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .fragments import escape as as_html
from .prose import parsed
from .syntax import Mention

# Python-Markdown takes what is indented by four columns for a part of an item, CommonMark what stands below its text: so both are one.
_INDENT = 4
_SPECIAL = re.compile(r"([\\`*_\[\]])")
_ENTITIES = {"<": "&lt;", "{": "&#123;"}
# A character reference, which would be read as its character.
_REFERENCE = re.compile(r"&(?=#?\w+;)")
# What makes a block of a line that begins with it, or a heading of the line above.
_OPENING = re.compile(r"[#>:~]|[-+](?=[ \t]|$)|-+[ \t]*$|=+(?=[ \t\"]|$)|!!!|\?\?\?", re.MULTILINE)
# What makes a table of the line above.
_RULED = re.compile(r"[ |:]*-[-|: ]*\|[-|: ]*")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
# Code in which an engine could find HTML, or a template's marks, although it is code.
_NOT_QUIET = re.compile(r"<[A-Za-z/!?]|\{[{%#]")
_STRESS = ("em_open", "em_close", "strong_open", "strong_close")


def respelt(text: str, shown: Callable[[Mention], str], *, block: bool) -> str:
    """A contributed text as Markdown, with what is `shown` for each of its mentions, itself Markdown of a line; without `block` it is one line."""
    tokens, _mentions = parsed(text, block=block)
    if not block:
        return " ".join("".join(_line(outer.children or (), shown) for outer in tokens).split())
    return "\n".join(_blocks(iter(tokens), shown)).strip("\n")


# --- blocks ------------------------------------------------------------------------------------------------------


def _blocks(tokens: Iterator[Any], shown: Callable[[Mention], str], *, closing: str = "") -> list[str]:
    """The lines of the blocks up to the token that closes what they are in, a blank line behind each."""
    lines: list[str] = []
    for token in tokens:
        if token.type == closing:
            break
        lines += _a_block(token, tokens, shown)
    return lines


def _a_block(token: Any, tokens: Iterator[Any], shown: Callable[[Mention], str]) -> list[str]:
    match token.type:
        case "paragraph_open" | "heading_open":
            text = _line(next(tokens).children or (), shown)
            next(tokens)
            if token.type == "heading_open":
                # Its level was put below those of the page.
                heading = " ".join(text.split())
                # At its end a number sign would be taken for the end of the heading.
                heading = f"{heading[:-1]}&#35;" if heading.endswith("#") else heading
                return [f"{'#' * int(token.tag[1])} {heading}", ""]
            return [*_opened(text).split("\n"), *([] if token.hidden else [""])]
        case "blockquote_open":
            return [*(f"> {line}".rstrip() for line in _trimmed(_blocks(tokens, shown, closing="blockquote_close"))), ""]
        case "bullet_list_open" | "ordered_list_open":
            return _list(token, tokens, shown)
        case "fence" | "code_block":
            return [*_code(token.content), ""]
        case "table_open":
            return [*_table(tokens, shown), ""]
        case _:
            return ["* * *", ""]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _list(opened: Any, tokens: Iterator[Any], shown: Callable[[Mention], str]) -> list[str]:
    lines: list[str] = []
    number = int(opened.attrs.get("start", 1)) if opened.type.startswith("ordered") else None
    for token in tokens:
        if token.type == opened.type.replace("_open", "_close"):
            break
        if token.type != "list_item_open":
            continue
        inner = _blocks(tokens, shown, closing="list_item_close")
        mark = "-" if number is None else f"{number}."
        number = None if number is None else number + 1
        is_loose = bool(inner) and not inner[-1]
        width = max(_INDENT, len(mark) + 1)
        first, *rest = _trimmed(inner) or [""]
        lines += [f"{mark.ljust(width)}{first}".rstrip(), *(f"{' ' * width}{line}".rstrip() for line in rest), *([""] if is_loose else [])]
    return [*_trimmed(lines), ""]


def _code(content: str) -> list[str]:
    content = content.removesuffix("\n")
    if _NOT_QUIET.search(content):
        return [f"<pre><code>{_quiet(content)}</code></pre>"]
    fence = "`" * max(3, _longest(content) + 1)
    return [fence, *content.split("\n"), fence]


def _table(tokens: Iterator[Any], shown: Callable[[Mention], str]) -> list[str]:
    rows: list[list[str]] = []
    rule: list[str] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(re.sub(r"\\*\|", r"\\|", _line(token.children or (), shown)))
        elif token.type == "th_open":
            side = str(token.attrs.get("style", "")).rpartition(":")[2]
            rule.append({"left": ":--", "center": ":-:", "right": "--:"}.get(side, "---"))
    return [f"| {' | '.join(cells)} |" for cells in (rows[0], rule, *rows[1:])]


# --- lines -------------------------------------------------------------------------------------------------------


def _line(tokens: Sequence[Any], shown: Callable[[Mention], str]) -> str:
    parts: list[str] = [""]
    links: list[Any] = []
    for token in tokens:
        if token.type in ("casebook", "link_open") and parts[-1].endswith("!"):
            # Of an exclamation mark and a link other engines make a picture.
            parts[-1] = f"{parts[-1][:-1]}&#33;"
        match token.type:
            case "text":
                parts.append(_text(token.content))
            case "casebook":
                mention: Mention = token.meta["mention"]
                is_close = mention.cites and parts[-1] and not parts[-1][-1].isspace()
                parts.append(f"{' ' if is_close else ''}{shown(mention)}")
            case "code_inline":
                parts.append(_code_in_a_line(token.content))
            case "softbreak":
                parts.append("\n")
            case "hardbreak":
                parts.append("  \n")
            case "link_open":
                links.append(token)
                parts.append("[" if token.tag == "a" else "")
            case "link_close":
                parts.append(_behind(links.pop()))
            case stress if stress in _STRESS:
                parts.append(token.markup)
    return "".join(parts)


def _behind(link: Any) -> str:
    """What stands behind the words of a link; nothing where it leads nowhere."""
    if link.tag != "a":
        return ""
    address = re.sub(r"[()<>{}\[\]\\*_`|\s]", lambda sign: f"%{ord(sign[0]):02X}", str(link.attrs["href"]))
    title = _text(" ".join(str(link.attrs.get("title", "")).split())).replace('"', "&quot;")
    return f']({address} "{title}")' if title else f"]({address})"


def _text(text: str) -> str:
    text = _REFERENCE.sub("&amp;", text)
    return _SPECIAL.sub(r"\\\1", re.sub("[<{]", lambda sign: _ENTITIES[sign[0]], text))


def _opened(text: str) -> str:
    """A paragraph none of whose lines begins another block."""
    lines = []
    for line in text.split("\n"):
        quiet = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
        quiet = quiet.replace("-", "&#45;", 1) if _RULED.fullmatch(quiet) else quiet
        lines.append(f"&#{ord(quiet[0])};{quiet[1:]}" if _OPENING.match(quiet) else quiet)
    return "\n".join(lines)


def _code_in_a_line(content: str) -> str:
    if _NOT_QUIET.search(content):
        return f"<code>{_quiet(content)}</code>"
    ticks = "`" * (_longest(content) + 1)
    room = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{ticks}{room}{content}{room}{ticks}"


def _longest(content: str) -> int:
    return max((len(run) for run in re.findall("`+", content)), default=0)


def _quiet(content: str) -> str:
    """Code as HTML in which no engine finds anything."""
    return re.sub(r"[\\`*_\[\]{}]", lambda sign: f"&#{ord(sign[0])};", as_html(content, quote=False)).replace("\n", "&#10;")

"""Our places and values as those of the Language Server Protocol (https://microsoft.github.io/language-server-protocol/), and back.

Ours count lines and columns from 1, in characters; the protocol counts from 0, in units of UTF-16 unless the editor can do otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from lsprotocol import types
from pygls import uris
from pygls.workspace import PositionCodec

from ..base.diagnostic import Diagnostic, Severity, Span, is_whole_line
from ..base.saying import said, spoken
from ..contributing.edits import Edit, Plan
from ..contributing.language.completion import Item
from ..contributing.language.pointing import Symbol

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_ITEMS = {
    "field": types.CompletionItemKind.Field,
    "record": types.CompletionItemKind.Reference,
    "claim": types.CompletionItemKind.Value,
    "source": types.CompletionItemKind.File,
    "word": types.CompletionItemKind.EnumMember,
    "locator": types.CompletionItemKind.Text,
    "kind": types.CompletionItemKind.Class,
}
_SYMBOLS = {
    "record": types.SymbolKind.Object,
    "claim": types.SymbolKind.Number,
    "source": types.SymbolKind.File,
    "field": types.SymbolKind.Field,
    "heading": types.SymbolKind.String,
}
_SOURCE = "casebook"


def path_of(uri: str) -> Path | None:
    """The file that an address names; None for one that is none."""
    path = uris.to_fs_path(uri) if urlsplit(uri).scheme == "file" else None
    return Path(path) if path else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return uris.from_fs_path(str(path)) or ""


def position(codec: PositionCodec, lines: Sequence[str], at: types.Position) -> tuple[int, int]:
    """The line and the column of a position, from 1."""
    found = codec.position_from_client_units(lines, types.Position(at.line, at.character))
    return found.line + 1, found.character + 1


def range_of(codec: PositionCodec, span: Span) -> types.Range:
    """The range of a span: what of its line it covers."""
    return _range(codec, span.excerpt, span.line, span.column, span.width if span.excerpt else 0)


def _range(codec: PositionCodec, line: str, number: int, column: int, width: int) -> types.Range:
    start = codec.client_num_units(line[: column - 1])
    end = start + codec.client_num_units(line[column - 1 : column - 1 + width])
    return types.Range(types.Position(number - 1, start), types.Position(number - 1, end))


def meet(one: types.Range, other: types.Range) -> bool:
    """Whether two ranges have a place in common, be it that where the one ends and the other begins."""

    def order(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    return order(one.start) <= order(other.end) and order(other.start) <= order(one.end)


def diagnostic(codec: PositionCodec, found: Diagnostic, language: str, site: str) -> types.Diagnostic:
    """A finding; its rule has a page, where the site has an address."""
    message = "\n".join(filter(None, (spoken(found.message, language), spoken(found.help, language))))
    page = types.CodeDescription(f"{site}rules/{found.code}/") if site else None
    severity = _SEVERITIES[found.severity]
    return types.Diagnostic(range_of(codec, found.span), message, severity, found.code, code_description=page, source=_SOURCE)


def fix(codec: PositionCodec, root: Path, found: Diagnostic, shown: types.Diagnostic, language: str) -> types.CodeAction | None:
    """What puts there what a finding proposes, or the file where it belongs; None for one that proposes nothing."""
    uri = uri_of(root / found.span.path)
    if found.belongs_at:
        move = types.RenameFile(uri, uri_of(root / found.belongs_at))
        title = spoken(said("move it to {path}", path=found.belongs_at), language)
        return types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], edit=types.WorkspaceEdit(document_changes=[move]))
    if found.instead is None:
        return None
    edits = [_edit(codec, span, text) for span, text in ((found.span, found.instead), *found.more)]
    title = spoken(said("write {text}", text=found.instead) if found.instead else said("remove it"), language)
    return types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], is_preferred=found.is_safe or None, edit=types.WorkspaceEdit({uri: edits}))


def _edit(codec: PositionCodec, span: Span, text: str) -> types.TextEdit:
    place = range_of(codec, span)
    return types.TextEdit(types.Range(place.start, types.Position(span.line, 0)) if is_whole_line(span, text) else place, text)


def completion(codec: PositionCodec, lines: Sequence[str], number: int, column: int, place: int, item: Item, language: str) -> types.CompletionItem:
    """Something that may stand at a line and a column; `place` is that among the others, which an editor is to keep."""
    line = lines[number - 1] if number <= len(lines) else ""
    typed = line[item.column - 1 : column - 1]
    format = types.InsertTextFormat.Snippet if item.is_snippet else types.InsertTextFormat.PlainText
    return types.CompletionItem(
        item.label,
        kind=_ITEMS[item.kind],
        detail=spoken(item.detail, language) or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, spoken(item.documentation, language)) if item.documentation else None,
        sort_text=f"{place:04}",
        # The server has found what fits, by names too: to the editor all of them do.
        filter_text=typed or item.label,
        insert_text_format=format,
        insert_text_mode=types.InsertTextMode.AdjustIndentation if "\n" in item.text else None,
        text_edit=types.TextEdit(_range(codec, line, number, item.column, column - item.column + item.behind), item.text),
    )


def symbols(codec: PositionCodec, found: Iterable[Symbol], last: int) -> list[types.DocumentSymbol]:
    """The outline of a file of so many lines: each part reaches to where the next one begins that is not within it."""
    top: list[types.DocumentSymbol] = []
    open_parts: list[tuple[int, types.DocumentSymbol]] = []
    ordered = sorted(found, key=lambda symbol: (symbol.span.line, symbol.span.column, symbol.depth))
    for index, symbol in enumerate(ordered):
        following = next((other for other in ordered[index + 1 :] if other.depth <= symbol.depth), None)
        own = range_of(codec, symbol.span)
        end = types.Position(following.span.line - 1 if following else last, 0)
        made = types.DocumentSymbol(symbol.name or "—", _SYMBOLS[symbol.what], types.Range(types.Position(own.start.line, 0), max(end, own.end)), own)
        made.detail, made.children = symbol.detail or None, []
        while open_parts and open_parts[-1][0] >= symbol.depth:
            open_parts.pop()
        (open_parts[-1][1].children if open_parts else top).append(made)  # type: ignore[union-attr]
        open_parts.append((symbol.depth, made))
    return top


def workspace_edit(
    codec: PositionCodec, root: Path, plan: Plan, lines: Callable[[str], list[str]], versions: Callable[[str], int | None]
) -> types.WorkspaceEdit:
    """A plan as the editor carries it out: the edits of each file, then the moves."""
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for path, edits in sorted(plan.by_path().items()):
        if edits:
            uri, own = uri_of(root / path), lines(path)
            document = types.OptionalVersionedTextDocumentIdentifier(uri, versions(uri))
            changes.append(types.TextDocumentEdit(document, [*text_edits(codec, own, edits)]))
    changes += [types.RenameFile(uri_of(root / old), uri_of(root / new)) for old, new in plan.moves]
    return types.WorkspaceEdit(document_changes=changes)


def text_edits(codec: PositionCodec, lines: Sequence[str], edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Edits of a file that has these lines."""
    return [_text_edit(codec, lines, edit) for edit in edits]


def _text_edit(codec: PositionCodec, lines: Sequence[str], edit: Edit) -> types.TextEdit:
    line = lines[edit.line - 1] if edit.line <= len(lines) else ""
    range = _range(codec, line, edit.line, edit.column, len(edit.old))
    if "\n" in edit.old:
        range.end = types.Position(edit.line - 1 + edit.old.count("\n"), codec.client_num_units(re.split("\n", edit.old)[-1]))
    return types.TextEdit(range, edit.new)

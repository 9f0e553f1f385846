"""What an editor can do about a finding at one key: put there what would be right, move the file, make the record that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from ..base.diagnostic import Diagnostic
from ..base.saying import as_it_is, said, several, spoken
from ..contributing.edits import Edit
from ..contributing.language import creating
from ..contributing.mending import edits_of
from . import protocol
from .project import Project

if TYPE_CHECKING:
    from .server import Server

# What mends all that is certain in a file, also when somebody saves it; a kind of its own, so that one can ask for ours alone.
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.casebook"
KINDS = [types.CodeActionKind.QuickFix, FIX_ALL]


def actions(server: Server, project: Project, path: str, at: types.Range, wanted: Sequence[str]) -> list[types.CodeAction]:
    """All that can be done at a place of a file; `wanted` are the kinds asked for, none for all."""
    lines = project.lines(path)
    found = [item for item in project.findings.get(path, ()) if item.belongs_at or _is_there(item, lines)]
    made: list[types.CodeAction] = []
    if _wants(types.CodeActionKind.QuickFix.value, wanted):
        made += _quick(server, project, found, lines, at)
    if _wants(FIX_ALL, wanted) and (whole := _all(server, project, path, found, FIX_ALL)):
        made.append(whole)
    return made


def _wants(kind: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(kind == one or kind.startswith(f"{one}.") for one in wanted)


def _is_there(item: Diagnostic, lines: Sequence[str]) -> bool:
    """Whether the line of a finding is what it was."""
    return item.span.line <= len(lines) and lines[item.span.line - 1] == item.span.excerpt


def _quick(server: Server, project: Project, found: Sequence[Diagnostic], lines: Sequence[str], at: types.Range) -> Iterator[types.CodeAction]:
    site, meeting = server.site(project), False
    for item in found:
        shown = protocol.diagnostic(server.codec, item, server.language, site)
        if not protocol.meet(shown.range, at) or (item.belongs_at and not server.can(types.ResourceOperationKind.Rename)):
            continue
        if action := protocol.fix(server.codec, project.root, item, shown, server.language):
            meeting |= item.is_safe
            yield action
        if server.can(types.ResourceOperationKind.Create):
            for new in creating.records(project.catalog, item, lines, server.language):
                yield _creation(project.root, new, shown, server.language)
    if meeting and (whole := _all(server, project, found[0].span.path, found, types.CodeActionKind.QuickFix, least=2)):
        yield whole


def _creation(root: Path, new: creating.New, shown: types.Diagnostic, language: str) -> types.CodeAction:
    """What makes a record, with its skeleton."""
    uri, start = protocol.uri_of(root / new.path), types.Position(0, 0)
    document = types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), [types.TextEdit(types.Range(start, start), new.text)])
    title = spoken(said("make the {kind}: {path}", kind=as_it_is(new.kind.noun), path=new.path), language)
    edit = types.WorkspaceEdit(document_changes=[types.CreateFile(uri), document])
    return types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], edit=edit)


def _all(
    server: Server, project: Project, path: str, found: Sequence[Diagnostic], kind: types.CodeActionKind | str, least: int = 1
) -> types.CodeAction | None:
    """What does in one go all that is certain in a file; None where that is less than so much. Of two corrections that meet the first is done."""
    edits: list[Edit] = []
    count = 0
    for proposed in dict.fromkeys(edits_of(item) for item in found if item.is_safe):
        together = sorted({*edits, *proposed})
        if proposed and all(_end(one) <= (two.line, two.column) for one, two in pairwise(together)):
            edits, count = together, count + 1
    if count < least:
        return None
    title = spoken(
        several("mend the {count} thing in this file that is certain", "mend all {count} things in this file that are certain", count),
        server.language,
    )
    changes = protocol.text_edits(server.codec, project.lines(path), edits)
    whole = types.WorkspaceEdit({protocol.uri_of(project.root / path): changes})
    return types.CodeAction(spoken(title, server.language), kind, edit=whole)


def _end(edit: Edit) -> tuple[int, int]:
    """The line and the column behind what an edit takes away."""
    lines = edit.old.split("\n")
    return edit.line + len(lines) - 1, len(lines[-1]) + (edit.column if len(lines) == 1 else 1)

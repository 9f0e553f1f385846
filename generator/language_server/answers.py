"""The features of the protocol, each translated for the function that has the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from ..base.saying import said
from ..contributing import naming
from ..contributing.edits import CannotEdit, Plan
from ..contributing.language import completion, pointing
from . import mending, protocol
from .project import Project

if TYPE_CHECKING:
    from .server import Server

# Whoever types one of them is asked what may follow.
_TRIGGERS = ["[", "#", "@", "/", ":", " ", ",", ";", "{"]
_WATCHED = ("**/cases/**", "**/docs/**", "**/mkdocs.yml")
_RECORDS = types.FileOperationFilter(types.FileOperationPattern("**/cases/**/*.yml"), "file")
# By the name of a feature: the method of `Answers`, and what the editor is told about it.
FEATURES: Mapping[str, tuple[str, Any]] = {
    types.INITIALIZE: ("initialize", None),
    types.INITIALIZED: ("initialized", None),
    types.TEXT_DOCUMENT_DID_OPEN: ("did_open", None),
    types.TEXT_DOCUMENT_DID_CHANGE: ("did_change", None),
    types.TEXT_DOCUMENT_DID_SAVE: ("did_save", None),
    types.TEXT_DOCUMENT_DID_CLOSE: ("did_close", None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: ("did_change_files", None),
    types.WORKSPACE_WILL_RENAME_FILES: ("will_rename", types.FileOperationRegistrationOptions([_RECORDS])),
    types.TEXT_DOCUMENT_COMPLETION: ("complete", types.CompletionOptions(trigger_characters=_TRIGGERS)),
    types.TEXT_DOCUMENT_HOVER: ("hover", None),
    types.TEXT_DOCUMENT_DEFINITION: ("definition", None),
    types.TEXT_DOCUMENT_REFERENCES: ("references", None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: ("symbols", None),
    types.TEXT_DOCUMENT_CODE_ACTION: ("actions", types.CodeActionOptions(mending.KINDS)),
    types.TEXT_DOCUMENT_PREPARE_RENAME: ("prepare_rename", None),
    types.TEXT_DOCUMENT_RENAME: ("rename", types.RenameOptions(prepare_provider=True)),
}


class Answers:
    """What a server does with each message; None where there is nothing to say, as of a file that is of no catalog."""

    def __init__(self, server: Server) -> None:
        self._server = server

    # --- files ---

    def initialize(self, params: types.InitializeParams) -> None:
        """Hear which language the editor speaks."""
        self._server.hear(params.locale)

    def initialized(self, params: types.InitializedParams) -> None:
        """Begin, and ask to be told of what changes on the disk."""
        workspace = self._server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(pattern) for pattern in _WATCHED])
            registration = types.Registration("casebook-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self._server.client_register_capability(types.RegistrationParams([registration]))
        self._server.begin()

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take the text of a file from the editor from now on."""
        self._changed(params.text_document.uri, params.text_document.text)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take what has been typed."""
        self._changed(params.text_document.uri, self._server.workspace.get_text_document(params.text_document.uri).source)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Take the text of a file from the disk again."""
        self._changed(params.text_document.uri, None)

    def did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """Look again: what is on the disk has changed."""
        self._touched([params.text_document.uri])

    def did_change_files(self, params: types.DidChangeWatchedFilesParams) -> None:
        """The same, of files that are not open."""
        self._touched([change.uri for change in params.changes])

    def _changed(self, uri: str, text: str | None) -> None:
        if found := self._server.place(uri):
            project, path = found
            project.write(path, text)
            self._server.check_soon(project)

    def _touched(self, uris: Sequence[str]) -> None:
        for project in {found[0].root: found[0] for uri in uris if (found := self._server.place(uri))}.values():
            project.touch()
            self._server.check_soon(project)

    # --- places ---

    def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        """What may stand here."""
        if not (found := self._server.place(params.text_document.uri)):
            return None
        project, path = found
        lines = project.lines(path)
        line, column = protocol.position(self._server.codec, lines, params.position)
        items = completion.complete(project.offers, path, lines, line, column)
        shown = [protocol.completion(self._server.codec, lines, line, column, place, item, self._server.language) for place, item in enumerate(items)]
        # Whoever types on may mean what was not among them.
        return types.CompletionList(True, shown)

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What the name here means, or the field."""
        if not (found := self._server.place(params.text_document.uri)):
            return None
        project, path = found
        catalog, lines = project.fresh(), project.lines(path)
        with project.laid_over():
            line, column = protocol.position(self._server.codec, lines, params.position)
            told = pointing.hover(project.root, catalog, path, lines, line, column, self._server.language)
        if told is None:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told.text), protocol.range_of(self._server.codec, told.span))

    def _pointed_at(self, params: Any) -> tuple[Project, naming.Place] | None:
        """The name at a position."""
        if not (found := self._server.place(params.text_document.uri)):
            return None
        project, path = found
        catalog, lines = project.fresh(), project.lines(path)
        with project.laid_over():
            place = pointing.place_at(project.root, catalog, path, *protocol.position(self._server.codec, lines, params.position))
        return (project, place) if place else None

    def _location(self, project: Project, place: naming.Place) -> types.Location:
        return types.Location(protocol.uri_of(project.root / place.span.path), protocol.range_of(self._server.codec, place.span))

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Where the thing is defined that has the name here."""
        if not (found := self._pointed_at(params)):
            return None
        project, place = found
        with project.laid_over():
            defined = naming.definition(project.root, project.catalog, place.thing)
        return self._location(project, defined) if defined else None

    def references(self, params: types.ReferenceParams) -> list[types.Location] | None:
        """Every place that names it."""
        if not (found := self._pointed_at(params)):
            return None
        project, place = found
        with project.laid_over():
            places = naming.places(project.root, project.catalog, place.thing)
        return [self._location(project, one) for one in places if params.context.include_declaration or not one.is_definition]

    def symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        """The outline of a file."""
        if not (found := self._server.place(params.text_document.uri)):
            return None
        project, path = found
        catalog, lines = project.fresh(), project.lines(path)
        with project.laid_over():
            found_there = pointing.symbols(project.root, catalog, path, lines, self._server.language)
            return protocol.symbols(self._server.codec, found_there, len(lines))

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """What would be right in the place of what is wrong here."""
        if not (found := self._server.place(params.text_document.uri)):
            return None
        project, path = found
        return mending.actions(self._server, project, path, params.range, [getattr(kind, "value", kind) for kind in params.context.only or ()])

    # --- other names ---

    def prepare_rename(self, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        """What would be renamed here."""
        if not (found := self._pointed_at(params)):
            return None
        _project, place = found
        return types.PrepareRenamePlaceholder(protocol.range_of(self._server.codec, place.span), place.span.shown)

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """Rename it, everywhere."""
        if not (found := self._pointed_at(params)):
            return None
        project, place = found
        plan = project.rename(place, params.new_name)
        if plan.moves and not self._server.can(types.ResourceOperationKind.Rename):
            old, new = place.thing.name, params.new_name
            raise CannotEdit(said("this editor cannot rename files for a server: 'casebook rename {old} {new}' does it", old=old, new=new))
        return self._edit(project, plan)

    def will_rename(self, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        """What else has to be written when somebody renames the files of records."""
        changes: list[Any] = []
        for file in params.files:
            found, target = self._server.place(file.old_uri), self._server.place(file.new_uri)
            if found and target and found[0] is target[0]:
                changes += self._edit(found[0], found[0].follow(found[1], target[1])).document_changes or ()
        return types.WorkspaceEdit(document_changes=changes) if changes else None

    def _edit(self, project: Project, plan: Plan) -> types.WorkspaceEdit:
        """A plan as the editor carries it out."""
        documents = self._server.workspace.text_documents

        def version_of(uri: str) -> int | None:
            return documents[uri].version if uri in documents else None

        return protocol.workspace_edit(self._server.codec, project.root, plan, project.lines, version_of)

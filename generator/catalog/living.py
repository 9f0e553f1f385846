"""Living blocks of hand-written pages: how they are read."""

from __future__ import annotations

from ..base.diagnostic import Diagnostic
from ..reading.files import Text
from ..reading.yaml_reader import parse_yaml
from ..records.as_meant import validate
from ..records.living import LIVING, LivingBlock
from ..text import living


def read(text: Text, start: int) -> tuple[tuple[LivingBlock, ...], list[Diagnostic]]:
    """The living blocks of a page whose text begins at an offset, and what is wrong with those that cannot be read."""
    body, found, problems = text.content[start:], list[LivingBlock](), list[Diagnostic]()
    for block in living.blocks(body) if living.is_possible(body) else ():
        # On its own lines, as in the file.
        lines = text.content.count("\n", 0, start + block.inner)
        document, wrong = parse_yaml(Text(text.path, "\n" * lines + block.declared))
        view, more = validate(LIVING, document) if document else (None, [])
        problems += [*wrong, *more]
        if view and document:
            found.append(LivingBlock(view, document))
    return tuple(found), problems


def declared(text: str) -> LivingBlock | None:
    """The living block that a text declares, wherever it comes from; None when it cannot be read."""
    document, wrong = parse_yaml(Text("", text))
    view = validate(LIVING, document)[0] if document and not wrong else None
    return LivingBlock(view, document) if view and document else None

"""Every text of ours that people read, as gettext calls it a msgid, taken from where it stands: code, rules, commands, and templates.

`python -m tests.words` puts what is new into `generator/locale/zh.po`, to be translated there, and takes out what is gone.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from casebook.base.commands import paragraphs
from casebook.cli import main
from casebook.pages import handbook
from casebook.publishing import pipeline
from casebook.records.declaration import FacetFile, FieldFile, KindFile, StoryFile, TraitFile
from casebook.records.kinds import Kinds
from casebook.records.models import models
from casebook.records.parts import Event, Step
from casebook.records.rules import ProjectRule, Requirements, RulesFile

GENERATOR = Path(__file__).parent.parent / "generator"
FILE = GENERATOR / "locale" / "zh.po"
# Functions that take a text, by how many texts they take; one with a plural takes two.
_TAKERS = {"said": 1, "_": 1, "gettext": 1, "several": 2, "ngettext": 2}
# What declares something that is shown, and which of its arguments are texts.
_DECLARED = {"about": (0,), "Column": (1,), "Table": (1,), "Field": (2, 3), "StoryPart": (1, 2), "Kind": (4,)}
# What a kind is called, by the names of the arguments; in a sentence its names are in small letters.
_OF_A_KIND = ("label", "plural")
_TEMPLATES = ("templates", "theme")


class Text(NamedTuple):
    """A text, with what is said of several where it speaks of a number, and where it stands."""

    one: str
    many: str
    place: str


def every() -> list[Text]:
    """All texts; each once for every place."""
    return [
        text for text in (*in_code(), *in_declarations(), *in_models(), *in_rules(), *in_commands(), *in_click(), *in_templates()) if text.one.strip()
    ]


def in_code() -> Iterator[Text]:
    """What the functions that translate are called with, and tables of such texts."""
    for path in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (count := _TAKERS.get(_name(node))) and len(node.args) >= count:
                found = [part.value for part in node.args[:count] if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                if len(found) == count:
                    yield Text(found[0], found[1] if count > 1 else "", f"{path.relative_to(GENERATOR.parent)}:{node.lineno}")


def in_declarations() -> Iterator[Text]:
    """What fields, columns and tables are called, and what is said of them."""
    for path in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (places := _DECLARED.get(_name(node))):
                texts = [node.args[place] for place in places if place < len(node.args)]
                named = [keyword.value for keyword in node.keywords if _name(node) == "Kind" and keyword.arg in _OF_A_KIND]
                for part in (*texts, *named):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        shown = (part.value, part.value.lower()) if part in named else (part.value,)
                        yield from (Text(text, "", f"{path.relative_to(GENERATOR.parent)}:{node.lineno}") for text in shown)


def unmarked() -> Iterator[str]:
    """Where a template is no literal, and so in no list of texts."""
    for path in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in ("said", "several") and node.args:
                count = _TAKERS[_name(node)]
                if any(not isinstance(part, ast.Constant) for part in node.args[:count]):
                    yield f"{path.relative_to(GENERATOR.parent)}:{node.lineno}"


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def in_models() -> Iterator[Text]:
    """What the parts of every record are called, and what they are."""
    shared = [KindFile, FieldFile, StoryFile, TraitFile, FacetFile, RulesFile, ProjectRule, Requirements]
    for model in (*models(Kinds()).reference, Event, Step, *shared):
        yield from (Text(text, "", f"the fields of {model.__name__}") for text in (handbook.spaced(model.__name__), *handbook.about(model)))


def in_rules() -> Iterator[Text]:
    """The pages of the rules, by their paragraphs."""
    for rule in pipeline.all_rules():
        yield from (Text(str(paragraph), "", f"rule {rule.code}") for paragraph in rule.paragraphs)


def in_commands() -> Iterator[Text]:
    """The help of every command and option."""
    context = click.Context(main)
    for name, command in [("", main), *((name, main.get_command(context, name)) for name in main.list_commands(context))]:
        assert command is not None
        yield from (Text(part, "", f"casebook {name}") for part in paragraphs(command.help or ""))
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                yield Text(parameter.help, "", f"casebook {name} --{parameter.name}")


def in_click() -> Iterator[Text]:
    """What the library of the command line says itself."""
    for path, line, message, _comments, _context in extract_from_dir(Path(click.__file__).parent, keywords={"_": None, "ngettext": (1, 2)}):
        one, many = message if isinstance(message, tuple) else (message, "")
        yield Text(one, many, f"click/{path}:{line}")


def in_templates() -> Iterator[Text]:
    """The words of templates, of the pages and of the frame."""
    for folder in _TEMPLATES:
        found = extract_from_dir(
            GENERATOR / folder,
            method_map=[("**.html", "jinja2")],
            options_map={"**.html": {"silent": "false"}},
            keywords={"_": None, "ngettext": (1, 2)},
        )
        for path, line, message, _comments, _context in found:
            one, many = message if isinstance(message, tuple) else (message, "")
            yield Text(one, many, f"generator/{folder}/{path}:{line}")


def translations() -> Catalog:
    """What stands in the file."""
    with FILE.open("rb") as file:
        return read_po(file)


def update() -> list[str]:
    """Put what is new into the file and take out what is gone; gives what is left to be translated."""
    known = {_one(message.id): _strings(message.string)[0] for message in translations() if message.id}
    found = {text.one: text.many for text in sorted(every(), key=lambda text: (text.one, text.many))}
    head = re.split(r"^msgid (?!\"\"$)", FILE.read_text("utf-8"), maxsplit=1, flags=re.MULTILINE)[0]
    entries = [_entry(one, many, known.get(one, "")) for one, many in found.items()]
    FILE.write_text("\n".join([f"{head.rstrip()}\n", *entries]), encoding="utf-8")
    return [one for one in found if not known.get(one)]


def _one(id: str | list[str] | tuple[str, ...]) -> str:
    return id if isinstance(id, str) else id[0]


def _strings(string: str | list[str] | tuple[str, ...]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def _entry(one: str, many: str, translation: str) -> str:
    named = f"msgid_plural {_quoted(many)}\nmsgstr[0]" if many else "msgstr"
    return f"msgid {_quoted(one)}\n{named} {_quoted(translation)}\n"


def _quoted(text: str) -> str:
    lines = [json.dumps(line, ensure_ascii=False) for line in text.splitlines(keepends=True)]
    return "\n".join(['""', *lines]) if len(lines) > 1 else lines[0] if lines else '""'


if __name__ == "__main__":
    sys.stdout.write("".join(f"{text}\n" for text in update()))

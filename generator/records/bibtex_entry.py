"""What an entry of a bibliography says: a reference, or diagnostics that say why it is none.

An entry arrives as it is written, with what it inherits. Fields that nobody sees are passed over, whatever is in them.
"""

from __future__ import annotations

import re

from ..base import dates
from ..base.diagnostic import did_you_mean
from ..base.identifier import SLUG_PATTERN
from ..reading import latex
from .bibtex_raw import BAD_FIELD, NO_TITLE, UNUSED_FIELD, Findings, RawEntry
from .bibtex_values import KNOWN_FIELDS, NAME_FIELDS, PLAIN_FIELDS, decoded, parse_month, parse_name, split_names
from .reference import Name, Reference

# Some fields that are known are nobody's business.
_PRIVATE = frozenset(("abstract", "annotation", "annote", "file", "groups", "keywords", "owner", "timestamp"))
_NEEDED = (KNOWN_FIELDS | {"crossref", "xdata"}) - _PRIVATE


def is_needed(name: str) -> bool:
    """Whether the value of a field, by its name in small letters, is used for anything."""
    return name in _NEEDED


def reference(entry: RawEntry, report: Findings) -> Reference | None:
    """The reference that an entry is. None for one that is broken, or with an error in one of its fields, which is reported."""
    before = report.errors
    values = _values(entry, report)
    names = {name: _names(name, values.pop(name), entry.line_of(name), report) for name in NAME_FIELDS if name in values}
    issued = _issued(values, entry, report)
    _check_values(values, entry, report)
    if not values.get("title") and not entry.is_broken:
        report.add(NO_TITLE, entry.line, f"the entry '{entry.key}' has no title", "add title = {…}")
    if entry.is_broken or report.errors > before:
        return None
    return Reference(
        key=entry.key,
        type=entry.type,
        title=values["title"],
        author=names.get("author", ((), False))[0],
        editor=names.get("editor", ((), False))[0],
        translator=names.get("translator", ((), False))[0],
        others=frozenset(role for role, (_, ends_in_others) in names.items() if ends_in_others),
        issued=issued,
        fields=values,
        raw=entry.raw,
        text=report.text,
        line=entry.line,
    )


def _values(entry: RawEntry, report: Findings) -> dict[str, str]:
    """What the fields say, by their names, decoded."""
    values: dict[str, str] = {}
    for name, field in entry.fields.items():
        if name in _PRIVATE or name in ("crossref", "xdata"):
            continue
        if name not in KNOWN_FIELDS:
            report.add(UNUSED_FIELD, field.line, f"unknown field '{name}'", did_you_mean(name, KNOWN_FIELDS, "put it into note"), field.name)
            continue
        for command in latex.unknown(field.value) if "\\" in field.value and name not in PLAIN_FIELDS else ():
            report.add(BAD_FIELD, field.line, f"unknown LaTeX command '{command}'", "write the character itself, in UTF-8", command)
        values[name] = decoded(name, field.value)
    return values


def _names(name: str, value: str, line: int, report: Findings) -> tuple[tuple[Name, ...], bool]:
    people, et_al = split_names(value)
    parsed = []
    for person in people:
        try:
            parsed.append(parse_name(person))
        except ValueError as error:
            help = "write 'Family, Given', or put braces around a name that has no parts"
            report.add(BAD_FIELD, line, f"the name '{person}' cannot be split: {error}", help, name)
    return tuple(parsed), et_al


def _issued(values: dict[str, str], entry: RawEntry, report: Findings) -> dates.Edtf | None:
    if values.get("date"):
        return _date("date", values["date"], entry, report)
    year, month, day = (values.get(name, "") for name in ("year", "month", "day"))
    if (month and not year) or (day and not month):
        name = "month" if month else "day"
        report.add(BAD_FIELD, entry.line_of(name), f"'{name}' without the larger part of the date", "a day needs a month, a month a year", name)
        return None
    if month:
        number = parse_month(month)
        if number is None:
            report.add(BAD_FIELD, entry.line_of("month"), f"'{month[:20]}' is no month", "write month = mar, or month = 3", "month")
            return None
        year += f"-{number:02d}" + (f"-{day:0>2}" if day else "")
    return _date("year", year, entry, report) if year else None


def _date(name: str, text: str, entry: RawEntry, report: Findings) -> dates.Edtf | None:
    try:
        return dates.parse(text)
    except ValueError as error:
        report.add(BAD_FIELD, entry.line_of(name), f"{name}: {error}", "a year, a month or a day, as in 2020-03-05", name)
        return None


def _check_values(values: dict[str, str], entry: RawEntry, report: Findings) -> None:
    for name in ("urldate", "archivedate"):
        if values.get(name):
            _date(name, values[name], entry, report)
    for name in ("url", "archiveurl"):
        if values.get(name) and not re.match(r"https?://[^\s<>\"{}\\^`]+\Z", values[name]):
            message = f"'{values[name]}' is no web address"
            report.add(BAD_FIELD, entry.line_of(name), message, "it begins with https:// or http:// and has no spaces", name)
    publisher = values.get("publisherid", "")
    if publisher and not re.fullmatch(SLUG_PATTERN, publisher):
        report.add(BAD_FIELD, entry.line_of("publisherid"), f"'{publisher}' is no id of a record", "", publisher)

"""An entry of a bibliography while it is read: what is found is told at its field, and when the work appeared is put together from several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from ..base import dates
from ..base.diagnostic import Rule
from ..base.saying import NOTHING, Said, said
from ..reading import latex
from . import bibtex_dates, bibtex_words
from .bibtex_raw import BAD_FIELD, ODD_VALUE, UNKNOWN_LATEX, Findings, RawEntry, RawField


class Dating:
    """What is known of an entry: `values` by biblatex's names, `fields` as they are written, by the same, and when it was `issued`."""

    def __init__(self, entry: RawEntry, report: Findings) -> None:
        self.entry = entry
        self.report = report
        self.values: dict[str, str] = {}
        self.fields: dict[str, RawField] = {}
        self.issued: dates.Edtf | None = None

    def line_of(self, name: str) -> int:
        """The line of a field, by biblatex's name; that of the entry when it has no such field."""
        return self.fields[name].line if name in self.fields else self.entry.line

    def tell(self, because: Rule, line: int, message: Said, help: Said = NOTHING, needle: str = "", instead: str | None = None) -> None:
        """Report something at a line of the entry."""
        self.report.add(because, line, message, help, needle, instead)

    def at(self, because: Rule, name: str, message: Said, help: Said = NOTHING, instead: str | None = None, *, is_safe: bool = False) -> None:
        """Report something of a field, by biblatex's name; with a value to propose `instead`, at the value that it has, if that stands beside it."""
        field = self.fields.get(name)
        if instead is not None and field and (span := self.report.value(field.line, field.name)):
            self.report.put(because, span, message, help, instead, is_safe=is_safe)
            return
        self.tell(because, self.line_of(name), message, help, field.name if field else name)

    def decoded(self, field: RawField, value: str) -> str:
        """A text without LaTeX, each command that nobody knows reported."""
        text, unknown = latex.read(bibtex_words.without_entities(" ".join(value.split())))
        for command in unknown:
            self.tell(
                UNKNOWN_LATEX,
                field.line,
                said("unknown LaTeX command '{command}'", command=command),
                said("write the character itself, in UTF-8"),
                command,
            )
        text = bibtex_words.without_tags(text) if "<" in text else text
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        return text.strip(" \N{NO-BREAK SPACE}")

    def date(self, name: str, field: RawField) -> None:
        """A date other than that of the work itself, which is put together from several fields."""
        if name in bibtex_dates.PARTS:
            return
        dated = bibtex_dates.read(_of_date(field.value))
        self._tell_date(name, dated, field.value)
        if dated.date:
            self.values[name] = str(dated.date)

    def _tell_date(self, name: str, dated: bibtex_dates.Dated, written: str) -> None:
        if dated.is_wrong:
            self.at(BAD_FIELD, name, said("{name}: {problem}", name=name, problem=dated.problem), said("a year, a month or a day, as in 2020-03-05"))
        elif dated.problem:
            help = NOTHING if dated.date else said("it is left out: '{written}'", written=" ".join(written.split())[:40])
            better = str(dated.date) if dated.problem == bibtex_dates.TIMELESS else None
            help = said("write {better}", better=f"{name} = {{{better}}}") if better else help
            self.at(
                ODD_VALUE,
                name,
                said("{name}: {problem}", name=name, problem=dated.problem),
                help or said("write it as a year, a month or a day, as in 2020-03-05"),
                better,
                is_safe=True,
            )

    def date_it(self) -> None:
        """When the work appeared, from `date` or from `year`, `month` and `day`."""
        written = {name: _of_date(self.fields[name].value) for name in bibtex_dates.PARTS if name in self.fields}
        accessed = {part: written.pop(f"url{part}", "") for part in ("year", "month", "day")}
        dated = bibtex_dates.read(written.get("date", ""))
        self._tell_date("date", dated, written.get("date", ""))
        if not (dated.date or dated.state) and (year := written.get("year", "").strip()):
            dated = bibtex_dates.year_of(year)
            self._tell_date("year", dated, year)
        self.issued = dated.date
        season = dated.season
        if dated.state:
            self.values.setdefault("pubstate", bibtex_words.STATES[dated.state])
        elif not dated.date and dated.problem and not dated.is_wrong:
            note = f"dated {' '.join((written.get('date') or written['year']).split())}"
            self.values["note"] = "; ".join(filter(None, (self.values.get("note"), note)))
        if "month" in written or "day" in written:
            season = self._month(written, is_dated=bool(written.get("date"))) or season
        if season and self.values.setdefault("issue", season) != season:
            self.at(
                ODD_VALUE,
                "month" if "month" in written else "date",
                said("the season '{season}' is left out beside an issue", season=season),
                said("put it into issue"),
            )
        if accessed["year"] and "urldate" not in self.values:
            self._accessed(accessed)

    def _month(self, written: Mapping[str, str], is_dated: bool) -> str:
        """Make the date that of a month or a day; the season, if `month` says one."""
        # A zero is how programs write what they do not know.
        month, day = (written.get(part, "").strip(' "{}') for part in ("month", "day"))
        month, day = month if month.strip("0") else "", day if day.strip("0") else ""
        # What is wrong with a part of the date is told at its place.
        if is_dated or self.entry.is_broken or not (month or day):
            return ""
        at = "month" if month else "day"
        if not self.issued or not month:
            self.at(ODD_VALUE, at, said("'{at}' without the larger part of the date is left out", at=at), said("a day needs a month, a month a year"))
            return ""
        found = bibtex_dates.read_month(month)
        if found and day and re.fullmatch(r"\d{1,2}", day):
            found = replace(found, days=(int(day),))
        elif found and day:
            found = bibtex_dates.read_month(f"{month} {day}")
        if not found:
            near = bibtex_dates.month_like(month)
            self.at(
                ODD_VALUE,
                at,
                said("'{value}' is no month, and left out", value=" ".join((month, day)).strip()[:20]),
                said("did you mean '{name}'?", name=near) if near else said("write month = mar, or month = 3"),
                near or None,
            )
            return ""
        if found.is_wrong:
            self.at(BAD_FIELD, "month", said("there is no month {month}", month=month), said("write month = mar, or month = 3"))
            return ""
        self.issued, reason = bibtex_dates.in_year(self.issued, found)
        if reason:
            self.at(
                BAD_FIELD,
                "day" if day else "month",
                said("{name}: {problem}", name="day" if day else "month", problem=reason),
                said("a year, a month or a day, as in 2020-03-05"),
            )
        return found.season

    def _accessed(self, parts: Mapping[str, str]) -> None:
        dated = bibtex_dates.read(" ".join(filter(None, (parts["day"], parts["month"], parts["year"]))))
        if not dated.date and parts["month"].isdecimal():
            dated = bibtex_dates.read("-".join(filter(None, (parts["year"], parts["month"], parts["day"]))))
        if dated.date:
            self.values["urldate"] = str(dated.date)


def _of_date(value: str) -> str:
    """A date without LaTeX. A tilde is no tie there."""
    return latex.decode(value.replace("~", r"\textasciitilde{}")) if "\\" in value or "{" in value else value

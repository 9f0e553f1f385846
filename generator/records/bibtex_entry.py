"""What an entry of a bibliography says: a reference, or diagnostics that say why it is none.

An entry arrives as it is written, with what it inherits. Fields that nobody sees are passed over, whatever is in them. What has one
reading is read; what has none is left out and told, and only what would mislead is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..base.diagnostic import did_you_mean, nearest
from ..base.identifier import SLUG_PATTERN, is_key, normal_key
from ..base.saying import said
from ..reading import addresses, detours, latex
from . import bibtex_dates, bibtex_habits, bibtex_words, entry_fields, entry_types, extra, identifiers, languages, names
from .bibtex_dating import Dating
from .bibtex_inheritance import LEADING
from .bibtex_raw import BAD_FIELD, BAD_TYPE, NO_TITLE, NOTE_IT, ODD_VALUE, UNKNOWN_TYPE, UNUSED_FIELD, Findings, RawEntry, RawField
from .entry_fields import Kind
from .names import Names
from .reference import Name, Reference

_READ = ("whole", "part", "no")
# What is read from the sources' own words, when an entry has no title of its own.
_TITLES = ("maintitle", "booktitle", "issuetitle", "eventtitle", "shorttitle")
# What Web of Science writes for an address, and what leads into a program or a disk.
_NO_ADDRESS = ("go to isi", "<go to isi", "zotero:", "mendeley:", "papers", "x-devonthink", "file:", "about:")
_NUMBERS = {"doi": identifiers.doi, "isbn": identifiers.isbn, "issn": identifiers.issn}
_OWN_PATH = re.compile(r"\bfile:/+\S*|(?<![\w./])/(?:home|Users|root|mnt|media|Volumes)/\S+|\b[A-Za-z]:\\+\w\S*|(?<![\w\\])\\\\\w+\\\S*")
# What stands before the numbers of pages, and what programs write where there are none.
_PAGE_WORD = re.compile(r"^(?:pp?|pages?|pgs?|seiten?|s)(?:\.\s*|\s+)(?=\w)", re.IGNORECASE)
_NO_PAGES = ("", "n/a", "na", "n/a--n/a", "null", "none", "-", "undefined", "no", "no pagination", "no-no")
_TOGETHER = re.compile(r"[\s,;]+(?:and\s+)?(?=https?://)")


def is_needed(name: str) -> bool:
    """Whether the value of a field, by its name in small letters, is used for anything."""
    return name in LEADING or entry_fields.kind(name) not in (None, Kind.HIDDEN)


def reference(entry: RawEntry, report: Findings) -> Reference | None:
    """The reference that an entry is. None for one that is broken, or with an error in one of its fields, which is reported."""
    before = report.errors
    said = _Said(entry, report)
    if entry.is_broken or report.errors > before:
        return None
    return Reference(
        key=entry.key,
        type=said.type,
        title=said.values["title"],
        author=said.people("author"),
        editor=said.people("editor"),
        translator=said.people("translator"),
        roles=said.roles(),
        others=frozenset(role for role, people in said.names.items() if people.others),
        issued=said.issued,
        fields=said.values,
        raw=entry.raw,
        text=report.text,
        line=entry.line,
    )


class _Said(Dating):
    """What the fields of one entry say, read one after the other; `values` has them by biblatex's names."""

    def __init__(self, entry: RawEntry, report: Findings) -> None:
        super().__init__(entry, report)
        self.names: dict[str, Names] = {}
        self.type = self._type()
        for name, field in entry.fields.items():
            self._take(name, field)
        for name, field in self.fields.items():
            _READERS[entry_fields.FIELDS[name]](self, name, field)
        self.date_it()
        for name, check in _CHECKS.items():
            if name in self.values:
                check(self, name)
        self._complete()

    # --- what is there -------------------------------------------------------------------------------------------

    def _type(self) -> str:
        alias, resembled = entry_types.resolve(self.entry.type)
        if alias.genre:
            self.values["type"] = bibtex_words.GENRES[alias.genre]
        if alias.subtype:
            self.values["entrysubtype"] = alias.subtype
        if not entry_types.is_known(self.entry.type):
            because, help = (
                (BAD_TYPE, said("did you mean '{name}'?", name=f"@{resembled}")) if resembled else (UNKNOWN_TYPE, said("it is taken for '@misc'"))
            )
            self.tell(because, self.entry.line, said("unknown type '@{type}'", type=self.entry.type), help, self.entry.type, resembled or None)
        return alias.type

    def _take(self, name: str, field: RawField) -> None:
        kind = entry_fields.kind(name)
        if kind is None:
            resembled = "" if field.inherited else entry_fields.meant(name)
            if not field.inherited:
                help = said("did you mean '{name}'?", name=resembled) if resembled else NOTE_IT
                is_free = resembled and entry_fields.canonical(resembled) not in map(entry_fields.canonical, self.entry.fields)
                self.tell(UNUSED_FIELD, field.line, said("unknown field '{name}'", name=name), help, field.name, resembled if is_free else None)
        elif kind is not Kind.HIDDEN:
            known = entry_fields.canonical(name)
            # Where both are there, biblatex takes its own.
            if known == name or (known not in self.entry.fields and known not in self.fields):
                self.fields[known] = field
            if archive := entry_fields.EPRINT_TYPES.get(name):
                self.values.setdefault("eprinttype", archive)

    def people(self, role: str) -> tuple[Name, ...]:
        """The names in a role."""
        return self.names[role].names if role in self.names else ()

    def roles(self) -> Mapping[str, tuple[Name, ...]]:
        """The names in all further roles."""
        return {name: found.names for name, found in self.names.items() if name not in entry_fields.NAME_FIELDS and found.names}

    # --- by kinds of fields --------------------------------------------------------------------------------------

    def text(self, name: str, field: RawField) -> None:
        """A text."""
        value = field.value
        if ("/" in value or "\\" in value) and name not in (*_TITLES, "title") and (found := _OWN_PATH.search(value)):
            # Whoever copies it here does not mean to publish it.
            message = said(
                "'{name}' has a path of somebody's own machine in it ({found}), and is left out", name=field.name, found=found.group()[:40]
            )
            self.tell(ODD_VALUE, field.line, message, said("remove the path"), field.name)
            return
        if name == "note" and (kept := extra.of_note([line for part in value.split("\n") if (line := " ".join(latex.decode(part).split()))])):
            sound = {field: text for field, text in kept.fields.items() if field not in _NUMBERS or not _NUMBERS[field](text).is_none}
            self.values = {**sound, **self.values}
            return
        if name in ("howpublished", "note", "addendum"):
            value = self._address_in(name, value)
        if text := bibtex_habits.text(name, self.decoded(field, value)):
            self.values[name] = text

    def pages(self, name: str, field: RawField) -> None:
        """Pages: between the first and the last of a range stands an en dash, whatever was written."""
        if text := _PAGE_WORD.sub("", self.decoded(field, field.value)):
            text = re.sub(r"\s*-\s*", "\N{EN DASH}", text) if re.fullmatch(r"[A-Za-z]*\d+\s*-\s*[A-Za-z]*\d+(?:[+,]\s*\d+)*", text) else text
            text = re.sub(r"\s*(?:[\u2010-\u2015]|--+)\s*", "\N{EN DASH}", text)
            first, dash, last = text.partition("\N{EN DASH}")
            text = first if dash and first == last else text
            if text.casefold().strip(".\N{EN DASH}") not in _NO_PAGES:
                self.values[name] = text

    def plain(self, name: str, field: RawField) -> None:
        """An identifier."""
        value = " ".join(field.value.split())
        value = value[1:-1].strip() if value.startswith("{") and value.endswith("}") else value
        if value and not bibtex_habits.is_nothing(value):
            self.values[name] = value

    def people_in(self, name: str, field: RawField) -> None:
        """A list of names."""
        written = bibtex_words.without_entities(" ".join(_on_lines(field.value).split()))
        if not written:
            return
        found = self.names[name] = names.read(written)
        if "\\" in written:
            self.decoded(field, written)
        if found.problem:
            better = found.better if len(found.better) < 400 else ""
            self.at(
                ODD_VALUE,
                name,
                said("{name}: {problem}", name=field.name, problem=found.problem),
                said("write {name} = {{{better}}}", name=field.name, better=better) if better else said("leave it out"),
                better if better or not (found.names or found.is_doubtful) else None,
                is_safe=not found.is_doubtful,
            )

    def url(self, name: str, field: RawField) -> None:
        """A web address: the first of several."""
        written = latex.address(" ".join(field.value.split()))
        first, *more = _TOGETHER.split(written)
        if more and identifiers.doi_of(first):
            # Mendeley puts the address of the DOI before the other.
            first, *more = more
        if not first or bibtex_habits.is_nothing(first):
            return
        if first.startswith("10.") and (doi := identifiers.doi(first).value):
            self.values.setdefault("doi", doi)
            return
        if first.lower().startswith(_NO_ADDRESS):
            self.at(
                ODD_VALUE,
                name,
                said("'{written}' leads nowhere but in the program that wrote it, and is left out", written=written[:80]),
                said("put in the web address"),
            )
            return
        found = detours.direct(first)
        if found.why:
            self.at(
                ODD_VALUE,
                name,
                said("'{written}' {reason}", written=first[:80], reason=found.why),
                said("write {name} = {{{better}}}", name=field.name, better=found.address),
                found.address if not more else None,
                is_safe=found.is_certain,
            )
        first = found.address if found.is_certain else first
        if reason := addresses.fault(first):
            self.at(
                BAD_FIELD,
                name,
                said("'{first}' is no web address: it {reason}", first=first[:200], reason=reason),
                said("write it as the browser shows it, beginning with https://"),
            )
        elif more:
            self.at(ODD_VALUE, name, said("several addresses in one field: the first is taken"), said("put the others into note"))
        self.values[name] = first

    def _address_in(self, name: str, value: str) -> str:
        r"""A text without the address in it, which is the source's where it has none: `howpublished = {\url{…}}`, `note = {Accessed: …}`."""
        if found := bibtex_words.address_in(value):
            address, rest, read_on = found
            own = self.fields.get("url")
            if (name == "howpublished" or not rest) and not addresses.fault(address) and (not own or latex.address(own.value) == address):
                self.values.setdefault("url", address)
                if read_on and "urldate" not in self.fields:
                    self.values["urldate"] = str(read_on)
                return rest
        if "urldate" not in self.fields and (dated := bibtex_dates.read_on(latex.decode(value))):
            self.values["urldate"] = str(dated)
            return ""
        return value

    # --- by single fields ----------------------------------------------------------------------------------------

    def number(self, name: str) -> None:
        """A DOI, an ISBN or an ISSN."""
        written = self.values.pop(name)
        found = _NUMBERS[name](written)
        if found.is_none and name == "doi" and "url" not in self.fields and not addresses.fault(written):
            self.at(
                ODD_VALUE,
                name,
                said("'{written}' is an address and no DOI; it is taken for the url", written=written[:80]),
                said("call the field url"),
            )
            self.values["url"] = written
            return
        if found.problem:
            examples = {"doi": "10.1000/182", "isbn": "978-3-16-148410-0", "issn": "0378-5955"}
            because = BAD_FIELD if found.is_none else ODD_VALUE
            self.at(
                because,
                name,
                found.problem,
                said("it looks like this: {name} = {{{better}}}", name=name, better=examples[name])
                if found.is_none
                else said("compare it with the work itself"),
            )
        if found.value:
            self.values[name] = found.value
        if found.other:
            self.values.setdefault("issn" if name == "isbn" else "isbn", found.other)

    def eprint(self, name: str) -> None:
        """An identifier in an archive. Where it is an address, it is that of the source."""
        found = identifiers.eprint(self.values.pop(name), self.values.pop("eprinttype", ""))
        if found.problem:
            self.at(ODD_VALUE, name, said("{problem}, and left out", problem=found.problem), said("write it as in 2001.01234 or hep-th/9901001"))
        elif found.value.startswith(("http://", "https://")):
            if not addresses.fault(found.value):
                self.values.setdefault("url", found.value)
        else:
            self.values |= {"eprint": found.value, **({"eprinttype": found.type} if found.type else {})}

    def langid(self, name: str) -> None:
        """The language that the source is in."""
        variant = re.search(r"variant\s*=\s*(\w+)", self.values.pop("langidopts", ""))
        written = self.values.pop(name)
        if found := languages.tag(written, variant[1] if variant else ""):
            self.values[name] = found
        else:
            near = languages.meant(written)
            help = said("did you mean '{name}'?", name=near) if near else said("write its code or its English name: en, english")
            self.at(ODD_VALUE, name, said("'{written}' is no language that is known, and left out", written=written[:40]), help, near or None)

    def language(self, name: str) -> None:
        """The language in words, where it is one; several stay a text, without the `lang` of biblatex's keys."""
        written = [part.removeprefix("lang") if languages.tag(part.removeprefix("lang")) else part for part in self.values[name].split(" and ")]
        if len(written) == 1 and (found := languages.tag(written[0])):
            del self.values[name]
            self.values.setdefault("langid", found)
        else:
            self.values[name] = " and ".join(part[:1].upper() + part[1:] for part in written)

    def words(self, name: str) -> None:
        """A key of biblatex's for words in every language, in English."""
        known = bibtex_words.BY_FIELD[name]
        self.values[name] = known.get(self.values[name].casefold(), self.values[name])

    def publisherid(self, name: str) -> None:
        """The id of a record."""
        if not re.fullmatch(SLUG_PATTERN, self.values[name]):
            self.tell(BAD_FIELD, self.line_of(name), said("'{id}' is no id of a record", id=self.values[name]), needle=self.values[name])

    def key(self, name: str) -> None:
        """The key of another entry."""
        self.values[name] = normal_key(self.values[name])
        if not is_key(self.values[name]):
            self.at(BAD_FIELD, name, said("'{values}' is no citation key", values=self.values[name][:80]), said("write the key of one other entry"))

    def how_much(self, name: str) -> None:
        """How much of the source was read."""
        value = self.values[name] = self.values[name].casefold()
        if value not in _READ:
            # Other programs have a mark of their own that is called so.
            help = did_you_mean(value, _READ, said("write whole, part or no"))
            message = said("'{value}' does not say how much was read, as whole, part or no does, and is left out", value=value[:40])
            self.at(ODD_VALUE, name, message, help, nearest(value, _READ))
            del self.values[name]

    def _complete(self) -> None:
        """A title that only the work as a whole has, and what a journal's name says of an archive."""
        self.values.pop("langidopts", None)
        self.type, self.values = bibtex_habits.of_kind(self.type, self.values)
        if "doi" not in self.values and (doi := identifiers.doi_of(self.values.get("url", ""))):
            # It says nothing more.
            self.values["doi"] = doi
            del self.values["url"]
        if "eprinttype" in self.values and "eprint" not in self.values:
            del self.values["eprinttype"]
        if "eprint" not in self.values and (found := bibtex_words.IN_ARXIV.search(self.values.get("journaltitle", ""))):
            self.values |= {"eprint": found[1], "eprinttype": "arxiv"}
        self._site_behind_title()
        if not self.values.get("title") and not self.entry.is_broken:
            other = next((name for name in _TITLES if self.values.get(name)), "")
            if other:
                self.values["title"] = self.values.pop(other)
            else:
                self.tell(NO_TITLE, self.entry.line, said("the entry '{key}' has no title", key=self.entry.key), said("add title = {…}"))

    def _site_behind_title(self) -> None:
        """The title of a page of the web, behind which its site has put its own name."""
        field = self.fields.get("title")
        if not field or self.type in ("book", "report") or field.inherited:
            return
        authors = (name.literal for name in self.people("author"))
        sites = filter(None, (*(self.values.get(name, "") for name in ("organization", "journaltitle", "publisher")), *authors))
        if better := bibtex_habits.without_site(field.value, sites):
            message = said("the title ends with the name of the site, which stands elsewhere in the entry")
            self.at(ODD_VALUE, "title", message, said("write {name} = {{{better}}}", name=field.name, better=better[:150]), better, is_safe=True)


def _on_lines(value: str) -> str:
    """A list of names of which each stands on a line of its own, with what belongs between them."""
    lines = [line.strip().rstrip(",;") for line in value.strip().split("\n")] if "\n" in value else []
    is_list = len(lines) > 1 and all(re.fullmatch(r"[^\W\d_][^,;{}]*, [^\W\d_][^,;{}]*", line) and not re.search(r"\band\b", line) for line in lines)
    return " and ".join(lines) if is_list else value


_READERS: Mapping[Kind, Callable[[_Said, str, RawField], None]] = {
    Kind.TEXT: _Said.text,
    Kind.NAMES: _Said.people_in,
    Kind.DATE: _Said.date,
    Kind.PAGES: _Said.pages,
    Kind.URL: _Said.url,
    Kind.PLAIN: _Said.plain,
}
_CHECKS: Mapping[str, Callable[[_Said, str], None]] = {
    **dict.fromkeys(("doi", "isbn", "issn"), _Said.number),
    "eprint": _Said.eprint,
    "langid": _Said.langid,
    "language": _Said.language,
    **dict.fromkeys(bibtex_words.BY_FIELD, _Said.words),
    "publisherid": _Said.publisherid,
    **dict.fromkeys(("via", "copyof"), _Said.key),
    "read": _Said.how_much,
}

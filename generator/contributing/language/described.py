"""What a record, a claim, a source, a word or a kind is, in a few lines of Markdown, for whoever points at its name."""

from __future__ import annotations

from pathlib import Path

from ...base.saying import ENGLISH, as_it_is, row, said, spoken
from ...catalog.catalog import Catalog
from ...catalog.entries import Entry
from ...catalog.evidence import SIGNS
from ...records.parts import Claim
from ...records.reference import Reference
from ...text import wording
from ...views import vouching
from ...views.here import Here
from ...views.markdown import escape
from ...views.site import Settings, Site
from ..naming import Thing


def thing(root: Path, catalog: Catalog, what: Thing, language: str = ENGLISH) -> str:
    """A thing, told in a language; empty where there is none of its name."""
    first, _, last = what.name.partition("/")
    match what.what:
        case "record":
            entry = catalog.get(what.name)
            return record(catalog, entry, language) if entry else ""
        case "claim":
            entry, known = catalog.get(first), catalog.claims.get((first, last))
            return claim(catalog, entry, known, language) if entry and known else ""
        case "source":
            reference = catalog.references.get(what.name)
            return source(reference, _site(catalog, language)) if reference else ""
        case "term":
            term = catalog.term(first, last)
            return f"**{escape(term.label)}**\n\n{escape(term.description)}" if term else ""
        case _:
            kind = catalog.kinds.by_name.get(what.name)
            label, plural, about = (
                (spoken(as_it_is(text), language) for text in (kind.label, kind.plural, kind.description)) if kind else ("", "", "")
            )
            return f"**{escape(label)}** ({escape(plural)})\n\n{escape(about)}" if kind else ""


def _site(catalog: Catalog, language: str) -> Site:
    return Site(catalog, (), Settings(language=language), wording=wording.of(language))


def record(catalog: Catalog, entry: Entry, language: str = ENGLISH) -> str:
    """A record: its names, its kind, and what it is."""
    here = Here(_site(catalog, language), "", entry, numbered=False)
    names = " · ".join(dict.fromkeys((entry.record.label, *(name.text for name in entry.record.names))))
    summary = entry.record.words(entry.kind.lead) or entry.record.words("summary")
    noun = as_it_is(entry.kind.noun)
    what = spoken(said("{kind}, a draft", kind=noun) if entry.is_draft else noun, language)
    return "\n\n".join(filter(None, (f"**{escape(names)}**  \n{what}", escape(here.plain(summary)) if summary else "")))


def figure(catalog: Catalog, entry: Entry, known: Claim, language: str = ENGLISH) -> str:
    """What a claim says, on a line of plain text."""
    return Here(_site(catalog, language), "", entry, numbered=False).claim_text(entry, known)


def claim(catalog: Catalog, entry: Entry, known: Claim, language: str = ENGLISH) -> str:
    """A claim: its figure or statement, what was counted and when, and what its sources are worth."""
    site = _site(catalog, language)
    here = Here(site, "", entry, numbered=False)
    measure = catalog.get(known.measure or "")
    what = [measure.record.label] if measure else []
    what += [here.plain(known.scope)] if known.scope else []
    what += [site.wording.date(known.as_of)] if known.as_of else []
    evidence = catalog.evidence(entry, known)
    return "\n\n".join(
        filter(
            None,
            (
                f"**{escape(here.claim_text(entry, known))}**  \n{escape(entry.record.label)}",
                escape(site.wording.gettext(row(what)) if what else ""),
                f"{SIGNS[evidence.mark]} {escape(vouching.sentence(site, entry, known))}",
                f"*{escape(here.plain(known.note))}*" if known.note else "",
            ),
        )
    )


def source(reference: Reference, site: Site | None = None) -> str:
    """A source as people write it, and how much of it was read."""
    names = "; ".join(map(str, reference.author or reference.editor)) or reference.publisher
    year = str(reference.issued.first.year) if reference.issued else (site.wording.gettext if site else str)(said("n.d."))
    rest = ", ".join(dict.fromkeys(filter(None, (reference.container, reference.publisher if reference.author else ""))))
    title = f"*{escape(reference.title)}*"
    line = " ".join(filter(None, (f"{escape(names)} ({year}). {title}." if names else f"{title} ({year}).", f"{escape(rest)}." if rest else "")))
    read = vouching.how_read(site, reference) if site else ""
    return "\n\n".join(filter(None, (line, f"<{reference.url}>" if reference.url else "", escape(read))))

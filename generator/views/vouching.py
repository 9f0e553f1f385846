"""What the sources of a claim are worth, in words: the name of each mark, and a sentence that says who vouches, and how we know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..base import dates
from ..base.saying import row, sentences, together
from ..catalog.entries import Entry
from ..catalog.evidence import NAMES, Evidence, Mark
from ..records.parts import Claim
from ..records.reference import Reference
from .short_names import short_name
from .site import Site


def names(site: Site) -> Mapping[Mark, str]:
    """The names of the marks, the weakest first."""
    return {mark: site._(name) for mark, name in NAMES.items()}


def meanings(site: Site) -> Mapping[Mark, str]:
    """What each mark says, the strongest first."""
    _ = site._
    return {
        Mark.SEVERAL_VOICES: _("Two or more say so who have no part in it, are not where it comes from, and have no owner in common."),
        Mark.ONE_VOICE: _(
            "One says so who has no part in it, read by us or handed on by another source. The words beside the mark say which, and what it names "
            "as its own source. Several sources of one owner, and those that only hand on another, are one voice."
        ),
        Mark.UNIDENTIFIED: _("There are sources, but the catalog does not know who published them: it may be somebody concerned."),
        Mark.SELF_REPORTED: _("All that vouches for it is somebody concerned: who had a part in it, their owner, or the one it comes from."),
        Mark.ATTRIBUTED: _("Somebody’s statement. That they said it has a source; that it is so is theirs."),
        Mark.UNSOURCED: _("Nothing is cited. The catalog is checked for such claims, and they should be rare."),
    }


def short(site: Site, evidence: Evidence) -> str:
    """The name of a claim's mark; of several voices, how many."""
    if evidence.mark is Mark.SEVERAL_VOICES:
        return site.wording.ngettext("{count} voice", "{count} voices", len(evidence.voices)).format(count=len(evidence.voices))
    return names(site)[evidence.mark]


def second_hand(site: Site, evidence: Evidence) -> str:
    """What of a claim's sources was read, and what is known through another: "Smith 2020, which names Jones 2019 (not read)".

    Empty when nothing speaks against all having been read.
    """
    references = site.catalog.references
    if not any(references[one].via or references[one].copyof or references[one].read in ("no", "part") for one in evidence.sources):
        return ""
    return heard(site, evidence.sources)


def in_a_line(site: Site, evidence: Evidence) -> str:
    """The name of a claim's mark, with what is known at second hand."""
    mark, heard_of = short(site, evidence), second_hand(site, evidence)
    return site._("{name}: {problem}").format(name=mark, problem=heard_of) if heard_of else mark


def heard(site: Site, keys: Iterable[str]) -> str:
    """Sources in a line, each with those that it is known through or a copy of."""
    _, references = site._, site.catalog.references
    # By those that were read, what each of them names.
    named: dict[str, list[str]] = {}
    for key in keys:
        read, *rest = _way(key, references)
        named.setdefault(read, []).extend(one for one in rest if one not in named.get(read, ()))
    told = []
    for read, others in named.items():
        text = _one(site, references[read])
        if others:
            text = _("{source}, which names {others}").format(source=text, others=_listed(site, [_one(site, references[key]) for key in others]))
        told.append(text)
    return _(sentences(told)) if told else ""


def _way(key: str, references: Mapping[str, Reference]) -> list[str]:
    """A source, in front of it those through which alone it is known, the one that was read first; a circle ends where it closes."""
    way: list[str] = []
    while key in references and key not in way:
        way.insert(0, key)
        key = references[key].via
    return way


def _one(site: Site, reference: Reference) -> str:
    """A source by its short name, with what is to be known of it in brackets."""
    _ = site._
    notes = {"no": _("not read"), "part": _("read in part")}
    told = [notes[reference.read]] if reference.read in notes else []
    if original := site.catalog.references.get(reference.copyof):
        told.insert(0, _("a copy of {source}").format(source=short_name(site, original)))
    return _("{name} ({reason})").format(name=short_name(site, reference), reason=_(row(told))) if told else short_name(site, reference)


def _listed(site: Site, parts: list[str]) -> str:
    return site._(together(parts))


def how_read(site: Site, reference: Reference) -> str:
    """How much of a source was read, and when: "seen in part on 25 November 2026". Empty when nobody says."""
    _ = site._
    texts = {"whole": (_("read"), _("read on {day}")), "part": (_("seen in part"), _("seen in part on {day}")), "no": (_("not read"), "")}
    without, with_day = texts.get(reference.read, ("", ""))
    seen = reference.get("urldate")
    return with_day.format(day=site.wording.date(dates.parse(seen))) if seen and with_day else without


def sentence(site: Site, entry: Entry, claim: Claim) -> str:
    """What a claim's sources are worth, and why, in one or two sentences."""
    _, evidence = site._, site.catalog.evidence(entry, claim)
    told = heard(site, evidence.sources)
    match evidence.mark:
        case Mark.UNSOURCED:
            return _("No source is given.")
        case Mark.ATTRIBUTED:
            said = _("{origin} says so, in {sources}. That they said it has a source; that it is so is their word.")
            return said.format(origin=_labels(site, evidence.concerned), sources=told)
        case Mark.SELF_REPORTED if evidence.concerned == (claim.origin,):
            return _("Self-reported: it comes from {origin}, whoever hands it on. Source: {sources}.").format(
                origin=_labels(site, evidence.concerned), sources=told
            )
        case Mark.SELF_REPORTED:
            return _("Self-reported: published by {names}. Source: {sources}.").format(names=_labels(site, evidence.concerned), sources=told)
        case Mark.UNIDENTIFIED:
            return _("It is not identified who published {sources}: it may be somebody concerned.").format(sources=heard(site, evidence.unidentified))
        case _:
            return " ".join(_voices(site, evidence))


def _voices(site: Site, evidence: Evidence) -> Iterator[str]:
    """Who vouches for a claim, and what is to be said of the other sources."""
    _, count = site._, len(evidence.voices)
    told = [heard(site, voice) for voice in evidence.voices]
    if count == 1:
        yield _("One voice: {sources}.").format(sources=told[0])
    else:
        # Numbered: each may have several sources.
        yield _("{count} voices: {sources}.").format(count=count, sources=" ".join(f"({number}) {text}" for number, text in enumerate(told, 1)))
    if evidence.unidentified:
        yield _("It is not identified who published {sources}.").format(sources=heard(site, evidence.unidentified))
    vouching = {key for voice in evidence.voices for key in voice}
    others = [key for key in evidence.sources if key not in vouching and key not in evidence.unidentified]
    if others:
        yield _("{sources} speaks for those concerned.").format(sources=heard(site, others))


def _labels(site: Site, ids: Iterable[str]) -> str:
    entries = [site.catalog.publishers.entries.get(id) for id in ids]
    return _listed(site, [entry.record.label for entry in entries if entry])

"""What can be said of a source on the command line, and how one asks for it. Loads nothing: the command line needs it at every start."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.saying import NOTHING, Said, as_it_is, said


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be said of a source: its field, which is also the option's name, what is asked for, and an example of an answer.

    What few sources have is an option only: on a terminal nobody `is_asked` for it.
    """

    field: str
    ask: Said
    example: Said = NOTHING
    is_asked: bool = True

    def __str__(self) -> Said:
        return said("{ask} ({example})", ask=self.ask, example=self.example) if self.example else self.ask


QUESTIONS = (
    Question("url", said("Its address on the web")),
    Question("title", said("Its title, as it is printed")),
    Question("author", said("Who wrote it"), said("Family, Given, or an organisation by its name; several with ;")),
    Question("date", said("Its date"), said("2020-03-05, 2020-03 or 2020")),
    Question("publisher", said("Who published it, as it is printed")),
    Question("langid", said("Its language"), said("en, zh …")),
    Question("urldate", said("The day on which you looked at it"), as_it_is("2020-03-05")),
    Question("read", said("What of it you read"), said("whole, part or no")),
    Question("titleaddon", said("Its title in the language of the catalog, in square brackets"), said("[An afternoon of apples]"), is_asked=False),
    Question("publisherid", said("The id of the record of whoever published it"), is_asked=False),
    Question("note", said("What a reader should know of it"), is_asked=False),
    Question("type", said("What it is"), said("online, article, report, book …")),
)
# What sources of other programs are written in.
FORMATS = ("bibtex", "ris", "medline", "csl-json", "endnote", "refworks", "noteexpress")

"""What can be said of a source on the command line, and how one asks for it. Loads nothing: the command line needs it at every start."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be said of a source: its field, which is also the option's name, what is asked for, and an example of an answer."""

    field: str
    ask: str
    example: str = ""

    def __str__(self) -> str:
        return f"{self.ask} ({self.example})" if self.example else self.ask


QUESTIONS = (
    Question("url", "Its address on the web"),
    Question("title", "Its title, as it is printed"),
    Question("author", "Who wrote it", "Family, Given, or an organisation by its name; several with ;"),
    Question("date", "Its date", "2020-03-05, 2020-03 or 2020"),
    Question("publisher", "Who published it, as it is printed"),
    Question("langid", "Its language", "en, zh …"),
    Question("urldate", "The day on which you looked at it", "2020-03-05"),
    Question("read", "What of it you read", "whole, part or no"),
    Question("type", "What it is", "online, article, report, book …"),
)
# What sources of other programs are written in.
FORMATS = ("bibtex", "ris", "medline", "csl-json")

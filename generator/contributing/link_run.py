"""One run over the addresses of a catalog: asked one after the other, and kept as they are learnt, so that it can be broken off at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import metadata
from pathlib import Path

from ..base.saying import said
from ..catalog.catalog import Catalog
from ..records.links import DEAD, Link
from ..records.options import configured
from . import archives, links
from .visiting import Answer, Visitor

# After so many answers what is known is written down.
_KEPT_EVERY = 20
# After so many questions in a row that an archive does not answer it is left alone.
_ENOUGH = 3
# If none of the first so many comes from anybody, it is this machine that has no network.
_FIRST = 8


class CutOff(Exception):
    """Nobody answers, whoever is asked; nothing was learnt, and nothing is written."""


def name(root: Path) -> str:
    """By what name hosts are asked: the program's, with the address of the site where `mkdocs.yml` has one."""
    said_there = configured(root, "site_url", "repo_url")
    site = said_there.get("site_url") or said_there.get("repo_url")
    where = f" (+{site})" if isinstance(site, str) and site.isascii() and site.isprintable() and site.startswith("http") else ""
    return f"Casebook-links/{metadata.version('casebook')}{where}"


@dataclass
class Run:
    """The addresses of the project at `root`, and what is `known` of them today; `say` tells how far it is."""

    root: Path
    catalog: Catalog
    today: date
    visitor: Visitor
    say: Callable[[str], None]
    asked: int = 0
    _answers: list[Answer] = field(default_factory=list)

    @cached_property
    def found(self) -> dict[str, list[links.Place]]:
        """The addresses of the catalog, with the places where they stand."""
        return links.addresses(self.catalog)

    @cached_property
    def known(self) -> dict[str, Link]:
        """What is known of them, of those that are there still."""
        return {url: link for url, link in self.catalog.links.items() if url in self.found}

    def ask(self, days: int) -> None:
        """Ask those that were last asked so many days ago, or never. Raises CutOff, and OSError when it cannot be written down."""
        wanted = links.due(self.found, self.known, self.today, days)
        try:
            for url, answer in self.visitor.all(wanted):
                self._learn(url, answer, len(wanted))
        finally:
            self._keep()

    def _learn(self, url: str, answer: Answer, wanted: int) -> None:
        self.asked += 1
        self._answers.append(answer)
        if len(self._answers) in (min(_FIRST, wanted), wanted) and links.is_cut_off(self._answers):
            raise CutOff(said("nobody answers: is there a network?"))
        self.known[url] = links.learnt(url, answer, self.known.get(url), self.today)
        if self.asked > _FIRST and self.asked % _KEPT_EVERY == 0:
            self._keep()
            self.say(said("{asked} of {wanted} …", asked=self.asked, wanted=wanted))

    def _keep(self) -> None:
        if self._answers and not links.is_cut_off(self._answers) and self.known != self.catalog.links:
            links.save(self.root, self.known)

    def ask_for_copies(self) -> None:
        """Ask an archive for copies of what is gone, and of sources that have none. Raises OSError when it cannot be written down."""
        sources = {reference.url for reference in self.catalog.references.values() if reference.url and not reference.get("archiveurl")}
        wanted = [url for url, link in self.known.items() if not link.archive and (link.state in DEAD or url in sources)]
        unanswered = 0
        try:
            for number, url in enumerate(wanted, 1):
                copy = archives.copy_of(url, self.visitor.name)
                unanswered = unanswered + 1 if copy is None else 0
                if copy:
                    self.known[url] = self.known[url].model_copy(update={"archive": copy})
                if unanswered == _ENOUGH:
                    self.say(said("the archive does not answer: it is asked for the rest another time"))
                    break
                if number % _KEPT_EVERY == 0:
                    links.save(self.root, self.known)
                    self.say(said("copies: {asked} of {wanted} …", asked=number, wanted=len(wanted)))
                if self.visitor.stopped.wait(self.visitor.pause):
                    break
        finally:
            if wanted:
                links.save(self.root, self.known)

    def troubles(self) -> list[links.Trouble]:
        """What is to be done about them."""
        return links.troubles(self.found, self.known)

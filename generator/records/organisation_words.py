"""Words by which a name shows that it is an organisation's: nobody's family is called so."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .reference import Name, Reference

# The last word of a name, or the first before "of".
_SURE = frozenset(
    """
    organization organisation organizations organisations organización organização foundation fundación fundação fondation stiftung university
    université universität universidad universidade università institute institut instituto istituto ministry ministère ministerio ministério
    ministerium department agency agence agencia agência association asociación associação verein council committee commission consortium hospital
    hospitals corporation incorporated company government federation alliance coalition initiative inc ltd llc gmbh plc corp center centre society
    academy laboratory laboratories authority secretariat parliament nations bureau directorate taskforce programme collaborators investigators
    newsroom newspaper newspapers magazine television broadcasting reporters editors correspondents charity charities museum library
    contributors staff team desk
    """.split()
)
# The last word of a name that is a person's as well, but not behind an article or letters that stand for something.
_LIKELY = frozenset(
    """
    news times post press group bank fund trust network radio tv media union club party church school college office service services
    blog
    tribune herald gazette journal guardian telegraph independent observer economist review chronicle mail express standard register globe star sun
    mirror world daily weekly wire online digital report reports international global society program project campaign movement
    """.split()
)
# Before such a word.
_FIRST = frozenset("the world national international united european royal federal american british african asian central global".split())
_BEHIND = ("of", "for", "de", "da", "do", "des", "du", "del", "für", "on", "against")
_LETTERS = re.compile(r"[A-Z][A-Z0-9&]{2,}")


def squeezed(text: str) -> str:
    """A name of a site or of whoever has it, in small letters, without what stands between its words and behind its full stop."""
    host = re.fullmatch(r"(?:www\.)?([\w-]+)(?:\.[a-z]{2,})+", text.strip().casefold())
    return re.sub(r"[\W_]+", "", host[1] if host else text.casefold())


def is_of_site(name: Name, reference: Reference) -> bool:
    """Whether a name is that of the site itself, with a word behind it that says what it is: Harbour Blog, on harbour.example."""
    *first, last = str(name).split()
    if last.casefold() not in _LIKELY or not first:
        return False
    own = squeezed(" ".join(first))
    host = urlsplit(reference.get("url")).hostname or ""
    return len(own) > 3 and own in (squeezed(host), *(squeezed(reference.get(field)) for field in ("organization", "journaltitle", "howpublished")))


def is_organisation(name: Name) -> bool:
    """Whether a name that is read as a person's is an organisation's."""
    words = str(name).split()
    if not name.given or name.suffix or len(words) < 2:
        return False
    first, last = words[0].casefold(), words[-1].casefold().strip(".")
    if last in _SURE:
        # Somebody may be called so by an initial: J. Center.
        return not all(len(word.strip(".")) == 1 for word in words[:-1])
    if first in _SURE and words[1].casefold() in _BEHIND:
        return True
    return last in _LIKELY and (first in _FIRST or any(_LETTERS.fullmatch(word) for word in words[:-1]))

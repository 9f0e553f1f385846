"""A catalog of one's own: the files of `starter/`, a small catalog that passes `check` and `build` at once, in a new folder.

In another language than English those with words in them come from `locale/LANGUAGE/starter/`, the others from the same place.
What they lack is filled in: the catalog's name, its licence, and where the program itself came from, for whoever checks pull requests.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from ..base.diagnostic import did_you_mean
from ..base.saying import ENGLISH, LOCALE, NOTHING, Said, as_it_is, joined, of_system, said, spoken
from ..reading.configuration import write_yaml
from ..records.kinds import words
from ..views.site import Licence

FILES = Path(__file__).parent.parent / "starter"
NAME_LENGTH = 100
NO_LICENCE = "none"
# By their names in the list of SPDX (https://spdx.org/licenses/).
LICENCES: Mapping[str, Licence] = {
    "CC-BY-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0-1.0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": Licence("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "Apache-2.0": Licence("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "MIT": Licence("MIT", "https://opensource.org/license/mit"),
}
_NO_REQUIREMENT = said("Write here where yours comes from: a repository as below, without the #, or the address of a wheel.")
_BLANK = re.compile(r"@([A-Z_]+)@")


class CannotStart(Exception):
    """No catalog can be made there; the text says why, and nothing has been written."""


def name_from(target: Path) -> str:
    """A catalog's name after its folder: `sea-walls` is "Sea walls"."""
    name = " ".join(words(target.absolute().name).split())
    return f"{name[:1].upper()}{name[1:NAME_LENGTH]}" if name.isprintable() and name else said("Our catalog")


def licence(name: str) -> Licence | None:
    """The licence of a name; None for NO_LICENCE. Raises CannotStart for one that is not known here, and says how any can be used."""
    if name == NO_LICENCE:
        return None
    known = {known.casefold(): found for known, found in LICENCES.items()}
    if found := known.get(name.casefold()):
        return found
    otherwise = said("known are: {names}; for any other take 'none', and write it into mkdocs.yml afterwards", names=", ".join(LICENCES))
    help = did_you_mean(name, LICENCES, otherwise)
    raise CannotStart(said("'{name}' is no licence that is known here; {help}", name=name, help=help))


def next_steps(target: Path) -> Said:
    """What to do with a catalog that was just made."""
    lines = [
        *([] if target.absolute() == Path.cwd() else [(f"cd {shlex.quote(os.path.relpath(target))}", NOTHING)]),
        ("casebook check", said("reads everything: there is nothing to complain about yet")),
        ("casebook serve", said("shows the site in a browser")),
        ("casebook build", said("makes it, in site/")),
        ("casebook new project ID", said("begins a record of your own")),
    ]
    width = max(len(command) for command, _ in lines)
    steps = [joined([f"  {command:{width}}   ", what]) if what else as_it_is(f"  {command}") for command, what in lines]
    install = said("Before pull requests can be checked, requirements.txt has to say where this program is installed from.")
    ending = [said("README.md says what is where, and how to make it yours."), *([] if requirement() else [install])]
    return joined([said("Next:"), *steps, "", *ending], "\n")


def create(target: Path, name: str, licence: Licence | None, language: str = ENGLISH) -> list[str]:
    """Make a catalog in `target`, which is made as well, and return the paths of its files in it, sorted. Its words are in a `language`.

    Raises CannotStart when `name` is no line of text, when something of a project is in `target` already (a repository's own `.git` may be),
    or when it cannot be written; then there is nothing new.
    """
    if not name.strip() or not name.isprintable() or len(name) > NAME_LENGTH:
        raise CannotStart(said("a catalog's name is one line of at most {name_length} characters", name_length=NAME_LENGTH))
    _refuse_to_mix(target)
    # A folder that is there, so that nothing but it and the catalog is ever made.
    near = next(folder for folder in (target, *target.absolute().parents) if folder.is_dir())
    try:
        with tempfile.TemporaryDirectory(dir=near, prefix=".casebook-") as temporary:
            paths = _write(Path(temporary) / "catalog", _blanks(name.strip(), licence, language), language)
            _move(Path(temporary) / "catalog", target)
    except OSError as error:
        raise CannotStart(said("{target} cannot be made: {reason}", target=target, reason=of_system(error))) from None
    return paths


def _refuse_to_mix(target: Path) -> None:
    """A catalog is made where there is nothing, or only what has a dot first and is not of a catalog, such as `.git` or `.venv`."""
    if os.path.lexists(target) and not target.is_dir():
        raise CannotStart(said("{target} is there already, and no folder: choose another name", target=target))
    own = {path.name for path in FILES.iterdir()}
    try:
        names = [path.name for path in target.iterdir()] if target.is_dir() else []
    except OSError as error:
        raise CannotStart(said("{target} cannot be read: {reason}", target=target, reason=of_system(error))) from None
    if taken := sorted(name for name in names if name in own or not name.startswith(".")):
        more, named = len(taken) - 3, ", ".join(taken[:3])
        held = said("{paths} and {count} more", paths=named, count=more) if more > 0 else named
        raise CannotStart(said("{target} is not empty: it holds {names}; choose another folder", target=target, names=held))


def in_language(path: Path, language: str) -> Path:
    """Where a file of the starter lies, by its path in it: with words in a language, or that of all languages."""
    own = LOCALE / language / FILES.name / path
    return own if own.is_file() else FILES / path


def _write(folder: Path, blanks: Mapping[str, str], language: str) -> list[str]:
    """Write the starter's files with its blanks filled in."""
    paths = sorted(path.relative_to(FILES) for path in FILES.rglob("*") if path.is_file())
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        text = in_language(path, language).read_text("utf-8")
        (folder / path).write_text(_BLANK.sub(lambda blank: blanks[blank[1]], text), encoding="utf-8", newline="\n")
    return [path.as_posix() for path in paths]


def _move(made: Path, target: Path) -> None:
    """Put a finished folder where it belongs; into one that is there already, part by part, and all back when one cannot be put."""
    if not target.exists():
        above = [folder for folder in target.absolute().parents if not folder.exists()]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.rename(target)
        except OSError:
            for folder in above:
                with suppress(OSError):
                    folder.rmdir()
            raise
        return
    moved: list[Path] = []
    try:
        for part in sorted(made.iterdir()):
            part.rename(target / part.name)
            moved.append(target / part.name)
    except OSError:
        for part in moved:
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        raise


def _blanks(name: str, licence: Licence | None, language: str) -> dict[str, str]:
    """What stands in the starter's files between two at signs."""
    option = {"licence": {"name": licence.name, "url": licence.url}} if licence else {}
    example = "# licence:\n#   name: CC BY 4.0\n#   url: https://creativecommons.org/licenses/by/4.0/\n"
    lines = (write_yaml(option) if licence else example).splitlines()
    no_licence = said("None is named yet, so nobody may use the texts and data without asking: `licence` in `mkdocs.yml` is the place for one.")
    used_under = said("Texts and data may be used under [{name}]({url}).", name=licence.name, url=licence.url) if licence else no_licence
    url, commit = _origin(requirement())
    return {
        "YAML_NAME": write_yaml({"site_name": name}).partition(":")[2].strip(),
        "MARKDOWN_NAME": _markdown(name),
        "YAML_LICENCE": "\n".join(f"      {line}" for line in lines),
        "MARKDOWN_LICENCE": spoken(used_under, language),
        "REQUIREMENT": requirement() or f"# {spoken(_NO_REQUIREMENT, language)}\n# casebook @ git+https://…",
        "LANGUAGE": language,
        "REPOSITORY": url or "https://…",
        "ACTION": urlsplit(url).path.strip("/").removesuffix(".git") or "OWNER/REPOSITORY",
        "COMMIT": commit or "COMMIT",
    }


def _origin(requirement: str) -> tuple[str, str]:
    """The address of the repository that a requirement names, and the commit; two empty texts where it names none."""
    found = re.fullmatch(r"casebook @ git\+(\S+)@([0-9a-f]+)", requirement)
    return (found[1], found[2]) if found else ("", "")


def _markdown(name: str) -> str:
    """A line of text as Markdown: what means something there, means itself. Not every Markdown knows a backslash before all of it."""
    return re.sub(r"([\\`*_{}\[\]>#!])", r"\\\1", name).replace("&", "&amp;").replace("<", "&lt;")


def requirement() -> str:
    """How pip installs this very program from the web; empty when it came from a local file, or nobody noted where from.

    By what installers note of an installation, see https://packaging.python.org/en/latest/specifications/direct-url/; never only by its
    name, which is another program's in the Python Package Index.
    """
    try:
        noted = json.loads(metadata.distribution("casebook").read_text("direct_url.json") or "{}")
        url, commit = str(noted["url"]), str(noted.get("vcs_info", {}).get("commit_id", ""))
    except (metadata.PackageNotFoundError, ValueError, KeyError, AttributeError, TypeError):
        return ""
    parts = urlsplit(url)
    # An address with a password is nobody else's business.
    if parts.scheme not in ("https", "http") or "@" in parts.netloc or re.search(r"\s", url):
        return ""
    return f"casebook @ git+{url}@{commit}" if commit else f"casebook @ {url}"

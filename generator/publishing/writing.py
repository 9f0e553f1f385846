"""A site into a folder: what a publisher makes, written on all processors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from .. import exports
from ..base.parallel import each
from ..views.site import Page
from .publisher import INDEX, Publisher

# So many pages and files are worth a process of their own.
_FILES_A_PROCESS = 200

_Job = Sequence[tuple[str, Callable[[], bytes]]]


def write(publisher: Publisher, folder: Path, paths: Iterable[str], pages: Sequence[Page] = ()) -> None:
    """Write the files at these paths of a site, and these pages of its catalog, into a folder, making folders in it.

    Raises what Publisher.content raises, and OSError.
    """
    made: list[str] = []
    others: list[str] = []
    for path in paths:
        # What MkDocs makes stays in one process: plugins may gather something from page to page.
        (made if path in publisher.files and path not in publisher.static else others).append(path)
    _write(folder, [(path, partial(publisher.content, path)) for path in others])
    batches = exports.batches([publisher.files[path] for path in made])
    jobs: list[_Job] = [[(file.address, partial(publisher.content, file.address)) for file in batch] for batch in batches]
    jobs += [[(f"{page.address}{INDEX}", partial(publisher.html, page))] for page in pages]
    with each(partial(_write, folder), jobs, processes=(len(made) + len(pages)) // _FILES_A_PROCESS) as results:
        for _ in results:
            pass


def _write(folder: Path, job: _Job) -> None:
    for path, make in job:
        content, target = make(), f"{folder}/{path}"
        try:
            _write_file(target, content)
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            _write_file(target, content)


def _write_file(path: str, content: bytes) -> None:
    # In one piece and without pathlib, which takes as long as the writing.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(content)

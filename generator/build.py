"""Build the site without ever leaving half of one: into a staging folder, audited, exchanged in one step, under a lock."""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
from pathlib import Path

from filelock import FileLock, Timeout
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator import report
from generator.audit import audit
from generator.pipeline import without_collection

CONFIG = "mkdocs.yml"
# How the command line asks the plugin for drafts: MkDocs makes the plugin anew for every rebuild of `serve`.
DRAFTS_VARIABLE = "CASEBOOK_DRAFTS"


class BuildFailed(Exception):
    """The site could not be built, and the old one stands as it was. The text is for people; it may be empty."""


def build(root: Path, site_dir: Path | None = None) -> Path:
    """Build the project at `root` in strict mode and return the folder of the finished site.

    Raises BuildFailed; then `site_dir` is as it was before.
    """
    config = load_config_at(root, site_dir)
    target = Path(config.site_dir)
    staging = target.with_name(f".{target.name}.staging")
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.with_name(f".{target.name}.lock"))
    try:
        with lock.acquire(timeout=0), without_collection():
            _build_into(config, staging)
            if found := audit(staging):
                raise BuildFailed(f"{report.text(found)}{report.summary(found, 'the finished site; the old one stands')}")
            exchange(staging, target)
    except Timeout:
        raise BuildFailed(f"another build of {target.name}/ is running") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return target


def load_config_at(root: Path, site_dir: Path | None = None):  # type: ignore[no-untyped-def]
    """The MkDocs configuration of a project. Raises BuildFailed when there is none or it is wrong."""
    path = root / CONFIG
    if not path.is_file():
        raise BuildFailed(f"there is no {CONFIG} in {root.name or 'this folder'}")
    overrides = {"site_dir": str(site_dir.absolute())} if site_dir else {}
    try:
        return load_config(str(path), strict=True, **overrides)
    except MkDocsException as error:
        raise BuildFailed(str(error)) from None


def _build_into(config, staging: Path) -> None:  # type: ignore[no-untyped-def]
    shutil.rmtree(staging, ignore_errors=True)
    config.site_dir = str(staging)
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    except MkDocsException as error:
        raise BuildFailed(str(error)) from None
    except (SystemExit, ChildProcessError) as error:
        raise BuildFailed(str(error)) from None
    except OSError as error:
        raise BuildFailed(f"the site cannot be written: {error}") from None
    finally:
        config.plugins.on_shutdown()
        logging.getLogger("mkdocs").removeHandler(handler)


def serve(root: Path, address: str) -> None:
    """Serve a preview until interrupted. Raises BuildFailed when the first build fails."""
    load_config_at(root)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        mkdocs_serve.serve(str(root / CONFIG), dev_addr=address)
    except (MkDocsException, SystemExit) as error:
        raise BuildFailed(str(error)) from None
    except OSError as error:
        raise BuildFailed(f"cannot listen on {address}: {error.strerror}") from None
    finally:
        logger.removeHandler(handler)


def exchange(new: Path, old: Path) -> None:
    """Put the folder `new` where `old` is, in one step where the system can; `old` is removed."""
    if not old.exists():
        new.rename(old)
        return
    if _exchange_in_one_step(new, old):
        shutil.rmtree(new)
        return
    aside = old.with_name(f".{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside)


def _exchange_in_one_step(first: Path, second: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE: Linux only, and not on every file system."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    at_fdcwd, rename_exchange = -100, 2
    done = renameat2(at_fdcwd, os.fsencode(first), at_fdcwd, os.fsencode(second), rename_exchange)
    return bool(done == 0)

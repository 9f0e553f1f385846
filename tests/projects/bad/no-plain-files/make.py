"""Links, wherever they lead, and files that are none, in every folder that is read or published."""

import os
import socket
from pathlib import Path

LINKS = {
    "cases/elsewhere.yml": "/etc/passwd",
    "cases/topics": "/usr",
    "docs/passwd.md": "/etc/passwd",
    "docs/inside.md": "index.md",
    "docs/nowhere.png": "nothing-there.png",
    "docs/round": "..",
    "docs/.hidden": "/",
    "docs/sub/device.txt": "/dev/zero",
    "pages/case.html": "/etc/hostname",
    "overrides/partials": "/usr",
    "styles/mine.csl": "real.csl",
    # An editor leaves such a one while a file is being changed: it is passed over.
    "docs/.#index.md": "somebody@a-machine.1234",
}


def make(root: Path) -> None:
    """Make them, a named pipe and a socket among them."""
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Home\n")
    for path, target in LINKS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    (root / "styles/real.csl").write_text("<style/>")
    os.mkfifo(root / "docs/pipe.md")
    here = Path.cwd()
    # The name of a socket is short, a test's folder deep.
    os.chdir(root / "docs")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.css")
    os.chdir(here)

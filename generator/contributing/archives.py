"""Whether an archive of the web has a copy of an address: asked of the Internet Archive (https://archive.org/help/wayback_api.php)."""

from __future__ import annotations

from typing import Any

import requests

from ..reading.addresses import fault
from ..records.links import can_be_kept
from .visiting import PATIENCE

AVAILABILITY = "https://archive.org/wayback/available"


def copy_of(address: str, name: str, service: str = AVAILABILITY) -> str | None:
    """The address of the newest archived copy; empty where the archive has none, None where it cannot be asked. `name` is who asks."""
    try:
        # By `auth` no passwords are looked for in a .netrc.
        answer = requests.get(service, params={"url": address}, headers={"User-Agent": name}, timeout=PATIENCE, auth=lambda request: request)
        if not answer.ok:
            return None
        found: Any = answer.json()
        copy = found["archived_snapshots"]["closest"]
        url = str(copy["url"]) if copy["available"] else ""
    except requests.exceptions.RequestException:
        return None
    except (ValueError, KeyError, TypeError):
        return ""
    # The archive itself answers over https, whatever it says; a copy anywhere else is none of its.
    url = f"https://{url.removeprefix('http://')}" if url.startswith("http://") else url
    return "" if fault(url) or not can_be_kept(url) else url

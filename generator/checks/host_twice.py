"""Two records say that they publish on the same web host.

A source is known as somebody's by the host of its address: a host that two records name says nothing. A host below another
(`blog.example.org` and `example.org`) is none of this: the nearest counts.

**Way out:** keep the host at the one who publishes there, and name the publisher of the other's sources by `publisherid`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..records.kinds import HOSTS

RULE = rule("host-twice", __doc__, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each host at every record but the first that names it."""
    for host, ids in catalog.publishers.by_host.items():
        for id in ids[1:]:
            entry = catalog.entries[id]
            place = [name.removeprefix("www.") for name in entry.record.items(HOSTS)].index(host)
            yield RULE.at(
                entry.at(HOSTS, place),
                said("the host '{host}' is already that of '{other}'", host=host, other=ids[0]),
                said("keep it at the one who publishes there"),
            )

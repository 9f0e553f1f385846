"""Feeds: what an entry says, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casebook.publishing import pipeline
from casebook.views import atom
from casebook.views.site import Site


def test_an_entry_without_a_summary_has_no_empty_one(project: Callable[[str], Path]) -> None:
    site = Site(pipeline.check(project("good/complete")).catalog)
    items = [atom.Item("One", "one", "a/one/", "2020-01-01", "It is one."), atom.Item("Two", "two", "a/two/", "2020-01-01", "")]
    feed = atom.feed(site, "feed.xml", "All", items)
    assert feed.count("<entry>") == 2
    assert feed.count("<summary") == 1
    assert "<summary>It is one.</summary>" in feed

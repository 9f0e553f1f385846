"""Lists of queries with what they must and must not find, asked of a built site in a browser.

A list is YAML. Each item has what is asked (`ask`), and of the addresses found, below the site's root: which must be there (`finds`), which comes
`first`, which must not be there (`never`), or all of them in any order (`only`). `meant` is the word that a typing error is taken for; without it
nothing may be. `offers` are the words that may have been meant, each with what it finds; without it nothing may be offered.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

_ASK = """async ([root, queries]) => {
  const { find, load } = await import(new URL("assets/casebook/finding.js", root));
  const answers = [];
  for (const query of queries) {
    const { results, corrected, exact, marks, offers } = await find(query);
    const loaded = await Promise.all(results.slice(0, 400).map((document) => load(document, marks)));
    answers.push({
      found: loaded.map(({ href }) => href.slice(root.length)),
      marked: loaded.map(({ passage }) => passage.filter(({ isMarked }) => isMarked).map(({ text }) => text)),
      passages: loaded.map(({ passage }) => passage.map(({ text }) => text).join("")),
      meant: corrected.map(({ to }) => to),
      exact: exact.size,
      offers: offers.map(({ query, count }) => `${query} (${count})`),
    });
  }
  return answers;
}"""


def answers(page: Page, root: str, queries: list[str]) -> list[dict[str, Any]]:
    """What is found for each query on the site at the address `root`: addresses, what is marked in each passage, and what was meant."""
    found: list[dict[str, Any]] = page.evaluate(_ASK, [root, queries])
    return found


def wrong(page: Page, root: str, path: Path, others: Container[str] = (), *, is_grown: bool = False) -> list[str]:
    """What is found otherwise than a list says, in lines for people.

    `others` are the addresses of pages of which the list knows nothing: any query may find them, also by a word that was meant, and how many there
    are is all one. `is_grown`: there are records of which it knows nothing, either, so that what was meant or is offered may be a word of theirs.
    """
    listed = yaml.safe_load(path.read_text("utf-8"))
    queries = [str(item["ask"]) for item in listed]
    problems = []
    for item, query, answer in zip(listed, queries, answers(page, root, queries), strict=True):
        found = [address for address in answer["found"] if address.partition("#")[0] not in others]
        expected = [item["meant"]] if "meant" in item else []
        is_of_others = is_grown or (answer["found"] and not found)
        offers = item.get("offers", []) if is_grown else answer["offers"]
        wanted = {**item, "offers": _words(item.get("offers", []))} if others else item
        meant = expected if is_of_others else answer["meant"]
        problems += [f"{query!r}: {problem}" for problem in _problems(wanted, found, meant, _words(offers) if others else offers)]
    return problems


def _words(offers: list[str]) -> list[str]:
    """What is offered, without how much each finds."""
    return [offer.rpartition(" (")[0] for offer in offers]


def _problems(item: dict[str, Any], found: list[str], meant: list[str], offers: list[str]) -> list[str]:
    problems = [f"{address} is missing from {found[:8]}" for address in item.get("finds", ()) if address not in found]
    problems += [f"{address} is there" for address in item.get("never", ()) if address in found]
    if "first" in item and found[:1] != [item["first"]]:
        problems.append(f"{item['first']} is not first in {found[:4]}")
    if "only" in item and sorted(item["only"]) != sorted(found):
        problems.append(f"it finds {found}")
    expected = [item["meant"]] if "meant" in item else []
    if meant != expected:
        problems.append(f"it is taken for {meant}")
    if offers != item.get("offers", []):
        problems.append(f"it offers {offers}")
    return problems

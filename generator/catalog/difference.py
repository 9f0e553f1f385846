"""What has become of a catalog since an earlier one, for whoever has to say yes or no to it: single differences, the most pressing first.

Each says what it is about, where it stands, what was and what is, and why. Where a thing is gone, its place is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..base.diagnostic import Span
from ..base.saying import Said
from .compare import Change


class Weight(StrEnum):
    """How soon a reviewer should look: first, before saying yes, or to know of it."""

    FIRST = "first"
    LOOK = "look"
    NOTE = "note"


class Topic(StrEnum):
    """What a difference is, in the order of a report. These words do not change: other programs go by them."""

    CHANGED_RULE = "changed-rule"
    LOST_VOICE = "lost-voice"
    SWAPPED_SOURCE = "swapped-source"
    MOVED_SOURCE = "moved-source"
    MISQUOTED_CORRECTION = "misquoted-correction"
    UNCORRECTED_CHANGE = "uncorrected-change"
    BROKEN_ADDRESS = "broken-address"
    GONE_CORRECTION = "gone-correction"
    LOST_TIE = "lost-tie"
    MOVED_CITATION = "moved-citation"
    RUNNING_FILE = "running-file"
    WEAKER_EVIDENCE = "weaker-evidence"
    CHANGED_PARTY = "changed-party"
    CHANGED_MEANING = "changed-meaning"
    CORRECTED_CHANGE = "corrected-change"
    REPLACED_CITATION = "replaced-citation"
    SET_ASIDE = "set-aside-warning"
    CHANGED_DETAIL = "changed-detail"
    CHANGED_SOURCE = "changed-source"
    ORPHANED_SOURCE = "orphaned-source"
    CHANGED_DECLARATION = "changed-declaration"
    PUBLISHED_RECORD = "published-record"
    ADDED_RECORD = "added-record"
    RENAMED_RECORD = "renamed-record"
    REMOVED_RECORD = "removed-record"
    ADDED_CLAIM = "added-claim"
    STRONGER_EVIDENCE = "stronger-evidence"
    RENAMED_SOURCE = "renamed-source"
    ADDED_SOURCE = "added-source"
    REMOVED_SOURCE = "removed-source"
    CHANGED_FACT = "changed-fact"
    CHANGED_TEXT = "changed-text"
    ADDED_CORRECTION = "added-correction"
    CHANGED_REVIEW = "changed-review"
    CHANGED_PAGE = "changed-page"


# How pressing what is; of what is not named here it is enough to know. Of a draft nothing is: nobody has read it.
_WEIGHTS: Mapping[Topic, Weight] = {
    **dict.fromkeys(
        (
            *(Topic.LOST_VOICE, Topic.SWAPPED_SOURCE, Topic.UNCORRECTED_CHANGE, Topic.BROKEN_ADDRESS, Topic.GONE_CORRECTION),
            *(Topic.LOST_TIE, Topic.MOVED_CITATION, Topic.MOVED_SOURCE, Topic.MISQUOTED_CORRECTION, Topic.CHANGED_RULE),
            Topic.RUNNING_FILE,
        ),
        Weight.FIRST,
    ),
    **dict.fromkeys(
        (
            *(Topic.WEAKER_EVIDENCE, Topic.CHANGED_PARTY, Topic.REPLACED_CITATION, Topic.CHANGED_DETAIL, Topic.CHANGED_SOURCE),
            *(Topic.SET_ASIDE, Topic.ORPHANED_SOURCE, Topic.CHANGED_DECLARATION, Topic.PUBLISHED_RECORD, Topic.STRONGER_EVIDENCE),
            *(Topic.CHANGED_REVIEW, Topic.CHANGED_PAGE, Topic.CORRECTED_CHANGE, Topic.CHANGED_MEANING, Topic.CHANGED_TEXT),
        ),
        Weight.LOOK,
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    `record`, `claim` and `source` are what it is about, as far as it is about such. `changes` are the fields that say otherwise, `because` reasons,
    each as the end of a sentence that begins with "because", `concerns` what else is touched by it: claims, as `record/claim`, and records.
    `is_draft` and `is_minor` take from how pressing it is; `is_past` says that the place is one of the earlier catalog.
    """

    topic: Topic
    span: Span
    message: Said
    record: str = ""
    claim: str = ""
    source: str = ""
    changes: tuple[Change, ...] = ()
    because: tuple[Said, ...] = ()
    concerns: tuple[str, ...] = ()
    is_draft: bool = False
    is_minor: bool = False
    is_past: bool = False

    @property
    def weight(self) -> Weight:
        """How soon to look at it."""
        return Weight.NOTE if self.is_draft or self.is_minor else _WEIGHTS.get(self.topic, Weight.NOTE)

    @property
    def order(self) -> tuple[int, int, str, int, str]:
        """The sort key of a report."""
        return list(Weight).index(self.weight), list(Topic).index(self.topic), self.span.path, self.span.line, self.message

    @property
    def subject(self) -> str:
        """What it is about, in one word: `record/claim`, a record's id, a source's key, or else its file."""
        return f"{self.record}/{self.claim}" if self.claim else self.record or self.source or self.span.path


def in_order(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Differences as a report has them, each once: that a claim has lost its voice says already that it is weaker."""
    return tuple(sorted((_short(item) for item in dict.fromkeys(differences)), key=lambda item: item.order))


# A text that has changed is named; of a statement or a title as much as tells it from others.
_LONGEST = 200


def _short(item: Difference) -> Difference:
    changes = tuple(change._replace(was=shortened(change.was), now=shortened(change.now)) for change in item.changes)
    return item if changes == item.changes else replace(item, changes=changes)


def shortened(text: str) -> str:
    """A text, cut where it is longer than a report bears."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"

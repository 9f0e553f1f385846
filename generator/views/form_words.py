"""The words of the form, in the site's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .handing_words import handing_words


def form_words(_: Callable[[str], str]) -> Mapping[str, str]:
    """Each text by the name that the scripts have for it."""
    return {**_starting(_), **_fields(_), **_problems(_), **_sources(_), **handing_words(_)}


def labels(_: Callable[[str], str]) -> Mapping[str, str]:
    """What the fields that every catalog has are called, and the words that they take, by their names."""
    return {
        "value": _("Value"),
        "bound": _("How exact"),
        "also": _("Also as"),
        "interval": _("Confidence interval"),
        "low": _("Lower limit"),
        "high": _("Upper limit"),
        "level": _("Level in per cent"),
        "statement": _("Statement"),
        "rank": _("Rank"),
        "text": _("Text"),
        "records": _("Records"),
        "role": _("Role"),
        "relation": _("Relation"),
        "on": _("Day"),
        "by": _("By whom"),
        "was": _("It said"),
        "now": _("It says now"),
        "aliases": _("Other names"),
        "summary": _("Summary"),
        "story": _("The story"),
        "status": _("Status"),
        "formerly": _("Former ids"),
        "cite": _("Sources"),
        "exact": _("exact"),
        "preferred": _("preferred"),
        "normal": _("normal"),
    }


def abouts(_: Callable[[str], str]) -> Mapping[str, str]:
    """What belongs into a field, by its name, where its description speaks of how a file has it."""
    return {
        "measure": _("What the figure counts. Begin to type, and choose."),
        "value": _("In digits, exactly as the source states it; two numbers when it gives a range."),
    }


def _starting(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "new": _("Something new"),
        "correct": _("Something to correct"),
        "which_record": _("Which page is it about?"),
        "which_record_about": _("Begin to type its name; it opens with what it says now."),
        "source": _("Source"),
        "source_about": _("What others have published, to be cited by records."),
        "in_words": _("Tell it in words"),
        "in_words_about": _(": a form of the project asks what it has to know. You need an account there."),
        "drafts": _("Go on with a draft"),
        "drafts_about": _("Drafts are kept in this browser only. Nobody else sees them."),
        "untitled": _("Without a name"),
        "correction": _("correction"),
        "delete": _("Delete"),
        "delete_one": _("Delete: {name}"),
        "back": _("← Choose something else"),
        "no_edit": _("There is no page “{id}” to correct. Choose one below."),
        "unreadable": _(
            "The file {path} is written in a way that this form does not read (line {line}). Change it where the project's files are kept:"
        ),
        "new_title": _("A new {kind}"),
        "correct_title": _("Correct: {name}"),
        "new_source_title": _("A new source"),
        "found_one": _("1 suggestion"),
        "found_many": _("{count} suggestions"),
        "found_none": _("Nothing fits"),
    }


def _fields(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "needed": _("needed"),
        "example": _("For example: {example}"),
        "choose": _("–"),
        "yes": _("yes"),
        "no": _("no"),
        "to": _("to"),
        "or": _(" or "),
        "range_to": _("Second number, where the source gives a range"),
        "more": _("More about it"),
        "add": _("Add: {field}"),
        "add_another": _("Add another: {field}"),
        "one_of": _("{field} {number}"),
        "remove": _("Remove"),
        "remove_one": _("Remove: {name}"),
        "removed": _("Removed"),
        "up": _("Move up: {name}"),
        "down": _("Move down: {name}"),
        "which": _("What kind of claim it is"),
        "is_figure": _("A figure"),
        "is_statement": _("A statement"),
        "locator": _("Place in it"),
        "quote": _("Its few words for it"),
        "cite_about": _("Where it says so: the source, the place in it, such as `p. 3`, and perhaps the few words in which it states it."),
        "new_source": _("The source is not there yet"),
        "mentions": _("Suggestions"),
        "begin": _("a new {kind}: begin its record as a draft"),
        "insert_claim": _("+ figure"),
        "insert_source": _("+ source"),
        "insert_record": _("+ link"),
        "insert_none": _("Write the figure down first, under “Figures and statements”."),
        "id": _("Id"),
        "id_about": _("The last part of its address: small letters, digits and hyphens. It stays, whatever the name becomes."),
        "id_missing": _("(id)"),
        "g_facts": _("Facts"),
        "g_claims": _("Figures and statements"),
        "g_course": _("What happened when"),
        "g_story": _("The story"),
        "g_related": _("Where to read on"),
        "g_more": _("About this record"),
        "g_sources": _("Sources that are not there yet"),
        "g_sources_about": _("paste from a reference manager, or fill in"),
        "file": _("The file"),
        "as_whole": _("This change cannot be made within the lines of the file: it is written anew, and its comments are lost."),
        "draft_kept": _("Kept as a draft in this browser."),
        "draft_twice": _("This draft was changed in another tab. What is written here is kept as a draft of its own from now on."),
        "draft_refused": _("This browser keeps no draft (its storage is full or closed): copy or download the file before you leave."),
    }


def _problems(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "p_required": _("{field} is needed."),
        "p_empty": _("Fill this in, or remove it."),
        "p_hidden": _("It holds a character that nobody can see: type the text again."),
        "p_long": _("At most {most} characters."),
        "p_one_line": _("One line only."),
        "p_pattern": _("It is written like this: {example}"),
        "p_url": _("A whole address: https://example.org/page"),
        "p_host": _("A host alone, as in example.org"),
        "p_id": _("Small letters a–z, digits, and single hyphens or full stops between them."),
        "p_device": _("Windows cannot hold a file of this name: add something to it."),
        "p_taken": _("“{id}” is the id of another record: choose another one."),
        "p_former": _("“{id}” is what another record was called before."),
        "p_number": _("A number in digits, such as 52000000 or 5.36."),
        # What `check` says of the same values, in its words: see records/advice_dates.py and advice_numbers.py.
        "p_two_ways": _("this date can be read in two ways, with the day or the month first"),
        "p_two_ways_help": _("write {one} or {other}, whichever the source means"),
        "p_three": _("with three digits behind the point nobody can tell whether it parts thousands or a fraction"),
        "p_three_help": _("write {one} or {other}, whichever the source means"),
        "p_short_year": _("'{text}' is no date"),
        "p_short_year_help": _("write the year with four digits, first the year, then the month and the day: 2020-03-02"),
        "p_season": _("a season or a part of a year is no date: readers elsewhere take it for other months"),
        "p_season_help": _("write the months that the source means, such as {year}-03/{year}-05, or the year: {year}"),
        "p_meant": _("Is this what it means?"),
        "take": _("Write {made}"),
        "meant": _("“{text}” is taken for {made}."),
        "b_about": _("about"),
        "b_more-than": _("more than"),
        "b_less-than": _("less than"),
        "b_up-to": _("up to"),
        "b_nearly": _("nearly"),
        "p_range_half": _("A range has two numbers."),
        "p_range_order": _("The first number of a range is the smaller one."),
        "p_bound": _("A range is exact or about: its two numbers are the bounds."),
        "p_why": _("Say why this value is to be preferred or set aside."),
        "p_twice": _("Another claim has the id “{id}” already."),
        "p_measure": _("A figure needs a measure: what it counts."),
        "p_value": _("A figure needs a number."),
        "p_unit": _("'{unit}' is no unit of {dimension}"),
        "p_counts": _("'{unit}' measures {dimension}, '{measure}' counts things"),
        "p_unit_help": _("'{id}' is in {unit}"),
        "counted_in": _("Counted in {unit}."),
        "p_term": _("“{word}” is not on the list."),
        "p_no_record": _("There is no {wanted} “{id}”. Type its name and choose it from the list; the last lines of the list begin a new one."),
        "p_own_draft": _("“{name}” is a draft of yours: fill it in. It is handed over together with this one."),
        "p_publisher": _("There is no record “{id}”. Choose one from the list, or leave this empty."),
        "p_other_kind": _("“{id}” is of another kind ({kind}); this needs: {wanted}."),
        "p_no_key": _("Choose the source."),
        "p_no_cite": _("Where does it say so? Choose the source."),
        "p_no_source": _("There is no source “{key}”. Choose one from the list, or add it under “Sources that are not there yet”."),
        "p_locator": _("Without square brackets: p. 3"),
        "p_quote": _("At most {most} words, not {count}: the few that state it."),
        "p_cite": _("{text} is no citation: write [@key] or [@key, p. 3; @other]."),
        "p_no_claim": _("There is no claim “{id}” here: write it down under “Figures and statements”."),
        "p_uncited": _(
            "The figure {figure} has no source in its paragraph. Write it down under “Figures and statements” and put it here with “+ figure”, or "
            "name the source with “+ source”."
        ),
        "p_correction": _("The figure “{id}” has changed. Readers are told what it was before: write down the correction."),
        "p_date": _("“{text}” is no date: a year (2020), a month (2020-03), a day (2020-03-02), or an interval (2020-02-29/2020-03-02, 2020/..)."),
        "p_year": _("There is no year 0000 here."),
        "p_month": _("There is no month {month}."),
        "p_day": _("“{text}”: that month has {days} days."),
        "p_interval": _("An interval has two ends: START/END."),
        "p_open": _("An interval is open at one end only."),
        "p_backwards": _("The interval ends ({end}) before it begins ({start})."),
        "p_key": _("Letters, digits and : . + / _ - between them."),
        "p_key_taken": _("The key “{key}” is taken: choose another one."),
        "p_twin": _("It may be there already, as “{key}”: {what}. Then cite that one, and remove this."),
        "p_paste": _("Nobody can read that: it begins with @article{ or the like (BibTeX), or with TY  - (RIS)."),
        "same_doi": _("the same DOI"),
        "same_url": _("the same address"),
        "same_title": _("the same title"),
        "p_similar": _("There is one of this name already: {name} ({id})."),
        "why": _("Why"),
        "w_links": _("name another in this record, or this one there"),
        "w_independent": _("cite a source of somebody who has no part in it"),
        "w_publisher": _("say who published '{key}' (publisherid), or cite a source of somebody who has no part in it"),
        "mend": _("Write it down"),
    }


def _sources(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "sources_about": _(
            "Every source stands in the bibliography once. Look first whether it is there: in a field “Source”, begin to type its "
            "author, title or address."
        ),
        "paste": _("Paste from a reference manager"),
        "paste_about": _("BibTeX or RIS, as Zotero, EndNote, JabRef and publishers' pages give it."),
        "take_over": _("Take it over"),
        "taken_over": _("Taken over: {count}"),
        "by_hand": _("Fill one in by hand"),
        "entry_of": _("The entry of {key}"),
        "s_type": _("What it is"),
        "s_title": _("Title"),
        "s_title_about": _("As it is printed."),
        "s_author": _("Authors"),
        "s_author_about": _("Family name, given name; several with a semicolon between them. An organisation as it calls itself."),
        "s_date": _("Date"),
        "s_date_about": _("When it was published, as exactly as it says: 2020, 2020-03 or 2020-03-02."),
        "s_url": _("Address"),
        "s_url_about": _("https://…"),
        "s_container": _("Where it stands"),
        "s_container_about": _("The journal, newspaper, book or website."),
        "s_publisher": _("Publisher"),
        "s_publisherid": _("Publisher's record"),
        "s_publisherid_about": _("Begin to type its name: by this record the catalog knows whose voice the source is."),
        "s_langid": _("Language"),
        "s_langid_about": _("Its code, such as en or de."),
        "s_urldate": _("Read on"),
        "s_urldate_about": _("The day on which you saw it, such as 2020-03-02."),
        "s_read": _("How much of it you read"),
        "s_read_about": _("Readers are told."),
        "s_note": _("Note"),
        "s_note_about": _("What a reader has to know of it."),
        "s_key": _("Key"),
        "s_key_about": _("By this name records cite it. It is made for you; it has to be used by no other source."),
        "read_whole": _("the whole"),
        "read_part": _("a part"),
        "read_no": _("not itself"),
        "t_online": _("a web page"),
        "t_article": _("an article in a journal or newspaper"),
        "t_report": _("a report"),
        "t_book": _("a book"),
        "t_incollection": _("a chapter of a book"),
        "t_inproceedings": _("a paper of a conference"),
        "t_thesis": _("a thesis"),
        "t_dataset": _("data"),
        "t_video": _("a video"),
        "t_misc": _("something else"),
    }

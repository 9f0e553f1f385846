"""The words with which the form hands over, in the site's language; also how the hosts of repositories are used for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def handing_words(_: Callable[[str], str]) -> Mapping[str, str]:
    """Each text by the name that the scripts have for it."""
    return {
        "done": _("Hand it over"),
        "check": _("I am done: look it over"),
        "one_wrong": _("One thing is missing or wrong."),
        "many_wrong": _("{count} things are missing or wrong."),
        "none_wrong": _("Nothing is missing."),
        "wrong": _("Missing or wrong"),
        "doubtful": _("Worth a second look"),
        "hand_over": _("Ready"),
        "needs": _("What goes along"),
        "needs_about": _(
            "These are new, too, and still drafts in this browser. Open each and fill it in; then all are handed over from here, together."
        ),
        "taken_along": _("“{name}” names this: both are handed over from there, together."),
        "go_there": _("Go there"),
        "all_the_same": _("Hand it over all the same"),
        "nothing_changed": _("Nothing has been written yet, or nothing was changed."),
        "then": _(
            "Until here nothing has left your browser. What you hand over is a proposal: a program checks it, somebody reads it against its "
            "sources and may ask you something, and only then is it published."
        ),
        "copy": _("Copy the file"),
        "copied": _("Copied"),
        "copy_by_hand": _("The browser does not let this page copy: the text is marked, press Ctrl+C."),
        "look": _("Look at it"),
        "download": _("Download the file"),
        "download_named": _("Download {name}"),
        "downloaded": _("Downloaded: {name}"),
        "belongs": _("These are {count} files that belong together: they go into one proposal, one after the other."),
        "file_new": _("a new file"),
        "file_changed": _("changed"),
        "entries_for": _("For {path}"),
        "file_sources": _("new entries at its end"),
        "open_new": _("Open the page for a new file ↗"),
        "new_filled": _("It opens with the file {path} filled in."),
        "new_too_long": _("Copy the file first: it is too long to be filled in by itself. Its name, {path}, is filled in; paste the text below it."),
        "new_empty": _("Copy the file first. Its name is {path}: fill that in where it is missing, and paste the text."),
        "open_edit": _("Open the file for editing ↗"),
        "edit_how": _(
            "Copy the file first. On the page tap into the text, mark everything (Ctrl+A; on a phone hold your finger on it and choose "
            "“Select all”) and paste. If the file has changed since this site was made, the page shows other lines than the ones you began "
            "with: take care to keep them. Its preview shows what you change: that should be your own lines alone."
        ),
        "open_bibliography": _("Open the bibliography ↗"),
        "copy_entries": _("Copy the entries"),
        "sources_how": _("Copy the entries, open the file, go to its very end (Ctrl+End) and paste."),
        "on_a_phone": _("On a phone, where the end is far away"),
        "upload_how": _(
            "Download {name}: the whole file with your entries at its end. Then open the page for uploads, tap “choose your files” and take "
            "it from your downloads; it takes the place of the old one. It has to be called {name}: delete an older one of that name before "
            "you download."
        ),
        "open_upload": _("Open the page for uploads ↗"),
        "no_bibliography": _("The bibliography could not be loaded. Copy the entries instead."),
        "where_head": _("Where your proposal is"),
        "where": _("Address of the page you are on after the first step"),
        "where_is": _("Your copy is {repository}, its branch {branch}: the next pages open there."),
        "p_where": _("That does not say where your copy is, or on which branch. Copy the whole address of the page that followed the first step."),
        "step_done": _("Done"),
        "step_waits": _("Its page opens once it is known where your proposal is."),
        "send": _("Send it"),
        "open_proposal": _("Open the proposal ↗"),
        "at_once": _("All at once, on a computer"),
        "at_once_about": _("One download has all files, each in its folder."),
        "download_all": _("Download everything (ZIP)"),
        "open_fork": _("Make your copy of the project ↗"),
        "whole_bibliography": _(
            "The download has {path} as it was when this site was made. If sources have been added since, put your entries at its end instead."
        ),
        "host_how": _("Each file belongs into the project's repository, in its folder. Copy or download it, and propose the change there."),
        "no_host": _("Copy or download each file, and send all of them to whoever keeps this catalog."),
        **_github(_),
        **_gitlab(_),
        **_forgejo(_),
    }


# What the pages of the hosts are called and what their buttons say, which they themselves have in English.


def _github(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "github_first": _(
            "You need an account there; if it asks whether to fork the repository, do. Press “Commit changes…”, then “Propose changes”. The "
            "page that follows is called “Comparing changes”."
        ),
        "github_where": _(
            "Leave “Comparing changes” as it is, copy its address and paste it here. Your account's name alone will do if it is your first "
            "proposal there."
        ),
        "github_next": _("Press “Commit changes…”, leave “Commit directly to the {branch} branch” as it is, and press “Commit changes”."),
        "github_send": _("It shows all files. Press “Create pull request”, say in a sentence what it is about, and press it again: that sends it."),
        "github_send_one": _("Press “Create pull request” there, and once more on the page that follows: that sends it."),
        "github_at_once": _(
            "Unpack it. Make your copy (“Create fork”), and in it choose “Add file”, “Upload files”. Drag the folder “cases” out of what you "
            "unpacked onto the page, and press “Commit changes”. Back on the first page of your copy choose “Contribute”, “Open pull "
            "request”. A phone's browser cannot upload folders."
        ),
    }


def _gitlab(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "gitlab_first": _(
            "You need an account there; if it says that you cannot edit files in this project, press “Fork”. Press “Commit changes”, leave "
            "the name of the new branch as it is, and commit. The page that follows is called “New merge request”."
        ),
        "gitlab_where": _("Leave “New merge request” as it is, copy its address and paste it here."),
        "gitlab_next": _("Press “Commit changes”, choose to commit to the branch {branch} itself, and commit."),
        "gitlab_send": _("Press “Create merge request”: that sends it, with all files."),
        "gitlab_send_one": _("Press “Create merge request” there: that sends it."),
        "gitlab_at_once": _(
            "Unpack it. Fork the project, and open your copy in the Web IDE (“Edit”, “Web IDE”). Drag the folder “cases” out of what you "
            "unpacked onto its list of files, commit to a new branch, and press “Create merge request”."
        ),
    }


def _forgejo(_: Callable[[str], str]) -> Mapping[str, str]:
    return {
        "forgejo_first": _(
            "You need an account there; if it asks you to fork the repository first, do, and open the page again. Choose “Create a new branch"
            " for this commit and start a pull request”, and propose the change. The page that follows compares the branches."
        ),
        "forgejo_where": _("Leave that page as it is, copy its address and paste it here."),
        "forgejo_next": _("Choose “Commit directly to the {branch} branch”, and commit."),
        "forgejo_send": _(
            "Press “New pull request”, say in a sentence what it is about, and press “Create pull request”: that sends it, with all files."
        ),
        "forgejo_send_one": _("Press “New pull request” there, and “Create pull request”: that sends it."),
        "forgejo_at_once": _(
            "Unpack it. Fork the project. In your copy choose “Upload file” in each folder that the download has, and put its files there; "
            "commit all to one new branch, and start a pull request from it."
        ),
    }

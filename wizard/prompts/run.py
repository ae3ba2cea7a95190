"""The wizard line by line, from opening to the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from wizard.prompts.adding import ask_project, ask_scale_set
from wizard.prompts.asker import COMMANDS_IN_WORDS, Asker, Command, Option
from wizard.prompts.journey import Extent, Journey
from wizard.prompts.places import ask_place
from wizard.prompts.removing import ask_removal
from wizard.prompts.review import review
from wizard.prompts.stops import AskStop, open_stops, question_pages, stops_of
from wizard.prompts.upgrade import upgrade_to
from wizard.rules.wording import counted
from wizard.session.keeping import (
    drafted_answers,
    drafted_in_words,
    forget_draft,
    keep_draft,
    resume_draft,
)
from wizard.session.opening import Opened
from wizard.session.overview import project_lines, repository_in_words
from wizard.session.pages import page_of, page_title
from wizard.session.upgrade_offer import release_offered, why_offered
from wizard.session.walk import Walk
from wizard.store.errors import StoreError

DONE, CANCELLED = 0, 130
_DUMB = ("", "dumb", "unknown")


def run_prompts(opened: Opened, answered: list[tuple[str, object]], *, colour: bool) -> int:
    """Ask on this terminal and write the files; the exit code (130: the person has left).

    ``answered`` are answers that were given before the questions begin.
    """
    from wizard.azure.sign_in import sign_in_directory

    opened.session.directory = sign_in_directory(opened.session.catalog)
    walk = Walk(opened)
    if answered:
        walk.answer_many(answered)
    return ask_all(walk, asker_for(os.environ, colour=colour))


def asker_for(environ: Mapping[str, str], *, colour: bool) -> Asker:
    """Menus where the terminal can draw them, lines where it cannot."""
    from wizard.prompts.lines import LineAsker

    term = environ.get("TERM", "xterm" if sys.platform == "win32" else "")
    if term.lower() in _DUMB or not _can_draw():
        return LineAsker(colour=False)
    from wizard.prompts.menus import MenuAsker

    return MenuAsker(colour=colour)


def _can_draw() -> bool:
    """Some windows of Windows are terminals to Python, but no console to draw on."""
    if sys.platform == "win32":
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.win32 import NoConsoleScreenBufferError

        try:
            create_output()
        except NoConsoleScreenBufferError:
            return False
    return True


def ask_all(walk: Walk, asker: Asker) -> int:
    """Everything from the first question to the next commands; the exit code."""
    keeper = _Keeper(walk, asker)
    try:
        _ask_all(walk, asker, keeper)
    except (KeyboardInterrupt, EOFError):
        kept = keeper.keep()
        asker.say()
        told = f"{counted(walk.unsaved, 'answer')} kept; the next start offers to go on."
        asker.say(f"Cancelled. {told if kept and walk.unsaved else 'Nothing was written.'}")
        return CANCELLED
    return DONE


def _ask_all(walk: Walk, asker: Asker, keeper: _Keeper) -> None:
    for line in repository_in_words(walk.opened):
        asker.say(line)
    asker.say()
    asker.say(COMMANDS_IN_WORDS, "muted")
    asker.say()
    resumed_at = _offer_draft(walk, asker)
    _choose_project(walk, asker)
    journey = _plan_journey(walk, asker, keeper, resumed_at)
    while journey is not None:
        journey.run()
        wanted = review(walk, asker)
        if wanted is None:
            return
        for place in wanted or (ask_place(walk, asker),):
            if place:
                journey.go_to(place)


class _Keeper:
    """Keeps the draft after each answer; says once when that fails."""

    def __init__(self, walk: Walk, asker: Asker) -> None:
        self._walk = walk
        self._asker = asker
        self._kept: dict[str, object] = {"added": [], "removed": []}
        self._has_failed = False

    def keep(self) -> bool:
        """Keep what was answered and not written; whether that worked."""
        changed: dict[str, object] = {
            **self._walk.unsaved_answers(),
            "added": self._walk.added,
            "removed": self._walk.removed,
        }
        if changed == self._kept:
            return not self._has_failed
        try:
            keep_draft(self._walk)
        except StoreError as error:
            if not self._has_failed:
                self._asker.say(f"The draft is not kept: {error}", "warning")
            self._has_failed = True
            return False
        self._kept, self._has_failed = changed, False
        return True


def _offer_draft(walk: Walk, asker: Asker) -> str:
    """Take up or forget what an earlier run left; the page to go on at, "" for none."""
    found, left = drafted_answers(walk), drafted_in_words(walk)
    if not left:
        return ""
    asker.say(f"An earlier run left {', '.join(left)}; nothing of it is written.")
    options = [Option("resume", "Go on with them"), Option("forget", "Forget them")]
    if asker.choose("Unfinished changes", options, "resume") == "forget":
        forget_draft(walk)
        return ""
    resume_draft(walk)
    order = question_pages(walk)
    pages = [page_of(walk.session, full) for full, _ in found]
    return max(pages, key=order.index, default="")


def _choose_project(walk: Walk, asker: Asker) -> None:
    """Which project the questions are about, where there are several."""
    lines = project_lines(walk.session)
    if len(lines) < 2:
        return
    options = [Option(line.number, line.number, line.title) for line in lines]
    here = walk.session.current.project or lines[0].number
    chosen = asker.choose("Project to work on", options, here)
    if not isinstance(chosen, Command):
        walk.select(chosen)


def _plan_journey(walk: Walk, asker: Asker, keeper: _Keeper, resumed_at: str) -> Journey | None:
    """How much is to be asked; None when nothing is, after an upgrade."""
    pages = question_pages(walk)
    number = sum(
        isinstance(stop, AskStop) for page in pages for stop in stops_of(walk, page, more=False)
    )
    left = sum(1 for page in pages for _ in open_stops(walk, page))
    options = [Option("all", "Page by page", f"about {counted(number, 'question')}")]
    if left:
        told = f"{counted(left, 'answer')}; the defaults for the rest"
        options.append(Option("open", "Only what needs an answer", told))
    options.append(Option("named", "One page or one setting"))
    options += _owner_options(walk)
    later = release_offered(walk.opened)
    if later:
        options.append(Option("upgrade", f"Upgrade to {later}", why_offered(walk.opened)))
    options.append(Option("review", "Review and write"))
    first = "all" if walk.opened.is_new else "open" if left else "named"
    if resumed_at:
        title = page_title(walk.session, resumed_at)
        options.insert(0, Option("resume", f"Go on at {title}"))
        first = "resume"
    chosen = asker.choose("What to ask", options, first)
    if chosen in _OWNERS:
        _OWNERS[str(chosen)](walk, asker)
        keeper.keep()
        return _plan_journey(walk, asker, keeper, "")
    if chosen == "upgrade":
        done = upgrade_to(walk, asker, later)
        return None if done else _plan_journey(walk, asker, keeper, "")
    extents: dict[str, Extent] = {"all": "all", "resume": "all", "open": "open"}
    journey = Journey(walk, asker, extents.get(str(chosen), "named"), keeper.keep)
    if chosen == "resume":
        journey.begin_at(resumed_at)
    elif chosen == "named" and (place := ask_place(walk, asker)):
        journey.go_to(place)
    return journey


_OWNERS = {"add": ask_project, "scale-set": ask_scale_set, "remove": ask_removal}


def _owner_options(walk: Walk) -> list[Option]:
    """Adding and removing, once there is something to add to."""
    if walk.opened.is_new:
        return []
    options = [
        Option("add", "Add a project", "from the defaults, or as a copy"),
        Option("scale-set", "Add a scale set", "as a copy, with its first project"),
    ]
    if len(walk.session.answers.projects) > 1:
        options.append(Option("remove", "Remove a project", "says first what stays in Azure"))
    return options

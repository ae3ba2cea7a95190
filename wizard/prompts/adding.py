"""Adding a project line by line: its number, where it starts, what to look at in a copy."""

from __future__ import annotations

from wizard.model.resolve import UnusableName
from wizard.prompts.asker import Asker, Command, Option
from wizard.prompts.wording import counted
from wizard.session.cloning import Cloned
from wizard.session.overview import free_number
from wizard.session.walk import Walk


def ask_project(walk: Walk, asker: Asker) -> None:
    """Ask for a new project and go on with it; nothing is added when that is left."""
    here = walk.session.current.project or ""
    proposed = free_number(walk.session.answers.projects)
    number = asker.line("Number of the project", proposed)
    if isinstance(number, Command):
        return
    options = [
        Option("defaults", "From the defaults", "on the current scale set"),
        Option("copy", f"As a copy of project {here}", "names with the old number get the new one"),
    ]
    start = asker.choose("How it starts", options, "defaults")
    if isinstance(start, Command):
        return
    try:
        cloned = walk.add_project(number or proposed, source=here if start == "copy" else None)
    except UnusableName as error:
        asker.say(str(error), "error")
        return
    _say_cloned(cloned, asker)


def _say_cloned(cloned: Cloned, asker: Asker) -> None:
    asker.say(f"Project {cloned.number} is added; it is written with the rest.")
    for doubt in cloned.doubtful:
        asker.say(f"look at {doubt.key} = {doubt.text}: {doubt.why}", "warning", indent=2)
    for entry in cloned.rewritten:
        asker.say(f"{entry.key}: {entry.before} -> {entry.after}", indent=2)
    if cloned.carried:
        asker.say(f"{counted(len(cloned.carried), 'other answer')} carried over", indent=2)

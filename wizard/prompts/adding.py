"""Adding a project or a scale set line by line: its number, what to look at in a copy."""

from __future__ import annotations

from wizard.model.resolve import UnusableName
from wizard.prompts.asker import Asker, Command, Option
from wizard.rules.wording import counted
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
    _say_cloned("Project", cloned, asker)


def ask_scale_set(walk: Walk, asker: Asker) -> None:
    """Ask for a new scale set, a copy of the current one, and for its first project."""
    session = walk.session
    source = session.current.scale_set
    asker.say(f"It takes over the answers of scale set {source}; what they can hardly share is "
              "shown.")  # fmt: skip
    proposed = free_number(session.answers.scale_sets)
    number = asker.line("Number of the scale set", proposed)
    if isinstance(number, Command):
        return
    first_proposed = free_number(session.answers.projects)
    first = asker.line("Number of its first project", first_proposed)
    if isinstance(first, Command):
        return
    try:
        cloned = walk.add_scale_set(number or proposed, source=source)
        try:
            walk.add_project(first or first_proposed, scale_set=cloned.number)
        except UnusableName:
            walk.undo()
            raise
    except UnusableName as error:
        asker.say(str(error), "error")
        return
    _say_cloned("Scale set", cloned, asker)


def _say_cloned(what: str, cloned: Cloned, asker: Asker) -> None:
    asker.say(f"{what} {cloned.number} is added; it is written with the rest.")
    for doubt in cloned.doubtful:
        asker.say(f"look at {doubt.key} = {doubt.text}: {doubt.why}", "warning", indent=2)
    for entry in cloned.rewritten:
        asker.say(f"{entry.key}: {entry.before} -> {entry.after}", indent=2)
    if cloned.carried:
        asker.say(f"{counted(len(cloned.carried), 'other answer')} carried over", indent=2)

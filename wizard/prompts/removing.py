"""Removing a project line by line: what stays is said first, and a word has to be typed."""

from __future__ import annotations

from wizard.model.resolve import UnusableName
from wizard.prompts.asker import Asker, Command, Option
from wizard.rules.wording import counted
from wizard.session.overview import project_lines
from wizard.session.removing import removal_of
from wizard.session.walk import Walk

_WORD = "remove"


def ask_removal(walk: Walk, asker: Asker) -> None:
    """Ask which project goes, say what that means, and take it away when the word is typed."""
    lines = project_lines(walk.session)
    here = walk.session.current.project or lines[0].number
    options = [Option(line.number, line.number, line.title) for line in lines]
    number = asker.choose("Project to remove", options, here)
    if isinstance(number, Command):
        return
    try:
        removal = removal_of(walk.opened, number)
    except UnusableName as error:
        asker.say(str(error), "error")
        return
    asker.say(f"Its {counted(len(removal.answers), 'answer')} go when you write.")
    for text in removal.stays:
        asker.say(f"- {text}", indent=2)
    for path in removal.files:
        asker.say(f"- {path} stays for you to delete.", indent=2)
    if asker.line(f"Type {_WORD} to go on", "keep it") != _WORD:
        asker.say(f"Project {number} stays.")
        return
    walk.remove_project(number)
    asker.say(f"Project {number} is gone once it is written.")

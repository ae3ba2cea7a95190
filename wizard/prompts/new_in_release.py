"""Only the questions that an upgrade brings: line by line, those that matter here."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.prompts.asker import Asker, Command
from wizard.prompts.question import ask_question, introduce
from wizard.session.opening import Opened
from wizard.session.walk import Walk

_WORDS = (
    "Enter takes what stands in brackets, ? explains, < goes back, > leaves the rest as declared. "
    "Ctrl+C stops; nothing is written then."
)


def ask_new(opened: Opened, keys: Sequence[str], asker: Asker) -> None:
    """Ask these questions, as long as they apply; an answer may make others apply or not.

    Raises:
        KeyboardInterrupt, EOFError: the person has left.
    """
    walk = Walk(opened)
    asker.say(f"{len(keys)} questions are new in release {opened.session.catalog.release}.")
    asker.say(_WORDS, "muted")
    place = 0
    while place < len(keys):
        full = keys[place]
        if not walk.ask(full).applies:
            place += 1
            continue
        introduce(walk, asker, full)
        command = ask_question(walk, asker, full)
        if command is Command.BACK:
            place = max(0, place - 1)
        elif command is Command.NEXT_PAGE:
            return
        else:
            place += 1

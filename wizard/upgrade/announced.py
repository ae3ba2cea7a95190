"""What an upgrade added to a file, with a line above that says what it is."""

from __future__ import annotations

from wizard.catalog.setting import Orchestrator
from wizard.formats.errors import FormatError
from wizard.model.variable_names import VariableNames
from wizard.model.view import View
from wizard.output.files import comment_lines
from wizard.upgrade.slots import Layout, cut


def announced(text: str, before: str, view: View, side: Orchestrator, path: str) -> str:
    """The text with the title of the setting above each name that ``before`` did not have.

    Neighbours of one setting share a line, old ones as well. A file that cannot be cut into its
    assignments stays as it is.
    """
    now, then = _cut(text, side, path), _cut(before, side, path)
    if now is None or then is None:
        return text
    had = {slot.name for slot in then.slots}
    names = VariableNames(view.catalog, side)
    lines: list[str] = []
    last, told = "", False
    for slot in now.slots:
        known = names.known(slot.name)
        title = known.setting.title if known else ""
        lines += slot.lead
        bare = slot.name not in had and not slot.lead and not slot.comment
        if bare and title and title != last:
            indent = slot.body[0][: len(slot.body[0]) - len(slot.body[0].lstrip())]
            lines += comment_lines(title, indent=indent).splitlines()
            told = True
        last = title
        lines += slot.lines(slot.comment)
    return "".join(f"{line}\n" for line in [*lines, *now.tail]) if told else text


def _cut(text: str, side: Orchestrator, path: str) -> Layout | None:
    try:
        return cut(text, side, path)
    except FormatError:
        return None

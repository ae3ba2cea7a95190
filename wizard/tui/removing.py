"""Removing a project: what that means is said first, and a word has to be typed."""

from __future__ import annotations

from wizard.model.resolve import UnusableName
from wizard.rules.wording import counted
from wizard.session.removing import Removed, removal_of
from wizard.tui.dialogs.type_word import POINT, TypeWordDialog
from wizard.tui.frame import Frame


def remove_project(frame: Frame) -> None:
    """Ask whether the current project shall go, and take it out of the draft."""
    walk = frame.walk
    number = walk.session.current.project or ""
    try:
        removal = removal_of(walk.opened, number)
    except UnusableName as error:
        frame.notify(str(error), title="It stays", severity="warning", markup=False)
        return

    async def typed(agreed: bool | None) -> None:
        if agreed:
            walk.remove_project(number)
            await frame.project_changed()
            told = "It goes when you write; ^Z or quitting without writing keeps it."
            frame.notify(told, title=f"Project {number}", markup=False)

    title = f"Remove project {number}"
    frame.app.push_screen(TypeWordDialog(title, _told(removal), "remove"), typed)


def _told(removal: Removed) -> str:
    answers = counted(len(removal.answers), "answer")
    lines = [f"Its {answers} go when you write."]
    lines += removal.stays
    if removal.files:
        folder = removal.files[0].split(f"/{removal.number}/")[0]
        files = counted(len(removal.files), "generated file")
        lines.append(f"{files} below {folder}/{removal.number} stay for you to delete.")
    return "\n".join(f"{POINT}{line}" for line in lines)

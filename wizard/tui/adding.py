"""Adding a project or a scale set: its number, then what to look at in a copy."""

from __future__ import annotations

from functools import partial

from wizard.model.resolve import UnusableName
from wizard.rules.wording import counted
from wizard.session.about import Part
from wizard.session.cloning import Cloned
from wizard.session.overview import free_number
from wizard.tui.dialogs.about import AboutDialog
from wizard.tui.dialogs.number import NumberDialog
from wizard.tui.frame import Frame


def add_project(frame: Frame, *, copy: bool) -> None:
    """Ask for a number and make the project; a copy takes over the current one's answers."""
    session = frame.walk.session
    here = session.current.project or ""
    title = f"Copy of project {here}" if copy else "New project"
    text = (
        "Names with the old number get the new one; what may be bound to the old project is shown."
        if copy
        else "It starts with the defaults, on the current scale set."
    )

    async def named(number: str | None) -> None:
        if number is None:
            return
        try:
            cloned = frame.walk.add_project(number, source=here if copy else None)
        except UnusableName as error:
            frame.notify(str(error), severity="error", markup=False)
            return
        await frame.project_changed()
        if cloned.doubtful or cloned.rewritten:
            frame.app.push_screen(AboutDialog(f"Project {cloned.number}", _told(cloned), []))

    proposed = free_number(session.answers.projects)
    frame.app.push_screen(NumberDialog(title, text, proposed), named)


def add_scale_set(frame: Frame) -> None:
    """Ask for the number of a scale set, then for that of its first project."""
    session = frame.walk.session
    source = session.current.scale_set

    async def first_project(cloned: Cloned, number: str | None) -> None:
        if number is None:
            return
        try:
            frame.walk.add_project(number, scale_set=cloned.number)
        except UnusableName as error:
            frame.notify(str(error), severity="error", markup=False)
            return
        await frame.project_changed()
        frame.app.push_screen(AboutDialog(f"Scale set {cloned.number}", _told(cloned), []))

    def named(number: str | None) -> None:
        if number is None:
            return
        try:
            cloned = frame.walk.add_scale_set(number, source=source)
        except UnusableName as error:
            frame.notify(str(error), severity="error", markup=False)
            return
        text = f"The first project on scale set {cloned.number}; it starts with the defaults."
        proposed = free_number(session.answers.projects)
        dialog = NumberDialog("Its first project", text, proposed)
        frame.app.push_screen(dialog, partial(first_project, cloned))

    text = f"It takes over the answers of scale set {source}; what they can hardly share is shown."
    proposed = free_number(session.answers.scale_sets)
    frame.app.push_screen(NumberDialog("New scale set", text, proposed), named)


def _told(cloned: Cloned) -> list[Part]:
    doubts = tuple(f"{d.key} = {d.text}\n  {d.why}" for d in cloned.doubtful)
    rewritten = tuple(f"{r.key}: {r.before} → {r.after}" for r in cloned.rewritten)
    parts = [
        Part("Look at these", doubts),
        Part("Rewritten", rewritten),
        Part("Carried over", (counted(len(cloned.carried), "other answer"),)),
    ]
    return [part for part in parts if part.lines]

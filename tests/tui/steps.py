"""What a person does and sees, for the tests of the screen."""

from __future__ import annotations

from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from wizard.tui.app import WizardApp
from wizard.tui.parts.title import TitleLine
from wizard.tui.rows.base import QuestionRow


def app_of(pilot: Pilot[Any]) -> WizardApp:
    app = pilot.app
    assert isinstance(app, WizardApp)
    return app


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until everything that a key set off is done, findings included."""
    await pilot.pause()
    app = app_of(pilot)
    await app.workers.wait_for_complete()
    for _ in range(100):
        if not app.walk.is_stale:
            break
        await pilot.pause(0.01)
    await pilot.pause()


def row(app: WizardApp, full: str) -> QuestionRow | None:
    return app.frame.shown_page.rows.get(full)


def focused_key(app: WizardApp) -> str:
    here = app.frame.row
    return here.key if here else ""


async def focus(pilot: Pilot[Any], full: str) -> None:
    """Go to a question as a jump does."""
    await app_of(pilot).frame.go_to(full)
    await settle(pilot)
    assert focused_key(app_of(pilot)) == full


async def open_page(pilot: Pilot[Any], page: str) -> None:
    await app_of(pilot).frame.open_page(page)
    await settle(pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Replace the text of the focused field."""
    await pilot.press("end", "ctrl+u")
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await pilot.pause()


async def answer(pilot: Pilot[Any], full: str, text: str) -> None:
    await focus(pilot, full)
    await type_text(pilot, text)


def shown(app: WizardApp) -> str:
    """The screen as text."""
    width, height = app.size
    lines = []
    for strip in app.screen._compositor.render_strips()[:height]:
        lines.append("".join(segment.text for segment in strip)[:width].rstrip())
    return "\n".join(lines)


def title_line(app: WizardApp) -> str:
    return str(app.frame.query_one(TitleLine).render())

"""What is around the answers: repository and tools, and how they differ from the last commit.

Both look at files and run programs, so they work in a thread and open a dialog when they are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.worker import get_current_worker

from wizard.session.compared import Comparison, Part, Told, plain
from wizard.session.planning import copy_to_plan
from wizard.tui.marks import SEVERITY_MARK, SEVERITY_STYLE

if TYPE_CHECKING:
    from wizard.session.health import Health
    from wizard.session.opening import Opened
    from wizard.tui.frame import Frame

Lines = list[Content]
_FOLLOWS_SHOWN = 12


def looks_around(frame: Frame) -> Iterator[tuple[str, str, Any]]:
    """The commands of the palette: words, help, what to run."""
    opened = frame.walk.opened
    yield (
        "Doctor: repository and tools",
        "what is there and what is lacking; no network",
        lambda: _look(frame, "Doctor", lambda: _doctor(opened)),
    )
    yield (
        "Changes since the last commit",
        "in words: services, networking, addresses, values",
        lambda: _look(frame, "Changes since the last commit", _changes_of(opened)),
    )


def _look(frame: Frame, title: str, look: Callable[[], Lines]) -> None:
    """Look in a thread, then show what was found, if the wizard is still there."""
    app = frame.app

    def show(lines: Lines) -> None:
        from wizard.tui.dialogs.lines import LinesDialog

        if frame.is_attached:
            app.push_screen(LinesDialog(title, lines))

    def work() -> None:
        worker = get_current_worker()
        lines = look()
        if not worker.is_cancelled:
            app.call_later(show, lines)

    frame.run_worker(work, thread=True, exclusive=True, group="around")


def _doctor(opened: Opened) -> Lines:
    from wizard.session.health import repository_health
    from wizard.session.health_tools import tools_health

    return [_health(one) for one in (*repository_health(opened.layout), *tools_health())]


def _health(one: Health) -> Content:
    mark, style = {
        "ok": ("✓", "$text-success"),
        "note": (SEVERITY_MARK["note"], SEVERITY_STYLE["note"]),
        "lacking": (SEVERITY_MARK["error"], SEVERITY_STYLE["error"]),
    }[one.state]
    told = [one.value, one.use, "" if one.state == "ok" else one.remedy]
    return Content.assemble(
        (mark, style), f" {one.name:<10} ", " · ".join(part for part in told if part)
    )


def _changes_of(opened: Opened) -> Callable[[], Lines]:
    """Compare a copy of the present answers; the walk may go on meanwhile."""
    copied = copy_to_plan(opened)

    def look() -> Lines:
        from wizard.model.documents import AnswersError
        from wizard.session.comparing import compare
        from wizard.session.revisions import Side, read_revision
        from wizard.store.errors import StoreError
        from wizard.store.git import find_revision

        try:
            head = find_revision(copied.layout.root, "HEAD")
            before = read_revision(copied.layout, head)
        except (StoreError, AnswersError) as error:
            return [Content(str(error))]
        submodule = copied.layout.submodule.release
        return _comparison(compare(before, Side("these answers", copied, submodule)))

    return look


def _comparison(found: Comparison) -> Lines:
    if found.is_empty:
        return [Content("These answers say what the last commit says.")]
    lines: Lines = []
    for group in found.groups:
        lines.append(Content.styled(plain(group.title), "bold"))
        lines += [_told(told) for told in group.told]
        if group.follows:
            lines.append(Content("  Follows from that:"))
            lines += [_told(told) for told in group.follows[:_FOLLOWS_SHOWN]]
        if len(group.follows) > _FOLLOWS_SHOWN:
            lines.append(Content(f"  and {len(group.follows) - _FOLLOWS_SHOWN} more"))
        lines.append(Content(""))
    return lines


def _told(told: Told) -> Content:
    mark, style = {
        "care": (SEVERITY_MARK["error"], SEVERITY_STYLE["error"]),
        "opens": (SEVERITY_MARK["warning"], SEVERITY_STYLE["warning"]),
        "plain": ("-", ""),
    }[told.weight]
    return Content.assemble("  ", (mark, style), " ", *(_part(part) for part in told.parts))


def _part(part: Part) -> Content:
    return Content(part) if isinstance(part, str) else Content.styled(part.text, "bold")

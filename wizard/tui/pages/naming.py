"""Region and naming, with every name that Azure will see below the fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content
from textual.widget import Widget

from wizard.session.name_table import NameLine, name_lines, names_refused
from wizard.session.walk import Walk
from wizard.tui.marks import MUTED, SEVERITY_MARK, SEVERITY_STYLE
from wizard.tui.pages.page import Page
from wizard.tui.rows.by_environment import EnvironmentTable
from wizard.tui.rows.line import cut

SHOWN_AT_FIRST = 14
SLIM = 60
"""Cells below which title and name do not fit on one line."""


class NamingPage(Page):
    """Fields, then names."""

    def foot(self) -> Iterator[Widget]:
        """The names."""
        yield NameTable(self.walk, "Names", id="names")

    def after_change(self) -> None:
        """The names follow every key press."""
        for table in self.query(NameTable):
            table.redraw()


class NameTable(EnvironmentTable):
    """Names of one environment with their length against the limit, tightest first."""

    BINDINGS = [("enter", "all", "all names")]

    def __init__(self, walk: Walk, title: str, *, id: str) -> None:
        super().__init__(walk, title, id=id)
        self.shows_all = False
        self._refused: dict[str, int] = {}

    def picture(self, width: int) -> Content:
        """Count what Azure would refuse, then draw."""
        self._refused = names_refused(self.walk.session)
        return super().picture(width)

    def tab(self, environment: str) -> str:
        """The environment and how many of its names Azure would refuse."""
        refused = self._refused.get(environment, 0)
        return f"{environment} {SEVERITY_MARK['error']}{refused}" if refused else environment

    def table(self, environment: str, width: int) -> list[Content]:
        """One line per name; what Azure would refuse is said below it."""
        lines = name_lines(self.walk.session, environment)
        shown = lines if self.shows_all else lines[:SHOWN_AT_FIRST]
        titles, slim = _title_width(shown, width), width < SLIM
        told = []
        for line in shown:
            told += _name_below_title(line, width) if slim else [_name_line(line, titles, width)]
            if line.problem:
                told.append(Content.styled(f"     {line.problem}", SEVERITY_STYLE["error"]))
        if len(lines) > len(shown):
            rest = f"   {len(lines) - len(shown)} more names, all shorter against their limits"
            told.append(Content.assemble((rest, MUTED), ("  ⏎ shows them", MUTED)))
        return told

    def action_all(self) -> None:
        """Show all names, or the tightest ones."""
        self.shows_all = not self.shows_all
        self.redraw()


def _title_width(lines: list[NameLine], width: int) -> int:
    """The cells for titles: as many as they need, once the longest name has its room."""
    longest = max((len(line.title) for line in lines), default=0) + 2
    names = max((len(line.name) for line in lines), default=0)
    return min(longest, 42, max(16, width - 14 - min(names, max(26, width // 3))))


def _name_below_title(line: NameLine, width: int) -> list[Content]:
    """The title on a line of its own, where both on one would cut them."""
    style = SEVERITY_STYLE["error"] if line.problem else MUTED
    mark = SEVERITY_MARK["error"] if line.problem else " "
    name = replace(line, title="", problem="")
    return [Content.styled(f"  {mark} {line.title}", style), _name_line(name, 2, width)]


def _name_line(line: NameLine, titles: int, width: int) -> Content:
    room = max(10, width - titles - 14)
    style = SEVERITY_STYLE["error"] if line.problem else ""
    mark = SEVERITY_MARK["error"] if line.problem else " "
    is_tight = line.limit - line.length <= 2 and not line.is_fixed
    tight = "bold $text-warning" if is_tight else MUTED
    return Content.assemble(
        (f"  {mark}", style),
        f" {cut(line.title, titles - 1):<{titles}}",
        (f"{cut(line.name, room):<{room}}", MUTED if line.is_guess else ""),
        (f" {line.length:>3}/{line.limit}", style or tight),
    )

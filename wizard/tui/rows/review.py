"""Rows of the review: a finding, a file with its diff."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from wizard.rules.finding import Finding
from wizard.rules.registry import load_rules
from wizard.store.plan import PlannedFile
from wizard.tui.marks import MUTED, SEVERITY_MARK, SEVERITY_STYLE
from wizard.tui.rows.line import FocusLine, lines_beside

DIFF_LINES = 400
"""Lines of a diff shown at most."""


class FindingRow(FocusLine):
    """One finding; Enter goes to its question if it has one, f applies its remedy, Space: why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "go there", show=False),
        Binding("f", "apply", "apply the remedy", show=False),
        Binding("space", "why", "why", show=False),
    ]

    class Wanted(Message):
        """Somebody wants to go to the finding's question, or its remedy applied."""

        def __init__(self, finding: Finding, *, remedy: bool) -> None:
            super().__init__()
            self.finding = finding
            self.remedy = remedy

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self.shows_why = False

    def render(self) -> Content:
        """Symbol, code, message; with the focus the remedy as well, on Space the reason."""
        found = self.finding
        style = SEVERITY_STYLE[found.severity]
        first = Content.assemble(
            self.mark, (SEVERITY_MARK[found.severity], style), f" {found.code:<7} "
        )
        text = Content(found.message)
        if found.place:
            text += Content.styled(f" ({found.place})", MUTED)
        if self.has_focus or self.shows_why:
            text += Content.styled(f"\n→ {found.remedy}", "$accent")
            if found.fixes:
                offered = ", ".join(f"{fix.key} = {_shown(fix.value)}" for fix in found.fixes)
                text += Content.styled(f"\nf: {offered}", MUTED)
        if self.shows_why:
            text += Content.styled(f"\n{load_rules()[found.code].explain}", MUTED)
        return lines_beside(first, text, self.content_size.width or 60)

    def action_go(self) -> None:
        """Go to the question."""
        self._want(remedy=False)

    def action_apply(self) -> None:
        """Apply the remedy."""
        self._want(remedy=True)

    def _want(self, *, remedy: bool) -> None:
        """Of what is wrong with a file no question is to blame: what to do is all there is."""
        if self.finding.keys or self.finding.fixes:
            self.post_message(self.Wanted(self.finding, remedy=remedy))
        else:
            told = f"No question is behind this one. {self.finding.remedy}"
            self.app.notify(told, title=self.finding.place, markup=False)

    def action_why(self) -> None:
        """Show or hide the rule's explanation."""
        self.shows_why = not self.shows_why
        self.refresh(layout=True)

    def on_click(self) -> None:
        """A click shows the remedy, by taking the focus."""
        self.focus()


class FileRow(FocusLine):
    """One file to write; Enter or Space shows its diff."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "flip", "show the diff", show=False),
        Binding("c", "copy", "copy the path", show=False),
    ]

    def __init__(self, file: PlannedFile) -> None:
        super().__init__()
        self.file = file
        self.is_open = False
        self._diff = list(file.diff())
        body = [line for line in self._diff if not line.startswith(("+++", "---"))]
        self._added = sum(line.startswith("+") for line in body)
        self._removed = sum(line.startswith("-") for line in body)

    def render(self) -> Content:
        """Arrow, status, path, number of lines; below it the diff."""
        head = Content.assemble(
            self.mark,
            ((" ▾ " if self.is_open else " ▸ "), "$accent"),
            f"{self.file.status:<8} ",
            (self.file.path, "bold" if self.has_focus else ""),
            (f"  +{self._added}", "$text-success"),
            (f" -{self._removed}", "$text-error"),
        )
        if not self.is_open:
            return head
        shown = [_diff_line(line) for line in self._diff[2:DIFF_LINES]]
        if len(self._diff) > DIFF_LINES:
            shown.append(Content.styled(f"and {len(self._diff) - DIFF_LINES} lines more", MUTED))
        return Content("\n").join([head, *(Content("    ") + line for line in shown)])

    def action_flip(self) -> None:
        """Show or hide the diff."""
        self.is_open = not self.is_open
        self.refresh(layout=True)

    def action_copy(self) -> None:
        """Copy the path."""
        self.app.copy_to_clipboard(self.file.path)
        self.app.notify(self.file.path, title="Copied", markup=False)

    def on_click(self) -> None:
        """A click does the same."""
        self.action_flip()


def _diff_line(line: str) -> Content:
    style = {"+": "$text-success", "-": "$text-error", "@": "$text-accent"}.get(line[:1], MUTED)
    return Content.styled(line, style)


def _shown(value: object) -> str:
    if value is None:
        return "(default)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)

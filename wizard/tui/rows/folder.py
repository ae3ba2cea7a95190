"""A row for a folder of many files, which unfolds into one row per file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.rules.wording import counted
from wizard.store.plan import PlannedFile
from wizard.tui.marks import MUTED
from wizard.tui.rows.line import FocusLine
from wizard.tui.rows.review import FileRow


class FolderRow(FocusLine):
    """A folder and how many of its files are written; Enter or Space shows them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "flip", "show its files", show=False),
    ]

    def __init__(self, path: str, files: list[PlannedFile]) -> None:
        super().__init__()
        self.path = path
        self.files = files
        self._rows: list[FileRow] = []

    def render(self) -> Content:
        """Arrow, path, and how many files are new and changed."""
        return Content.assemble(
            self.mark,
            (" ▾ " if self._rows else " ▸ ", "$accent"),
            (f"{self.path}/", "bold" if self.has_focus else ""),
            (f"  {', '.join(self._counts())}", MUTED),
        )

    def _counts(self) -> Iterator[str]:
        for status in dict.fromkeys(file.status for file in self.files):
            number = sum(file.status == status for file in self.files)
            yield f"{counted(number, 'file')} {status}"

    async def action_flip(self) -> None:
        """Show the files below, or take them away."""
        if self._rows:
            rows, self._rows = self._rows, []
            for row in rows:
                await row.remove()
        else:
            self._rows = [FileRow(file) for file in self.files]
            for row in self._rows:
                row.add_class("-indented")
            if self.parent is not None:
                await self.screen.query_one("#page").mount_all(self._rows, after=self)
        self.refresh(layout=True)

    async def on_click(self) -> None:
        """A click does the same."""
        await self.action_flip()

"""The rail folded into one line, for narrow terminals."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from wizard.session.pages import REVIEW, PageState
from wizard.tui.marks import MUTED, PAGE_MARK, PAGE_STYLE


class CrumbLine(Static):
    """Which page of how many, its state, and its neighbours."""

    def __init__(self) -> None:
        super().__init__(id="crumb")
        self._line = (Content(""), Content(""))

    def show(self, pages: Sequence[PageState], titles: dict[str, str], current: str) -> None:
        """Take over the state of the pages."""
        ids = [*(state.id for state in pages), REVIEW]
        place = ids.index(current)
        words = [titles.get(page, "Review") for page in ids]
        number = f" {place + 1}/{len(ids)} "
        here = Content.assemble(
            (number, "bold"), *_mark(pages, place), (words[place], "bold $accent")
        )
        before = f"◂ {words[place - 1]}" if place else ""
        after = f"{words[place + 1]} ▸" if place + 1 < len(ids) else ""
        around = "   ".join(part for part in (before, after) if part)
        self._line = (here, Content.styled(around, MUTED))
        self.refresh()

    def render(self) -> Content:
        """The page at the left, its neighbours at the right."""
        here, around = self._line
        room = self.content_size.width - here.cell_length - around.cell_length - 1
        return here + Content(" " * room) + around if room > 0 else here


def _mark(pages: Sequence[PageState], place: int) -> tuple[tuple[str, str], str]:
    if place >= len(pages):
        return (("◇", "$accent"), " ")
    status = pages[place].status
    return ((PAGE_MARK[status], PAGE_STYLE[status]), " ")

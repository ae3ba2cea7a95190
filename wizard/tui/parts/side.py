"""The side pane: everything about the focused question."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content

from wizard.session.about import FileLine, Part
from wizard.tui.drawn import Drawn, steady_size
from wizard.tui.marks import MUTED


class SideText(Drawn):
    """The text of the pane."""

    def __init__(self) -> None:
        super().__init__(id="side-text")
        self.text = Content("")

    def draw(self, width: int) -> Content:
        """The text."""
        return self.text

    def least(self) -> int:
        """It fills the pane, so that a text of another length moves nothing."""
        return self.parent.size.height if isinstance(self.parent, SidePane) else 0


class SidePane(VerticalScroll, can_focus=False):
    """Help on the focused question and the lines that its change alters."""

    virtual_size = steady_size()

    def __init__(self) -> None:
        super().__init__(SideText(), id="side")
        self._shown: object = None

    def show(self, title: str, parts: list[Part], lines: list[FileLine]) -> None:
        """Show a question; scrolls back to its top when it is another one."""
        if self._shown == (title, parts, lines):
            return
        self._shown = (title, parts, lines)
        place = self.query_one(SideText)
        place.text = about_text(title, parts, lines)
        place.redraw()
        if place.size.width:
            # The layout would find it out too, and then be done once more for the bar alone.
            self.show_vertical_scrollbar = place.lines(place.size.width) > self.size.height
        self.scroll_home(animate=False)


def about_text(title: str, parts: list[Part], lines: list[FileLine]) -> Content:
    """The text about a question; the diff comes right after the explanation."""
    blocks = [Content.styled(title, "bold $accent")]
    told = [_part(part) for part in parts]
    blocks += told[:1]
    if lines:
        blocks.append(diff_lines(lines))
    blocks += told[1:]
    return Content("\n\n").join(blocks)


def _part(part: Part) -> Content:
    text = Content("\n").join([Content(line) for line in part.lines])
    if not part.heading:
        return text
    return Content.assemble((part.heading, "bold"), "\n", text)


def diff_lines(lines: list[FileLine]) -> Content:
    """Variables before and after, with signs as well as colours."""
    told = [Content.styled("Changes", "bold")]
    for line in lines:
        name = f"{line.name} ({line.place})" if line.place else line.name
        told.append(Content.styled(name, MUTED))
        told.append(Content.styled(f"- {line.before}", "$text-error"))
        told.append(Content.styled(f"+ {line.after}", "$text-success"))
    return Content("\n").join(told)

"""The networking modes side by side, each as a small picture."""

from __future__ import annotations

from textual import events
from textual.content import Content

from wizard.session.reach import PICTURES, ModePicture
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN
from wizard.tui.rows.choice import ChoiceRow
from wizard.tui.rows.line import lines_beside

_LEAST = 19
_GAP = 1


class ModeRow(ChoiceRow):
    """Three cards where there is room for them, else the choices below one another."""

    def draw(self, width: int) -> Content:
        """The label, the cards, and what is wrong with the choice."""
        head = Content("").join(self.label_lines(width, focused=self.has_focus_within)[:1])
        card = (width - 2 * _GAP) // 3
        if card < _LEAST:
            lines = [head, *(self._line(picture, width) for picture in PICTURES)]
        else:
            columns = [self._card(picture, card) for picture in PICTURES]
            rows = zip(*columns, strict=True)
            lines = [head, *(Content(" " * _GAP).join(list(row)) for row in rows)]
        return Content("\n").join([*lines, *self.note_lines(width, focused=self.has_focus_within)])

    def _mark(self, mode: str) -> Content:
        chosen = mode == self.asked.text
        return Content.assemble(
            (CHOSEN if chosen else NOT_CHOSEN, "bold $accent" if chosen else MUTED),
            (f" {mode}", "bold" if chosen else ""),
        )

    def _line(self, picture: ModePicture, width: int) -> Content:
        first = Content("   ") + self._mark(picture.mode).pad_right(9 - len(picture.mode))
        return lines_beside(first, Content.styled(picture.sentence, MUTED), width)

    def _card(self, picture: ModePicture, width: int) -> list[Content]:
        """A box of equal height for every mode: title, diagram, sentence."""
        chosen = picture.mode == self.asked.text
        style = "bold $accent" if chosen else MUTED
        inner = width - 3
        wall = "│" if picture.is_open else "╎"
        drawn = [
            Content(picture.people),
            *(Content.assemble((f" {wall} ", style), way) for way in picture.ways),
            Content.styled(" ▼", style),
            Content(picture.services),
            Content(""),
        ]
        sentence = list(Content.styled(picture.sentence, MUTED).wrap(inner))
        sentence += [Content("")] * (5 - len(sentence))
        top = self._mark(picture.mode)
        rule = "─" * max(0, width - 4 - top.cell_length)
        lines = [Content.assemble(("╭ ", style), top, (f" {rule}╮", style))]
        for line in [*drawn, *sentence[:5]]:
            shown = line.truncate(inner, ellipsis=True)
            padded = shown.pad_right(max(0, inner - shown.cell_length))
            lines.append(Content.assemble(("│ ", style), padded, ("│", style)))
        return [*lines, Content.styled("╰" + "─" * (width - 2) + "╯", style)]

    def on_click(self, event: events.Click) -> None:
        """A click on a card takes it."""
        event.prevent_default()
        width = self.content_size.width
        card = (width - 2 * _GAP) // 3
        place = event.x // (card + _GAP) if card >= _LEAST else event.y - 1
        if event.y > 0 and 0 <= place < len(PICTURES):
            self.post_message(self.Edited(self, PICTURES[place].mode))

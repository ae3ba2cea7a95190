"""Address ranges, with the plan that follows from them drawn below the fields."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget

from wizard.session.address_table import SubnetLine, Use, address_picture
from wizard.tui.marks import MUTED, SEVERITY_MARK, SEVERITY_STYLE
from wizard.tui.pages.page import Page
from wizard.tui.rows.by_environment import EnvironmentTable
from wizard.tui.rows.do import DoRow
from wizard.tui.rows.line import cut, lines_beside

CELLS: dict[Use, tuple[str, str]] = {
    "free": ("·", MUTED),
    "common": ("▓", "$text-accent"),
    "here": ("█", "$text-success"),
    "other": ("▒", "$foreground"),
    "kept": ("░", "$text-warning"),
    "clash": ("✗", "bold $text-error"),
}
LEGEND: tuple[tuple[Use, str], ...] = (
    ("common", "common"), ("here", "this project"), ("other", "other projects"),
    ("kept", "kept free"), ("clash", "overlap"), ("free", "free"),
)  # fmt: skip


class AddressesPage(Page):
    """Fields, then the plan."""

    def foot(self) -> Iterator[Widget]:
        """The plan, and what takes ranges that exist into it."""
        yield DoRow("import", "Import existing ranges", "from Azure; asks before it looks there")
        yield AddressTable(self.walk, "Plan", id="plan")

    @on(DoRow.Chosen)
    async def _import(self, event: DoRow.Chosen) -> None:
        event.stop()
        await self.screen.run_action("import_ranges")

    def after_change(self) -> None:
        """The plan follows every key press."""
        for table in self.query(AddressTable):
            table.redraw()


class AddressTable(EnvironmentTable):
    """The VNet of one environment to scale, and its subnets."""

    def table(self, environment: str, width: int) -> list[Content]:
        """The bar with its legend, the capacity, one line per subnet."""
        cells = max(16, min(128, width - 4))
        picture = address_picture(self.walk.session, environment, cells)
        head = Content.assemble("  ", (picture.vnet, "bold"), "  ")
        told = [lines_beside(head, Content.styled(picture.capacity, MUTED), width)]
        if picture.bar:
            told.append(Content("  ") + _bar(picture.bar))
            told.append(_legend(picture.bar))
        told += [
            Content.styled(f"  {SEVERITY_MARK['error']} {flaw}", SEVERITY_STYLE["error"])
            for flaw in picture.flaws
        ]
        told.append(Content(""))
        names = min(30, max(16, width - 34))
        told += [_subnet(line, names, width) for line in picture.subnets]
        told += _what_if(picture.what_if)
        return told


def _what_if(rows: tuple[tuple[str, ...], ...]) -> list[Content]:
    """How many projects other VNets would hold, one column per size."""
    lines = [Content(""), Content("  Projects that a VNet of another size holds in all")]
    for number, (label, *cells) in enumerate(rows):
        text = "".join(f"{cell:>5}" for cell in cells)
        lines.append(Content.assemble(f"    {label:<20}", (text, "" if number else MUTED)))
    return lines if rows else []


def _bar(bar: tuple[Use, ...]) -> Content:
    return Content.assemble(*(CELLS[use] for use in bar))


def _legend(bar: tuple[Use, ...]) -> Content:
    used = [(use, word) for use, word in LEGEND if use in bar]
    parts = [Content.assemble(CELLS[use], (f" {word}   ", MUTED)) for use, word in used]
    return Content("  ") + Content("").join(parts)


def _subnet(line: SubnetLine, names: int, width: int) -> Content:
    wrong = bool(line.problem)
    mark = (SEVERITY_MARK["error"], SEVERITY_STYLE["error"]) if wrong else (" ", "")
    room = width - names - 32
    purpose = cut(line.purpose, room) if room >= 16 else ""
    rest = (line.problem, SEVERITY_STYLE["error"]) if wrong else (purpose, MUTED)
    return Content.assemble(
        "  ", mark, f" {cut(line.name, names - 1):<{names}}",
        f"{line.range or 'not known':<19}",
        (f"{line.usable:>6}  " if line.range else " " * 8, MUTED),
        rest,
    )  # fmt: skip

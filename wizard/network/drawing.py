"""The address plan as an SVG, drawn to scale: equal areas are equally many addresses.

The VNet is cut into rows of equal size; runs of empty rows are folded into one line. Every range
says in words what it is, so the picture can be read without colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wizard.network.capacity import Capacity
from wizard.network.listing import vnet_text
from wizard.network.plan import AddressPlan, PlannedSubnet
from wizard.network.ranges import Cidr, address_text

ROW_PREFIX = 21
"""A row holds a /21: what a project with all eight subnets takes (network 2)."""

MOST_ROWS_BITS = 7
"""A VNet is drawn in at most 2**7 rows; in a larger one than a /14 the rows hold more."""

LEFT, WIDTH, ROW, GAP, HEAD = 130, 1024, 64, 4, 84
FILL = {"common": "#cfe0f5", "reservation": "#fbe3b5", "project": "#d3ecd6"}
OTHER_PROJECT = "#e6dcf3"
STYLE = (
    "text{font-family:Segoe UI,Helvetica,Arial,sans-serif;fill:#1b1b1b}"
    ".t{font-size:18px;font-weight:600}.s{font-size:13px}.a{font-size:12px}.l{font-size:11px}"
    ".f{fill:#fff;stroke:#b8b8b8}.u{stroke:#3b3b3b;stroke-width:1}"
)


class _Part(NamedTuple):
    """The part of a subnet that lies in one row."""

    subnet: PlannedSubnet
    first: int
    last: int


def svg(plan: AddressPlan, left: Capacity | None = None) -> str:
    """The picture of a plan; the same plan gives the same text."""
    body: list[str] = []
    top = HEAD
    for space in plan.demand.vnet:
        top = _draw_space(body, plan, space, top)
    notes = _notes(plan, left)
    for note in notes:
        top += 20
        body.append(_text(LEFT, top, "s", note))
    height, width = top + 24, LEFT + WIDTH + 20
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">',
        f"<title>{_escaped(_headline(plan))}</title><style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        _text(16, 32, "t", _headline(plan)),
        *_legend(),
    ]
    return "\n".join([*head, *body, "</svg>", ""])


def _headline(plan: AddressPlan) -> str:
    return f"{plan.demand.environment}: {plan.demand.vnet_name} ({vnet_text(plan)})"


def _legend() -> Iterator[str]:
    entries = (
        (FILL["common"], "common"),
        (FILL["reservation"], "kept free for gateways"),
        (FILL["project"], "project"),
        (OTHER_PROJECT, "the project beside it"),
        ("#fff", "free"),
    )
    x = 16
    for colour, label in entries:
        yield f'<rect x="{x}" y="48" width="16" height="16" fill="{colour}" stroke="#3b3b3b"/>'
        yield _text(x + 22, 61, "s", label)
        x += 50 + 8 * len(label)


def _draw_space(body: list[str], plan: AddressPlan, space: Cidr, top: int) -> int:
    prefix = _row_prefix(space)
    size = 1 << (32 - prefix)
    parts = _parts_by_row(plan, space, size)
    shades = _shades(plan)
    row, total = 0, space.size // size
    while row < total:
        first = space.first + row * size
        if row in parts:
            body.extend(_draw_row(Cidr(first, prefix), parts[row], shades, top))
            row, top = row + 1, top + ROW + GAP
            continue
        until = min((other for other in parts if other > row), default=total)
        free = (until - row) * size
        body.append(_text(LEFT, top + 15, "a", f"{free} free addresses ({until - row} rows)"))
        body.append(_text(16, top + 15, "a", address_text(first)))
        row, top = until, top + 22
    return top


def _row_prefix(space: Cidr) -> int:
    return min(max(space.prefix, ROW_PREFIX), space.prefix + MOST_ROWS_BITS)


def _parts_by_row(plan: AddressPlan, space: Cidr, size: int) -> dict[int, list[_Part]]:
    rows: dict[int, list[_Part]] = {}
    for subnet in plan.placed:
        block = subnet.range
        if block is None or not block.overlaps(space):
            continue
        first, last = max(block.first, space.first), min(block.last, space.last)
        for row in range((first - space.first) // size, (last - space.first) // size + 1):
            start = space.first + row * size
            part = _Part(subnet, max(first, start), min(last, start + size - 1))
            rows.setdefault(row, []).append(part)
    return rows


def _shades(plan: AddressPlan) -> dict[str, str]:
    pair = (FILL["project"], OTHER_PROJECT)
    return {project: pair[number % 2] for number, project in enumerate(plan.demand.projects)}


def _draw_row(row: Cidr, parts: list[_Part], shades: dict[str, str], top: int) -> Iterator[str]:
    yield _text(16, top + ROW // 2 + 4, "a", address_text(row.first))
    yield f'<rect class="f" x="{LEFT}" y="{top}" width="{WIDTH}" height="{ROW}"/>'
    for part in sorted(parts, key=lambda part: part.first):
        x = LEFT + (part.first - row.first) * WIDTH / row.size
        width = (part.last - part.first + 1) * WIDTH / row.size
        yield from _draw_part(part.subnet, shades, x, width, top)


def _draw_part(
    subnet: PlannedSubnet, shades: dict[str, str], x: float, width: float, top: int
) -> Iterator[str]:
    colour = shades.get(subnet.project or "", FILL[subnet.role])
    yield (
        f'<rect class="u" x="{x:g}" y="{top}" width="{width:g}" height="{ROW}" fill="{colour}">'
        f"<title>{_escaped(f'{subnet.name} {subnet.range}')}</title></rect>"
    )
    label = f"{subnet.project} {subnet.kind.id}" if subnet.project else subnet.kind.id
    lines = [label, str(subnet.range)]
    middle = x + width / 2
    if width >= 6.6 * max(map(len, lines)):
        yield _text(middle, top + ROW / 2 - 4, "l", lines[0], "middle")
        yield _text(middle, top + ROW / 2 + 12, "l", lines[1], "middle")
    elif width >= 12:
        y = top + ROW / 2
        short = f"{subnet.project or ''} {_SHORT.get(subnet.kind.id, subnet.kind.id)}".strip()
        yield (
            f'<text x="{middle:g}" y="{y:g}" font-size="8" text-anchor="middle" '
            f'dominant-baseline="central" transform="rotate(-90 {middle:g} {y:g})">'
            f"{_escaped(short)}</text>"
        )


_SHORT = {
    "databricks_public": "dbx-pub",
    "databricks_private": "dbx-priv",
    "dns_resolver_inbound": "dns-in",
    "dns_resolver_outbound": "dns-out",
}


def _notes(plan: AddressPlan, left: Capacity | None) -> Iterator[str]:
    if plan.demand.existing_subnets:
        yield "The subnets exist already; their ranges are known to the owner of the VNet."
    else:
        sizes = sorted({1 << (32 - _row_prefix(space)) for space in plan.demand.vnet})
        text = " or ".join(map(str, sizes)) or "no"
        yield f"A row holds {text} addresses; the narrowest ranges stand in the table only."
    missing = plan.unplaced
    if missing:
        names = ", ".join(subnet.name for subnet in missing[:6])
        more = f" and {len(missing) - 6} more" if len(missing) > 6 else ""
        yield f"No space for {names}{more}."
    if left is not None:
        yield f"Room for {left.projects_left} more projects; first limit: {left.limited_by}."


def _text(x: float, y: float, kind: str, text: str, anchor: str = "") -> str:
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{where}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""A document for people: sections of paragraphs, lists, tables and pictures, in no format yet.

Every text is data. What is to be read letter by letter (names, ranges, commands) is ``Mono``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Mono(str):
    """A text in a fixed-width font."""

    __slots__ = ()


Pieces = tuple[str, ...]
"""Texts, one behind the other on one line."""


class Paragraph(NamedTuple):
    """A paragraph."""

    pieces: Pieces


class Bullets(NamedTuple):
    """A list; with ``checklist`` a box to tick stands in front of each item."""

    items: tuple[Pieces, ...]
    checklist: bool = False


class Table(NamedTuple):
    """A table; every row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]


class Commands(NamedTuple):
    """Lines for a shell."""

    lines: tuple[str, ...]


class Picture(NamedTuple):
    """A picture, drawn on demand as SVG or Mermaid ("" where that would be too large).

    ``alt`` says in words what it shows.
    """

    svg: Callable[[], str]
    mermaid: Callable[[], str]
    alt: str


class Subheading(NamedTuple):
    """A heading below that of the section."""

    text: str


Block = Paragraph | Bullets | Table | Commands | Picture | Subheading


class Section(NamedTuple):
    """A heading and what stands below it; ``id`` is unique in its document."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Document(NamedTuple):
    """One document; ``id`` is "factory" or "project-001"."""

    id: str
    title: str
    sections: tuple[Section, ...]


def paragraph(*pieces: str) -> Paragraph:
    """A paragraph of these pieces."""
    return Paragraph(pieces)


def bullets(items: Iterable[str | Pieces], *, checklist: bool = False) -> Bullets:
    """A list of texts or pieces."""
    return Bullets(tuple(_pieces(item) for item in items), checklist)


def table(headings: Iterable[str], rows: Iterable[Iterable[str | Pieces]]) -> Table:
    """A table of texts or pieces."""
    return Table(tuple(headings), tuple(tuple(_pieces(cell) for cell in row) for row in rows))


def _pieces(item: str | Pieces) -> Pieces:
    return item if isinstance(item, tuple) else (item,)


def document_json(document: Document) -> dict[str, Any]:
    """The shape of ``report --json``: blocks by kind, texts without formatting."""
    return {
        "id": document.id,
        "title": document.title,
        "sections": [
            {"id": one.id, "title": one.title, "blocks": [_block_json(b) for b in one.blocks]}
            for one in document.sections
        ],
    }


def _block_json(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(pieces):
            return {"kind": "paragraph", "text": "".join(pieces)}
        case Bullets(items, checklist):
            kind = "checklist" if checklist else "list"
            return {"kind": kind, "items": ["".join(item) for item in items]}
        case Table(headings, rows):
            body = [["".join(cell) for cell in row] for row in rows]
            return {"kind": "table", "headings": list(headings), "rows": body}
        case Commands(lines):
            return {"kind": "commands", "lines": list(lines)}
        case Subheading(text):
            return {"kind": "subheading", "text": text}
        case Picture(svg, mermaid, alt):
            return {"kind": "picture", "alt": alt, "svg": svg(), "mermaid": mermaid()}

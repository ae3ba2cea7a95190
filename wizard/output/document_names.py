"""Names beside the ids of a document, for people who know subscriptions by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wizard.output.document import (
    Block,
    Bullets,
    Document,
    Mono,
    Paragraph,
    Pieces,
    Section,
    Table,
)

Named = Callable[[str], str]
"""Puts the name in brackets behind each id of a text; a text without known ids stays as it is."""


def named_document(document: Document, named: Named) -> Document:
    """The document with names beside its ids; commands and pictures stay as they are."""
    sections = (
        Section(one.id, one.title, tuple(_block(block, named) for block in one.blocks))
        for one in document.sections
    )
    return document._replace(sections=tuple(sections))


def _block(block: Block, named: Named) -> Block:
    match block:
        case Paragraph(pieces):
            return Paragraph(_pieces(pieces, named))
        case Bullets(items, checklist):
            return Bullets(tuple(_pieces(item, named) for item in items), checklist)
        case Table(headings, rows):
            cells = (tuple(_pieces(cell, named) for cell in row) for row in rows)
            return Table(headings, tuple(cells))
    return block


def _pieces(pieces: Pieces, named: Named) -> Pieces:
    return tuple(told for piece in pieces for told in _piece(piece, named))


def _piece(piece: str, named: Named) -> Iterator[str]:
    """An id that is read letter by letter stays so; its name follows in the usual font."""
    told = named(piece)
    if told == piece or not isinstance(piece, Mono):
        yield told if told != piece else piece
    elif told.startswith(piece):
        yield piece
        yield told[len(piece) :]
    else:
        yield Mono(told)

"""Documents as one HTML page that needs nothing else: styles and pictures stand inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wizard.output.document import (
    Block,
    Bullets,
    Commands,
    Document,
    Mono,
    Paragraph,
    Picture,
    Pieces,
    Section,
    Subheading,
    Table,
)
from wizard.output.files import filled

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_RANGE = re.compile(r"[0-9./]+", re.ASCII)


def html_page(documents: Sequence[Document]) -> str:
    """A page with one document after the other and a table of contents in front."""
    titles = [document.title for document in documents]
    return filled(
        "report/page.html",
        title=escaped(titles[0] if len(titles) == 1 else "AI Factory: hand-over report"),
        contents="\n".join(_contents(documents)),
        body="\n".join(line for document in documents for line in _document(document)),
    )


def escaped(text: str) -> str:
    """A text for HTML, also inside quotes; what cannot be shown becomes a blank."""
    shown = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return "".join(_ENTITIES.get(c, c) for c in shown)


def _contents(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        if len(documents) > 1:
            yield f'<p><a href="#{document.id}">{escaped(document.title)}</a></p>'
        yield "<ol>"
        for section in document.sections:
            yield f'<li><a href="#{_anchor(document, section)}">{escaped(section.title)}</a></li>'
        yield "</ol>"


def _anchor(document: Document, section: Section) -> str:
    return f"{document.id}-{section.id}"


def _document(document: Document) -> Iterator[str]:
    yield f'<article id="{document.id}">'
    yield f"<h1>{escaped(document.title)}</h1>"
    for section in document.sections:
        yield f'<section id="{_anchor(document, section)}">'
        yield f"<h2>{escaped(section.title)}</h2>"
        for block in section.blocks:
            yield from _block(block)
        yield "</section>"
    yield "</article>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(pieces):
            yield f"<p>{_line(pieces)}</p>"
        case Subheading(text):
            yield f"<h3>{escaped(text)}</h3>"
        case Bullets(items, checklist):
            yield '<ul class="checklist">' if checklist else "<ul>"
            yield from (f"<li>{_line(item)}</li>" for item in items)
            yield "</ul>"
        case Table(headings, rows):
            yield from _table(headings, rows)
        case Commands(lines):
            yield f"<pre><code>{escaped(chr(10).join(lines))}</code></pre>"
        case Picture(svg, _, alt):
            yield f'<figure role="group" aria-label="{escaped(alt)}">{svg().rstrip()}</figure>'


def _table(headings: tuple[str, ...], rows: tuple[tuple[Pieces, ...], ...]) -> Iterator[str]:
    yield '<div class="wide"><table>'
    yield (
        "<thead><tr>" + "".join(f"<th>{escaped(text)}</th>" for text in headings) + "</tr></thead>"
    )
    yield "<tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_line(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div>"


def _line(pieces: Pieces) -> str:
    return "".join(
        _code(piece) if isinstance(piece, Mono) and piece else escaped(piece) for piece in pieces
    )


def _code(text: str) -> str:
    """Machine text; a range of addresses never breaks over two lines."""
    kept = ' class="range"' if _RANGE.fullmatch(text) else ""
    return f"<code{kept}>{escaped(text)}</code>"

"""A document as Markdown (CommonMark with tables, as GitHub and Azure DevOps show it)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.output.document import (
    Block,
    Bullets,
    Commands,
    Document,
    Mono,
    Paragraph,
    Picture,
    Pieces,
    Subheading,
    Table,
)

_SPECIAL = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_AT_THE_START = re.compile(r"^([#+=-]|[0-9]+(?=[.)]))")
_TICKS = re.compile("`+")


def markdown_text(document: Document) -> str:
    """The document, ending with one line end."""
    parts = [f"# {_prose(document.title)}"]
    for section in document.sections:
        parts.append(f"## {_prose(section.title)}")
        texts = ("\n".join(_block(block)) for block in section.blocks)
        parts += [text for text in texts if text]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(pieces):
            yield _at_line_start(_line(pieces))
        case Subheading(text):
            yield f"### {_prose(text)}"
        case Bullets(items, checklist):
            mark = "- [ ] " if checklist else "- "
            yield from (mark + _at_line_start(_line(item)) for item in items)
        case Table(headings, rows):
            yield "| " + " | ".join(_prose(text) for text in headings) + " |"
            yield "|" + "---|" * len(headings)
            yield from ("| " + " | ".join(_line(cell, True) for cell in row) + " |" for row in rows)
        case Commands(lines):
            yield from _fenced("\n".join(lines), "bash")
        case Picture(_, mermaid, _alt):
            drawn = mermaid().rstrip("\n")
            yield from _fenced(drawn, "mermaid") if drawn else ()


def _fenced(text: str, language: str) -> Iterator[str]:
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    yield f"{fence}{language}"
    yield text
    yield fence


def _line(pieces: Pieces, in_table: bool = False) -> str:
    return "".join(
        _mono(piece, in_table) if isinstance(piece, Mono) else _prose(piece) for piece in pieces
    )


def _mono(text: str, in_table: bool) -> str:
    plain = " ".join(text.split())
    if not plain:
        return ""
    ticks = "`" * (1 + max(map(len, _TICKS.findall(plain)), default=0))
    gap = " " if plain[0] == "`" or plain[-1] == "`" else ""
    # A bar ends the cell even inside a code span.
    shown = plain.replace("|", "\\|") if in_table else plain
    return f"{ticks}{gap}{shown}{gap}{ticks}"


def _prose(text: str) -> str:
    lines = text.replace("\n", " ")
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", lines)


def _at_line_start(text: str) -> str:
    """A line that starts no heading, list or rule."""
    return _AT_THE_START.sub(
        lambda match: f"\\{match[1]}" if not match[1][0].isdigit() else match[1] + "\\", text
    )

"""Tickets for ``generate``: read with their mapping, taken over, and told about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.parsing import UsageError

if TYPE_CHECKING:
    from wizard.cli.console import Console
    from wizard.model.answer_document import Document
    from wizard.session.draft import Session
    from wizard.session.ticket import TicketReading

_SHOWN = 20


def take_ticket(
    session: Session, ticket: Path | None, mapping: Path | None
) -> TicketReading | None:
    """Answer what a ticket says; None without one.

    Raises:
        UsageError: only one of the two files is named.
        StoreError, FormatError: one of them cannot be read.
        AnswersError: the mapping is none, or the ticket does not fit it; all of it is listed.
    """
    if ticket is None and mapping is None:
        return None
    if ticket is None or mapping is None:
        raise UsageError(
            "a ticket and its mapping go together", "name both: --ticket FILE --mapping FILE"
        )
    from wizard.session.ticket import apply_ticket, read_ticket
    from wizard.session.ticket_mapping import read_mapping

    reading = read_ticket(session, _document(ticket), read_mapping(_document(mapping)))
    apply_ticket(session, reading)
    return reading


def _document(path: Path) -> Document:
    from wizard.model.answer_document import open_document
    from wizard.store.reading import read_file

    return open_document(str(path), read_file(path, shown=str(path)).text.text)


def print_ticket(console: Console, reading: TicketReading) -> None:
    """What was taken from a ticket; what nobody mapped goes to stderr."""
    state = "new" if reading.is_new else "there already"
    console.hint((f"project {reading.project}", "strong"), f" ({state}) from {reading.path}")
    for one in reading.taken:
        line = f":{one.line}" if one.line else ""
        console.hint(f"  {one.key} = {one.value or '(nothing)'}  ({one.source}{line})")
    if reading.silent:
        console.hint(f"  without a value: {', '.join(reading.silent)}")
    for field in reading.unmapped[:_SHOWN]:
        console.complain(("not in the mapping", "warning"), f": {field.path} (line {field.line})")
    if len(reading.unmapped) > _SHOWN:
        console.complain(f"not in the mapping: {len(reading.unmapped) - _SHOWN} more fields")

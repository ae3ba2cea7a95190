"""What the names of a `.env` stand for once references to earlier names are filled in."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.formats.dotenv_pieces import Assignment
from wizard.formats.dotenv_words import Reference

Outcome = tuple[str | None, str | None]
"""A value and None, or None and the reason why it is not known."""


def evaluate(assignments: Iterable[Assignment]) -> dict[Assignment, Outcome]:
    """The outcome of every assignment, in the order in which bash makes them."""
    known: dict[str, Outcome] = {}
    outcomes: dict[Assignment, Outcome] = {}
    for assignment in assignments:
        outcome = _outcome(assignment, known)
        outcomes[assignment] = outcome
        if assignment.assigns:
            known[assignment.name] = outcome
    return outcomes


def _outcome(assignment: Assignment, known: dict[str, Outcome]) -> Outcome:
    if assignment.unreadable is not None:
        return None, assignment.unreadable
    if assignment.literal is not None:
        return assignment.literal, None
    values: list[str] = []
    parts = assignment.word.parts
    if assignment.appends:
        parts = (Reference(assignment.name), *parts)
    for part in parts:
        if isinstance(part, str):
            values.append(part)
            continue
        value, reason = known.get(part.name, (None, "it is not set before in this file"))
        if value is None:
            return None, f"it refers to {part.name}: {reason}"
        values.append(value)
    return "".join(values), None

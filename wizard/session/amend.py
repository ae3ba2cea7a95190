"""Typing into a field: many small steps that a person takes for one."""

from __future__ import annotations

from wizard.session.draft import Change, Session


def amend(session: Session, full: str, raw: object, *, continues: bool) -> Change:
    """Answer a question as ``Session.set``, as part of the last step where ``continues`` says so.

    ``continues`` must only be true when the last step of the session answered the same question.

    Raises:
        ValueProblem: the value is not of the setting's kind; the last step then still stands.
    """
    if not continues:
        return session.set(full, raw)
    back = session.undo()
    try:
        forth = session.set(full, raw)
    except ValueError:
        session.redo()
        raise
    if back is None:
        return forth
    return Change(
        keys=forth.keys,
        follows=(*back.follows, *forth.follows),
        now_applies=(*back.now_applies, *forth.now_applies),
        no_longer_applies=(*back.no_longer_applies, *forth.no_longer_applies),
    )

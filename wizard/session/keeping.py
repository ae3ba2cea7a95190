"""What was typed and not yet written, kept against a crash and taken up again."""

from __future__ import annotations

import json
from typing import Any

from wizard.catalog.catalog import UnknownName
from wizard.model.context import MissingContext
from wizard.model.resolve import UnusableName, resolve
from wizard.model.values import ValueProblem, parse_value
from wizard.session.walk import Walk
from wizard.store.drafts import drop_draft, load_draft, save_draft

_VERSION = 1


def keep_draft(walk: Walk) -> None:
    """Keep the answers that differ from the files; drop the draft when none does.

    Raises:
        StoreError: it cannot be written.
    """
    changed = walk.unsaved_answers()
    if not changed:
        drop_draft(walk.opened.layout.root)
        return
    document = {"version": _VERSION, "answers": changed}
    save_draft(walk.opened.layout.root, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def drafted_answers(walk: Walk) -> list[tuple[str, object]]:
    """The answers of a draft that still mean something, None for those that were unset."""
    text = load_draft(walk.opened.layout.root)
    if text is None:
        return []
    return [pair for pair in _pairs(text) if _is_usable(walk, *pair)]


def forget_draft(walk: Walk) -> None:
    """Drop the draft.

    Raises:
        StoreError: it cannot be removed.
    """
    drop_draft(walk.opened.layout.root)


def _pairs(text: str) -> list[tuple[str, object]]:
    try:
        document: Any = json.loads(text)
    except ValueError:
        return []
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        return []
    answers = document.get("answers")
    return list(answers.items()) if isinstance(answers, dict) else []


def _is_usable(walk: Walk, name: str, raw: object) -> bool:
    try:
        setting, _ = resolve(walk.session.catalog, name, walk.session.current)
        if raw is not None:
            parse_value(setting, raw)
    except (UnknownName, UnusableName, MissingContext, ValueProblem):
        return False
    return not setting.identity

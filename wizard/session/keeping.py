"""What was typed and not yet written, kept against a crash and taken up again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from wizard.catalog.catalog import UnknownName
from wizard.model.context import MissingContext
from wizard.model.resolve import UnusableName, resolve
from wizard.model.values import ValueProblem, parse_value
from wizard.session.walk import Walk
from wizard.store.drafts import drop_draft, load_draft, save_draft

_VERSION = 1


def keep_draft(walk: Walk) -> None:
    """Keep the answers that differ from the files, and what was added; drop it when nothing is.

    Raises:
        StoreError: it cannot be written.
    """
    changed = walk.unsaved_answers()
    if not changed and not walk.added:
        drop_draft(walk.opened.layout.root)
        return
    document = {"version": _VERSION, "added": walk.added, "answers": changed}
    save_draft(walk.opened.layout.root, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def drafted_answers(walk: Walk) -> list[tuple[str, object]]:
    """The answers of a draft that still mean something, None for those that were unset."""
    answers = _document(walk).get("answers")
    pairs = list(answers.items()) if isinstance(answers, dict) else []
    return [pair for pair in pairs if _is_usable(walk, *pair)]


def drafted_additions(walk: Walk) -> list[str]:
    """The projects and scale sets of a draft that are not there yet, scale sets last."""
    added = _document(walk).get("added")
    session = walk.session.answers
    there = {f"project {number}" for number in session.projects}
    there |= {f"scale set {number}" for number in session.scale_sets}
    return [name for name in added if name not in there] if isinstance(added, list) else []


def resume_draft(walk: Walk) -> None:
    """Take up a draft: what was added, then the answers; in the project that is current."""
    here = walk.session.current.project
    found = drafted_answers(walk)
    for name in reversed(drafted_additions(walk)):
        kind, _, number = str(name).rpartition(" ")
        with suppress(UnusableName):
            if kind == "project":
                walk.add_project(number)
            elif kind == "scale set":
                walk.add_scale_set(number)
    if here:
        walk.select(here)
    walk.answer_many(found)


def forget_draft(walk: Walk) -> None:
    """Drop the draft.

    Raises:
        StoreError: it cannot be removed.
    """
    drop_draft(walk.opened.layout.root)


def _document(walk: Walk) -> dict[str, Any]:
    text = load_draft(walk.opened.layout.root)
    try:
        document: Any = json.loads(text or "")
    except ValueError:
        return {}
    usable = isinstance(document, dict) and document.get("version") == _VERSION
    return document if usable else {}


def _is_usable(walk: Walk, name: str, raw: object) -> bool:
    try:
        setting, _ = resolve(walk.session.catalog, name, walk.session.current)
        if raw is not None:
            parse_value(setting, raw)
    except (UnknownName, UnusableName, MissingContext, ValueProblem):
        return False
    return not setting.identity

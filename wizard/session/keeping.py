"""What was typed and not yet written, kept against a crash and taken up again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from wizard.catalog.catalog import UnknownName
from wizard.model.context import MissingContext
from wizard.model.resolve import UnusableName, resolve
from wizard.model.values import ValueProblem, parse_value
from wizard.rules.wording import counted
from wizard.session.walk import Walk
from wizard.store.drafts import drop_draft, load_draft, save_draft

_VERSION = 1


def keep_draft(walk: Walk) -> None:
    """Keep the answers that differ from the files, and what was added; drop it when nothing is.

    Raises:
        StoreError: it cannot be written.
    """
    document = {"answers": walk.unsaved_answers(), "added": walk.added, "removed": walk.removed}
    _save(walk.opened.layout.root, {**document, "upgrade": _part(walk, "upgrade")})


def keep_upgrade(walk: Walk, to: str, given: Mapping[str, object]) -> None:
    """Keep what was answered for an upgrade to release ``to``, beside the rest of the draft.

    Raises:
        StoreError: it cannot be written.
    """
    upgrade = {**_part(walk, "upgrade"), to: dict(given)}
    kept = {release: answers for release, answers in upgrade.items() if answers}
    _save(walk.opened.layout.root, {**_document(walk), "upgrade": kept})


def kept_upgrade(walk: Walk, to: str) -> dict[str, object]:
    """What was answered for an upgrade to release ``to`` and not written, by full key."""
    given = _part(walk, "upgrade").get(to)
    return given if isinstance(given, dict) else {}


def drafted_answers(walk: Walk) -> list[tuple[str, object]]:
    """The answers of a draft that still mean something, None for those that were unset."""
    pairs = _part(walk, "answers").items()
    return [pair for pair in pairs if _is_usable(walk, *pair)]


def drafted_additions(walk: Walk) -> list[str]:
    """The projects and scale sets of a draft that are not there yet, scale sets last."""
    added = _document(walk).get("added")
    session = walk.session.answers
    there = {f"project {number}" for number in session.projects}
    there |= {f"scale set {number}" for number in session.scale_sets}
    return [name for name in added if name not in there] if isinstance(added, list) else []


def drafted_removals(walk: Walk) -> list[str]:
    """The numbers of the projects that a draft took away and that are there."""
    removed = _document(walk).get("removed")
    there = walk.session.answers.projects
    return [name for name in removed if name in there] if isinstance(removed, list) else []


def drafted_in_words(walk: Walk) -> list[str]:
    """What a draft holds: "3 answers", "project 004", "project 002 removed"; empty for none."""
    number = len(drafted_answers(walk))
    answers = [counted(number, "answer")] if number else []
    removed = [f"project {name} removed" for name in drafted_removals(walk)]
    return [*answers, *drafted_additions(walk), *removed]


def resume_draft(walk: Walk) -> None:
    """Take up a draft: what was added, the answers, what was removed; in the current project."""
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
    for number in drafted_removals(walk):
        with suppress(UnusableName):
            walk.remove_project(number)


def forget_draft(walk: Walk) -> None:
    """Drop the draft.

    Raises:
        StoreError: it cannot be removed.
    """
    drop_draft(walk.opened.layout.root)


def _save(root: Path, document: Mapping[str, object]) -> None:
    parts = {name: part for name, part in document.items() if part and name != "version"}
    if not parts:
        drop_draft(root)
        return
    save_draft(
        root, json.dumps({"version": _VERSION, **parts}, ensure_ascii=False, indent=1) + "\n"
    )


def _part(walk: Walk, name: str) -> dict[str, Any]:
    part = _document(walk).get(name)
    return part if isinstance(part, dict) else {}


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

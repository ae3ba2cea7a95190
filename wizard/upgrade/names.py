"""A variable file under the names of a later release, before its values are brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.formats.dotenv import EnvDocument
from wizard.upgrade.report import Moved

if TYPE_CHECKING:
    from wizard.formats.ado_variables import AdoDocument


@dataclass(frozen=True, slots=True)
class Fresh:
    """The text of a new default, and the texts of earlier ones that it takes the place of."""

    text: str
    old: frozenset[str]
    macro: bool = False


def names_of(catalog: Catalog, orchestrator: Orchestrator) -> set[str]:
    """Every name that a release has for an orchestrator."""
    return {v.name for s in catalog.settings.values() for v in s.variables(orchestrator)}


def renamed_text(
    text: str,
    orchestrator: Orchestrator,
    moved: Iterable[Moved],
    gone: Iterable[str],
    fresh: Mapping[str, Fresh],
    path: str,
) -> str:
    """The text with moved values under their new names and the lines of ``gone`` names taken out.

    A new name stands where the old one stood; a name that the file has already is left alone.
    A line that only repeats an old default gets the new one (``fresh``, by name).

    Raises:
        FormatError: the file cannot be read, or a line cannot be taken out.
    """
    if orchestrator == "github":
        return _env(text, list(moved), list(gone), fresh, path)
    return _ado(text, list(moved), list(gone), fresh, path)


def _env(
    text: str, moved: list[Moved], gone: list[str], fresh: Mapping[str, Fresh], path: str
) -> str:
    document = EnvDocument.parse(text, path)
    if document.newline_hazard:
        document = document.with_lf()
    for entry in moved:
        value = document.get(entry.old)
        if value is None or entry.old not in gone:
            continue
        standing = document.entry(entry.old)
        for name in reversed(entry.to):
            if document.entry(name) is None:
                comment = standing.comment if standing and name == entry.to[0] else None
                document.set(name, value, after=entry.old, comment=comment or None)
    for name in gone:
        if document.entry(name) is not None:
            document.remove(name)
    for name, new in fresh.items():
        if document.get(name) in new.old:
            document.set(name, new.text)
    return document.text()


def _ado(
    text: str, moved: list[Moved], gone: list[str], fresh: Mapping[str, Fresh], path: str
) -> str:
    from wizard.formats.ado_variables import AdoDocument

    document = AdoDocument.parse(text, path)
    for entry in moved:
        value = document.get(entry.old)
        if value is None or entry.old not in gone:
            continue
        comment = _comment_behind(document, entry.old)
        for name in reversed(entry.to):
            if document.entry(name) is None:
                said = {name: comment} if comment and name == entry.to[0] else None
                document.set_many([(name, value, "$(" in value)], {name: entry.old}, said)
    for name in gone:
        if document.entry(name) is not None:
            document.remove(name)
    changed = [
        (name, new.text, new.macro) for name, new in fresh.items() if document.get(name) in new.old
    ]
    if changed:
        document.set_many(changed, {})
    return document.text()


def _comment_behind(document: AdoDocument, name: str) -> str:
    """The comment on the line of a variable, without its number sign."""
    lines = document.text().split("\n")
    for entry, (line, column) in document.ends:
        if entry.name.lower() == name.lower() and line == entry.line:
            return lines[line - 1][column:].strip().removeprefix("#").strip()
    return ""


def with_comments(
    text: str, orchestrator: Orchestrator, comments: Mapping[str, str], path: str
) -> str:
    """The text with comments behind the values of names that stand in it without one.

    Raises:
        FormatError: the file cannot be read or edited.
    """
    if orchestrator == "github":
        document = EnvDocument.parse(text, path)
        for name, comment in comments.items():
            entry = document.entry(name)
            if entry is not None and entry.value is not None and not entry.comment:
                document.set(name, entry.value, comment=comment)
        return document.text()
    from wizard.formats.ado_variables import AdoDocument

    listed = AdoDocument.parse(text, path)
    for name, comment in comments.items():
        value = listed.get(name)
        if value is not None and not _comment_behind(listed, name):
            listed.set_many([(name, value, True)], {}, {name: comment})
    return listed.text()

"""Personal data in variable files that git keeps: people's addresses and those of their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.formats.errors import FormatError
from wizard.formats.variables_json import value_text
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.session.json_findings import JSON_FILE
from wizard.session.opening import Opened
from wizard.session.variable_files import file_variables, kind_of_file
from wizard.store.errors import StoreError
from wizard.store.git_index import tracked
from wizard.store.reading import FileState

_KINDS = ("email-list", "ip-list")
_KEYS = ("emails", ".email")
_PERSONAL = re.compile(r"[^\s,;@<>]+@[^\s,;@<>]+\.[^\s,;@<>]+|(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?")
_LISTED = 3


def personal_data_findings(opened: Opened) -> Iterator[Finding]:
    """A finding for each live variable file that git tracks and that holds such data."""
    catalog = opened.session.catalog
    holding = {path: _names(catalog, path, state) for path, state in opened.live.items()}
    wanted = [path for path, names in holding.items() if names]
    for path in sorted(tracked(opened.layout.root, wanted) if wanted else ()):
        names = holding[path]
        shown = ", ".join(name for name, _ in names[:_LISTED])
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        yield file_finding(
            files.PERSONAL_DATA_IN_GIT,
            f"git keeps this file, and {shown}{more} hold mail or network addresses.",
            "Use a group's name and id instead of people, and ranges of offices instead of homes."
            if path != ".env"
            else "Run: git rm --cached .env, and list it in .gitignore; the pipelines do not "
            "read it.",
            path=path,
            line=names[0][1],
        )


def _names(catalog: Catalog, path: str, state: FileState) -> list[tuple[str, int | None]]:
    found = []
    for name, value, line in _variables(path, state):
        known = catalog.by_variable.get(name)
        if known is None or not _PERSONAL.search(value):
            continue
        if known[0].kind in _KINDS or known[0].key.endswith(_KEYS):
            found.append((name, line))
    return found


def _variables(path: str, state: FileState) -> Iterator[tuple[str, str, int | None]]:
    try:
        if path == JSON_FILE:
            yield from _of_json(state)
            return
        for entry in file_variables(state, kind_of_file(state) or "github", path):
            yield entry.name, entry.value, entry.line
    except (FormatError, StoreError):
        return


def _of_json(state: FileState) -> Iterator[tuple[str, str, int | None]]:
    from wizard.formats.json_text import parse_object

    parsed = parse_object(state.text.text, JSON_FILE)
    section = parsed.data.get("dev")
    for name, value in section.items() if isinstance(section, dict) else ():
        yield name, value_text(value) or "", parsed.lines.get(("dev", name))

"""What is wrong with ``variables.json``, and what it says that the answers do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wizard.catalog.setting import ORCHESTRATOR_TITLES
from wizard.delivery.variables_json import deliver_variables_json, rules_of
from wizard.formats.errors import FormatError
from wizard.formats.json_text import parse_object
from wizard.formats.variables_json import SECTIONS, value_text
from wizard.model.in_use import active_project
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.session.opening import Opened
from wizard.session.opening_json import Disagreement
from wizard.store.layout import VARIABLES_JSON

JSON_FILE = VARIABLES_JSON.as_posix()
_RUN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LISTED = 3


def json_file_findings(opened: Opened) -> Iterator[Finding]:
    """Findings about the file, in a release that reads it."""
    rules = rules_of(opened.session.catalog)
    if rules is None:
        return
    state = opened.live.get(JSON_FILE)
    if state is None:
        if opened.live:
            yield file_finding(
                files.JSON_MISSING,
                "A project run takes aifactory/variables.json, and there is none.",
                "Run 'generate', or empty the input config_file whenever you start the run.",
                path=JSON_FILE,
            )
        return
    try:
        found = parse_object(state.text.text, JSON_FILE)
    except FormatError as error:
        yield _stops(f"{error.reason[:1].upper()}{error.reason[1:]}.", error.remedy, error.line)
        return
    yield from _stopping(found.data, found.lines, rules)
    yield file_finding(
        files.WHICH_FILE,
        _which_file(opened, rules),
        "'generate' keeps the files equal.",
        path=JSON_FILE,
    )
    if opened.layout.has_workspace:
        yield from _differing(opened, found.data)
    yield from _outdone(opened)


def _outdone(opened: Opened) -> Iterator[Finding]:
    """Values of the other files that a project run never sees, file by file."""
    by_path: dict[str, list[Disagreement]] = {}
    for entry in opened.disagreements:
        by_path.setdefault(entry.path, []).append(entry)
    for path, entries in by_path.items():
        shown = "; ".join(
            f"{e.name} is {e.theirs or 'empty'} here and {e.ours or 'empty'} there"
            for e in entries[:_LISTED]
        )
        more = f"; and {len(entries) - _LISTED} more" if len(entries) > _LISTED else ""
        yield file_finding(
            files.FILES_DIFFER,
            f"A project run takes {JSON_FILE} before this file: {shown}{more}.",
            "'generate' writes into all files what variables.json says; correct it there first "
            "if this file is right.",
            path=path,
            line=entries[0].line,
            keys=tuple(entry.key for entry in entries),
        )


def _which_file(opened: Opened, rules: Any) -> str:
    uses = opened.session.view().text("orchestrator")
    said = [
        f"{ORCHESTRATOR_TITLES[row['orchestrator']]}, {row['run']} run: {row['file']}"
        for row in rules["counts"]
        if uses in (row["orchestrator"], "both")
    ]
    return f"{'; '.join(said)}."


def _stops(message: str, remedy: str, line: int | None) -> Finding:
    remedy = remedy if remedy.endswith(".") else f"{remedy}."
    return file_finding(files.JSON_STOPS, message, remedy, path=JSON_FILE, line=line)


def _stopping(data: dict[str, Any], lines: dict[Any, int], rules: Any) -> Iterator[Finding]:
    free = {name for name in rules.get("hyphenated", ())}
    for root, section in data.items():
        line = lines.get((root,))
        if root not in rules["roots"]:
            yield _stops(f"The run does not know the section {root}.", "Take it out.", line)
        elif root in SECTIONS and not isinstance(section, dict):
            yield _stops(f"The section {root} is no object.", "Write {...} there.", line)
        elif root in SECTIONS:
            for name, value in section.items():
                line = lines.get((root, name))
                if value is None:
                    remedy = 'Write "" where nothing is meant.'
                    yield _stops(f"{root}.{name} is null.", remedy, line)
                elif not _RUN_NAME.fullmatch(name) and name not in free:
                    remedy = "Use letters, digits and underscores only."
                    yield _stops(f"{name} is no name that a run can take.", remedy, line)


def _differing(opened: Opened, data: dict[str, Any]) -> Iterator[Finding]:
    session = opened.session
    view = session.view(project=active_project(session.view()))
    uses = view.text("orchestrator")
    items = deliver_variables_json(view, "github" if uses == "github" else "azure-devops")
    section = data.get("dev")
    standing = section if isinstance(section, dict) else {}
    other = [
        item
        for item in items
        if item.name in standing and value_text(standing[item.name]) != value_text(item.value)
    ]
    if other:
        shown = ", ".join(item.name for item in other[:_LISTED])
        more = f" and {len(other) - _LISTED} more" if len(other) > _LISTED else ""
        yield file_finding(
            files.FILES_DIFFER,
            f"{shown}{more} differ from the answers, and a project run takes what stands here.",
            "Run 'generate', or 'import' the file where it is right.",
            path=JSON_FILE,
            keys=tuple(item.key for item in other),
        )

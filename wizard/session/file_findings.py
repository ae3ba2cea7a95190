"""What is wrong with a variable file as a file, whatever its values mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ORCHESTRATOR_TITLES, Orchestrator
from wizard.formats.encoding import decode
from wizard.formats.merge_conflict import refuse_conflict
from wizard.output.files import ADO_FILE, ENV_FILE
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.store.plan import WritePlan
from wizard.store.reading import FileState

_NAMES = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_-]*)[ \t]*[:=]", re.M)
_LISTED = 4
_MACRO = re.compile(r"\$\(([^()\s]*)\)")
_LIVE: dict[str, Orchestrator] = {ENV_FILE: "github", ADO_FILE: "azure-devops"}


def planned_file_findings(catalog: Catalog, plan: WritePlan) -> list[Finding]:
    """What is wrong with the variable files that stand already, as they are once it is written.

    Lines count as in the file that is written; nothing is said of a file that is made anew.

    Raises:
        FormatError: see ``variable_file_findings``.
    """
    found: list[Finding] = []
    for file in plan.files:
        if file.path in _LIVE and file.packed_before and (data := file.after) is not None:
            state = FileState(file.target, data, decode(data, file.path))
            found += variable_file_findings(catalog, _LIVE[file.path], state, file.path)
    return found


def variable_file_findings(
    catalog: Catalog, orchestrator: Orchestrator, state: FileState, path: str
) -> list[Finding]:
    """Findings about a ``.env`` or ``variables.yaml``, in the order of its lines.

    Raises:
        FormatError: it cannot be read as one at all, or holds a merge conflict.
    """
    refuse_conflict(state.text.text, path)
    found = list(encoding_findings(state, path))
    if orchestrator == "github":
        found += _env_findings(catalog, state, path)
    else:
        found += _ado_findings(catalog, state, path)
    found += _missing(catalog, orchestrator, state, path)
    return sorted(found, key=lambda finding: finding.line or 0)


def _missing(
    catalog: Catalog, orchestrator: Orchestrator, state: FileState, path: str
) -> Iterator[Finding]:
    """Names that are read and stand in no template, in a file that is a whole one."""
    there = {name.lower() for name in _NAMES.findall(state.text.text)}
    variables = [v for s in catalog.settings.values() for v in s.variables(orchestrator)]
    if sum(v.name.lower() in there for v in variables) * 2 < len(variables):
        return
    lacking = [
        v.name
        for v in variables
        if v.read
        and not v.in_template
        and v.level in ("repository", "file")
        and v.name.lower() not in there
        and not v.fallback
    ]
    if lacking:
        shown = ", ".join(lacking[:_LISTED])
        more = f" and {len(lacking) - _LISTED} more" if len(lacking) > _LISTED else ""
        yield file_finding(
            files.MISSING_NAMES,
            f"The pipelines read {shown}{more}, and the file does not have them.",
            "They come in with the next change that is written into it, or with "
            "'aifactory-wizard generate --complete'.",
            path=path,
        )


def encoding_findings(state: FileState, path: str) -> Iterator[Finding]:
    """A file that is text, but not as plain UTF-8."""
    if state.text.encoding != "utf-8":
        note = state.text.notes[0]
        yield file_finding(
            files.ENCODING, f"The file has {note}.", "Save it as UTF-8 without a mark.", path=path
        )


def _env_findings(catalog: Catalog, state: FileState, path: str) -> Iterator[Finding]:
    from wizard.formats.dotenv import EnvDocument

    document = EnvDocument.parse(state.text.text, path)
    if document.newline_hazard:
        yield file_finding(
            files.WINDOWS_LINES,
            "Lines end with CR LF, and bash keeps the carriage return as part of each value.",
            "Save the file with LF line ends; 'generate' does so.",
            path=path,
        )
    yield from _duplicates(document.duplicates.items(), path)
    for problem in document.problems:
        what = f"{problem.name}: " if problem.name else ""
        yield file_finding(
            files.NOT_UNDERSTOOD,
            f"{what}{_sentence(problem.reason)}",
            "bash reads nothing of the file from here on: mend the line."
            if problem.stops
            else "Write NAME=value, without blanks around the equals sign.",
            path=path,
            line=problem.line,
            severity="error" if problem.stops or problem.name in catalog.by_variable else None,
        )
    for entry in document.entries:
        if entry.unreadable is not None and entry.assigns:
            yield file_finding(
                files.SHELL_EXPANDS,
                f"{entry.name}: {_sentence(entry.unreadable)}",
                "Write the value itself, in single quotes where it has $ or `.",
                path=path,
                line=entry.line,
            )
        if entry.overridden_by is None:
            yield from _unknown(catalog, "github", entry.name, path, entry.line)


def _ado_findings(catalog: Catalog, state: FileState, path: str) -> Iterator[Finding]:
    from wizard.formats.ado_variables import AdoDocument

    document = AdoDocument.parse(state.text.text, path)
    yield from _duplicates(document.duplicates, path)
    for problem in document.problems:
        yield file_finding(
            files.NOT_UNDERSTOOD,
            _sentence(problem.reason),
            "Write name: value, with quotes around the value.",
            path=path,
            line=problem.line,
            severity="error",
        )
    entries = document.entries
    by_the_run = catalog.tables["delivery"]["azure_devops"]["set_by_the_run"]
    defined = {entry.name for entry in entries} | set(by_the_run)
    last = {entry.name: entry.line for entry in entries}
    for entry in entries:
        if last[entry.name] != entry.line:
            continue
        yield from _unknown(catalog, "azure-devops", entry.name, path, entry.line)
        if entry.hazard:
            yield file_finding(
                files.TYPE_CHANGES,
                f"{entry.name}: {_sentence(entry.hazard)}",
                "Put the value into quotes.",
                path=path,
                line=entry.line,
            )
        for name in _MACRO.findall(entry.value):
            if name not in defined and "." not in name:
                yield file_finding(
                    files.UNDEFINED_MACRO,
                    f"{entry.name} uses $({name}), which the file does not define.",
                    f"Define {name}, or correct the name.",
                    path=path,
                    line=entry.line,
                )


def _duplicates(found: Iterable[tuple[str, tuple[int, ...]]], path: str) -> Iterator[Finding]:
    for name, lines in found:
        shown = ", ".join(str(line) for line in lines)
        yield file_finding(
            files.NAME_TWICE,
            f"{name} stands on lines {shown}; the last one counts.",
            "Keep one of them.",
            path=path,
            line=lines[0],
        )


def _unknown(
    catalog: Catalog, orchestrator: Orchestrator, name: str, path: str, line: int
) -> Iterator[Finding]:
    known = catalog.variable(name, orchestrator)
    if known is None:
        close = [other for other in catalog.suggest(name) if other in catalog.by_variable]
        close = [other for other in close if catalog.by_variable[other][1] == orchestrator]
        remedy = f"Did you mean {close[0]}?" if close else "It is kept as it is."
        yield file_finding(
            files.UNKNOWN_NAME,
            f"{name} is no variable of release {catalog.release}.",
            remedy,
            path=path,
            line=line,
        )
    elif known[1] != orchestrator:
        names = [variable.name for variable in known[0].variables(orchestrator)]
        here = ORCHESTRATOR_TITLES[orchestrator]
        remedy = f"Here its name is {names[0]}." if names else f"{here} has no such setting."
        yield file_finding(
            files.OTHER_ORCHESTRATOR,
            f"{name} is a name of {ORCHESTRATOR_TITLES[known[1]]} in a file for {here}.",
            remedy,
            path=path,
            line=line,
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."

"""Variable files as they are found: which orchestrator's they are, and what they hold."""

from __future__ import annotations

from wizard.catalog.setting import Orchestrator
from wizard.formats.errors import FormatError
from wizard.formats.merge_conflict import refuse_conflict
from wizard.model.variable_values import FileVariable
from wizard.store.errors import StoreError
from wizard.store.reading import FileState

_TOLD = 4
_ANSWERS_BEGIN = ("factory:", "projects:", "scale_sets:", "version:", "$schema:")


def kind_of_file(state: FileState) -> Orchestrator | None:
    """Which orchestrator's variable file this is; None for an answers document."""
    text = state.text.text
    lines = [line.rstrip() for line in text.splitlines()]
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    name = state.path.name
    if name == ".env" or name.endswith(".env") or name.startswith(".env."):
        return "github"
    if any(line == "variables:" for line in lines):
        return "azure-devops"
    if text.lstrip("\ufeff \n\r\t")[:1] == "{":
        return None
    if name in ("variables.yaml", "variables.yml"):
        answers = any(line.startswith(_ANSWERS_BEGIN) for line in lines)
        return None if answers else "azure-devops"
    assignments = [line for line in lines if _is_assignment(line)]
    return "github" if len(assignments) * 2 > len(lines) else None


def file_variables(state: FileState, orchestrator: Orchestrator, path: str) -> list[FileVariable]:
    """The variables of a file, as its reader sees them.

    Raises:
        StoreError: the file cannot be read as one of its kind, or holds a merge conflict.
    """
    try:
        refuse_conflict(state.text.text, path)
        if orchestrator == "github":
            from wizard.formats.dotenv import EnvDocument

            entries = EnvDocument.parse(state.text.text, path).entries
            return [FileVariable(e.name, e.value, e.line) for e in entries if e.value is not None]
        from wizard.formats.ado_variables import AdoDocument

        listed = AdoDocument.parse(state.text.text, path).entries
        return [FileVariable(e.name, e.value, e.line) for e in listed]
    except FormatError as error:
        where = f"{path}:{error.line}" if error.line else path
        raise StoreError(where, error.reason, error.remedy) from error


def lines_not_understood(state: FileState, orchestrator: Orchestrator, path: str) -> list[str]:
    """What could not be taken from a file that is readable as a whole, a few lines one by one."""
    problems: list[tuple[int, str]]
    if orchestrator == "github":
        from wizard.formats.dotenv import EnvDocument

        found = EnvDocument.parse(state.text.text, path).problems
        problems = [(p.line, f"{p.name}: {p.reason}" if p.name else p.reason) for p in found]
    else:
        from wizard.formats.ado_variables import AdoDocument

        problems = [(p.line, p.reason) for p in AdoDocument.parse(state.text.text, path).problems]
    told = [f"{path}:{line}: not understood: {reason}" for line, reason in problems[:_TOLD]]
    if len(problems) > _TOLD:
        told.append(f"{path}: {len(problems) - _TOLD} more such lines; 'check' lists them")
    return told


def _is_assignment(line: str) -> bool:
    name = line.strip().removeprefix("export ").split("=", 1)[0]
    return "=" in line and name.replace("_", "").isalnum()

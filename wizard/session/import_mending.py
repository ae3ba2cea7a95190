"""Lines of a ``variables.yaml`` that mean a variable and are no YAML: read as what they mean."""

from __future__ import annotations

from wizard.formats.ado_variables import AdoDocument, AdoProblem
from wizard.model.variable_values import FileVariable
from wizard.store.reading import FileState


def mended_variables(
    state: FileState, path: str
) -> tuple[list[FileVariable], dict[int, AdoProblem]]:
    """The variables of a file, those on lines like 'name = value' included, and these by line.

    Such a line stays in the file as it is: no pipeline can read the file until it is corrected.

    Raises:
        FormatError: the file cannot be read.
    """
    document = AdoDocument.parse(state.text.text, path)
    problems = {problem.line: problem for problem in document.problems if problem.name}
    document.mend_lines()
    left = {problem.line for problem in document.problems}
    entries = [FileVariable(e.name, e.value, e.line) for e in document.entries]
    return entries, {line: each for line, each in problems.items() if line not in left}

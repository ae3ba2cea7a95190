"""Variables that mean nothing to us, kept in the answers so that they can be written back.

They live in ``Answers.unknown`` under ``projects.003.kept.github.NAME``: a file serves one
project, and the two orchestrators have names of their own.
"""

from __future__ import annotations

from wizard.catalog.setting import Orchestrator
from wizard.model.answers import Answers, Given
from wizard.model.values import format_value
from wizard.model.view import View


def keep_variable(
    answers: Answers, project: str, orchestrator: Orchestrator, name: str, given: Given
) -> None:
    """Keep a variable for the file of one project."""
    answers.unknown[f"{_prefix(project, orchestrator)}{name}"] = given


def kept_variables(view: View, orchestrator: Orchestrator) -> list[tuple[str, str]]:
    """Names and values that were kept for the view's project, in the order of their import."""
    prefix = _prefix(view.context.project or "", orchestrator)
    return [
        (full.removeprefix(prefix), format_value(given.value))
        for full, given in view.answers.unknown.items()
        if full.startswith(prefix)
    ]


def _prefix(project: str, orchestrator: Orchestrator) -> str:
    return f"projects.{project}.kept.{orchestrator}."

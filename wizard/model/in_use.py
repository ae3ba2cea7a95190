"""What of the factory is in use: its orchestrators, and the project whose files are live."""

from __future__ import annotations

from wizard.catalog.setting import ORCHESTRATORS, Orchestrator
from wizard.model.view import View


def orchestrators_of(view: View) -> tuple[Orchestrator, ...]:
    """The orchestrators in use; GitHub where the answer is none of the choices."""
    answered = view.text("orchestrator")
    return tuple(name for name in ORCHESTRATORS if answered in (name, "both")) or ("github",)


def active_project(view: View) -> str:
    """The project whose variable files stand where the pipelines read them, one at a time (D22)."""
    answered = view.text("active_project")
    projects = view.answers.projects
    return answered if answered in projects else projects[0]

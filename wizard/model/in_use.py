"""What of the factory is in use: orchestrators, the project whose files are live, services."""

from __future__ import annotations

from wizard.catalog.setting import ORCHESTRATORS, Orchestrator
from wizard.catalog.tables import Service
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


def services_of_project(view: View) -> list[Service]:
    """The services that are on in the project of a view and have a flag there, in catalogue order.

    Left out is what the factory or a scale set shares, what is only connected to (no flag), and
    the steps of a run that can be skipped (``debug.``).
    """
    return [
        service for service in view.catalog.services.values()
        if service.scope == "project" and service.flag and not service.flag.startswith("debug.")
        and view.holds(service.on)
    ]  # fmt: skip

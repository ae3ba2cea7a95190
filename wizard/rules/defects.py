"""What upstream does wrong, by the name that a fact has for it, and which releases have it."""

from __future__ import annotations

from wizard.catalog.setting import Orchestrator
from wizard.model.view import View
from wizard.rules.where import orchestrators


def stands(view: View, source: str, *sides: Orchestrator) -> bool:
    """Whether the release has a defect where an orchestrator in use meets it.

    ``sides`` are the orchestrators that it concerns, all where none is named. A release that
    does not have it names it under ``mended``.
    """
    mended = view.catalog.tables.get("release", {}).get("mended", {})
    return any(
        source not in mended.get(side.replace("-", "_"), ())
        for side in orchestrators(view)
        if side in sides or not sides
    )

"""``report.md`` of a project: the hand-over report as it stands beside the generated files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wizard.catalog.setting import Orchestrator
from wizard.model.view import View
from wizard.network.build import build_plans
from wizard.network.plan import AddressPlan
from wizard.output.document_markdown import markdown_text
from wizard.output.files import OutputFile, text_file
from wizard.output.handover import Told, findings_of, project_document
from wizard.rules.finding import Finding


def report_file(
    view: View,
    folder: str,
    orchestrators: tuple[Orchestrator, ...],
    findings: Iterable[Finding],
    plans: Mapping[str, AddressPlan] | None = None,
    *,
    bicep: bool = False,
) -> OutputFile:
    """The report on the view's project; ``plans`` by environment, made here when missing."""
    made = build_plans(view) if plans is None else plans
    document = project_document(view, made, Told(orchestrators, findings_of(findings), bicep))
    return text_file(f"{folder}/report.md", markdown_text(document), "people", commit=True)

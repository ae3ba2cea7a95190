"""The hand-over report of a session: documents, and the text of each as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.model.in_use import orchestrators_of
from wizard.network.build import build_plans
from wizard.network.plan import AddressPlan
from wizard.output.document import Document
from wizard.output.document_html import html_page
from wizard.output.document_markdown import markdown_text
from wizard.output.document_names import named_document
from wizard.output.handover import Told, factory_document, findings_of, project_document
from wizard.rules.registry import sort_findings
from wizard.session.bicep_wanted import writes_bicep
from wizard.session.draft import Session
from wizard.session.writing import findings_for


def handover_documents(session: Session, projects: Iterable[str] | None = None) -> list[Document]:
    """The documents of the projects named; of the factory and all projects for None.

    Where the session has a directory, names stand beside the ids of subscriptions and tenants.
    ``report.md`` among the generated files is made without them.
    """
    used, written = orchestrators_of(session.view()), writes_bicep(session)
    plans: dict[str, dict[str, AddressPlan]] = {
        name: build_plans(session.view(scale_set=name)) for name in session.answers.scale_sets
    }
    documents = []
    if projects is None:
        owners = ("", *(f"scale_sets.{name}" for name in session.answers.scale_sets))
        found = sort_findings(one for owner in owners for one in session.findings_of(owner))
        told = Told(used, findings_of(found))
        documents.append(factory_document(session.view(), plans, told))
    for project in session.answers.projects if projects is None else projects:
        view = session.view(project=project)
        told = Told(used, findings_of(findings_for(session, project)), written)
        documents.append(project_document(view, plans[view.context.scale_set], told))
    if not session.directory.is_known:
        return documents
    return [named_document(document, session.directory.named) for document in documents]


def handover_texts(
    session: Session, projects: Iterable[str] | None = None, *, html: bool = False
) -> dict[str, str]:
    """The report as files: name -> text, one per document; with ``html`` a page beside each."""
    texts: dict[str, str] = {}
    for document in handover_documents(session, projects):
        texts[f"{document.id}.md"] = markdown_text(document)
        if html:
            texts[f"{document.id}.html"] = html_page([document])
    return texts


def handover_text(
    session: Session, projects: Iterable[str] | None = None, *, html: bool = False
) -> str:
    """All documents as one text."""
    documents = handover_documents(session, projects)
    return html_page(documents) if html else "\n".join(map(markdown_text, documents))

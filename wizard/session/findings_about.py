"""The findings that concern one project or scale set, wherever they were found."""

from __future__ import annotations

from wizard.rules.finding import Finding
from wizard.rules.registry import sort_findings
from wizard.session.draft import Session


def findings_about(session: Session, owner: str) -> list[Finding]:
    """What is wrong with "projects.003" or "scale_sets.001", errors first.

    That is what its own check finds, and of what is found for the factory, or for the scale set
    that a project stands on, what names one of its answers. Every count of a project's or scale
    set's findings is one of these; ``writing.findings_for`` is what concerns a project's files.
    """
    kind, _, number = owner.partition(".")
    above = [""]
    if kind == "projects":
        above.append(f"scale_sets.{session.view(project=number).context.scale_set}")
    found = list(session.findings_of(owner))
    for other in above:
        found += [
            finding for finding in session.findings_of(other)
            if any(key.startswith(f"{owner}.") for key in finding.keys)
        ]  # fmt: skip
    return sort_findings(found)

"""How a finding of look-ups in Azure is described: it is raised there, and has no function here."""

from __future__ import annotations

from wizard.rules.finding import Severity
from wizard.rules.registry import describe


def live_finding(
    code: str, severity: Severity, title: str, explain: str, example: str, source: str
) -> None:
    """Register what ``explain`` says of a code, with an example of what is found."""
    describe(
        code, severity, title, explain=explain, example=example, sources=(source,), scope="azure"
    )

"""States as symbol and word, so that nothing is said by colour alone."""

from __future__ import annotations

from wizard.rules.finding import Severity
from wizard.rules.wording import counted
from wizard.session.pages import PageStatus

SEVERITY_MARK: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "i"}
SEVERITY_STYLE: dict[Severity, str] = {
    "error": "$text-error",
    "warning": "$text-warning",
    "note": "$text-accent",
}
OPEN_MARK = "○"
PAGE_MARK: dict[PageStatus, str] = {
    "untouched": "·",
    "done": "✓",
    "open": OPEN_MARK,
    "warnings": "!",
    "problems": "✗",
}
PAGE_STYLE: dict[PageStatus, str] = {
    "untouched": "$text-muted",
    "done": "$text-success",
    "open": "$text-accent",
    "warnings": "$text-warning",
    "problems": "$text-error",
}
MUTED = "$foreground 60%"
ON, OFF = "■", "□"
CHOSEN, NOT_CHOSEN = "●", "○"


def state_mark(errors: int, warnings: int) -> tuple[str, str, str]:
    """Symbol, style and words for something with so many errors and warnings."""
    if errors:
        return ("✗", PAGE_STYLE["problems"], f"{errors} to do  ")
    if warnings:
        return ("!", PAGE_STYLE["warnings"], f"{counted(warnings, 'warning')}  ")
    return ("✓", PAGE_STYLE["done"], "")

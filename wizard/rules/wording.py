"""Words that many share: a value as it is shown, a place, a list, a number of things."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.catalog.setting import Setting, Value
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Finding, count_by_severity

_LONGEST = 60


def shown(value: Value) -> str:
    """A value in quotes, control characters made visible, long ones shortened."""
    text = format_value(value)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return repr(text)


def named(view: View, setting: Setting) -> str:
    """A setting in the view's place: "Subscription of stage", "Members (project 003)"."""
    context = view.context
    if setting.scope == "environment":
        return f"{setting.title} of {context.environment}"
    if setting.scope == "project":
        return f"{setting.title} (project {context.project})"
    if setting.scope == "scale_set" and len(view.answers.scale_sets) > 1:
        return f"{setting.title} (scale set {context.scale_set})"
    return setting.title


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 problem", "3 problems"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def counts_in_words(findings: Iterable[Finding]) -> str:
    """ "2 errors, 1 warning, 3 notes"; "nothing found" for none."""
    counts = count_by_severity(list(findings))
    told = [counted(number, severity) for severity, number in counts.items() if number]
    return ", ".join(told) or "nothing found"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"

"""A comparison of answers as lines of text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from wizard.cli.console import Console, Style, printable
from wizard.cli.finding_lines import finding_json
from wizard.session.compared import Comparison, Group, Told, Weight, plain, told_json

_MARKS: dict[Weight, tuple[str, Style | None]] = {
    "care": ("!", "error"), "opens": (">", "warning"), "plain": ("-", None),
}  # fmt: skip
_FOLLOWS_SHOWN = 12
_MORE_SHOWN = 6
_FINDINGS_SHOWN = 12


def print_comparison(console: Console, found: Comparison, width: int) -> None:
    """The comparison as text of at most ``width`` columns; quiet, without what follows."""
    for note in found.notes:
        console.hint(note)
    console.hint((f"From {found.before} to {found.after}:", "strong"))
    if found.is_empty:
        console.line("The answers say the same.")
    for group in found.groups:
        _print_group(console, group, width)
    _print_findings(console, found, width)
    if found.gone:
        console.hint(f"No longer found: {', '.join(sorted({f.code for f in found.gone}))}")
    if found.of_weight("care") or found.of_weight("opens"):
        console.hint("! needs care: deletes or moves something   > opens something")


def _print_group(console: Console, group: Group, width: int) -> None:
    console.line("")
    console.line((plain(group.title), "strong"))
    for told in group.told:
        _print_told(console, told, width)
    if console.quiet or not group.follows:
        return
    console.line("  Follows from that:")
    for told in group.follows[:_FOLLOWS_SHOWN]:
        _print_told(console, told, width)
    if len(group.follows) > _FOLLOWS_SHOWN:
        console.line(f"  and {len(group.follows) - _FOLLOWS_SHOWN} more")


def _print_told(console: Console, told: Told, width: int) -> None:
    mark, style = _MARKS[told.weight]
    first, *others = _wrapped(told.text, width - 4)
    console.line("  ", (mark, style) if style else mark, f" {first}")
    for line in others:
        console.line(f"    {line}")
    if console.quiet:
        return
    for parts in told.more[:_MORE_SHOWN]:
        for line in _wrapped(plain(parts), width - 6):
            console.line(f"      {line}")
    if len(told.more) > _MORE_SHOWN:
        console.line(f"      and {len(told.more) - _MORE_SHOWN} more")


def _print_findings(console: Console, found: Comparison, width: int) -> None:
    if not found.new:
        return
    console.line("")
    console.line(("New findings", "strong"))
    for finding in found.new[:_FINDINGS_SHOWN]:
        where = f"{finding.code} {', '.join(finding.keys[:1])}"
        console.line("  ", (finding.severity, finding.severity), f" {where}")
        for line in _wrapped(finding.message, width - 4):
            console.line(f"    {line}")
    if len(found.new) > _FINDINGS_SHOWN:
        console.line(f"  and {len(found.new) - _FINDINGS_SHOWN} more; 'check' has all")


def _wrapped(text: str, width: int) -> list[str]:
    """A sentence in lines; control characters are shown before it is measured."""
    return textwrap.wrap(printable(text), max(width, 30), break_on_hyphens=False) or [""]


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison as data."""
    return {
        "before": found.before,
        "after": found.after,
        "same": found.is_empty,
        "groups": [
            {
                "title": plain(group.title),
                "owners": list(group.owners),
                "changes": [told_json(told) for told in group.told],
                "follows": [told_json(told) for told in group.follows],
            }
            for group in found.groups
        ],
        "care": _texts(found.of_weight("care")),
        "opens": _texts(found.of_weight("opens")),
        "findings": [finding_json(finding) for finding in found.new],
        "findings_gone": [finding_json(finding) for finding in found.gone],
        "errors": found.errors,
        "notes": list(found.notes),
    }


def _texts(told: Iterable[Told]) -> list[str]:
    return [one.text for one in told]

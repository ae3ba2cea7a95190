"""What ``push azure-devops`` tells of a variable group and of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wizard.azure_devops.push import Plan
from wizard.cli.call import DONE, FINDINGS
from wizard.cli.console import Console
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.cli.push_lines import calls_json, print_change, told_value
from wizard.cli.pushing import Pushing
from wizard.rules.wording import counted

_GROUP_COUNTS = (
    "a group counts only in pipelines that name it behind the template variables.yaml",
    "service connections and agent pools are read from the file alone",
)


class Told(NamedTuple):
    """One push: what is to be told of it. ``plan`` is None where nothing was asked."""

    made: Pushing
    where: str
    calls: Mapping[str, int]
    plan: Plan | None = None
    pushed: bool = False


def print_plan(console: Console, told: Told) -> None:
    """Where to, what is wrong, and the difference; nothing where JSON follows."""
    if console.as_json:
        return
    for note in told.made.opened.notes:
        console.hint(note)
    print_findings(console, [f for f in told.made.findings if f.severity == "error"])
    console.hint(("variable group ", "strong"), told.where, f", project {told.made.project}")
    plan = told.plan
    if plan is None:
        return
    if plan.group is None:
        print_change(console, "create", "group", told.where)
    for step in plan.steps:
        action = "create" if step.before is None else "change"
        print_change(console, action, "group", step.name, step.before, step.after)
    for name in plan.secret:
        console.hint(f"  {name} is secret in the group and is left alone")
    new = sum(step.before is None for step in plan.steps)
    sums = ((new, "new"), (len(plan.steps) - new, "changed"), (plan.unchanged, "unchanged"))
    console.hint(", ".join(f"{number} {what}" for number, what in sums if number))


def end(console: Console, told: Told) -> int:
    """Tell the end and return the exit code."""
    blocks = told.made.blocks
    if console.as_json:
        console.document(_document(told))
    elif blocks:
        for block in blocks:
            console.complain(("nothing was pushed", "error"), f": {block}")
    else:
        made = calls_json(told.calls)
        what = f"{counted(made['reads'], 'call')} to read, {made['writes']} to write"
        console.hint(f"pushed: {what}" if told.pushed else f"nothing was pushed: {what}")
        for line in _GROUP_COUNTS:
            console.hint(line)
        if told.pushed and told.plan and told.plan.group is None:
            console.hint("next: permit your pipelines to use the group (Pipelines, Library)")
    return FINDINGS if blocks else DONE


def _document(told: Told) -> dict[str, object]:
    plan = told.plan or Plan(None)
    return {
        "group": told.where,
        "new_group": told.plan is not None and plan.group is None,
        "project": told.made.project,
        "steps": [
            {
                "action": "create" if step.before is None else "change",
                "name": step.name,
                "before": told_value(step.before),
                "after": told_value(step.after),
            }
            for step in plan.steps
        ],
        "unchanged": plan.unchanged,
        "secret": plan.secret,
        "findings": [finding_json(finding) for finding in told.made.findings],
        "destructive": list(told.made.destructive),
        "blocked": told.made.blocks,
        "notes": [*told.made.opened.notes, *_GROUP_COUNTS],
        "pushed": told.pushed,
        "calls": calls_json(told.calls),
    }

"""What ``push github`` tells of the difference and of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wizard.cli.console import Console
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.cli.push_lines import calls_json, print_change, told_value
from wizard.cli.pushing import Pushing
from wizard.github.applying import Outcome
from wizard.github.difference import Difference, Step
from wizard.github.push import Plan
from wizard.github.repository import Repository
from wizard.rules.wording import counted


class Told(NamedTuple):
    """One push: what is to be told of it. ``plan`` is None where nothing was asked of GitHub,
    ``outcome`` where nothing was to be done."""

    made: Pushing
    repository: Repository
    environments: tuple[str, ...]
    calls: Mapping[str, int]
    plan: Plan | None = None
    outcome: Outcome | None = None


def print_plan(console: Console, told: Told) -> None:
    """Where to, what is wrong, and the difference."""
    for note in told.made.opened.notes:
        console.hint(note)
    print_findings(console, [f for f in told.made.findings if f.severity == "error"])
    console.hint((told.repository.shown, "strong"))
    console.hint(f"project {told.made.project}: repository, {', '.join(told.environments)}")
    if told.plan is not None:
        print_difference(console, told.plan.difference)


def print_blocks(console: Console, made: Pushing) -> None:
    """Why nothing was pushed."""
    for block in made.blocks:
        console.complain(("nothing was pushed", "error"), f": {block}")


def print_difference(console: Console, found: Difference) -> None:
    """The steps, one a line, and what they come to."""
    held = {step.name: step for step in found.steps if step.holds}
    for step in found.steps:
        if step.holds:
            continue
        action, before = step.action, step.before
        if step.name in held:
            action, before = "change", held[step.name].before
        values = (before, step.after) if step.kind == "variable" else (None, None)
        print_change(console, action, step.place, _named(step), *values)
        if step.why and step.kind == "variable":
            console.hint(f"{'':<12}{step.why}")
    for why in dict.fromkeys(s.why for s in found.steps if s.kind == "secret" and s.why):
        console.hint(f"secrets: {why}")
    for step in held.values():
        console.hint(f"{step.name} is {step.why}")
    told = ", ".join(_sums(found)) or "nothing to do"
    console.hint(told)
    for name in dict.fromkeys(name for _, name in found.from_organization):
        places = ", ".join(place for place, other in found.from_organization if other == name)
        console.line(("organization", "warning"), f": its variable {name} arrives in {places},")
        console.line("  where nothing should: keep it from this repository, or answer the setting")
    for name in dict.fromkeys(name for _, name in found.missing):
        places = ", ".join(place for place, other in found.missing if other == name)
        console.line(("missing", "warning"), f": secret {name} in {places}; only you have it:")
        console.line(f"  set {name} in the environment, or use --secret {name}")


def _named(step: Step) -> str:
    return {"environment": "the environment", "secret": f"secret {step.name}"}.get(
        step.kind, step.name
    )


def _sums(found: Difference) -> list[str]:
    held = sum(step.holds for step in found.steps)
    told = []
    for action, words, more in (
        ("create", "new", -held), ("change", "changed", held), ("set again", "set again", 0)
    ):  # fmt: skip
        number = sum(step.action == action for step in found.steps) + more
        if number:
            told.append(f"{number} {words}")
    if found.deletions:
        told.append(f"{len(found.deletions)} to delete")
    if found.unchanged:
        told.append(f"{found.unchanged} unchanged")
    return told


def print_outcome(console: Console, told: Told) -> None:
    """What was done, and what comes next."""
    plan, outcome = told.plan, told.outcome
    calls = calls_json(told.calls)
    total = len(plan.difference.steps) if plan else 0
    if outcome is None:
        console.hint(f"nothing was pushed ({counted(calls['reads'], 'call')} to read)")
    elif outcome.failure is not None or outcome.interrupted:
        console.complain(
            f"{len(outcome.done)} of {counted(total, 'step')} done; run the same again for the rest"
        )
    else:
        console.hint(("pushed", "new"), f": {counted(total, 'step')}; "
                     f"{counted(calls['reads'], 'call')} to read, {calls['writes']} to write"
                     )  # fmt: skip
        console.hint("next: gh workflow run infra-project.yml; before the first project of a scale "
                     "set infra-common.yml")  # fmt: skip


def document(told: Told) -> dict[str, Any]:
    """Everything about one push as JSON."""
    found = told.plan.difference if told.plan else Difference()
    outcome = told.outcome
    ended_well = outcome is not None and outcome.failure is None and not outcome.interrupted
    return {
        "repository": told.repository.shown,
        "project": told.made.project,
        "environments": list(told.environments),
        "steps": [step_json(step) for step in found.steps],
        "unchanged": found.unchanged,
        "missing": [{"environment": place, "secret": name} for place, name in found.missing],
        "from_organization": [
            {"environment": place, "name": name} for place, name in found.from_organization
        ],
        "findings": [finding_json(finding) for finding in told.made.findings],
        "destructive": list(told.made.destructive),
        "blocked": told.made.blocks,
        "notes": told.made.opened.notes,
        "pushed": ended_well,
        "done": len(outcome.done) if outcome else 0,
        "interrupted": outcome.interrupted if outcome else False,
        "calls": calls_json(told.calls),
    }


def step_json(step: Step) -> dict[str, Any]:
    """One step; values of secrets are in no step."""
    return {
        "action": step.action,
        "kind": step.kind,
        "place": step.place,
        "name": step.name,
        "before": told_value(step.before),
        "after": told_value(step.after),
        "why": step.why,
    }

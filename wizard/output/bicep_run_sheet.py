"""The run sheet of a project's Bicep steps: what to run, in which order, and what by hand."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from wizard.delivery.bicep import BicepStep, bicep_orchestrator
from wizard.delivery.bicep_values import SALT_VARIABLE
from wizard.model.view import View
from wizard.output.bicep_names import (
    PASSWORD_SECRET,
    by_command,
    seeding_vault,
    step_file,
    way_up,
)
from wizard.output.files import filled

_PIPELINES = {"github": "GitHub workflows", "azure-devops": "Azure DevOps pipelines"}
_VARIABLES = {
    "AIF_ADMIN_PASSWORD": "the password of the virtual machines' administrator",
    SALT_VARIABLE: "ten lower-case letters or digits, the same in every step and every run",
}


def run_sheet(
    view: View,
    first: tuple[BicepStep, ...],
    again: tuple[BicepStep, ...],
    *,
    folder: str,
    home: str,
    note: str = "",
) -> str:
    """``RUN.md``: first and later runs of the view's project and environment.

    ``folder`` is where it stands, ``home`` where the templates are; both from the root. ``note``
    stands above the differences from the pipelines.
    """
    return filled(
        "bicep/run.md",
        project=view.context.project or "",
        environment=view.context.environment or "",
        release=view.catalog.release,
        scale_set=view.context.scale_set,
        home=home,
        preparation="".join(f"- [ ] {line}\n" for line in _preparation(view, first)),
        overview="".join(_overview(step) for step in first),
        steps="\n".join(_section(view, step, folder, home) for step in first),
        states=_states(first, again),
        pipelines=_PIPELINES[bicep_orchestrator(view)],
        differences=(f"{note}\n\n" if note else "") + _differences(first),
    )


def run_script(view: View, first: tuple[BicepStep, ...], again: tuple[BicepStep, ...]) -> str:
    """``run.sh``; what only a first run needs stands behind a question."""
    later = {step.number for step in again}
    flags = dict.fromkeys(state.name for step in first for state in step.states)
    return filled(
        "bicep/run.sh",
        flags=shlex.quote(" ".join(flags)),
        project=view.context.project or "",
        environment=view.context.environment or "",
        subscription=shlex.quote(view.text("subscription_id")),
        location=shlex.quote(view.text("region.name")),
        steps="\n".join(_script_step(step, step.number in later) for step in first).rstrip(),
    )


def _script_step(step: BicepStep, later: bool) -> str:
    only_first = "" if later else ' && [ -z "$form" ]'
    lines = [f"if wanted {step.number} {step.per}{only_first}; then"]
    title = f"== {step.number} {step.title}"
    lines.append(f"  printf '\\n%s\\n' {shlex.quote(title)}")
    for name in step.from_environment:
        lines.append(f"  need {name} {shlex.quote(_VARIABLES.get(name, 'a value'))}")
    lines += [f"  by_hand {shlex.quote(text)}" for text in step.before]
    if step.before:
        lines.append("  pause 'Is this done?'")
    flags = " ".join(state.name for state in step.states)
    command = ["step", _short(step), step.deployment, f"{step_file(step)}.bicepparam", flags]
    if step.resource_group:
        command.append(step.resource_group)
    run = " ".join(shlex.quote(part) for part in command)
    if step.may_fail:
        run += " || printf '%s\\n' 'This step failed; the next ones can run all the same.' >&2"
    lines.append(f"  {run}")
    lines += [f"  by_hand {shlex.quote(text)}" for text in step.after]
    if step.after:
        lines.append("  pause 'Is this done?'")
    return "\n".join([*lines, "fi", ""])


def _preparation(view: View, steps: tuple[BicepStep, ...]) -> Iterator[str]:
    needed = [name for step in steps for name in step.from_environment]
    for name in dict.fromkeys(needed):
        numbers = ", ".join(step.number for step in steps if name in step.from_environment)
        yield (
            f"`export {name}=…`: {_VARIABLES.get(name, 'a value')} (steps {numbers}). "
            "It stands in no file."
        )
    if SALT_VARIABLE in needed:
        yield (
            f"Better: keep these ten characters in the answers, under "
            f"`{view.full_key(f'naming.random_salts.{view.context.environment}')}`, and write the "
            "files again."
        )
    if seeding_vault(view):
        yield (
            f"For the ARM files: the password as secret `{PASSWORD_SECRET}` of the seeding key "
            "vault, which must be allowed for template deployment."
        )


def _overview(step: BicepStep) -> str:
    remarks = []
    if step.first_run_only:
        remarks.append("first run only")
    if step.may_fail:
        remarks.append("may fail")
    if step.deployment_problem:
        remarks.append(f"name too long: {step.deployment_problem}")
    once = "environment" if step.per == "environment" else "project and environment"
    return (
        f"| {step.number} | {step.title} | {once} | `{_cell(step.deployment)}` | "
        f"{len(step.deployment)} | {', '.join(remarks)} |\n"
    )


def _section(view: View, step: BicepStep, folder: str, home: str) -> str:
    lines = [f"### {step.number} {step.title}", ""]
    lines += [f"- [ ] Before: {text}" for text in step.before]
    lines += [f"- **Take care:** {text}" for text in step.warnings]
    lines += [f"- **Problem:** `{p.name}`: {p.problem}." for p in step.parameters if p.problem]
    if lines[-1]:
        lines.append("")
    lines += ["```bash", *_commands(view, step, folder, home), "```", ""]
    lines += [f"- [ ] After: {text}" for text in step.after]
    return "\n".join([*lines, ""]) if step.after else "\n".join(lines)


def _commands(view: View, step: BicepStep, folder: str, home: str) -> Iterator[str]:
    place = ["--location", step.location]
    if step.resource_group:
        place = ["--resource-group", step.resource_group]
    common = ["--name", step.deployment, "--subscription", step.subscription, *place]
    shared = " ".join(shlex.quote(part) for part in common)
    name, kind = step_file(step), _short(step)
    for verb in ("what-if", "create"):
        yield f"az deployment {kind} {verb} {shared} \\"
        yield f"  --parameters {shlex.quote(name + '.bicepparam')}"
    template = f"{way_up(folder)}{home}/{step.template}"
    secrets = "".join(f' {p}="${variable}"' for p, variable in by_command(view, step))
    yield "# or, with ARM JSON:"
    yield f"az deployment {kind} create {shared} \\"
    yield f"  --template-file {shlex.quote(template)} \\"
    yield f"  --parameters {shlex.quote(f'@{name}.parameters.json')}{secrets}"


def _short(step: BicepStep) -> str:
    return "sub" if step.scope == "subscription" else "group"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'").replace("\n", " ")


def _states(first: tuple[BicepStep, ...], again: tuple[BicepStep, ...]) -> str:
    """Per step, the flags and their values on a first and on a later run."""
    rows = ["| step | flag | first run | later run |\n|---|---|---|---|\n"]
    later = {step.number: step.values for step in again}
    for step in first:
        for state in step.states:
            value = later.get(step.number, {}).get(state.name)
            shown = "does not run" if value is None else _yes(value)
            rows.append(f"| {step.number} | `{state.name}` | {_yes(state.value)} | {shown} |\n")
    return "".join(rows)


def _yes(value: object) -> str:
    return "true" if value else "false"


def _differences(steps: tuple[BicepStep, ...]) -> str:
    """Each difference once, with the steps that it concerns here."""
    concerned: dict[str, tuple[list[str], dict[str, None]]] = {}
    for step in steps:
        for one in step.differences:
            numbers, names = concerned.setdefault(one.because, ([], {}))
            numbers.append(step.number)
            names.update(dict.fromkeys(one.parameters))
    rows = [
        f"| {', '.join(numbers)} | {', '.join(f'`{name}`' for name in names)} | {because} |\n"
        for because, (numbers, names) in concerned.items()
    ]
    return "".join(["| steps | parameters | why |\n|---|---|---|\n", *rows])

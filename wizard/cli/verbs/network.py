"""The address plan of each environment, and how many more projects fit.

'upstream' predicts what the vendor's calculator will choose; 'planned' is a plan of our own that
gives each project the subnets that its services use and fills gaps. --what-if says how many
projects VNets from /16 to /22 would hold in all, also when projects are lean.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from wizard.cli.call import DONE, Call
from wizard.cli.parsing import UsageError, environment, one_of

if TYPE_CHECKING:
    from wizard.model.view import View
    from wizard.network.capacity import Capacity, WhatIf
    from wizard.network.plan import AddressPlan

    Plans = dict[str, tuple[AddressPlan, Capacity]]
    Variants = dict[str, tuple[WhatIf, ...]]


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    add = parser.add_argument
    add("--scale-set", metavar="NNN", help="the scale set (otherwise the active project's)")
    add("--environment", action="append", default=[], metavar="ENV",
        type=environment, help="only dev, stage or prod")  # fmt: skip
    add("--strategy", type=one_of("upstream", "planned"), metavar="NAME",
        help="upstream or planned (otherwise as answered)")  # fmt: skip
    add("--what-if", action="store_true", help="how many projects VNets of other sizes would hold")
    add("--markdown", action="store_true", help="print Markdown, with a Mermaid diagram")
    add("--svg", action="store_true", help="print the picture of one environment as SVG")


def run(call: Call) -> int:
    """Print the plans."""
    from wizard.cli.draft_here import apply_assignments, known_scale_set, open_draft

    args = call.args
    forms = [name for name in ("json", "markdown", "svg") if getattr(args, name)]
    if len(forms) > 1:
        raise UsageError(f"--{forms[0]} and --{forms[1]} contradict each other", "use one of them")
    session = open_draft(call).session
    apply_assignments(call, session)
    view = session.view()
    if args.scale_set:
        view = session.view(scale_set=known_scale_set(session, args.scale_set))
    plans = _plans(call, view)
    variants = _variants(view, plans) if args.what_if else {}
    if args.json:
        call.console.document({"scale_set": view.context.scale_set, **_json(plans, variants)})
    elif args.svg:
        call.console.raw(_picture(plans))
    elif args.markdown:
        call.console.raw(_markdown(plans, variants))
    else:
        _print(call, plans, variants)
    return DONE


def _variants(view: View, plans: Plans) -> Variants:
    from wizard.network.build import build_what_if

    return {
        name: build_what_if(view.at(environment=name), plan) for name, (plan, _) in plans.items()
    }


def _json(plans: Plans, variants: Variants) -> dict[str, Any]:
    from wizard.network.listing import plans_json, what_if_json

    found = plans_json(plans)
    for name, rows in variants.items():
        found["environments"][name]["what_if"] = what_if_json(rows)
    return found


def _markdown(plans: Plans, variants: Variants) -> str:
    from wizard.network.listing import MOST_DRAWN, markdown, mermaid, what_if_markdown

    parts = []
    for name, (plan, left) in plans.items():
        parts.append(markdown(plan, left))
        if len(plan.demand.projects) <= MOST_DRAWN:
            parts.append(f"```mermaid\n{mermaid(plan)}```\n")
        if name in variants:
            parts.append("Projects that VNets of other sizes would hold in all:\n")
            parts.append(what_if_markdown(variants[name]))
    return "\n".join(parts)


def _plans(call: Call, view: View) -> Plans:
    from wizard.cli.draft_here import used_environments
    from wizard.network.build import build_capacity, build_plan

    found: Plans = {}
    for name in used_environments(view.environments, call.args.environment):
        there = view.at(environment=name)
        plan = build_plan(there, call.args.strategy)
        found[name] = (plan, build_capacity(there, plan))
    return found


def _picture(plans: Plans) -> str:
    from wizard.network.drawing import svg

    if len(plans) != 1:
        raise UsageError("--svg draws one environment", "name it with --environment")
    return svg(*next(iter(plans.values())))


def _print(call: Call, plans: Plans, variants: Variants) -> None:
    from wizard.network.listing import (
        WHAT_IF_HEADINGS,
        free_ranges,
        rows,
        vnet_text,
        what_if_rows,
    )

    console = call.console
    for name, (plan, left) in plans.items():
        console.line((name, "strong"), f"  {plan.demand.vnet_name}  {vnet_text(plan)}")
        listed = [tuple(str(cell) for cell in row) for row in rows(plan)]
        for line in _columns(listed):
            console.line(f"  {line}")
        console.line(f"  free: {', '.join(free_ranges(plan)) or 'nothing'}")
        console.line(f"  room for {left.projects_left} more projects, limited by {left.limited_by}")
        for flaw in plan.demand.flaws:
            console.line("  ", ("flaw", "warning"), f": {flaw}")
        if name in variants:
            console.line("  projects that VNets of other sizes would hold in all:")
            for line in _columns([WHAT_IF_HEADINGS, *what_if_rows(variants[name])]):
                console.line(f"    {line}")


def _columns(rows: list[tuple[Any, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]

"""Where a setting lands: variable names, scope, workflow expression, Bicep parameters."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from wizard.catalog.setting import ORCHESTRATOR_TITLES
from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("name", metavar="KEY|VARIABLE", help="a key, or a variable's name")


def run(call: Call) -> int:
    """Print the trace of one setting."""
    from wizard.cli.catalog_here import catalog_for, setting_named
    from wizard.delivery.trace import trace

    catalog = catalog_for(call)
    found = trace(setting_named(catalog, call.args.name), catalog)
    if call.console.as_json:
        call.console.document(found)
    else:
        _print(call, found)
    return DONE


def _print(call: Call, found: dict[str, Any]) -> None:
    console = call.console
    console.line((found["key"], "strong"), f"  {found['title']} ({found['scope']})")
    console.line("GitHub: " + found["effect"]["github"])
    for entry in found["github"]:
        console.line("  " + _github(entry))
    console.line("Azure DevOps: " + found["effect"]["azure_devops"])
    for entry in found["azure_devops"]:
        place = f", {entry['environment']}" if entry["environment"] else ""
        console.line(f"  {entry['name']} in variables.yaml{place}, read as {entry['expression']}")
    for entry in found["variables_json"]:
        console.line(f"variables.json: {entry['name']}")
    for row in found["counts"]:
        unless = f", unless {row['unless']}" if row["unless"] else ""
        title = ORCHESTRATOR_TITLES[row["orchestrator"]]
        console.line(f"  {title}, {row['run']} run: {row['file']} counts{unless}")
    console.line("Bicep parameters:" if found["bicep"] else "Bicep parameters: none")
    for entry in found["bicep"]:
        by = " and ".join(ORCHESTRATOR_TITLES[name] for name in entry["passed_by"])
        console.line(f"  {entry['template']}: {entry['parameter']} (passed by {by})")
    for short in found["falls_short"]:
        console.line(("falls short", "warning"), f" ({short['orchestrator']}): {short['text']}")
    if found["described_for"] != found["release"]:
        console.line(f"(Bicep parameters and effects as in release {found['described_for']})")


def _github(entry: dict[str, Any]) -> str:
    text = f"{entry['name']}: {entry['scope']}"
    if entry["environment"]:
        text += f" of {entry['environment']}"
    if entry["expression"]:
        text += f", read as {entry['expression']}" if entry["read"] else ", which nothing reads"
    if entry["fallback"]:
        text += f", falls back to {entry['fallback']}"
    return text

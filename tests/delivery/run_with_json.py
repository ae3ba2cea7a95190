"""How a project run of release 1.25 takes ``aifactory/variables.json``, over a fixture of facts."""

from __future__ import annotations

import json
from typing import Any

from tests.delivery.pipelines import facts

SECTIONS = {"dev": ("dev",), "stage": ("dev", "stage_prod", "test"),
            "prod": ("dev", "stage_prod", "prod")}  # fmt: skip


class Stopped(Exception):
    """The run refuses the file."""


def taken_from_file(
    text: str, environment: str, orchestrator: str = "github", release: str = "1.25"
) -> dict[str, str]:
    """What the file writes over the run's variables; :class:`Stopped` where the run stops."""
    rules = facts(release)["variables_json"]
    document = json.loads(text)
    if unknown := set(document) - set(rules["roots"]):
        raise Stopped(f"root keys {sorted(unknown)}")
    values: dict[str, Any] = {}
    for section in SECTIONS[environment]:
        values.update(document.get(section, {}))
    reserved = tuple(rules["reserved"][orchestrator])
    if orchestrator == "azure-devops" and any(name.startswith(reserved) for name in values):
        raise Stopped("a name of the agent's own")
    taken: dict[str, str] = {}
    for name, value in values.items():
        if name in rules["dropped"] or name.startswith(reserved):
            continue
        runtime = rules["aliases"].get(name, name)
        if not (runtime.isascii() and runtime.isidentifier()):
            raise Stopped(f"the name {name}")
        if runtime == "SCALING_MODE" and value not in rules["scaling_modes"]:
            raise Stopped(f"scaling mode {value!r}")
        taken[runtime] = _as_text(name, value)
    if (own := rules["network_env"][environment]) in taken:
        taken["network_env"] = taken[own]
    if orchestrator == "azure-devops" and (own := rules["cidr_range"][environment]) in taken:
        taken["cidr_range"] = taken[own]
    return taken


def _as_text(name: str, value: Any) -> str:
    if value is None:
        raise Stopped(f"null for {name}")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        return json.dumps(value, separators=(",", ":"))
    return str(value)

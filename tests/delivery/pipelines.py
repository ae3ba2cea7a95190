"""A small evaluator of what upstream's pipelines pass to Bicep, over a fixture of facts.

The fixture says, as expression trees, which variable each parameter comes from. The evaluator
plays GitHub (``vars``, ``secrets``, ``env``) or the Azure DevOps agent (macros) and then the
Azure CLI, which turns ``KEY=VALUE`` texts into the types that a template declares.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FIXTURE = Path(__file__).parents[1] / "fixtures" / "pipelines-1.24.json"
_MACRO = re.compile(r"\$\(([A-Za-z_][A-Za-z0-9_.\-]*)\)")
GITHUB_ENVIRONMENT = {"common-dev": "dev", "common-stage": "stage", "common-prod": "prod"}
ADO_ENVIRONMENT = {"Dev": "dev", "Stage": "stage", "Prod": "prod"}


class Rejected(Exception):
    """The Azure CLI refuses the parameter."""


@cache
def facts() -> dict[str, Any]:
    """The fixture."""
    loaded: dict[str, Any] = json.loads(_FIXTURE.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True)
class Arrival:
    """A parameter as it arrives: text on the command line, and the tree it came from."""

    template: str
    parameter: str
    text: str
    tree: Any
    environment: str

    @property
    def value(self) -> object:
        """What the Azure CLI hands to ARM."""
        declared = facts()["types"][self.template][self.parameter]
        if declared is None:
            raise Rejected(self.parameter)
        if declared == "bool":
            return self.text.lower() == "true"
        if declared == "int":
            return int(self.text)
        if declared in ("object", "array"):
            return json.loads(self.text)
        return self.text


def github_arrivals(
    variables: dict[str, str], secrets: dict[str, str], environment: str
) -> list[Arrival]:
    """Every parameter of every step that the GitHub workflows run in one environment."""
    found = []
    for job in facts()["github"]:
        if GITHUB_ENVIRONMENT.get(job["job"], environment) != environment:
            continue
        for deployment in job["deployments"]:
            for name, tree in deployment["parameters"].items():
                text = _github(tree, job["env"], variables, secrets, environment)
                found.append(
                    Arrival(deployment["template"], name, text, _source(tree, job["env"]),
                            environment)
                )  # fmt: skip
    return found


def ado_arrivals(variables: dict[str, str], environment: str) -> list[Arrival]:
    """Every parameter of every step that the Azure DevOps pipelines run in one environment."""
    found = []
    for pipeline in facts()["azure_devops"]:
        stage = next(
            tree for name, tree in pipeline["stages"].items()
            if ADO_ENVIRONMENT[name.split("_")[0]] == environment
        )  # fmt: skip
        known = {**variables, **pipeline["fixed"]}
        known.update({name: _ado(tree, known) for name, tree in stage.items()})
        for deployment in pipeline["deployments"]:
            for name, tree in deployment["parameters"].items():
                found.append(
                    Arrival(deployment["template"], name, _ado(tree, known), tree, environment)
                )
    return found


def names_in(tree: Any, kind: str) -> set[str]:
    """The variables ("var"), secrets or macros that a tree looks at."""
    if not isinstance(tree, list):
        return set()
    if tree[0] == kind:
        return {tree[1]}
    return {name for part in tree[1:] for name in names_in(part, kind)}


def _source(tree: Any, env: dict[str, Any]) -> Any:
    if isinstance(tree, list):
        if tree[0] == "env":
            return env.get(tree[1], tree)
        return [tree[0], *(_source(part, env) for part in tree[1:])]
    return tree


def _github(
    tree: Any, env: dict[str, Any], variables: dict[str, str], secrets: dict[str, str], place: str
) -> str:
    def value(part: Any) -> str:
        return _github(part, env, variables, secrets, place)

    kind = tree[0]
    if kind in ("text", "var", "secret", "input", "env"):
        return {
            "text": lambda: str(tree[1]),
            "var": lambda: variables.get(tree[1], ""),
            "secret": lambda: secrets.get(tree[1], ""),
            "input": lambda: place,
            "env": lambda: value(env[tree[1]]) if tree[1] in env else "",
        }[kind]()
    if kind in ("eq", "ne"):
        same = value(tree[1]).lower() == value(tree[2]).lower()
        return "true" if same == (kind == "eq") else ""
    texts = [value(part) for part in tree[1:]]
    if kind == "or":
        return next((text for text in texts if text), "")
    if kind == "and":
        return next((text for text in texts if not text), texts[-1])
    assert kind == "join", tree
    return "".join(texts)


def _ado(tree: Any, variables: dict[str, str]) -> str:
    kind = tree[0]
    if kind == "text":
        return str(tree[1])
    if kind == "join":
        return "".join(_ado(part, variables) for part in tree[1:])
    if tree[1] not in variables:
        return ""  # the macro stays as text, bash runs it as a command, which prints nothing
    return _expanded(variables[tree[1]], variables, 0)


def _expanded(text: str, variables: dict[str, str], depth: int) -> str:
    if depth > 5:
        return text
    return _MACRO.sub(
        lambda match: (
            _expanded(variables[match.group(1)], variables, depth + 1)
            if match.group(1) in variables
            else match.group()
        ),
        text,
    )

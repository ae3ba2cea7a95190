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

_FIXTURES = Path(__file__).parents[1] / "fixtures"
_MACRO = re.compile(r"\$\(([A-Za-z_][A-Za-z0-9_.\-]*)\)")
GITHUB_ENVIRONMENT = {"common-dev": "dev", "common-stage": "stage", "common-prod": "prod"}
ADO_ENVIRONMENT = {"Dev": "dev", "Stage": "stage", "Prod": "prod"}


class Rejected(Exception):
    """The Azure CLI refuses the parameter."""


@cache
def facts(release: str = "1.24") -> dict[str, Any]:
    """The fixture of a release."""
    text = (_FIXTURES / f"pipelines-{release}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@dataclass(frozen=True)
class Arrival:
    """A parameter as it arrives: text on the command line, and the tree it came from."""

    template: str
    parameter: str
    text: str
    tree: Any
    environment: str
    release: str = "1.24"

    @property
    def value(self) -> object:
        """What the Azure CLI hands to ARM."""
        declared = facts(self.release)["types"][self.template][self.parameter]
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
    variables: dict[str, str],
    secrets: dict[str, str],
    environment: str,
    release: str = "1.24",
    file: dict[str, str] | None = None,
) -> list[Arrival]:
    """Every parameter of every step that the GitHub workflows run in one environment.

    ``file`` is what a project run takes from variables.json: it wins over the job's environment.
    """
    found = []
    for job in facts(release)["github"]:
        if GITHUB_ENVIRONMENT.get(job["job"], environment) != environment:
            continue
        env = job["env"] if job["job"] in GITHUB_ENVIRONMENT else _overridden(job["env"], file)
        for deployment in job["deployments"]:
            for name, tree in deployment["parameters"].items():
                text = _github(tree, env, variables, secrets, environment)
                found.append(
                    Arrival(deployment["template"], name, text, _source(tree, job["env"]),
                            environment, release)
                )  # fmt: skip
    return found


def ado_arrivals(
    variables: dict[str, str],
    environment: str,
    release: str = "1.24",
    file: dict[str, str] | None = None,
) -> list[Arrival]:
    """Every parameter of every step that the Azure DevOps pipelines run in one environment.

    ``file`` is what a run takes from variables.json: it wins over variables and stages.
    """
    found = []
    for pipeline in facts(release)["azure_devops"]:
        stage = next(
            tree for name, tree in pipeline["stages"].items()
            if ADO_ENVIRONMENT[name.split("_")[0]] == environment
        )  # fmt: skip
        known = {**variables, **pipeline["fixed"]}
        known.update({name: _ado(tree, known) for name, tree in stage.items()})
        known.update(file or {})
        for deployment in pipeline["deployments"]:
            for name, tree in deployment["parameters"].items():
                text = _ado(tree, known)
                found.append(
                    Arrival(deployment["template"], name, text, tree, environment, release)
                )
    return found


def names_in(tree: Any, kind: str) -> set[str]:
    """The variables ("var"), secrets or macros that a tree looks at."""
    if not isinstance(tree, list):
        return set()
    if tree[0] == kind:
        return {tree[1]}
    return {name for part in tree[1:] for name in names_in(part, kind)}


def _overridden(env: dict[str, Any], file: dict[str, str] | None) -> dict[str, Any]:
    """The environment of a job after the file; GitHub's ``env`` takes no notice of case."""
    if not file:
        return env
    known = {name.lower(): name for name in env}
    taken = {known.get(name.lower(), name): ["text", value] for name, value in file.items()}
    return {**env, **taken}


def _source(tree: Any, env: dict[str, Any]) -> Any:
    if isinstance(tree, list):
        if tree[0] == "env":
            return env.get(tree[1], tree)
        if tree[0] == "first":
            known = [env[name] for name in tree[1:] if name in env]
            return known[0] if len(known) == 1 else ["or", *known]
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
    if kind == "first":
        return next((value(env[name]) for name in tree[1:] if name in env), "")
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

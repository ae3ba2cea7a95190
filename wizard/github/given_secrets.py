"""Secrets that a person has: from the environment or a prompt, for this push alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from wizard.github.wanted import Name
from wizard.web.failures import NotTaken

CREDENTIALS = "AZURE_CREDENTIALS"
_MEMBERS = ("clientId", "clientSecret", "subscriptionId", "tenantId")

Ask = Callable[[str], str]
"""Asks for a secret without showing what is typed; "" for nothing."""


def variable_names(environment: str, name: str) -> tuple[str, str]:
    """Where a secret is looked for in the user's environment: for one place, then for all."""
    return f"{name}_{environment.upper()}", name


def given_secrets(
    by_hand: Collection[str],
    environments: Iterable[str],
    asked_for: Collection[str],
    present: Collection[Name],
    environ: Mapping[str, str],
    ask: Ask | None,
) -> dict[Name, str]:
    """The values to set: those asked for by name, and those that are missing and at hand.

    Raises:
        NotTaken: one that was asked for is nowhere, or what is there is no such secret.
    """
    found: dict[Name, str] = {}
    for environment in environments:
        for name in by_hand:
            named = name in asked_for
            if not named and (environment, name) in present:
                continue
            value = _value(environment, name, environ, ask if named else None)
            if value:
                found[(environment, name)] = value
            elif named:
                names = " or ".join(variable_names(environment, name))
                raise NotTaken(f"{environment}: there is no value for {name}",
                               f"set {names} in the environment, or leave --secret {name} out"
                               )  # fmt: skip
    for (environment, name), value in found.items():
        for problem in _problems(name, value):
            raise NotTaken(f"{environment}: {name} {problem}", _remedy(name))
    return found


def _value(environment: str, name: str, environ: Mapping[str, str], ask: Ask | None) -> str:
    for variable in variable_names(environment, name):
        if environ.get(variable, "").strip():
            return environ[variable].strip()
    return ask(f"{name} for {environment}: ").strip() if ask else ""


def _problems(name: str, value: str) -> Iterator[str]:
    """What shows that a text is not the secret that the workflows sign in with."""
    if name != CREDENTIALS:
        return
    try:
        data = json.loads(value)
    except ValueError:
        yield "is no JSON"
        return
    lacking = [member for member in _MEMBERS if not (isinstance(data, dict) and data.get(member))]
    if lacking:
        yield f"lacks {', '.join(lacking)}"


def _remedy(name: str) -> str:
    members = ", ".join(_MEMBERS)
    return f"{name} is one line of JSON with {members}" if name == CREDENTIALS else "give another"

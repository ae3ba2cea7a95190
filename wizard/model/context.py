"""Contexts and full keys.

A short key ("services.cosmos_db") means something in a context: a scale set, an environment, a
project. Together they make the full key ("projects.003.services.cosmos_db").
"""

from __future__ import annotations

from typing import NamedTuple

from wizard.catalog.setting import Scope

_SCALE_SETS, _ENVIRONMENTS, _PROJECTS = "scale_sets", "environments", "projects"


class Context(NamedTuple):
    """Where a question is asked: ids of three digits, an environment of dev, stage, prod."""

    scale_set: str = "001"
    environment: str | None = None
    project: str | None = None

    def at(self, **changes: str | None) -> Context:
        """The same context with parts exchanged."""
        return self._replace(**changes)  # type: ignore[arg-type]


class MissingContext(ValueError):
    """A key of a scope for which the context names no project or environment."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


def full_key(key: str, scope: Scope, context: Context) -> str:
    """The full key of a short key.

    Raises:
        MissingContext: the scope needs a project or environment that the context lacks.
    """
    if scope == "factory":
        return key
    if scope == "scale_set":
        return f"{_SCALE_SETS}.{context.scale_set}.{key}"
    if scope == "environment":
        if context.environment is None:
            raise MissingContext(
                f"{key} is set per environment",
                f"name dev, stage or prod, as in {_ENVIRONMENTS}.dev.{key}",
            )
        return f"{_SCALE_SETS}.{context.scale_set}.{_ENVIRONMENTS}.{context.environment}.{key}"
    if context.project is None:
        raise MissingContext(
            f"{key} is set per project", f"name the project, as in {_PROJECTS}.001.{key}"
        )
    return f"{_PROJECTS}.{context.project}.{key}"


class Place(NamedTuple):
    """A full key taken apart: the short key, its scope, and the ids in front of it."""

    key: str
    scope: Scope
    scale_set: str | None = None
    environment: str | None = None
    project: str | None = None


def split_key(full: str) -> Place:
    """Take a full key apart; a key without ids in front is one of the factory's.

    ``environments.dev.subscription_id`` (no scale set named) is understood as well.
    """
    parts = full.split(".")
    if parts[0] == _PROJECTS and len(parts) > 2:
        return Place(".".join(parts[2:]), "project", project=parts[1])
    scale_set = None
    if parts[0] == _SCALE_SETS and len(parts) > 2:
        scale_set, parts = parts[1], parts[2:]
    if parts[0] == _ENVIRONMENTS and len(parts) > 2:
        return Place(".".join(parts[2:]), "environment", scale_set, parts[1])
    scope: Scope = "scale_set" if scale_set else "factory"
    return Place(".".join(parts), scope, scale_set)

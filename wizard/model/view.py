"""Effective values: what holds in a context, answers and defaults taken together.

Conditional defaults may depend on other settings, which may have conditional defaults
themselves; values are therefore found on demand and remembered. The catalogue's own test shows
that this always ends (no default depends on itself).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import Condition, holds, is_truthy, unmet_keys
from wizard.catalog.setting import (
    ENVIRONMENTS,
    UPSTREAM_ENVIRONMENT,
    Orchestrator,
    Scope,
    Setting,
    Value,
)
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.values import format_value, is_empty

_FIELD = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
Made = TypeVar("Made")
Memory = dict[Context, dict[str, Any]]
"""Effective values by the place that they hold in, and key; and what was made of them."""


class View:
    """The answers seen from one context.

    All views of one draft share ``memory``; throw it away (``View.forget``) when answers change.
    Accessors never raise on odd values: a text where a number should be gives None.
    """

    __slots__ = ("answers", "catalog", "context", "memory", "orchestrator")

    def __init__(
        self,
        catalog: Catalog,
        answers: Answers,
        context: Context | None = None,
        memory: Memory | None = None,
        orchestrator: Orchestrator | None = None,
    ) -> None:
        self.catalog = catalog
        self.answers = answers
        self.context = context or Context(scale_set=answers.scale_sets[0])
        self.memory: Memory = {} if memory is None else memory
        self.orchestrator = orchestrator

    def at(
        self,
        *,
        scale_set: str | None = None,
        environment: str | None = None,
        project: str | None = None,
    ) -> View:
        """The same answers from another place; a project brings its own scale set along."""
        context = Context(
            scale_set or self.context.scale_set,
            environment or self.context.environment,
            project or self.context.project,
        )
        if project and not scale_set:
            context = Context(self.home_of(project), *context[1:])
        return View(self.catalog, self.answers, context, self.memory, self.orchestrator)

    def home_of(self, project: str) -> str:
        """The scale set in which a project lives."""
        homes = self.memory.setdefault(_HOMES, {})
        if project not in homes:
            here = View(self.catalog, self.answers, Context("", None, project), self.memory)
            homes[project] = here.text("scale_set") or self.context.scale_set
        return str(homes[project])

    def for_orchestrator(self, orchestrator: Orchestrator) -> View:
        """The same place as one orchestrator alone sees it, where a factory serves both."""
        if self.text("orchestrator") == orchestrator:
            return self
        return View(self.catalog, self.answers, self.context, None, orchestrator)

    def forget(self, project: str | None = None) -> None:
        """Drop remembered values: all, or those that an edit of one project can change."""
        if project is None:
            self.memory.clear()
            return
        self._drop({None, project})

    def kept(self, name: str, make: Callable[[View], Made]) -> Made:
        """What ``make`` makes of this view, made once while the answers stay as they are."""
        made = self.memory.setdefault(self.context, {})
        key = f"{name}@{self.orchestrator or ''}"
        if key not in made:
            made[key] = make(self)
        found: Made = made[key]
        return found

    def release(self, project: str) -> None:
        """Drop the values of one project to save memory; they would be found again."""
        self._drop({project})

    def _drop(self, projects: set[str | None]) -> None:
        for context in [context for context in self.memory if context.project in projects]:
            del self.memory[context]

    # values

    def given(self, key: str) -> Given | None:
        """What somebody answered to this question, if anybody did."""
        return self.answers.get(self.full_key(key))

    def value(self, key: str) -> Value:
        """The effective value.

        Raises:
            UnknownName: no such setting.
            MissingContext: the key needs a project or environment that this view lacks.
        """
        return self._value(self.catalog.meant(key))

    def _value(self, setting: Setting) -> Value:
        context = self._narrowed(setting.scope)
        values = self.memory.get(context)
        if values is None:
            values = self.memory[context] = {}
        remembered = values.get(setting.key)
        if remembered is not None:
            return remembered  # type: ignore[no-any-return]
        given = self.answers.get(full_key(setting.key, setting.scope, context))
        value = self.default(setting) if given is None or setting.identity else given.value
        values[setting.key] = value
        return value

    def default(self, setting: Setting) -> Value:
        """The default that applies in this context."""
        for default in setting.default:
            if holds(default.when, self._sight(setting)):
                return self._filled(default.value, in_json=setting.kind == "json")
        return ""

    def text(self, key: str) -> str:
        """The effective value as the variable files carry it."""
        return format_value(self.value(key))

    def is_on(self, key: str) -> bool:
        """Whether the value is true (or, for a text, not empty and not "false")."""
        return is_truthy(self.value(key))

    def number(self, key: str) -> int | None:
        """The value as a number, None when it is none."""
        value = self.value(key)
        if isinstance(value, (bool, tuple)):
            return None
        text = str(value).strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def items(self, key: str) -> tuple[str, ...]:
        """The value as a list of texts, split at commas; blanks around items are kept out."""
        value = self.value(key)
        if isinstance(value, tuple):
            return value
        return tuple(item.strip() for item in format_value(value).split(",") if item.strip())

    def is_blank(self, key: str) -> bool:
        """Whether the effective value says nothing."""
        return is_empty(self.value(key))

    def full_key(self, key: str) -> str:
        """The full key of a short key in this context."""
        return full_key(key, self.catalog.meant(key).scope, self.context)

    # conditions

    def holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds here."""
        return holds(condition, self.lookup)

    def applies(self, key: str) -> bool:
        """Whether the question makes sense here."""
        setting = self.catalog.meant(key)
        if setting.applies_when is None:
            return True
        here = self.memory.setdefault(self.context, {})
        name = f"applies@{self.orchestrator or ''}@{setting.key}"
        found: bool | None = here.get(name)
        if found is None:
            found = here[name] = holds(setting.applies_when, self._sight(setting))
        return found

    def required(self, key: str) -> bool:
        """Whether the question needs an answer here."""
        setting = self.catalog.meant(key)
        if setting.required_when is None or not self.applies(key):
            return False
        return holds(setting.required_when, self._sight(setting))

    def causes(self, condition: Condition | None) -> tuple[str, ...]:
        """The short keys because of which a condition does not hold here."""
        return unmet_keys(condition, self.lookup)

    def lookup(self, key: str) -> Sequence[object]:
        """All values of a key that this context can see (see ``catalog.conditions``)."""
        return self._seen(key, everyone=True)

    def _sight(self, setting: Setting) -> Callable[[str], Sequence[object]]:
        """What a setting's conditions see: all projects, or those of its scale set."""
        return lambda key: self._seen(key, everyone=setting.scope == "factory")

    def _seen(self, key: str, *, everyone: bool) -> Sequence[object]:
        if key in _PSEUDO:
            return self._pseudo(key)
        setting = self.catalog.meant(key)
        if setting.scope == "project" and self.context.project is None:
            projects = self.answers.projects if everyone else self.projects
            return [self.at(project=name)._value(setting) for name in projects]
        if setting.scope == "environment" and self.context.environment is None:
            return [self.at(environment=name)._value(setting) for name in ENVIRONMENTS]
        return (self._value(setting),)

    # places

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments of this scale set that are in use."""
        here = self.context.scale_set
        return tuple(
            name for name in ENVIRONMENTS
            if self.at(scale_set=here, environment=name).is_on("enabled")
        )  # fmt: skip

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects of this scale set."""
        return self.projects_of(self.context.scale_set)

    def projects_of(self, scale_set: str) -> tuple[str, ...]:
        """The projects of a scale set."""
        homes = self.memory.setdefault(_HOMES, {})
        found: dict[str, tuple[str, ...]] | None = homes.get("")
        if found is None:
            found = homes[""] = {}
            for name in self.answers.projects:
                home = self.home_of(name)
                found[home] = (*found.get(home, ()), name)
        return found.get(scale_set, ())

    def _pseudo(self, key: str) -> Sequence[object]:
        if key == "environment":
            return [self.context.environment or ""]
        if key == "release":
            return [self.catalog.release]
        orchestrator = self.orchestrator or self.text("orchestrator")
        wanted = "github" if key == "on_github" else "azure-devops"
        return [orchestrator in (wanted, "both")]

    def _narrowed(self, scope: Scope) -> Context:
        """The place that values of a scope belong to."""
        context = self.context
        if scope in ("project", "factory"):
            return context if scope == "project" else _FACTORY
        if scope == "scale_set":
            return Context(context.scale_set)
        return Context(context.scale_set, context.environment)

    def _filled(self, value: Value, *, in_json: bool) -> Value:
        if not isinstance(value, str) or "{" not in value:
            return value
        if in_json:
            return _FIELD.sub(lambda match: _json_escaped(self._field(match)), value)
        return _FIELD.sub(self._field, value)

    def _field(self, match: re.Match[str]) -> str:
        name = match.group(1)
        environment = self.context.environment or ""
        known = {
            "project": self.context.project or "", "scale_set": self.context.scale_set,
            "environment": environment,
            "upstream_environment": UPSTREAM_ENVIRONMENT.get(environment, ""),
        }  # fmt: skip
        if name in known:
            return known[name]
        place = split_key(name)
        return self.at(environment=place.environment).text(place.key)


def _json_escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


_FACTORY = Context("")
_HOMES = Context("homes")
"""No place, but where the scale sets of the projects are remembered."""
_PSEUDO = {"on_github", "on_azure_devops", "environment", "release"}

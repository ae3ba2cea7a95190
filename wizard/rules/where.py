"""Where a rule looks: orchestrators in use, sizes in use, and the words for a place."""

from __future__ import annotations

from wizard.catalog.setting import Orchestrator, Value
from wizard.model.values import format_value
from wizard.model.view import View

SIZE_PARTS = {"dev": ("dev",), "stage_prod": ("stage", "prod")}
"""Sizes are chosen twice: once for dev, once for stage and prod together."""


def on_github(view: View) -> bool:
    """Whether GitHub runs this factory, alone or beside Azure DevOps."""
    return bool(view.lookup("on_github")[0])


def on_azure_devops(view: View) -> bool:
    """Whether Azure DevOps runs this factory, alone or beside GitHub."""
    return bool(view.lookup("on_azure_devops")[0])


def orchestrators(view: View) -> tuple[Orchestrator, ...]:
    """The orchestrators in use."""
    found: list[Orchestrator] = []
    if on_github(view):
        found.append("github")
    if on_azure_devops(view):
        found.append("azure-devops")
    return tuple(found)


def arrives(view: View, key: str) -> bool:
    """Whether a pipeline in use passes what is answered here on to the deployment."""
    setting = view.catalog[key]
    effects = {"github": setting.effect_github, "azure-devops": setting.effect_azure_devops}
    return any(effects[name] == "effective" for name in orchestrators(view))


def size_parts(view: View) -> tuple[str, ...]:
    """The halves of a size setting ("dev", "stage_prod") that an environment in use takes."""
    used = view.environments
    return tuple(part for part, names in SIZE_PARTS.items() if any(n in used for n in names))


def place(view: View) -> str:
    """The project in words, with a blank in front: " in project 003"; nothing without one."""
    project = view.context.project
    return f" in project {project}" if project else ""


def fits(view: View, key: str) -> bool:
    """Whether a key has a meaning in this view's context alone."""
    setting = view.catalog.settings.get(key)
    if setting is None:
        return False
    if setting.scope == "project":
        return view.context.project is not None
    return setting.scope != "environment" or view.context.environment is not None


def title(view: View, key: str) -> str:
    """How a sentence names a setting: a service by its title, anything else in quotes."""
    service = view.catalog.service_of_flag.get(key)
    if service is not None and service.on_value is True:
        return service.title
    setting = view.catalog.settings.get(key)
    return f'"{setting.title}"' if setting else key


def chosen(view: View, key: str) -> bool:
    """Whether somebody answered, the question applies, and the answer is not the default."""
    given = view.given(key)
    if given is None or not view.applies(key):
        return False
    return format_value(given.value) != format_value(view.default(view.catalog[key]))


def assignment(view: View, key: str, value: Value) -> str:
    """An answer in words: "switch Cosmos DB on", 'set "Container registry size" to Premium'."""
    if isinstance(value, bool):
        return f"switch {title(view, key)} {'on' if value else 'off'}"
    return f"set {title(view, key)} to {value}"


def either(*actions: str) -> str:
    """Ways out as one sentence: "Switch A on, or switch B off."."""
    text = ", or ".join(dict.fromkeys(action for action in actions if action))
    return f"{text[:1].upper()}{text[1:]}."

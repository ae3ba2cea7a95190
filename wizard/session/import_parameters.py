"""Deployment parameter files of older releases as variables."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.setting import ENVIRONMENT_NAMED, Setting, Variable
from wizard.formats.variables_json import value_text
from wizard.model.answer_nodes import Node
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable
from wizard.session.import_sources import NotUnderstood, Source
from wizard.upgrade.way import number


def parameter_source(catalog: Catalog, shown: str, parameters: Node) -> Source:
    """The parameters that are a variable by name, or that exactly one setting ends in."""
    source = Source(shown, "parameters")
    rows = catalog.tables.get("reading", {}).get("parameter_files", {})
    aliases, remarks = rows.get("names", {}), rows.get("notes", ())
    names = VariableNames(catalog, "azure-devops")
    by_parameter = _settings_by_parameter(catalog)
    environment = _environment(shown, parameters)
    for name, node in parameters.children or ():
        text = _text(source, name, node)
        if text is None:
            continue
        if name in remarks:
            source.unplaced.append((FileVariable(name, text, node.line), "a remark, sets nothing"))
            continue
        name = aliases.get(name, name)
        variable = FileVariable(name, text, node.line)
        known = names.known(name)
        settings = by_parameter.get(name.lower(), [])
        if known is not None or names.successors(name):
            source.variables.append(variable)
        elif len(settings) == 1:
            _as_variable(source, settings[0], variable, environment)
        elif settings:
            source.unplaced.append((variable, "several settings end in it"))
        elif (later := _later(catalog.release, name)) is not None:
            source.later.append((variable, *later))
        else:
            source.unplaced.append((variable, "no setting of this release ends in it"))
    return source


def _later(release: str, name: str) -> tuple[str, str] | None:
    """The first release after this one that has a variable of that name, and its key there."""
    for other in releases():
        if number(other) > number(release):
            known = VariableNames(load_catalog(other), "azure-devops").known(name)
            if known is not None:
                return other, known.setting.key
    return None


def _text(source: Source, name: str, node: Node) -> str | None:
    entry = dict(node.children or ())
    if "reference" in entry:
        variable = FileVariable(name, "", node.line)
        source.unplaced.append((variable, "a reference to a secret in a key vault"))
        return None
    if "value" not in entry:
        source.not_understood.append(NotUnderstood(node.line, f"{name} has no value"))
        return None
    value = entry["value"].data(typed=True)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    return value_text(value) or ""


def _environment(shown: str, parameters: Node) -> str | None:
    """The environment that the file is for: its parameter ``env``, else a part of its name."""
    named = dict(parameters.children or ()).get("env")
    value = dict(named.children or ()).get("value") if named is not None else None
    parts = [value.text or ""] if value is not None else []
    stem = shown.rpartition("/")[2].lower().replace("-", ".").replace("_", ".")
    found = [ENVIRONMENT_NAMED.get(part, "") for part in (*parts, *stem.split("."))]
    return next(filter(None, found), None)


def _settings_by_parameter(catalog: Catalog) -> dict[str, list[Setting]]:
    found: dict[str, list[Setting]] = {}
    for setting in catalog.settings.values():
        ends = (*setting.reaches_github, *setting.reaches_azure_devops)
        for name in {end.rpartition("#")[2].lower() for end in ends}:
            found.setdefault(name, []).append(setting)
    return found


def _as_variable(
    source: Source, setting: Setting, variable: FileVariable, environment: str | None
) -> None:
    for variables, place in (
        (setting.azure_devops, source.variables),
        (setting.github, source.others),
    ):
        twin = _twin(variables, environment)
        if twin is not None:
            place.append(FileVariable(twin.name, variable.value, variable.line))
            return
    source.unplaced.append((variable, "the setting is one of another environment or has no name"))


def _twin(variables: tuple[Variable, ...], environment: str | None) -> Variable | None:
    fitting = [v for v in variables if v.environment in (None, environment)]
    return next((v for v in fitting if v.in_template), fitting[0] if fitting else None)

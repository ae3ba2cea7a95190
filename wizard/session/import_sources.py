"""Files that can be imported: what kind each is, and the variables in it with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.formats import variables_json
from wizard.formats.ado_entries import AdoProblem
from wizard.formats.errors import FormatError
from wizard.formats.merge_conflict import refuse_conflict
from wizard.model.answer_nodes import Node, json_root
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable
from wizard.rules.finding import Finding
from wizard.session.file_findings import variable_file_findings
from wizard.session.import_mending import mended_variables
from wizard.session.variable_files import file_variables, kind_of_file
from wizard.store.errors import StoreError
from wizard.store.reading import FileState

Kind = Literal[
    "github", "azure-devops", "variables.json", "wizard-state", "scale-set-state", "parameters",
    "answers",
]  # fmt: skip

_NUMBER = re.compile(r"(?:project|scaleset)[-_]?([0-9]{1,3})(?![0-9])", re.IGNORECASE)
_REPORTED_ELSEWHERE = ("FIL104", "FIL105")
_NOT_UNDERSTOOD = ("FIL102", "FIL112")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A line (1-based) that was read as nothing, and why."""

    line: int | None
    text: str


@dataclass(slots=True)
class Source:
    """A file before its names are looked up.

    ``variables`` are those of ``orchestrator``, ``others`` those that only the other one has;
    ``decisions`` are short keys of ours with values. ``number`` is the project's or scale set's
    that the path names. ``unplaced`` have a name but no setting, with the reason; ``later`` are
    those that a later release knows, with that release and the short key there; ``mended`` are
    lines that were read as the variables that they mean, by line.
    """

    shown: str
    kind: Kind
    orchestrator: Orchestrator = "azure-devops"
    variables: list[FileVariable] = field(default_factory=list)
    others: list[FileVariable] = field(default_factory=list)
    decisions: list[tuple[str, str, FileVariable]] = field(default_factory=list)
    unplaced: list[tuple[FileVariable, str]] = field(default_factory=list)
    later: list[tuple[FileVariable, str, str]] = field(default_factory=list)
    mended: dict[int, AdoProblem] = field(default_factory=dict)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    number: str = ""

    @property
    def is_variable_file(self) -> bool:
        """Whether pipelines read such a file, so that names that we do not know go back there."""
        return self.kind in ("github", "azure-devops", "variables.json")


def read_source(catalog: Catalog, state: FileState, shown: str) -> Source:
    """What a file holds; an answers document is only recognised, not read.

    Raises:
        StoreError: it cannot be read as the kind of file that it seems to be.
    """
    orchestrator = kind_of_file(state)
    try:
        refuse_conflict(state.text.text, shown)
        if orchestrator is not None:
            source = _variable_file(catalog, orchestrator, state, shown)
        elif state.text.text.lstrip("\ufeff \r\n\t").startswith("{"):
            source = _json_file(catalog, state, shown)
        else:
            source = Source(shown, "answers")
    except FormatError as error:
        where = f"{shown}:{error.line}" if error.line else shown
        raise StoreError(where, error.reason, error.remedy) from error
    match = _NUMBER.findall(shown.replace("\\", "/"))
    source.number = match[-1].zfill(3) if match else ""
    if source.kind not in ("github", "azure-devops"):
        source.notes += state.text.notes
    return source


def _variable_file(
    catalog: Catalog, orchestrator: Orchestrator, state: FileState, shown: str
) -> Source:
    source = Source(shown, orchestrator, orchestrator)
    source.variables = file_variables(state, orchestrator, shown)
    if orchestrator == "azure-devops":
        source.variables, source.mended = mended_variables(state, shown)
    for finding in variable_file_findings(catalog, orchestrator, state, shown):
        if finding.line in source.mended:
            source.findings.append(finding)
        elif finding.code in _NOT_UNDERSTOOD:
            source.not_understood.append(NotUnderstood(finding.line, finding.message))
        elif finding.code not in _REPORTED_ELSEWHERE:
            source.findings.append(finding)
    return source


def _json_file(catalog: Catalog, state: FileState, shown: str) -> Source:
    root = json_root(state.text.text, shown)
    children = dict(root.children or ())
    if _has_parameters(children):
        from wizard.session.import_parameters import parameter_source

        return parameter_source(catalog, shown, children["parameters"])
    if variables_json.is_variables_json(_shape(children)):
        return _sections(catalog, shown, root)
    if {"factory", "projects", "scale_sets", "version"} & children.keys():
        return Source(shown, "answers")
    return _wizard_state(catalog, shown, root)


def _shape(children: dict[str, Node]) -> dict[str, Any]:
    return {key: {} if node.children is not None else None for key, node in children.items()}


def _has_parameters(children: dict[str, Node]) -> bool:
    """Whether these are deployment parameters, be the schema's name spelt as it may."""
    if "parameters" not in children:
        return False
    schemas = [node.text or "" for key, node in children.items() if key.endswith("$schema")]
    return "contentVersion" in children or any("deploymentParameters" in s for s in schemas)


def _sections(catalog: Catalog, shown: str, root: Node) -> Source:
    """``variables.json``: ``dev`` is what all environments begin with."""
    source = Source(shown, "variables.json")
    base: dict[str, str] = {}
    for section, node in root.children or ():
        if section == variables_json.STATE:
            continue
        if section not in variables_json.SECTIONS or node.children is None:
            source.not_understood.append(
                NotUnderstood(node.line, f"{section}: the pipelines stop at this section")
            )
            continue
        for variable in _texts(source, node):
            if section == "dev":
                base[variable.name] = variable.value
                _place(catalog, source, variable)
            elif base.get(variable.name) == variable.value:
                continue
            elif _environment(catalog, variable.name) in _OF_SECTION[section]:
                source.variables.append(variable)
            else:
                named = FileVariable(f"{section}.{variable.name}", variable.value, variable.line)
                source.unplaced.append((named, "differs from dev; the answers have one value"))
    return source


_OF_SECTION = {"stage_prod": ("stage", "prod"), "test": ("stage",), "prod": ("prod",)}


def _environment(catalog: Catalog, name: str) -> str | None:
    """The environment that a name belongs to, so that its section may say it."""
    found = catalog.by_variable.get(name)
    return found[2].environment if found else None


def _texts(source: Source, node: Node) -> list[FileVariable]:
    found = []
    for name, child in node.children or ():
        text = variables_json.value_text(child.data(typed=True))
        if text is None:
            reason = f"{name} is null, at which the pipelines stop"
            source.not_understood.append(NotUnderstood(child.line, reason))
        else:
            found.append(FileVariable(name, text, child.line))
    return found


def _wizard_state(catalog: Catalog, shown: str, root: Node) -> Source:
    """What the vendor's wizard saves: names of variables and some of its own, perhaps nested."""
    state = catalog.tables.get("reading", {}).get("wizard_state", {})
    is_scale_set = "scaleset" in shown.rpartition("/")[2].lower()
    source = Source(shown, "scale-set-state" if is_scale_set else "wizard-state")
    for variable in _flat(source, root):
        decision = state["decisions"].get(variable.name)
        if variable.name in state["own"]:
            continue
        if decision is None:
            _place(catalog, source, _respelt(source, state, variable))
        elif variable.value.strip().lower() in decision["values"]:
            value = decision["values"][variable.value.strip().lower()]
            source.decisions.append((decision["key"], value, variable))
        elif variable.value:
            reason = f"{variable.name}: {variable.value!r} is not known"
            source.not_understood.append(NotUnderstood(variable.line, reason))
    names = VariableNames(catalog, "azure-devops")
    known = any(names.known(v.name) or names.successors(v.name) for v in source.variables)
    if not (known or source.others or source.decisions):
        raise FormatError(
            "holds no variable of an AI Factory",
            "Name a .env, a variables.yaml, a variables.json, a saved state, a parameter file "
            "or an answers file",
            path=shown,
        )
    return source


def _respelt(source: Source, state: dict[str, Any], variable: FileVariable) -> FileVariable:
    """A value of a saved state under the name, and in the spelling, of variables.yaml."""
    text = variable.value
    for old, new in state.get("texts", {}).get(variable.name, {}).items():
        text = text.replace(old, new)
    if text != variable.value:
        source.notes.append(f"{variable.name}: {variable.value} is read as {text}")
    name = state["names"].get(variable.name, variable.name)
    return FileVariable(name, text, variable.line)


def _flat(source: Source, node: Node) -> list[FileVariable]:
    found: list[FileVariable] = []
    for name, child in node.children or ():
        if child.children is not None:
            found += _flat(source, child)
        elif not child.is_null:
            text = variables_json.value_text(child.data(typed=True))
            found.append(FileVariable(name, text or "", child.line))
    return found


def _place(catalog: Catalog, source: Source, variable: FileVariable) -> None:
    """A name of Azure DevOps, else one that only GitHub has, else one for the report."""
    names = VariableNames(catalog, "azure-devops")
    other = catalog.tables.get("reading", {}).get("spellings", {}).get(variable.name)
    if other is not None:
        if any(entry.name == other for entry in source.variables):
            source.unplaced.append((variable, f"{other} stands in the file as well, and counts"))
            return
        source.notes.append(f"{variable.name} is read as {other}")
        variable = FileVariable(other, variable.value, variable.line)
    found = catalog.by_variable.get(variable.name)
    if names.known(variable.name) or names.successors(variable.name) or found is None:
        source.variables.append(variable)
        return
    setting, _, named = found
    twin = next((v for v in setting.azure_devops if v.environment == named.environment), None)
    if twin is None:
        source.others.append(variable)
    else:
        source.variables.append(FileVariable(twin.name, variable.value, variable.line))

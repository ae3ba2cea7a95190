"""All files of one project, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.delivery.variables_json import deliver_variables_json, rules_of
from wizard.model.view import View
from wizard.output.ado_file import edited_ado_text, kept_ado_lines, new_ado_text
from wizard.output.env_file import edited_env_text, kept_env_lines, new_env_text
from wizard.output.files import ADO_FILE, ENV_FILE, GENERATED, OutputFile, text_file
from wizard.output.github_sets import github_set_files
from wizard.output.manifest import manifest_file
from wizard.output.report import report_file
from wizard.rules.finding import Finding

if TYPE_CHECKING:
    from wizard.catalog.bicep import BicepTables
    from wizard.network.plan import AddressPlan

_ENV_READER = "bash: the vendor's upload script, by `source`; preflight.sh"
_JSON_READER = "project runs on both orchestrators, before the other variable files"
_ADO_READER = "Azure DevOps pipelines, from the branch that they run on"


def project_files(
    view: View,
    orchestrators: tuple[Orchestrator, ...],
    *,
    active: bool,
    existing: Mapping[str, str],
    findings: Iterable[Finding],
    environments: tuple[str, ...],
    plans: Mapping[str, AddressPlan] | None = None,
    bicep: bool = False,
    submodule: str = "",
    tables: BicepTables | None = None,
    completes: bool = False,
) -> list[OutputFile]:
    """The files of the view's project.

    ``existing`` is the text of files that stand already, by path: these are edited in place.
    ``environments`` limits the sets for GitHub environments. The active project's variable files
    also stand where the pipelines read them. ``plans`` are the address plans by environment, made
    here when missing. ``bicep`` adds parameter files for the templates below ``submodule``, by
    ``tables`` (see ``bicep_files``). ``completes`` as in ``edited_env_text``.

    Raises:
        FormatError: an existing file cannot be read, or a value that its format cannot carry.
        NoBicepTables: parameter files for a release whose templates are not described.
    """
    folder = f"{GENERATED}/{view.context.project}"
    files: list[OutputFile] = []
    if "github" in orchestrators:
        files += _github_files(view, folder, active, existing, environments, completes)
    if "azure-devops" in orchestrators:
        files += _azure_devops_files(view, folder, active, existing, completes)
    if rules_of(view.catalog) is not None:
        files += _json_files(view, orchestrators, folder, active, existing)
    if bicep:
        from wizard.output.bicep_files import bicep_files

        files += bicep_files(view, environments, plans, submodule=submodule, tables=tables)
    files.append(report_file(view, folder, orchestrators, findings, plans, bicep=bicep))
    return [*files, manifest_file(folder, files)]


def _github_files(
    view: View,
    folder: str,
    active: bool,
    existing: Mapping[str, str],
    environments: tuple[str, ...],
    completes: bool,
) -> list[OutputFile]:
    delivery = deliver_github(view)
    files = []
    fresh = new_env_text(view.catalog, delivery)
    fresh += kept_env_lines(view, {item.name for item in delivery.file})
    for path in _paths(ENV_FILE, f"{folder}/github/.env", active):
        text = fresh
        if path in existing:
            text = edited_env_text(existing[path], view, delivery.file, path, completes=completes)
        files.append(text_file(path, text, _ENV_READER, commit=False))
    repository = view.text("github.repository")
    return files + github_set_files(delivery, folder, environments, repository)


def _azure_devops_files(
    view: View, folder: str, active: bool, existing: Mapping[str, str], completes: bool
) -> list[OutputFile]:
    items = deliver_azure_devops(view)
    files = []
    fresh = new_ado_text(view.catalog, items)
    fresh += kept_ado_lines(view, {item.name for item in items})
    for path in _paths(ADO_FILE, f"{folder}/azure-devops/variables.yaml", active):
        text = fresh
        if path in existing:
            text = edited_ado_text(existing[path], view, items, path, completes=completes)
        files.append(text_file(path, text, _ADO_READER, commit=True))
    return files


def _json_files(
    view: View,
    orchestrators: tuple[Orchestrator, ...],
    folder: str,
    active: bool,
    existing: Mapping[str, str],
) -> list[OutputFile]:
    from wizard.output.variables_json_file import JSON_FILE, edited_json_text, new_json_text

    side: Orchestrator = "azure-devops" if "azure-devops" in orchestrators else "github"
    items = deliver_variables_json(view, side)
    files = []
    for path in _paths(JSON_FILE, f"{folder}/variables.json", active):
        text = new_json_text(items)
        if path in existing:
            text = edited_json_text(existing[path], view, side, items, path)
        files.append(text_file(path, text, _JSON_READER, commit=True))
    return files


def _paths(live: str, generated: str, active: bool) -> tuple[str, ...]:
    return (live, generated) if active else (generated,)

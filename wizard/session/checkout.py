"""The vendor's template files in a checkout, and the catalogue for what is checked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.setting import Orchestrator
from wizard.store.layout import Layout
from wizard.store.reading import read_file
from wizard.store.release import names_its_release, release_of
from wizard.upgrade.way import number

if TYPE_CHECKING:
    from wizard.upgrade.template import TemplateEntry

_SETTINGS = "environment_setup/aifactory/bicep/copy_to_local_settings"
TEMPLATES: dict[Orchestrator, str] = {
    "github": f"{_SETTINGS}/github-actions/.env.template",
    "azure-devops": f"{_SETTINGS}/azure-devops/esml-yaml-pipelines/variables/variables.yaml",
}
"""Where the templates stand in the vendor's repository."""


def templates_in(checkout: Path) -> dict[Orchestrator, tuple[TemplateEntry, ...]]:
    """The templates of a checkout, as far as they are there.

    Raises:
        StoreError, FormatError: one of them cannot be read.
    """
    from wizard.upgrade.template import read_template

    found: dict[Orchestrator, tuple[TemplateEntry, ...]] = {}
    for orchestrator, place in TEMPLATES.items():
        path = checkout / place
        if path.is_file():
            text = read_file(path, shown=place).text.text.replace("\r\n", "\n")
            found[orchestrator] = read_template(text, orchestrator, place)
    return found


def catalog_there(layout: Layout) -> Catalog:
    """The catalogue for a repository; for a checkout of a release later than all that are
    described it is the latest one with what that release's templates have besides.

    Raises:
        StoreError, FormatError: the workspace or a template cannot be read.
    """
    module = layout.submodule
    known = releases()
    release = module.release
    if release is None or release in known or number(release) < number(known[-1]):
        return load_catalog(release_of(layout))
    if names_its_release(layout):
        return load_catalog(release_of(layout))
    from wizard.upgrade.unknown_release import extended

    templates = templates_in(module.path)
    base = load_catalog(known[-1])
    return extended(base, release, templates) if templates else base

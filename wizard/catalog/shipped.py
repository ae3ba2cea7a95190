"""What the vendor's templates of a release hold before anybody fills them in."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator


def shipped_values(catalog: Catalog, orchestrator: Orchestrator) -> dict[str, str]:
    """Every name of the release's template -> its text there.

    A setting says the text of its first name; the table "shipped" that of the others.
    """
    side = orchestrator.replace("-", "_")
    texts: dict[str, str] = catalog.tables.get("shipped", {}).get(side, {})
    found: dict[str, str] = {}
    for setting in catalog.settings.values():
        said = (
            setting.template_default_github
            if orchestrator == "github"
            else setting.template_default_azure_devops
        )
        for variable in setting.variables(orchestrator):
            if variable.in_template:
                found[variable.name] = texts.get(variable.name, said or "")
    return found

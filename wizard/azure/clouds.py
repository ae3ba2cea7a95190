"""The clouds of Azure with their endpoints: those of the catalogue and the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wizard.azure.cli_folder import CLOUDS, cli_folder, read_sections
from wizard.catalog.catalog import Catalog
from wizard.catalog.tables import Row


class Cloud(NamedTuple):
    """A cloud; endpoints are addresses ("https://management.azure.com") without a slash at the end.

    Suffixes begin with no dot. What is not known, or not offered there, is "". ``upstream`` says
    what the AI Factory can deploy: "supported", "public-or-central-dns" or "unsupported".
    """

    name: str
    title: str
    sign_in: str = ""
    resource_manager: str = ""
    graph: str = ""
    portal: str = ""
    storage: str = ""
    key_vault: str = ""
    registry: str = ""
    sql: str = ""
    postgresql: str = ""
    upstream: str = "unsupported"


_OPTIONS = {
    "sign_in": "endpoint_active_directory",
    "resource_manager": "endpoint_resource_manager",
    "graph": "endpoint_microsoft_graph_resource_id",
    "portal": "endpoint_portal",
    "storage": "suffix_storage_endpoint",
    "key_vault": "suffix_keyvault_dns",
    "registry": "suffix_acr_login_server_endpoint",
    "sql": "suffix_sql_server_hostname",
    "postgresql": "suffix_postgresql_server_endpoint",
}
"""How the Azure CLI calls what is in a cloud of the user's own."""


def known_clouds(catalog: Catalog) -> dict[str, Cloud]:
    """The clouds that the catalogue describes, by name."""
    return {row["name"]: _described(row) for row in catalog.tables["clouds"]["clouds"]}


def all_clouds(
    catalog: Catalog, *, folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> dict[str, Cloud]:
    """The clouds of the catalogue as the user's ``clouds.config`` changes and completes them."""
    found = known_clouds(catalog)
    for name, options in read_sections(folder or cli_folder(environ), CLOUDS).items():
        given = {field: _plain(options[option]) for field, option in _OPTIONS.items()
                 if options.get(option)}  # fmt: skip
        if name in found:
            found[name] = found[name]._replace(**given)
        elif given:
            found[name] = Cloud(name, name)._replace(**given)
    return found


def _described(row: Row) -> Cloud:
    addresses = ("sign_in", "resource_manager", "graph", "portal")
    return Cloud(
        name=row["name"],
        title=row["title"],
        upstream=row["upstream"],
        **{name: f"https://{row[name]}" for name in addresses},
        **row["suffixes"],
    )


def _plain(text: str) -> str:
    return text.strip().rstrip("/").lstrip(".")

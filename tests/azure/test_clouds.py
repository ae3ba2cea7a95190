"""The clouds of the catalogue are those of azure-cli-core, by name and endpoint."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.azure.cli_folders import USUAL, make_folder
from wizard.azure.clouds import Cloud, all_clouds, known_clouds
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def judged(cloud: object) -> dict[str, str]:
    """What azure-cli-core knows of a cloud, endpoints as hosts and suffixes without a dot."""
    endpoints, suffixes = vars(cloud)["endpoints"], vars(cloud)["suffixes"]
    return {
        "sign_in": host(endpoints.active_directory),
        "resource_manager": host(endpoints.resource_manager),
        "graph": host(endpoints.microsoft_graph_resource_id),
        "portal": host(endpoints.portal),
        "storage": suffixes.storage_endpoint,
        "key_vault": suffixes.keyvault_dns.removeprefix("."),
        "registry": suffixes.acr_login_server_endpoint.removeprefix("."),
        "sql": suffixes.sql_server_hostname.removeprefix("."),
        "postgresql": suffixes.postgresql_server_endpoint.removeprefix("."),
    }


def host(address: str) -> str:
    return urlsplit(address).hostname or ""


def described(cloud: Cloud) -> dict[str, str]:
    addresses = ("sign_in", "resource_manager", "graph", "portal")
    suffixes = ("storage", "key_vault", "registry", "sql", "postgresql")
    return {
        **{name: host(getattr(cloud, name)) for name in addresses},
        **{name: getattr(cloud, name) for name in suffixes},
    }


def test_the_table_has_the_clouds_that_azure_cli_core_lists(catalog: Catalog) -> None:
    from azure.cli.core.cloud import HARD_CODED_CLOUD_LIST

    listed = {cloud.name: judged(cloud) for cloud in HARD_CODED_CLOUD_LIST}
    assert {name: described(cloud) for name, cloud in known_clouds(catalog).items()} == listed


def test_every_region_lies_in_a_cloud_of_the_table(catalog: Catalog) -> None:
    regions = catalog.tables["regions"]["regions"]
    assert {row["cloud"] for row in regions} <= set(known_clouds(catalog))


def test_upstream_deploys_to_the_public_cloud_alone_without_changes(catalog: Catalog) -> None:
    clouds = known_clouds(catalog).values()
    assert [one.name for one in clouds if one.upstream == "supported"] == ["AzureCloud"]
    for row in catalog.tables["clouds"]["clouds"]:
        assert len(row["upstream_text"]) > 30


OWN = """\
[Own]
endpoint_resource_manager = https://arm.contoso.example/
endpoint_active_directory = https://login.contoso.example
suffix_keyvault_dns = .vault.contoso.example
[AzureUSGovernment]
subscription = 11111111-2222-4333-8444-5555555555c1
endpoint_portal = https://portal.contoso.example
[Empty]
subscription = 11111111-2222-4333-8444-5555555555c2
"""


def test_clouds_of_the_users_own_are_known_as_well(catalog: Catalog, tmp_path: Path) -> None:
    folder = make_folder(tmp_path, *USUAL, clouds=OWN)
    found = all_clouds(catalog, folder=folder)
    assert set(found) == {*known_clouds(catalog), "Own"}
    own = found["Own"]
    assert own.resource_manager == "https://arm.contoso.example"
    assert (own.key_vault, own.graph, own.upstream) == ("vault.contoso.example", "", "unsupported")
    government = found["AzureUSGovernment"]
    assert government.portal == "https://portal.contoso.example"
    assert government.graph == "https://graph.microsoft.us"


def test_without_a_sign_in_the_clouds_are_those_of_the_catalogue(
    catalog: Catalog, tmp_path: Path
) -> None:
    assert all_clouds(catalog, folder=tmp_path / "nowhere") == known_clouds(catalog)
    assert not (tmp_path / "nowhere").exists()

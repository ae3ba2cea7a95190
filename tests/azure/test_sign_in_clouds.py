"""Which cloud the Azure CLI talks to; azure-cli-core itself is asked whether that is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.azure.cli_folders import DEV, USUAL, make_folder
from wizard.azure.sign_in import sign_in_directory
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.session.directory import Directory


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def look(catalog: Catalog, folder: Path, **environ: str) -> Directory:
    return sign_in_directory(catalog, environ={"AZURE_CONFIG_DIR": str(folder), **environ})


CLOUDS = {
    "none chosen": ("", {}, "AzureCloud"),
    "chosen": ("[cloud]\nname = AzureUSGovernment\n", {}, "AzureUSGovernment"),
    "by the environment": ("[cloud]\nname = AzureCloud\n",
                           {"AZURE_CLOUD_NAME": "AzureChinaCloud"}, "AzureChinaCloud"),
    "the user's own": ("[cloud]\nname = Own\n", {}, "Own"),
    "one that is gone": ("[cloud]\nname = Gone\n", {}, "AzureCloud"),
    "nothing in the section": ("[cloud]\n", {}, "AzureCloud"),
    "percent signs": ("[core]\noutput = %h%\n[cloud]\nname = AzureBleuCloud\n", {},
                      "AzureBleuCloud"),
}  # fmt: skip
OWN = (
    "[Own]\nprofile = latest\nendpoint_resource_manager = https://arm.contoso.example\n"
    "endpoint_active_directory = https://login.contoso.example\n"
    "endpoint_active_directory_resource_id = https://arm.contoso.example\n"
)


@pytest.mark.parametrize(("config", "environ", "cloud"), CLOUDS.values(), ids=CLOUDS)
def test_the_cloud_is_the_one_that_the_azure_cli_talks_to(
    catalog: Catalog, tmp_path: Path, config: str, environ: dict[str, str], cloud: str
) -> None:
    folder = make_folder(tmp_path / "azure", *USUAL, config=config, clouds=OWN)
    assert look(catalog, folder, **environ).cloud == cloud


@pytest.mark.parametrize("config", ["name = x\n", "[cloud\n", "\x00\xff", "[cloud]\nname\n"])
def test_a_damaged_configuration_means_the_usual_cloud(
    catalog: Catalog, tmp_path: Path, config: str
) -> None:
    folder = make_folder(tmp_path, *USUAL, config=config, clouds=config)
    found = look(catalog, folder)
    assert found.cloud == "AzureCloud" and found.name_of(DEV)


def test_who_is_signed_in_depends_on_the_cloud(catalog: Catalog, tmp_path: Path) -> None:
    folder = make_folder(tmp_path, *USUAL, config="[cloud]\nname = AzureUSGovernment\n")
    assert look(catalog, folder).user == "grace@contoso.example"


AZURE_CLI_CORE = """
import json
from azure.cli.core import get_default_cli
from azure.cli.core._profile import Profile
cli = get_default_cli()
profile = Profile(cli_ctx=cli)
found = profile.load_cached_subscriptions(all_clouds=True)
try:
    user = profile.get_current_account_user()
except Exception:
    user = None
print(json.dumps({"cloud": cli.cloud.name, "user": user,
                  "subscriptions": [[s["id"], s["name"], s["tenantId"]] for s in found]}))
"""


@pytest.mark.parametrize("case", ["none chosen", "chosen", "the user's own", "one that is gone",
                                  "by the environment"])  # fmt: skip
def test_azure_cli_core_sees_the_same(catalog: Catalog, tmp_path: Path, case: str) -> None:
    config, environ, _ = CLOUDS[case]
    ours = make_folder(tmp_path / "ours", *USUAL, config=config, clouds=OWN)
    theirs = make_folder(tmp_path / "theirs", *USUAL, config=config, clouds=OWN)
    finished = subprocess.run(
        [sys.executable, "-c", AZURE_CLI_CORE], capture_output=True, text=True, check=True,
        env={**os.environ, "AZURE_CONFIG_DIR": str(theirs), **environ},
    )  # fmt: skip
    judged = json.loads(finished.stdout.splitlines()[-1])
    found = look(catalog, ours, **environ)
    assert found.cloud == judged["cloud"]
    assert judged["user"] in (found.user, None)
    assert [[s.id, s.name, s.tenant] for s in found.subscriptions] == judged["subscriptions"]

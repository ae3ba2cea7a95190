"""Variable files as people have them: the names of a release's template, filled in or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.catalog.shipped import shipped_values
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument, quote

NAMES: Mapping[Orchestrator, str] = {"github": ".env", "azure-devops": "variables.yaml"}
FILLED: Mapping[Orchestrator, Mapping[str, str]] = {
    "github": {
        "PROJECT_NUMBER": "003", "AIFACTORY_LOCATION": "westeurope",
        "AIFACTORY_LOCATION_SHORT": "weu", "AIFACTORY_PREFIX": "contoso-1-",
        "DEV_CIDR_RANGE": "40", "STAGE_CIDR_RANGE": "41", "PROD_CIDR_RANGE": "42",
        "TENANT_ID": "11111111-2222-4333-8444-555555555501",
        "COMMON_VNET_CIDR": "10.0.0.0/16", "ENABLE_WEB_APP": "true",
        "DEPLOY_MODEL_GPT_4O_MINI": "true", "WEB_APP_RUNTIME": "node",
    },
    "azure-devops": {
        "project_number_000": "003", "admin_location": "westeurope",
        "admin_locationSuffix": "weu", "admin_aifactoryPrefixRG": "contoso-1-",
        "dev_cidr_range": "40", "test_cidr_range": "41", "prod_cidr_range": "42",
        "tenantId": "11111111-2222-4333-8444-555555555501",
        "admin_bicep_kv_fw": "kv-contoso-001", "admin_bicep_kv_fw_rg": "rg-contoso-001",
        "serviceSettingDeployWebApp": "true", "serviceSettingDeployCosmosDB": "true",
    },
}  # fmt: skip
"""What a team wrote over some of the shipped values."""


def written(folder: Path, release: str, orchestrator: Orchestrator, *, filled: bool = True) -> Path:
    """A file with every name of the release's template, in a folder of its own."""
    values = dict(shipped_values(load_catalog(release), orchestrator))
    if filled:
        values |= {n: v for n, v in FILLED[orchestrator].items() if n in values}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAMES[orchestrator]
    if orchestrator == "github":
        lines = ["# our own note\n", *(f"{n}={quote(v)}\n" for n, v in values.items())]
        path.write_text("".join([*lines, "OUR_OWN='1'\n"]), encoding="utf-8")
    else:
        lines = ["variables:\n", "  # our own note\n"]
        lines += [f"  {n}: {json.dumps(v)}\n" for n, v in values.items()]
        path.write_text("".join([*lines, '  ourOwn: "1"\n']), encoding="utf-8")
    return path


def read(path: Path) -> dict[str, str]:
    """Names and values of a file, as its reader sees them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".yaml":
        entries = EnvDocument.parse(text, "").entries
        return {entry.name: entry.value for entry in entries if entry.value is not None}
    return {entry.name: entry.value for entry in AdoDocument.parse(text, "").entries}


def put(path: Path, values: Mapping[str, str]) -> None:
    """Write values over those of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".yaml":
        document = EnvDocument.parse(text, "")
        for name, value in values.items():
            document.set(name, value)
        path.write_text(document.text(), encoding="utf-8")
        return
    ado = AdoDocument.parse(text, "")
    ado.set_many([(name, value, False) for name, value in values.items()], {})
    path.write_text(ado.text(), encoding="utf-8")

"""A wrong row of a table is found when the catalogue is compiled, and named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wizard.catalog.compile import CatalogError, compile_release
from wizard.resources import schemas_dir


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("schemas") / "schemas"
    shutil.copytree(schemas_dir(), made)
    return made


@pytest.mark.parametrize(
    ("file", "there", "wrong", "named"),
    [
        ("1.25/compatibility.yaml", "most: 3", "most: three", "lists_of_sizes.0.most"),
        ("1.25/compatibility.yaml", "array: sku", "arry: sku", "lists_of_sizes.0.arry"),
        ("1.25/compatibility.yaml", "retry: search.retry", "retry: search.again", "search.again"),
        ("1.25/compatibility.yaml", "size: sku.ai_search", "size: sku.search", "sku.search.dev"),
        ("1.25/compatibility.yaml", "services.ai_foundry, models.gpt", "models.gtp", "models.gtp"),
        ("1.25/compatibility.yaml", "kong_subnet: 28", "kong_net: 28", "gateway.kong_net"),
        ("1.25/compatibility.yaml", "PremiumV2: 30", "PremiumV2: many", "gateway_units.PremiumV2"),
        ("1.24/compatibility.yaml", "vnet: false", "vnet: perhaps", "plan_tiers.0.vnet"),
        ("1.25/delivery.yaml", "enablePersonas: bool", "enablePersonas: flag", "enablePersonas"),
        ("1.24/delivery.yaml", "naming.random_salt,", "naming.salted,", "naming.salted"),
        ("shared/limits.yaml", "limit: 49152", "limit: 48 KiB", "github.0.limit"),
        ("shared/limits.yaml", "severity: warning", "severity: harmless", "severity"),
        ("shared/limits.yaml", "naming.prefix, naming", "naming.prefx, naming", "naming.prefx"),
        ("shared/regions.yaml", "agents: true", "agents: maybe", "regions.0.agents"),
        ("shared/providers.yaml", "offered_as:", "offered:", "providers.yaml"),
    ],
)
def test_a_wrong_row_is_named(schemas: Path, file: str, there: str, wrong: str, named: str) -> None:
    path = schemas / file
    before = path.read_text(encoding="utf-8")
    assert there in before
    path.write_text(before.replace(there, wrong, 1), encoding="utf-8")
    try:
        with pytest.raises(CatalogError) as raised:
            compile_release(schemas, "1.25")
    finally:
        path.write_text(before, encoding="utf-8")
    assert named in str(raised.value)
    assert Path(file).name in str(raised.value)

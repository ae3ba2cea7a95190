"""Every fact says where it was read so that it can be followed; what leads nowhere is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import wizard
from wizard.catalog.compile import CatalogError, check_sources, compile_release
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.provenance import Place, load_provenance
from wizard.catalog.setting import Setting
from wizard.catalog.tables import Service
from wizard.resources import schemas_dir
from wizard.rules.registry import load_rules

CITED = re.compile(
    r"\b(?:R-\d{3}|D\d{2,3}|v1\.25 \d"
    r"|(?:network|bicep-defects|bicep-steps|azure-facts|demand|peer-wizard) \d+(?:\.\d+|[a-c])?)\b"
)


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    made = tmp_path / "schemas"
    shutil.copytree(schemas_dir(), made)
    return made


def followed(place: Place) -> bool:
    file = r"https://github\.com/[\w-]+/[\w-]+/blob/[0-9a-f]{8,40}/[\w./-]+(#L\d+(-L\d+)?)?"
    if place.revision:
        return re.fullmatch(file, place.address) is not None
    return re.fullmatch(r"https://[\w.-]+/\S+", place.address) is not None


@pytest.mark.parametrize("release", releases())
def test_every_setting_and_service_says_where_it_was_read(release: str) -> None:
    catalog, known = load_catalog(release), load_provenance()
    rows: list[Setting | Service] = [*catalog.settings.values(), *catalog.services.values()]
    for row in rows:
        origins = known.origins((*row.source, *(short.source for short in row.falls_short)))
        own = [origin.id for origin in origins] == ["wizard"]
        assert own or any(origin.read for origin in origins), row.title
        assert all(followed(place) for origin in origins for place in origin.read), row.title


def test_every_rule_says_where_it_was_read() -> None:
    for rule in load_rules().values():
        read = [
            place for origin in load_provenance().origins(rule.sources) for place in origin.read
        ]
        assert read and all(map(followed, read)), rule.code


def test_what_is_cited_in_code_and_comments_can_be_looked_up() -> None:
    known = load_provenance()
    modules = Path(wizard.__file__).parent.rglob("*.py")
    for path in (*modules, *schemas_dir().glob("*/*.yaml"), *schemas_dir().glob("*/*/*.yaml")):
        cited = CITED.findall(path.read_text(encoding="utf-8"))
        assert all(name in known.rows for name in cited), path
        assert known.origins(cited) is not None


@pytest.mark.parametrize(
    ("source", "text", "address"),
    [
        (
            "R-063",
            "esml-yaml-pipelines/variables/variables.yaml:85 (release/v1.24 at 09be44de)",
            "09be44dedc9dddf4f39175e383afc05edf7356f7/environment_setup/aifactory/bicep/"
            "copy_to_local_settings/azure-devops/esml-yaml-pipelines/variables/variables.yaml#L85",
        ),
        (
            "variables.yaml:28-30,45@release/v1.22",
            "variables/variables.yaml:28-30,45 (release/v1.22 at 52bea0f7)",
            "variables.yaml#L28-L30",
        ),
        (
            "RELEASE_125.md@4b5abdd229cb81453564ee6487086f331267a10d",
            "RELEASE_125.md (commit 4b5abdd2)",
            "4b5abdd229cb81453564ee6487086f331267a10d/RELEASE_125.md",
        ),
        ("https://devguide.python.org/versions",) * 3,
    ],
)
def test_a_source_leads_to_its_place(source: str, text: str, address: str) -> None:
    (origin,) = load_provenance().origins(source)
    (place,) = origin.read
    assert str(place).endswith(text)
    assert place.address.endswith(address)


@pytest.mark.parametrize(
    ("file", "there", "wrong"),
    [
        ("1.24/settings/networking.yaml", "source: [R-", "source: [Q-1, R-"),
        ("shared/limits.yaml", 'source: ["azure-facts 6"', 'source: ["a page of somebody"'),
        ("1.24/services.yaml", "source: D11", "source: D999"),
        ("1.24/services.yaml", "source: D11", "source: modules/redis.bicep:52"),
        ("1.25/settings/agents.yaml", "@release/v1.25", "@release/v1.26"),
    ],
)
def test_a_source_that_leads_nowhere_is_refused(
    schemas: Path, file: str, there: str, wrong: str
) -> None:
    path = schemas / file
    before = path.read_text(encoding="utf-8")
    assert there in before
    path.write_text(before.replace(there, wrong, 1), encoding="utf-8")
    line = before[: before.index(there)].count("\n") + 1
    with pytest.raises(CatalogError) as raised:
        compile_release(schemas, "1.25")
    told = str(raised.value)
    assert "schemas/sources/" in told
    row = re.findall(r"^  - (?:key|id|name): ([\w.]+)", before[: before.index(there)], re.M)[-1]
    assert told.startswith(f"{file}, line {line}, row {row}: source: ")


def test_the_bicep_tables_are_held_to_it_too(schemas: Path) -> None:
    path = schemas / "1.24" / "bicep" / "values.yaml"
    loaded = {"differences": [{"name": "skuAksDev", "source": "nobody knows"}]}
    with pytest.raises(CatalogError, match="row skuAksDev: source: nothing says what 'nobody"):
        check_sources(path, loaded, schemas)


@pytest.mark.parametrize(
    ("there", "wrong", "named"),
    [
        ("preflight.sh:647", "preflght.sh:647", "'preflght.sh:647'"),
        ("preflight.sh:647", "preflight.sh:647@release/v9", "'release/v9'"),
        ("    title: placeholders", "    titel: placeholders", "title"),
    ],
)
def test_a_wrong_row_of_the_sources_is_named(
    schemas: Path, there: str, wrong: str, named: str
) -> None:
    path = schemas / "sources" / "rules_network.yaml"
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, wrong, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as raised:
        compile_release(schemas, "1.24")
    assert "rules_network.yaml, row R-001: " in str(raised.value)
    assert named in str(raised.value)

"""A repository of a release whose project runs take variables.json before the other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wizard.catalog.load import load_catalog
from wizard.catalog.shipped import shipped_values
from wizard.delivery.trace import trace
from wizard.formats.dotenv import quote
from wizard.session.checking import check_repository
from wizard.session.opening import open_repository

JSON = "aifactory/variables.json"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a `.env` that has the names of 1.25, and no workspace."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "aifactory").mkdir()
    values = shipped_values(load_catalog("1.25"), "github") | {
        "AIFACTORY_LOCATION": "westeurope", "PROJECT_NUMBER": "003", "AIFACTORY_SUFFIX": "-001",
        "ENABLE_REDIS_CACHE": "true",
    }  # fmt: skip
    text = "".join(f"{name}={quote(value)}\n" for name, value in values.items())
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    return tmp_path


def put(root: Path, data: Any) -> None:
    (root / JSON).write_text(json.dumps(data, indent=1), encoding="utf-8")


def test_what_variables_json_says_wins_and_the_rest_comes_from_the_other_file(
    repository: Path,
) -> None:
    put(repository, {"dev": {"admin_location": "swedencentral", "project_number_000": "003"}})
    opened = open_repository(repository)
    view = opened.session.view(project="003")
    assert opened.session.catalog.release == "1.25"
    assert view.text("region.name") == "swedencentral"
    assert view.text("services.redis") == "true"
    (other,) = [entry for entry in opened.disagreements if entry.name == "AIFACTORY_LOCATION"]
    assert (other.ours, other.theirs, other.path) == ("swedencentral", "westeurope", ".env")


def test_a_value_that_it_leaves_empty_is_not_filled_from_elsewhere(repository: Path) -> None:
    put(repository, {"dev": {"project_number_000": "003", "enableRedisCache": ""}})
    assert open_repository(repository).session.view(project="003").text("services.redis") != "true"


def test_check_says_what_differs_what_stops_and_which_file_counts(repository: Path) -> None:
    put(repository, {"dev": {"admin_location": "swedencentral", "tenantId": None}, "customer": {}})
    found = check_repository(repository).findings
    stops = [f.message for f in found if f.code == "FIL131"]
    assert any("tenantId is null" in text for text in stops)
    assert any("section customer" in text for text in stops)
    (differ,) = [f for f in found if f.code == "FIL132"]
    assert differ.file == ".env" and "AIFACTORY_LOCATION is westeurope here" in differ.message
    (counts,) = [f for f in found if f.code == "FIL134"]
    assert "GitHub, project run: aifactory/variables.json" in counts.message
    assert "GitHub, common run: .env" in counts.message


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": 1}', '{"dev": 3}'])
def test_one_that_no_run_could_take_leaves_the_other_file(repository: Path, text: str) -> None:
    (repository / JSON).write_text(text, encoding="utf-8")
    opened = open_repository(repository)
    assert opened.session.view(project="003").text("region.name") == "westeurope"
    assert any(f.code == "FIL131" for f in check_repository(repository).findings)


def test_a_release_without_the_file_does_not_look_at_it(repository: Path) -> None:
    put(repository, {"dev": {"admin_location": "swedencentral"}})
    opened = open_repository(repository, release="1.24")
    assert opened.session.view(project="003").text("region.name") == "westeurope"


def test_trace_says_per_run_and_orchestrator_which_file_counts() -> None:
    catalog = load_catalog("1.25")
    rows = trace(catalog["region.name"], catalog)["counts"]
    assert {(row["orchestrator"], row["run"]) for row in rows} >= {
        ("github", "project"), ("github", "common"), ("azure-devops", "project"),
    }  # fmt: skip
    assert all(row["file"] for row in rows)

"""The documentation builds without a warning, and names everything there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog, releases
from wizard.catalog.provenance import load_provenance
from wizard.cli.table import VERBS
from wizard.rules.registry import load_rules

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.xdist_group("documentation")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr
    return target


def _anchors(folder: Path) -> set[str]:
    return {
        name
        for page in folder.rglob("*.html")
        for name in re.findall(r'<h2 id="([^"]+)"', page.read_text(encoding="utf-8"))
    }


def test_every_setting_of_every_release_has_its_place(site: Path) -> None:
    keys = {key for release in releases() for key in load_catalog(release).settings}
    assert keys <= _anchors(site / "reference" / "settings")


def test_every_finding_has_its_place(site: Path) -> None:
    assert set(load_rules()) <= _anchors(site / "reference" / "findings")


def test_every_service_and_verb_has_its_place(site: Path) -> None:
    services = (site / "reference" / "services.html").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in services for name in load_catalog().services)
    verbs = (site / "reference" / "verbs.html").read_text(encoding="utf-8")
    assert all(f"aifactory-wizard {verb.name} " in verbs for verb in VERBS)


def test_no_page_loads_anything_from_another_machine(site: Path) -> None:
    loaded = re.compile(
        r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="(\w+:)?//'
    )
    for page in site.rglob("*.html"):
        assert not loaded.search(page.read_text(encoding="utf-8")), page


def test_every_source_has_its_place_and_leads_there(site: Path) -> None:
    page = site / "reference" / "sources.html"
    known = load_provenance().rows
    assert len(known) == len(_anchors(page.parent) & set(map(_anchor, known)))
    links = re.findall(r'href="(https://[^"]+)"', page.read_text(encoding="utf-8"))
    for row in known.values():
        assert {load_provenance().place(text).address for text in row.read} <= set(links)


def test_settings_services_and_findings_lead_to_the_sources(site: Path) -> None:
    folder = site / "reference"
    for page in (*folder.glob("settings/*.html"), *folder.glob("findings/*.html")):
        text = page.read_text(encoding="utf-8")
        assert text.count("Read from") >= text.count("<h2 id="), page


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")

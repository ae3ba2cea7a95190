"""The installed package at work, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wizard import __version__

pytestmark = pytest.mark.xdist_group("artifacts")


def run_installed(installed: Path, folder: Path, *code_or_module: str) -> str:
    """Standard output of python run in `folder`, with the unpacked wheel first on its path."""
    finished = subprocess.run(
        [sys.executable, *code_or_module],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_version_from_another_folder(installed: Path, tmp_path: Path) -> None:
    printed = run_installed(installed, tmp_path, "-m", "wizard", "--version")
    assert printed == f"aifactory-wizard {__version__}\n"


def test_data_is_found_inside_the_package(installed: Path, tmp_path: Path) -> None:
    code = (
        "import json, wizard.resources as r; "
        "print(json.dumps([str(r.schemas_dir()), str(r.output_templates_dir())]))"
    )
    folders = [Path(text) for text in json.loads(run_installed(installed, tmp_path, "-c", code))]
    data = installed.resolve() / "wizard" / "_data"
    assert folders == [data / "schemas", data / "output_templates"]
    assert all(folder.is_dir() for folder in folders)


def test_the_packaged_catalogues_are_compiled_and_up_to_date(
    installed: Path, tmp_path: Path
) -> None:
    code = (
        "import json, sys; from wizard.catalog.load import load_catalog, releases; "
        "sizes = {release: len(load_catalog(release).settings) for release in releases()}; "
        "print(json.dumps([sizes, 'pydantic' in sys.modules]))"
    )
    sizes, compiled_at_run_time = json.loads(run_installed(installed, tmp_path, "-c", code))
    assert sizes["1.24"] > 0
    assert not compiled_at_run_time

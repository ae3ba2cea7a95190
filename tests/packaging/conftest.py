"""Both artifacts, built once from this checkout the way a release builds them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Artifacts:
    """An sdist, and the wheel that was built from this sdist."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the tree under test."""
    return CHECKOUT


@pytest.fixture(scope="session")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Artifacts:
    """The sdist and the wheel of the tree under test."""
    target = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(CHECKOUT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (sdist,) = target.glob("*.tar.gz")
    (wheel,) = target.glob("*.whl")
    return Artifacts(sdist, wheel)


@pytest.fixture(scope="session")
def installed(artifacts: Artifacts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs; a pure wheel only needs unpacking."""
    folder = tmp_path_factory.mktemp("site-packages")
    with ZipFile(artifacts.wheel) as archive:
        archive.extractall(folder)
    return folder

"""What the sdist and the wheel carry, compared with the tree they were built from."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.conftest import Artifacts
from wizard import __version__

pytestmark = pytest.mark.xdist_group("artifacts")

TWO_MEGABYTES = 2_000_000
DATA_FOLDERS = ("schemas", "output_templates")


def files_below(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder.parent).as_posix()


def wheel_files(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def sdist_files(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        names = [member.name for member in archive.getmembers() if member.isfile()]
    return {name.partition("/")[2] for name in names}


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_wheel_carries_every_data_file(artifacts: Artifacts, checkout: Path, folder: str) -> None:
    expected = {f"wizard/_data/{name}" for name in files_below(checkout / folder)}
    packaged = {
        name for name in wheel_files(artifacts.wheel) if name.startswith(f"wizard/_data/{folder}/")
    }
    assert expected
    assert packaged == expected


def test_wheel_carries_the_package_and_nothing_else(artifacts: Artifacts, checkout: Path) -> None:
    packaged = {
        name
        for name in wheel_files(artifacts.wheel)
        if ".dist-info/" not in name and not name.startswith("wizard/_data/")
    }
    manual = {name for name in packaged if name.endswith("/share/man/man1/aifactory-wizard.1")}
    assert len(manual) == 1
    assert packaged - manual == set(files_below(checkout / "wizard"))


@pytest.mark.parametrize("folder", ["wizard", "tests", *DATA_FOLDERS])
def test_sdist_carries_every_file_of(artifacts: Artifacts, checkout: Path, folder: str) -> None:
    packaged = {name for name in sdist_files(artifacts.sdist) if name.startswith(f"{folder}/")}
    assert packaged == set(files_below(checkout / folder))


def test_sdist_carries_what_building_and_testing_need(artifacts: Artifacts) -> None:
    assert {"pyproject.toml", "constraints.txt", "Makefile", "README.md", "LICENSE"} <= sdist_files(
        artifacts.sdist
    )


def test_files_whose_name_starts_with_a_dot_are_carried(
    artifacts: Artifacts, checkout: Path
) -> None:
    dotted = {
        name
        for folder in DATA_FOLDERS
        for name in files_below(checkout / folder)
        if Path(name).name.startswith(".")
    }
    assert {f"wizard/_data/{name}" for name in dotted} <= wheel_files(artifacts.wheel)
    assert dotted <= sdist_files(artifacts.sdist)


def test_wheel_is_small(artifacts: Artifacts) -> None:
    assert artifacts.wheel.stat().st_size < TWO_MEGABYTES


def test_wheel_says_what_it_is(installed: Path) -> None:
    (metadata_file,) = installed.glob("*.dist-info/METADATA")
    metadata = message_from_bytes(metadata_file.read_bytes())
    assert metadata["Name"] == "aifactory-wizard"
    assert metadata["Version"] == __version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"


def test_wheel_declares_the_console_script_and_its_types(installed: Path) -> None:
    (entry_points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "aifactory-wizard = wizard.cli.main:main" in entry_points.read_text(encoding="utf-8")
    assert (installed / "wizard" / "py.typed").is_file()

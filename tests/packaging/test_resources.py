"""Where the data is found: in a checkout, in an installation, in a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard import resources


def test_a_checkout_reads_its_own_folders(checkout: Path) -> None:
    assert resources.schemas_dir() == checkout / "schemas"
    assert resources.output_templates_dir() == checkout / "output_templates"


def test_an_installation_reads_the_packaged_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "wizard"
    packaged = package / "_data" / "schemas"
    packaged.mkdir(parents=True)
    (tmp_path / "schemas").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.schemas_dir() == packaged


def test_a_missing_folder_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "wizard")
    with pytest.raises(resources.ResourcesMissing, match="'schemas' is missing.*install it again"):
        resources.schemas_dir()

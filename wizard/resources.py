"""Where the facts (`schemas/`) and the texts (`output_templates/`) of this installation are.

An installed package carries both under `wizard/_data`; a checkout has them at its root and
is read live, so an edited file shows at once.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class ResourcesMissing(RuntimeError):
    """This installation lacks a folder of data that the wizard cannot work without."""


def schemas_dir() -> Path:
    """The folder with one sub-folder of facts per AI Factory release.

    Raises ResourcesMissing when the installation lacks it.
    """
    return _data_folder("schemas")


def output_templates_dir() -> Path:
    """The folder with the texts around the values, one sub-folder per target.

    Raises ResourcesMissing when the installation lacks it.
    """
    return _data_folder("output_templates")


def _data_folder(name: str) -> Path:
    packaged = _PACKAGE / "_data"
    root = packaged if packaged.is_dir() else _PACKAGE.parent
    folder = root / name
    if not folder.is_dir():
        raise ResourcesMissing(
            f"the folder '{name}' is missing from {root}: this installation of "
            "aifactory-wizard is incomplete; install it again"
        )
    return folder
